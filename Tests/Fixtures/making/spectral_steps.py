"""Training of SpectralNormalization, whose kernel every call divides: `steps/spectral.*.npz` holds cases as the others there."""

from making import values
from making.environment import MAJOR, keras, tf
from making.step_cases import BATCH, target, tokens
from making.steps import StepPack

L = keras.layers
O = keras.optimizers
R = keras.regularizers


def chain(shape, *makers, dtype="float32"):
    """Layers with a Dense named out at the end."""

    def build():
        x = a = keras.Input(shape, name="x", dtype=dtype)
        for make in makers:
            a = make()(a)
        return keras.Model(x, L.Dense(2, name="out")(a), name="spectral")

    return build


def spectral(make, **options):
    return lambda: L.SpectralNormalization(make(), name="spectral", **options)


def twice():
    """One layer, called twice: its kernel is divided twice."""
    x = keras.Input((3,), name="x")
    one = spectral(lambda: L.Dense(3, activation="tanh", name="inner"))()
    return keras.Model(x, L.Dense(2, name="out")(one(one(x))), name="spectral")


def nested():
    """Inside a model."""
    inner = keras.Sequential([keras.Input((3,)), spectral(lambda: L.Dense(3, activation="tanh", name="inner"))()], name="core")
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(2, name="out")(inner(x)), name="spectral")


def frozen():
    """A kernel that is not trained changes all the same."""
    x = keras.Input((3,), name="x")
    one = spectral(lambda: L.Dense(3, activation="tanh", name="inner"))()
    a = one(L.Dense(3, name="before")(x))
    one.trainable = False
    return keras.Model(x, L.Dense(2, name="out")(a), name="spectral")


def cases():
    """(title, shape, build, optimizer); without a shape ids go in."""
    sgd, adam = (lambda: O.SGD(0.1, momentum=0.9)), (lambda: O.Adam(0.01))
    dense = lambda **options: lambda: L.Dense(4, activation="tanh", name="inner", **options)
    yield "Dense", (3,), chain((3,), spectral(dense())), adam
    yield "Dense, sgd", (3,), chain((3,), spectral(dense())), sgd
    yield "Dense, three powers", (3,), chain((3,), spectral(dense(), power_iterations=3)), sgd
    yield "Dense of timesteps", (4, 3), chain((4, 3), spectral(dense()), lambda: L.LSTM(2, name="after")), adam
    yield "Dense, decayed", (3,), chain((3,), spectral(dense())), lambda: O.AdamW(0.01, weight_decay=0.1)
    yield "Dense regularized", (3,), chain((3,), spectral(dense(kernel_regularizer=R.L2(0.1)))), sgd
    yield "Dense constrained", (3,), chain((3,), spectral(dense(kernel_constraint=keras.constraints.NonNeg()))), sgd
    conv1 = lambda: L.Conv1D(3, 2, name="inner")
    yield "Conv1D", (5, 2), chain((5, 2), spectral(conv1), lambda: L.GlobalMaxPooling1D(name="p")), adam
    conv2 = lambda: L.Conv2D(3, 2, activation="relu", name="inner")
    yield "Conv2D", (4, 4, 2), chain((4, 4, 2), spectral(conv2), lambda: L.Flatten(name="f")), sgd
    words = lambda: L.Embedding(6, 3, name="inner")
    yield "Embedding", None, chain((5,), spectral(words), lambda: L.Flatten(name="f"), dtype="int32"), sgd
    yield "called twice", (3,), twice, adam
    yield "in a model", (3,), nested, adam
    yield "frozen", (3,), frozen, sgd
    each = lambda: L.TimeDistributed(spectral(dense())(), name="each")
    if MAJOR == 3:
        yield "each timestep", (3, 3), chain((3, 3), each, lambda: L.Flatten(name="f")), sgd


def make(folder):
    """All of them."""
    pack = StepPack("spectral")
    # In a graph Keras 2.15 asks a symbolic tensor whether the kernel is 0, and fails.
    tf.config.run_functions_eagerly(MAJOR == 2)
    for title, shape, build, optimizer in cases():
        x = tokens(5, 6, title) if shape is None else values.normal((BATCH, *shape), "x", title)
        pack.add(title, build, x, target("number", (BATCH, 2), title), optimizer=optimizer, loss="mse")
    pack.save(folder / "steps")
    tf.config.run_functions_eagerly(False)
