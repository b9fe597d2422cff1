"""The grid of layers without a loop: activations, merges, masks, normalizations, number types."""

import itertools

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.pack import Pack

layers = keras.layers
MASK = -9.0
ACTIVATIONS = """
    celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear log_sigmoid
    log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus
    sparse_sigmoid sparsemax squareplus tanh tanh_shrink threshold swish hard_swish
""".split()


def model(shape, *steps, **options):
    """A Sequential of layers over one input."""
    dtype = options.pop("dtype", None)
    if MAJOR == 3:
        entrance = keras.Input(shape, dtype=dtype, name="x", **options)
    else:
        entrance = layers.InputLayer(shape, dtype=dtype, name="x", **options)
    return keras.Sequential([entrance, *steps])


def merged(make, shapes):
    """A functional model of one layer over several inputs."""
    inputs = [keras.Input(shape, name=f"x{i}") for i, shape in enumerate(shapes)]
    return keras.Model(inputs, make(inputs))


class Plain(Pack):
    """A pack whose inputs come from shapes."""

    def one(self, case, shape, *makers, **options):
        """One input, layers made by makers."""
        x = options.pop("x", None)
        if x is None:
            x = values.normal((options.pop("batch", 3), *shape), case, "x", scale=2)
        self.add(case, lambda: model(shape, *[make() for make in makers], **options), [x])

    def several(self, case, make, shapes, inputs=None):
        """Several inputs into one layer."""
        if inputs is None:
            inputs = [values.normal((3, *shape), case, i) for i, shape in enumerate(shapes)]
        self.add(case, lambda: merged(make, shapes), inputs)


# Activations


def hard_inputs():
    """(8, 16) numbers: −6…6, 0, tiny, huge, and the places where functions have corners."""
    special = [0, -0.0, 1e-7, -1e-7, 1e-3, -1e-3, 100, -100, 0.5, -0.5, 1, -1, 2.5, -2.5, 3, -3, 6, -6, 20, -20]
    drawn = values.random("activations").uniform(-6, 6, 8 * 16 - len(special))
    return np.concatenate([special, drawn]).astype("float32").reshape(8, 16)


def add_activations(pack):
    """Every function by name, in an Activation layer and at the end of a Dense layer."""
    for name in ACTIVATIONS:
        pack.one(f"Activation({name})", (16,), lambda: layers.Activation(name, name="a"), x=hard_inputs())
        pack.one(f"Dense({name})", (4,), lambda: layers.Dense(6, activation=name, name="dense"))
    for name in ("softmax", "log_softmax", "sparsemax", "glu"):
        pack.one(f"Activation({name}),3d", (3, 4), lambda: layers.Activation(name, name="a"))


def activation_layers():
    """(case, layer) of the activation layers and their arguments."""
    slope = "negative_slope" if MAJOR == 3 else "alpha"
    yield "ReLU", lambda: layers.ReLU()
    yield "ReLU(max_value)", lambda: layers.ReLU(max_value=2.5)
    yield "ReLU(negative_slope)", lambda: layers.ReLU(negative_slope=0.125)
    yield "ReLU(threshold)", lambda: layers.ReLU(threshold=1.0)
    yield "ReLU(all)", lambda: layers.ReLU(max_value=3.0, negative_slope=0.25, threshold=0.5)
    yield "ReLU(negative threshold)", lambda: layers.ReLU(negative_slope=0.5, threshold=-1.0, max_value=4.0)
    yield "LeakyReLU", lambda: layers.LeakyReLU()
    yield "LeakyReLU(slope)", lambda: layers.LeakyReLU(**{slope: 0.1})
    yield "ELU", lambda: layers.ELU()
    yield "ELU(alpha)", lambda: layers.ELU(alpha=0.5)
    yield "PReLU", lambda: layers.PReLU()
    yield "Softmax", lambda: layers.Softmax()
    if MAJOR == 2:
        yield "ThresholdedReLU", lambda: layers.ThresholdedReLU()
        yield "ThresholdedReLU(theta)", lambda: layers.ThresholdedReLU(theta=2.5)


