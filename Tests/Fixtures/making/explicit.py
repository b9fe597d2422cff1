"""The grid of what a call is told by hand: masks of numbers, masks of several inputs, axes in a list, and batches of a fixed size."""

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.pack import Pack

layers = keras.layers
PARTS = [0, 0.25, 0.5, 0.75, 1, 1e-9, 2, -1]


def normal(shape, *name):
    """Numbers of an input."""
    return values.normal(shape, "explicit", *name)


def parts(shape, *name):
    """A mask of numbers, next to 0 and 1 as well: 10⁹ times what is missing to 1 is still a number that counts."""
    near = values.integers(shape, 9, "explicit", "parts", *name, low=0)
    mask = (1 - near * 1e-9).astype("float32")
    flat = mask.reshape(-1)
    flat[: len(PARTS)] = PARTS[: flat.size]
    return mask


def add(pack, case, call, inputs, batch=None):
    """A call of inputs, each an array."""

    def build():
        made = [
            keras.Input(batch_shape=(batch, *x.shape[1:]), dtype=str(x.dtype), name=f"x{i}")
            if MAJOR == 3
            else keras.Input(x.shape[1:], batch_size=batch, dtype=str(x.dtype), name=f"x{i}")
            for i, x in enumerate(inputs)
        ]
        return keras.Model(made, call(*made))

    pack.add(case, build, inputs)


def add_fractions(pack):
    """Masks of numbers."""
    x = normal((3, 4, 5), "x")
    for name, mask in [("parts", parts((3, 4, 5))), ("ones", (normal((3, 4, 5), "ones") > 0).astype("float32")),
                       ("whole", values.integers((3, 4, 5), 3, "explicit", "whole", low=-1))]:  # fmt: skip
        for options in ({}, {"axis": 1}, {"axis": [1, 2]}):
            layer = lambda x, m: layers.Softmax(name="softmax", **options)(x, mask=m)  # noqa: B023, E731
            add(pack, f"Softmax({options}, mask of {name})", layer, [x, mask])
    q, v = normal((3, 4, 6), "q"), normal((3, 5, 6), "v")
    kinds = {"MultiHeadAttention": lambda **o: layers.MultiHeadAttention(2, 3, name="heads", **o)}
    if MAJOR == 3:
        kinds["GroupQueryAttention"] = lambda **o: layers.GroupQueryAttention(3, 4, 2, name="heads", **o)
    for kind, make in kinds.items():
        for name, mask in [("parts", parts((3, 4, 5), "heads")), ("whole", values.integers((3, 4, 5), 2, "explicit", "h", low=0))]:
            for options, call in [({}, {}), ({}, {"use_causal_mask": True}), ({}, {"return_attention_scores": True}), ({"dropout": 0.5}, {})]:
                layer = lambda q, v, m: make(**options)(q, v, attention_mask=m, **call)  # noqa: B023, E731
                add(pack, f"{kind}({options}, mask of {name}){call}", layer, [q, v, mask])


def add_axes(pack):
    """Axes in a list."""
    x = normal((3, 4, 5, 2), "axes")
    for axis in ([1], [-1], [1, 2], [1, 3], [-1, -2], [1, 2, 3], [2, 2], (1, -1), [], 3, -3, 1):
        add(pack, f"Softmax(axis={axis})", lambda x: layers.Softmax(axis=axis, name="softmax")(x), [x])  # noqa: B023
    mask = (normal((3, 4, 5, 2), "mask") > 0).astype(bool)
    mask[0, 0] = False
    for axis in ([1, 2], [3], 2):
        layer = lambda x, m: layers.Softmax(axis=axis, name="softmax")(x, mask=m)  # noqa: B023, E731
        add(pack, f"Softmax(axis={axis}, mask)", layer, [x, mask])


