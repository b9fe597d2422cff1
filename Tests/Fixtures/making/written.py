"""Models with layers that their files do not say how to compute: Lambdas, layers, cells and functions of an author's own.

What stands in the .eq files beside them was written by hand from the classes below.
"""

import warnings

import numpy as np

from making import values
from making.environment import MAJOR, TAG, VERSION, fresh, keras, tf
from making.run import fill, golden

layers = keras.layers
register = keras.utils.register_keras_serializable if MAJOR == 2 else keras.saving.register_keras_serializable
ops = tf if MAJOR == 2 else keras.ops


def mean(x, axis, keepdims=False):
    """The mean under either version's name."""
    if MAJOR == 2:
        return tf.reduce_mean(x, axis=axis, keepdims=keepdims)
    return ops.mean(x, axis=axis, keepdims=keepdims)


def total(x, axis):
    """The sum under either version's name."""
    return tf.reduce_sum(x, axis=axis) if MAJOR == 2 else ops.sum(x, axis=axis)


@register(package="mine")
class Squeeze(layers.Layer):
    """Takes the axes of length 1 away."""

    def call(self, x):
        return ops.squeeze(x, axis=1)

    def compute_output_shape(self, shape):
        return (shape[0], *shape[2:])


@register(package="mine")
class WordAttention(layers.Layer):
    """Scores every timestep, and adds them up by their shares."""

    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units

    def build(self, shape):
        self.W = self.add_weight(name="W", shape=(shape[-1], self.units))
        self.b = self.add_weight(name="b", shape=(self.units,))
        self.u = self.add_weight(name="u", shape=(self.units, 1))
        super().build(shape)

    def call(self, x):
        scores = ops.matmul(ops.tanh(ops.matmul(x, self.W) + self.b), self.u)
        shares = tf.nn.softmax(scores, axis=1) if MAJOR == 2 else ops.softmax(scores, axis=1)
        return total(shares * x, 1)

    def compute_output_shape(self, shape):
        return (shape[0], shape[-1])

    def get_config(self):
        return {**super().get_config(), "units": self.units}


@register(package="mine")
class OwnNorm(layers.Layer):
    """A layer normalization whose ε stands beside σ and not under the root."""

    def __init__(self, tiny=0.1, **options):
        super().__init__(**options)
        self.tiny = tiny

    def build(self, shape):
        self.scale = self.add_weight(name="scale", shape=(shape[-1],))
        self.shift = self.add_weight(name="shift", shape=(shape[-1],))
        super().build(shape)

    def call(self, x):
        mu = mean(x, -1, True)
        sigma = ops.sqrt(mean(ops.square(x - mu), -1, True))
        return self.scale * (x - mu) / (sigma + self.tiny) + self.shift

    def compute_output_shape(self, shape):
        return shape

    def get_config(self):
        return {**super().get_config(), "tiny": self.tiny}


@register(package="mine")
class Blend(layers.Layer):
    """A share of one input and the rest of another."""

    def __init__(self, share=0.25, **options):
        super().__init__(**options)
        self.share = share

    def call(self, inputs):
        a, b = inputs
        return self.share * a + (1 - self.share) * b

    def compute_output_shape(self, shapes):
        return shapes[0]

    def get_config(self):
        return {**super().get_config(), "share": self.share}


@register(package="mine")
class LeakyCell(layers.Layer):
    """A cell whose state forgets at a rate of its own."""

    def __init__(self, units, leak=0.5, **options):
        super().__init__(**options)
        self.units, self.leak = units, leak
        self.state_size = self.output_size = units

    def build(self, shape):
        self.W = self.add_weight(name="W", shape=(shape[-1], self.units))
        self.U = self.add_weight(name="U", shape=(self.units, self.units))
        super().build(shape)

    def call(self, x, states):
        h = states[0]
        new = (1 - self.leak) * h + self.leak * ops.tanh(ops.matmul(x, self.W) + ops.matmul(h, self.U))
        return new, [new]

    def get_config(self):
        return {**super().get_config(), "units": self.units, "leak": self.leak}


@register(package="mine")
def wave(z):
    """A function of the author's own."""
    return z * ops.sigmoid(1.5 * z)


@register(package="mine")
class OwnModel(keras.Model):
    """A model that its Python code alone can build."""

    def __init__(self, **options):
        super().__init__(**options)
        self.wide = layers.Dense(4, activation="relu", name="wide")
        self.narrow = layers.Dense(2, name="narrow")

    def build(self, shape):
        self.wide.build(shape)
        self.narrow.build((shape[0], 4))
        super().build(shape)

    def call(self, x):
        return self.narrow(self.wide(x))