def add_activation_layers(pack):
    """ReLU, LeakyReLU, PReLU, ELU, Softmax, ThresholdedReLU."""
    for case, make in activation_layers():
        pack.one(case, (16,), make, x=hard_inputs())
    for axes in (None, [1], [2], [1, 2]):
        pack.one(f"PReLU(shared_axes={axes})", (3, 4), lambda: layers.PReLU(shared_axes=axes))
    for axis in (1, 2, -1, -2, [1, 2]):
        pack.one(f"Softmax(axis={axis})", (3, 4), lambda: layers.Softmax(axis=axis))
    keep = np.array([[1, 1, 0, 1], [0, 1, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0]], bool)

    def masked():
        x = keras.Input((4,), name="x")
        mask = keras.Input((4,), dtype="bool", name="keep")
        return keras.Model([x, mask], layers.Softmax(name="softmax")(x, mask=mask))

    pack.add("Softmax,mask argument", masked, [values.normal((4, 4), "softmax"), keep])


# Layers that do nothing when a model predicts; shapes


def add_idle(pack):
    """Dropout and its family."""
    made = {
        "Dropout": lambda: layers.Dropout(0.5, name="idle"),
        "SpatialDropout1D": lambda: layers.SpatialDropout1D(0.5, name="idle"),
        "GaussianDropout": lambda: layers.GaussianDropout(0.5, name="idle"),
        "GaussianNoise": lambda: layers.GaussianNoise(0.5, name="idle"),
        "AlphaDropout": lambda: layers.AlphaDropout(0.5, name="idle"),
        "ActivityRegularization": lambda: layers.ActivityRegularization(0.1, 0.2, name="idle"),
    }
    for case, make in made.items():
        pack.one(case, (3, 2), make, lambda: layers.Dense(2, name="dense"))
        x = values.normal((4, 3, 2), case)
        x[1, 1] = x[2, 0] = x[3, :] = MASK
        masking = lambda: layers.Masking(MASK, name="masking")  # noqa: E731
        pack.one(f"Masking,{case},GRU", (3, 2), masking, make, lambda: layers.GRU(2, name="gru"), x=x)


def add_masking(pack):
    """Masking by itself, and Embedding with and without a mask."""
    x = values.normal((4, 5, 3), "masking")
    x[0, 1] = x[1, 3:] = x[2, :] = MASK
    x[3, ::2, 1:] = MASK
    pack.one("Masking", (5, 3), lambda: layers.Masking(MASK), x=x)
    pack.one("Masking(0)", (5, 3), lambda: layers.Masking(), x=np.where(x == MASK, 0, x).astype("float32"))
    pack.one("Masking,Dense", (5, 3), lambda: layers.Masking(MASK), lambda: layers.Dense(2), x=x)
    pack.one(
        "Masking,GlobalAveragePooling1D",
        (5, 3),
        lambda: layers.Masking(MASK),
        lambda: layers.GlobalAveragePooling1D(),
        x=x[[0, 1, 3]],
    )
    words = values.integers((4, 6), 9, "words", low=0)
    words[0, 3:] = 0
    for zero, after in itertools.product((False, True), ("none", "lstm", "sequences", "dense", "flatten")):
        follow = {
            "none": [],
            "lstm": [lambda: layers.LSTM(2, name="lstm")],
            "sequences": [lambda: layers.LSTM(2, return_sequences=True, name="lstm")],
            "dense": [lambda: layers.Dense(2, name="dense"), lambda: layers.GRU(2, name="gru")],
            "flatten": [lambda: layers.Flatten(name="flatten"), lambda: layers.Dense(1, name="dense")],
        }[after]
        embedding = lambda: layers.Embedding(9, 3, mask_zero=zero, name="embedding")  # noqa: E731
        pack.one(f"Embedding(mask_zero={zero}),{after}", (6,), embedding, *follow, x=words, dtype="int32")
    floats = words.astype("float32")
    pack.one("Embedding,float input", (6,), lambda: layers.Embedding(9, 3), x=floats)
    pack.one("Embedding,matrix", (2, 3), lambda: layers.Embedding(9, 3), x=words.reshape(4, 2, 3), dtype="int32")