def add_masks(pack):
    """Masks of several inputs."""
    q, v, k = normal((3, 4, 6), "q"), normal((3, 5, 6), "v"), normal((3, 5, 6), "k")
    mq, mv, mk = (normal((3, n), f"m{n}{i}") > -0.3 for i, n in enumerate((4, 5, 5)))
    last = {"Attention": layers.Attention, "AdditiveAttention": layers.AdditiveAttention}
    for kind, make in last.items():
        for call in ({}, {"use_causal_mask": True}, {"return_attention_scores": True}):
            attend = lambda i, m: make(name="attend")(i, mask=m, **call)  # noqa: B023, E731
            add(pack, f"{kind}(mask=[q, v]){call}", lambda q, v, a, b: attend([q, v], [a, b]), [q, v, mq, mv])  # noqa: B023
            add(pack, f"{kind}(mask=[q, None]){call}", lambda q, v, a: attend([q, v], [a, None]), [q, v, mq])  # noqa: B023
            add(pack, f"{kind}(mask=[None, v]){call}", lambda q, v, b: attend([q, v], [None, b]), [q, v, mv])  # noqa: B023
            add(pack, f"{kind}(mask=[q, v, k]){call}", lambda q, v, k, a, b, c: attend([q, v, k], [a, b, c]), [q, v, k, mq, mv, mk])  # noqa: B023
            add(pack, f"{kind}(three, mask=[q, v]){call}", lambda q, v, k, a, b: attend([q, v, k], [a, b]), [q, v, k, mq, mv])  # noqa: B023
    masked = q.copy()
    masked[0, 2:] = masked[1, 0] = 0
    for kind, make in last.items():
        behind = lambda x, v, b: make(name="attend")([layers.Masking(name="masking")(x), v], mask=[None, b])  # noqa: B023, E731
        add(pack, f"{kind}(Masking, mask=[None, v])", behind, [masked, v, mv])
        behind = lambda x, v: layers.LSTM(2, name="lstm")(make(name="attend")([layers.Masking(name="masking")(x), v]))  # noqa: B023, E731
        add(pack, f"LSTM({kind}(Masking))", behind, [masked, v])


def add_chains(pack):
    """What mask goes on behind a layer that was given one by hand."""
    x = normal((3, 4, 3), "chain")
    x[0, 2:] = x[1, 0] = 0
    mask = normal((3, 4), "by hand") > -0.3
    made = {
        "LSTM": lambda: layers.LSTM(3, return_sequences=True, name="first"),
        "Bidirectional": lambda: layers.Bidirectional(layers.GRU(2, return_sequences=True), name="first"),
        "TimeDistributed": lambda: layers.TimeDistributed(layers.Dense(3), name="first"),
        "BatchNormalization": lambda: layers.BatchNormalization(name="first"),
    }
    for kind, make in made.items():
        for first in ("", "Masking"):
            seen = (lambda x: layers.Masking(name="masking")(x)) if first else (lambda x: x)
            chain = lambda x, m: layers.SimpleRNN(2, name="last")(make()(seen(x), mask=m))  # noqa: B023, E731
            add(pack, f"SimpleRNN({kind}({first}, mask=m))", chain, [x, mask])
    for first in ("", "Masking"):
        seen = (lambda x: layers.Masking(name="masking")(x)) if first else (lambda x: x)
        chain = lambda x, m: layers.SimpleRNN(2, name="last")(layers.Attention(name="first")([seen(x), x], mask=[m, None]))  # noqa: B023, E731
        add(pack, f"SimpleRNN(Attention({first}, mask=[m, None]))", chain, [x, mask])
        chain = lambda x, m: layers.SimpleRNN(2, name="last")(layers.Attention(name="first")([seen(x), x], mask=[None, m]))  # noqa: B023, E731
        add(pack, f"SimpleRNN(Attention({first}, mask=[None, m]))", chain, [x, mask])