def scaled():
    """A Lambda between layers."""
    x = keras.Input((3,), name="picture")
    a = layers.Dense(4, activation="relu", name="dense")(x)
    a = layers.Lambda(lambda t: t / 127.5 - 1, name="lambda_1", output_shape=(4,))(a)
    return keras.Model(x, layers.Dense(2, name="out")(a), name="scaled"), (3,)


def squeezed():
    """A layer that takes an axis away."""
    x = keras.Input((1, 3), name="row")
    a = Squeeze(name="squeeze")(layers.Dense(4, name="dense")(x))
    return keras.Model(x, layers.Dense(2, name="out")(a), name="squeezed"), (1, 3)


def attended():
    """Attention with weights of its own, behind an LSTM."""
    x = keras.Input((5, 3), name="words")
    a = layers.LSTM(4, return_sequences=True, name="lstm")(x)
    a = WordAttention(3, name="attention")(a)
    return keras.Model(x, layers.Dense(2, activation="softmax", name="out")(a), name="attended"), (5, 3)


def normed():
    """A normalization with another epsilon."""
    x = keras.Input((3,), name="x")
    a = OwnNorm(name="norm")(layers.Dense(4, name="dense")(x))
    return keras.Model(x, layers.Dense(2, name="out")(a), name="normed"), (3,)


def waved():
    """A function of the author's own in two layers."""
    x = keras.Input((3,), name="x")
    a = layers.Dense(4, activation=wave, name="dense")(x)
    return keras.Model(x, layers.Dense(2, activation=wave, name="out")(a), name="waved"), (3,)


def blended():
    """Two inputs of one layer, and a Lambda in a model inside."""
    x = keras.Input((3,), name="x")
    inner = keras.Input((3,), name="inner")
    b = layers.Dense(3, name="deep")(layers.Lambda(lambda t: t * 2, name="twice", output_shape=(3,))(inner))
    encoder = keras.Model(inner, b, name="encoder")
    a = layers.Dense(3, name="dense")(x)
    y = Blend(name="blend")([a, encoder(x)])
    return keras.Model(x, layers.Dense(2, name="out")(y), name="blended"), (3,)


def leaking():
    """A cell of the author's own, over time."""
    x = keras.Input((4, 3), name="x")
    a = layers.RNN(LeakyCell(3), return_sequences=True, name="rnn")(x)
    return keras.Model(x, layers.Dense(2, name="out")(a), name="leaking"), (4, 3)


def subclassed():
    """A class of the author's own as the model."""
    model = OwnModel(name="own_model")
    model.build((None, 3))
    model(np.zeros((1, 3), "float32"))
    return model, (3,)


def pictured():
    """A Lambda in front of everything."""
    x = keras.Input((3,), name="picture")
    a = layers.Lambda(lambda t: t / 127.5 - 1, name="lambda_1", output_shape=(3,))(x)
    return keras.Model(x, layers.Dense(2, name="out")(a), name="pictured"), (3,)


MODELS = [scaled, squeezed, attended, normed, waved, blended, leaking, pictured]


def step(model, x):
    """Loss and gradients of one step, by Keras' names."""
    y = values.random("written", "target", model.name).standard_normal(model(x).shape).astype("float32")
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(y - model(x)))
    weights = model.trainable_weights
    gradients = tape.gradient(loss, weights)
    names = [w.path if MAJOR == 3 else w.name.split(":")[0] for w in weights]
    return {
        "x0": x, "y0": y, "loss": np.array([float(loss)], "float32"),
        **{f"{name}:grad": np.asarray(tf.convert_to_tensor(g)) for name, g in zip(names, gradients)},
    }


def make(root):
    """A folder for each of MODELS, and one for the class of a model."""
    print(VERSION)
    for build in MODELS + ([subclassed] if MAJOR == 3 else []):
        fresh()
        name = build.__name__
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        model, shape = build()
        x = values.random("written", name).standard_normal((2, *shape)).astype("float32")
        if build is not subclassed:
            fill(model, name)
            model.compile(optimizer="sgd", loss="mse")
            np.savez(folder / f"{TAG}.step.npz", **step(model, x))
        else:
            for index, variable in enumerate(model.weights):
                variable.assign(values.weight("kernel", tuple(variable.shape), name, index))
        found = golden(model, [x]) if build is not subclassed else {"x0": x, "y0": np.asarray(model(x))}
        np.savez(folder / f"{TAG}.golden.npz", **found)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for ending in ("keras", "h5") if MAJOR == 3 else ("h5",):
                if ending == "h5" and build is subclassed:
                    continue
                model.save(folder / f"{TAG}.{ending}")
        print(name)