def add_shapes(pack):
    """Flatten, Reshape, Permute, RepeatVector; Dense over more axes."""
    for shape in ((4,), (3, 2), (2, 3, 2)):
        pack.one(f"Flatten,{len(shape)}d", shape, lambda: layers.Flatten())
    pack.one("Flatten(channels_first)", (2, 3, 4), lambda: layers.Flatten(data_format="channels_first"))
    for target in ((6, 2), (-1,), (2, -1), (-1, 3, 2), (1, 12)):
        pack.one(f"Reshape{target}", (3, 4), lambda: layers.Reshape(target))
    for order in ((2, 1), (1, 2)):
        pack.one(f"Permute{order}", (3, 4), lambda: layers.Permute(order))
    for order in ((3, 1, 2), (2, 3, 1), (3, 2, 1)):
        pack.one(f"Permute{order}", (2, 3, 4), lambda: layers.Permute(order))
    for count in (1, 3):
        pack.one(f"RepeatVector({count})", (4,), lambda: layers.RepeatVector(count))
    for shape in ((3, 4), (2, 3, 4)):
        pack.one(f"Dense,{len(shape) + 1}d", shape, lambda: layers.Dense(2, activation="tanh"))
        pack.one(f"Dense(no_bias),{len(shape) + 1}d", shape, lambda: layers.Dense(2, use_bias=False))
    pack.one("Dense(softmax),3d", (3, 4), lambda: layers.Dense(3, activation="softmax"))
    pack.one("Dense,wide", (33,), lambda: layers.Dense(17, activation="relu"), batch=5)
    pack.one("Dense,one", (1,), lambda: layers.Dense(1), batch=1)


# Merging


def add_merges(pack):
    """Every merge with 2 and 3 inputs, with broadcasting and with masks."""
    names = ["Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract"]
    shapes = {
        "same": [(3, 4), (3, 4)],
        "three": [(4,), (4,), (4,)],
        "broadcast": [(3, 4), (1, 4)],
        "broadcast both": [(3, 1), (1, 4)],
        "rank": [(2, 3, 4), (3, 4)],
    }
    for name, (about, sizes) in itertools.product(names, shapes.items()):
        if name == "Subtract" and len(sizes) == 3:
            continue
        pack.several(f"{name},{about}", lambda xs: getattr(layers, name)(name="merge")(xs), sizes)
    for axis in (1, 2, -1, -2):
        sizes = [(2, 3), (2, 3)]
        pack.several(f"Concatenate(axis={axis})", lambda xs: layers.Concatenate(axis)(xs), sizes)
    pack.several("Concatenate,unequal", lambda xs: layers.Concatenate()(xs), [(2, 3), (2, 1), (2, 4)])
    pack.several("Concatenate,time", lambda xs: layers.Concatenate(1)(xs), [(2, 3), (4, 3)])
    pack.several("Concatenate,vectors", lambda xs: layers.Concatenate()(xs), [(2,), (3,)])
    for axes in (1, 2, (2, 1), (1, 2)):
        square = [(3, 3), (3, 3)]
        pack.several(f"Dot(axes={axes})", lambda xs: layers.Dot(axes=axes)(xs), square)
    pack.several("Dot(vectors)", lambda xs: layers.Dot(axes=1)(xs), [(4,), (4,)])
    pack.several("Dot(normalize)", lambda xs: layers.Dot(axes=1, normalize=True)(xs), [(4,), (4,)])
    add_masked_merges(pack)


def add_masked_merges(pack):
    """Merges of sequences with masks, into an LSTM that shows what became of the mask."""
    names = ["Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract", "Concatenate", "Concatenate(axis=1)"]
    first = values.normal((5, 4, 2), "masked", 0)
    other = values.normal((5, 4, 2), "masked", 1)
    first[0, 2:] = first[1, :2] = first[2, 1] = first[4, :] = MASK
    other[0, 3:] = other[1, 1:3] = other[3, 0] = other[4, 1:] = MASK
    for name, both in itertools.product(names, (True, False)):

        def make(inputs):
            masked = [layers.Masking(MASK, name=f"masking{i}")(x) for i, x in enumerate(inputs)]
            if not both:
                masked[1] = inputs[1]
            kind = layers.Concatenate(1) if "axis" in name else getattr(layers, name)()
            return layers.LSTM(2, return_sequences=True, name="lstm")(kind(masked))

        plain = values.normal((5, 4, 2), "masked", 2)
        inputs = [first, other if both else plain]
        case = f"{name},{'both' if both else 'one'} masked,LSTM"
        pack.several(case, make, [(4, 2), (4, 2)], inputs)