def add_sequences(pack):
    """Masks in front of layers that take sequences of images, or of sequences."""
    x = normal((3, 4, 5, 2), "sequence")
    x[0, 1], x[1, 3, 2], x[2, 0, 1:3] = 0, 0, 0
    inner = {
        "ConvLSTM1D": lambda: layers.ConvLSTM1D(2, 2, return_sequences=True, name="inner"),
        "ConvLSTM1D(last)": lambda: layers.ConvLSTM1D(2, 2, name="inner"),
        "TimeDistributed(Dense)": lambda: layers.TimeDistributed(layers.Dense(3), name="inner"),
        "TimeDistributed(LSTM)": lambda: layers.TimeDistributed(layers.LSTM(2), name="inner"),
        "TimeDistributed(Softmax)": lambda: layers.TimeDistributed(layers.Softmax(), name="inner"),
        "TimeDistributed(GlobalAveragePooling1D)": lambda: layers.TimeDistributed(layers.GlobalAveragePooling1D(), name="inner"),
    }
    for kind, make in inner.items():
        add(pack, f"{kind}(Masking)", lambda x: make()(layers.Masking(name="masking")(x)), [x])  # noqa: B023
    images = normal((2, 3, 4, 4, 2), "images")
    images[0, 1], images[1, 2, 1] = 0, 0
    for options in ({}, {"return_sequences": True}):
        layer = lambda x: layers.ConvLSTM2D(2, 2, name="inner", **options)(layers.Masking(name="masking")(x))  # noqa: B023, E731
        add(pack, f"ConvLSTM2D({options})(Masking)", layer, [images])
    mask = normal((3, 4), "given") > -0.3
    for kind in ("ConvLSTM1D", "TimeDistributed(Dense)", "TimeDistributed(LSTM)"):
        add(pack, f"{kind}(mask=m)", lambda x, m: inner[kind]()(x, mask=m), [x, mask])  # noqa: B023


def add_whole(pack):
    """Whole numbers for layers of fractions."""
    n = values.integers((3, 4, 6), 9, "explicit", "n", low=-4)
    made = {
        "Dense": layers.Dense(3), "Conv1D": layers.Conv1D(2, 2), "LSTM": layers.LSTM(2), "SimpleRNN": layers.SimpleRNN(2),
        "Softmax": layers.Softmax(), "ReLU": layers.ReLU(), "LeakyReLU": layers.LeakyReLU(), "ELU": layers.ELU(), "PReLU": layers.PReLU(),
        "tanh": layers.Activation("tanh"), "relu": layers.Activation("relu"), "softmax": layers.Activation("softmax"),
        "LayerNormalization": layers.LayerNormalization(), "BatchNormalization": layers.BatchNormalization(),
        "UnitNormalization": layers.UnitNormalization(), "Dropout": layers.Dropout(0.5), "Rescaling": layers.Rescaling(0.5, 1),
        "AveragePooling1D": layers.AveragePooling1D(2), "MaxPooling1D": layers.MaxPooling1D(2), "Flatten": layers.Flatten(),
        "GlobalAveragePooling1D": layers.GlobalAveragePooling1D(), "GlobalMaxPooling1D": layers.GlobalMaxPooling1D(),
        "UpSampling1D": layers.UpSampling1D(), "ZeroPadding1D": layers.ZeroPadding1D(), "Masking": layers.Masking(0),
        "EinsumDense": layers.EinsumDense("abc,cd->abd", (None, 3)), "GaussianNoise": layers.GaussianNoise(0.5),
        "GroupNormalization": layers.GroupNormalization(2), "Normalization": layers.Normalization(mean=1.0, variance=2.0),
    }  # fmt: skip
    for kind, layer in made.items():
        layer = type(layer).from_config({**layer.get_config(), "name": "layer"})
        add(pack, f"{kind} of whole numbers", lambda n: layer(n), [n])  # noqa: B023
    k = values.integers((3, 4, 6), 9, "explicit", "k", low=-4)
    for kind in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"):
        join = lambda n, k: getattr(layers, kind)(name="join", **({"axes": 2} if kind == "Dot" else {}))([n, k])  # noqa: B023, E731
        add(pack, f"{kind} of whole numbers", join, [n, k])
    for kind in ("Attention", "AdditiveAttention"):
        add(pack, f"{kind} of whole numbers", lambda n, k: getattr(layers, kind)(name="attend")([n, k]), [n, k])  # noqa: B023
    add(pack, "MultiHeadAttention of whole numbers", lambda n, k: layers.MultiHeadAttention(2, 3, name="attend")(n, k), [n, k])