# Normalization


def add_normalizations(pack):
    """BatchNormalization and LayerNormalization with their arguments."""
    bn, ln = layers.BatchNormalization, layers.LayerNormalization
    for center, scale in itertools.product((True, False), repeat=2):
        options = {"center": center, "scale": scale}
        pack.one(f"BatchNormalization{options}", (4,), lambda: bn(**options))
        pack.one(f"LayerNormalization{options}", (4,), lambda: ln(**options))
    for axis in (1, 2, -1):
        pack.one(f"BatchNormalization(axis={axis})", (3, 4), lambda: bn(axis=axis))
        pack.one(f"LayerNormalization(axis={axis})", (3, 4), lambda: ln(axis=axis))
    pack.one("BatchNormalization(epsilon)", (4,), lambda: bn(epsilon=0.1))
    pack.one("BatchNormalization,4d", (2, 3, 4), lambda: bn())
    pack.one("BatchNormalization(axis=1),4d", (2, 3, 4), lambda: bn(axis=1))
    pack.one("LayerNormalization(epsilon)", (4,), lambda: ln(epsilon=0.1))
    for axes in ([1, 2], [2, 3], [-2, -1], [1, 2, 3], [1, 3]):
        pack.one(f"LayerNormalization(axis={axes}),4d", (2, 3, 4), lambda: ln(axis=axes))
    if MAJOR == 3:
        pack.one("LayerNormalization(rms_scaling)", (4,), lambda: ln(rms_scaling=True))
        pack.one("RMSNormalization", (4,), lambda: layers.RMSNormalization())
    pack.one("UnitNormalization", (4,), lambda: layers.UnitNormalization())
    pack.one("Dense,BatchNormalization,ReLU", (4,), lambda: layers.Dense(3), bn, lambda: layers.ReLU())
    x = values.normal((4, 5, 2), "norm")
    x[1, 3:] = x[2, :2] = MASK
    for name, make in (("BatchNormalization", bn), ("LayerNormalization", ln)):
        masking = lambda: layers.Masking(MASK, name="masking")  # noqa: E731
        pack.one(f"Masking,{name},LSTM", (5, 2), masking, make, lambda: layers.LSTM(2, name="lstm"), x=x)


# Number types


def add_number_types(pack):
    """Dense and LSTM models in every policy."""
    policies = ["float64", "float16", "mixed_float16", "mixed_bfloat16"] + ["bfloat16"] * (MAJOR == 3)
    for policy in policies:
        dense = lambda n, a: lambda: layers.Dense(n, activation=a, dtype=policy, name=f"dense{n}")  # noqa: E731
        pack.one(f"Dense,{policy}", (5,), dense(4, "relu"), dense(3, "softmax"), batch=4)
        # The default initializer, orthogonal, does not exist in bfloat16.
        start = {"recurrent_initializer": "glorot_uniform"}
        lstm = lambda: layers.LSTM(3, dtype=policy, name="lstm", **start)  # noqa: E731
        pack.one(f"LSTM,{policy}", (4, 2), lstm, dense(2, "sigmoid"), batch=4)
        norm = lambda: layers.LayerNormalization(dtype=policy, name="norm")  # noqa: E731
        pack.one(f"Dense,LayerNormalization,{policy}", (5,), dense(4, "tanh"), norm, batch=4)
    last = lambda: layers.Dense(2, activation="softmax", dtype="float32", name="last")  # noqa: E731
    half = lambda: layers.GRU(3, dtype="mixed_float16", name="gru")  # noqa: E731
    pack.one("GRU,mixed_float16,last layer float32", (4, 2), half, last, batch=4)


def make(folder):
    """The family of all other layers."""
    pack = Plain("layers")
    add_activations(pack)
    add_activation_layers(pack)
    add_idle(pack)
    add_masking(pack)
    add_shapes(pack)
    add_merges(pack)
    add_normalizations(pack)
    add_number_types(pack)
    pack.save(folder)