def add_long(pack):
    """Whole numbers of more digits than float32 has, which nothing is computed of."""
    n = values.integers((3, 4, 3), 1 << 30, "explicit", "long", low=-(1 << 30))
    n[0, 0], n[1, 1] = [16777217, 16777216, -16777217], [2147483647, -2147483648, 2147483646]
    k = n.copy()
    k[:, ::2] += 1
    k[1, 1] = n[1, 1] - [1, -1, 1]
    ops = keras.ops
    made = {
        "reshape": lambda n, k: ops.reshape(n, (-1, 6, 2)), "sort": lambda n, k: ops.sort(n, axis=1), "max": lambda n, k: ops.max(n, axis=1),
        "min": lambda n, k: ops.min(n, axis=2), "argmax": lambda n, k: ops.argmax(n, axis=1), "maximum": lambda n, k: ops.maximum(n, k),
        "equal": lambda n, k: ops.equal(n, k), "less": lambda n, k: ops.less(n, k), "where": lambda n, k: ops.where(n > 0, n, k),
        "flip": lambda n, k: ops.flip(n, axis=1), "slice": lambda n, k: n[:, 1:, ::-1], "concatenate": lambda n, k: ops.concatenate([n, k], axis=2),
        "stack": lambda n, k: ops.stack([n, k], axis=1), "take": lambda n, k: ops.take(n, [2, 0], axis=2), "roll": lambda n, k: ops.roll(n, 1, axis=1),
        "pad": lambda n, k: ops.pad(n, [[0, 0], [1, 0], [0, 1]]), "tile": lambda n, k: ops.tile(n, [1, 2, 1]), "argsort": lambda n, k: ops.argsort(n, axis=1),
        "not_equal to a number": lambda n, k: ops.not_equal(n, 16777216), "greater than a number": lambda n, k: ops.greater(n, 16777216),
    }  # fmt: skip
    for kind, call in made.items():
        add(pack, f"{kind} of long numbers", lambda n, k: [call(n, k), k], [n, k])  # noqa: B023
    same = {"Flatten": layers.Flatten(), "Permute": layers.Permute((2, 1)), "ZeroPadding1D": layers.ZeroPadding1D(1),
            "Cropping1D": layers.Cropping1D(1), "Dropout": layers.Dropout(0.5), "MaxPooling1D": layers.MaxPooling1D(2), "GlobalMaxPooling1D": layers.GlobalMaxPooling1D(),
            "Reshape": layers.Reshape((6, 2)), "UpSampling1D": layers.UpSampling1D(2), "Activation": layers.Activation("linear"), "ReLU": layers.Activation("relu")}  # fmt: skip
    for kind, layer in same.items():
        add(pack, f"{kind} of long numbers", lambda n: type(layer).from_config({**layer.get_config(), "name": "layer"})(n), [n])  # noqa: B023


def add_batches(pack):
    """Sums of a batch of one sample."""
    for shape, other in [((4, 4), (4, 1)), ((5, 4), (5, 1)), ((4, 5, 4), (4, 1, 1)), ((5, 4), (1, 1)), ((5, 4), (1, 4)), ((4, 4), (1, 4)), ((3,), (3,))]:
        pair = [normal((1, *shape), "one", *shape), normal((1, *other), "other", *other)]
        add(pack, f"one sample, {shape} + {other}", lambda x, y: x + y, pair, batch=1)
        for kind in ("Add", "Average", "Subtract"):
            add(pack, f"one sample, {kind}({shape}, {other})", lambda x, y: getattr(layers, kind)(name="join")([x, y]), pair, batch=1)  # noqa: B023


def make(folder):
    """The family."""
    pack = Pack("explicit")
    steps = [add_fractions, add_axes, add_masks, add_sequences, add_whole, add_batches, add_chains]
    for step in steps + ([add_long] if MAJOR == 3 else []):
        step(pack)
    pack.save(folder)
