"""What Keras calls the variables of every layer that has some: `training/paths/paths.*.npz`.

A case is a model without numbers (its arrays are zeros): `variables` are the paths as it is built, `read` those of the same
variables when Keras reads the model from a .keras, where it does. tf.keras' are names without `:0`.
"""

import json
import os
import tempfile

import numpy as np

from making.environment import MAJOR, TAG, VERSION, fresh, keras
from making.pack import text
from making.recipes import plain
from making.run import legacy_weights
from making.steps import is_seed, path

L = keras.layers
RECURRENT = ("SimpleRNN", "LSTM", "GRU")


def single(shape, make, dtype="float32"):
    """A model of one layer."""

    def build():
        x = keras.Input(shape, name="x", dtype=dtype)
        return keras.Model(x, make()(x), name="m")

    return build


def attending(make, listed=False):
    """A model whose layer attends to its own input."""

    def build():
        x = keras.Input((4, 6), name="x")
        return keras.Model(x, make()([x, x]) if listed else make()(x, x), name="m")

    return build


def functional(name="inner"):
    """Two layers, connected by hand."""
    x = keras.Input((3,), name="i")
    return keras.Model(x, L.Dense(2, name="second")(L.Dense(2, name="first")(x)), name=name)


def sequential(name="inner"):
    """Two layers in a row that know their input."""
    return keras.Sequential([keras.Input((3,)), L.Dense(2, name="first"), L.Dense(2, name="second")], name=name)


def two(part):
    """Two models in one, whose layers have the same names."""

    def build():
        x = keras.Input((3,), name="x")
        return keras.Model(x, L.Add(name="add")([part("a")(x), part("b")(x)]), name="m")

    return build


def deep(part):
    """A model in a model in a model."""

    def build():
        x, y = keras.Input((3,), name="x"), keras.Input((3,), name="y")
        middle = keras.Model(y, L.Dense(1, name="out")(part()(y)), name="middle")
        return keras.Model(x, middle(x), name="m")

    return build


def in_a_row(part):
    """A model as the first layer of a Sequential."""
    return lambda: keras.Sequential([keras.Input((3,)), part(), L.Dense(1, name="out")], name="top")


def shared():
    """One layer, called twice."""
    x = keras.Input((3,), name="x")
    one = L.Dense(3, name="d")
    return keras.Model(x, one(one(x)), name="m")


def adapted():
    """A kernel with factors of low rank."""
    x = keras.Input((3,), name="x")
    one = L.Dense(3, name="d")
    model = keras.Model(x, one(x), name="m")
    one.enable_lora(2)
    return model


def recurrent():
    """Recurrent layers and what stands around them."""
    for kind in RECURRENT:
        layer, cell = getattr(L, kind), getattr(L, kind + "Cell")
        yield kind, (4, 2), lambda layer=layer: layer(3, name="r")
        yield f"Bidirectional {kind}", (4, 2), lambda layer=layer: L.Bidirectional(layer(3, name="r"), name="both")
        back = lambda layer=layer: L.Bidirectional(layer(3, name="r"), backward_layer=layer(3, go_backwards=True, name="back"), name="both")
        yield f"Bidirectional {kind}, backward_layer", (4, 2), back
        each = lambda layer=layer: L.TimeDistributed(L.Bidirectional(layer(3, name="r"), name="both"), name="each")
        yield f"TimeDistributed Bidirectional {kind}", (3, 4, 2), each
        yield f"TimeDistributed {kind}", (3, 4, 2), lambda layer=layer: L.TimeDistributed(layer(3, name="r"), name="each")
        yield f"RNN {kind}Cell", (4, 2), lambda cell=cell: L.RNN(cell(3, name="c"), name="r")
        yield f"RNN {kind}Cell unnamed", (4, 2), lambda cell=cell: L.RNN(cell(3), name="r")
        both = lambda cell=cell: L.Bidirectional(L.RNN(cell(3, name="c"), name="r"), name="both")
        yield f"Bidirectional RNN {kind}Cell", (4, 2), both
    cells = lambda: [L.LSTMCell(3, name="one"), L.GRUCell(2, name="two"), L.SimpleRNNCell(2, name="three")]
    yield "RNN of cells", (4, 2), lambda: L.RNN(cells(), name="r")
    yield "RNN of stacked cells", (4, 2), lambda: L.RNN(L.StackedRNNCells(cells(), name="stack"), name="r")
    yield "Bidirectional RNN of cells", (4, 2), lambda: L.Bidirectional(L.RNN(cells(), name="r"), name="both")
    for rank in (1, 2, 3):
        layer = getattr(L, f"ConvLSTM{rank}D")
        shape = (3, *(3,) * rank, 2)
        yield f"ConvLSTM{rank}D", shape, lambda layer=layer: layer(2, 2, name="r")
        yield f"Bidirectional ConvLSTM{rank}D", shape, lambda layer=layer: L.Bidirectional(layer(2, 2, name="r"), name="both")


def plain_layers():
    """Every other layer of one input."""
    yield "Dense", (3,), lambda: L.Dense(2, name="a")
    yield "EinsumDense", (3, 4), lambda: L.EinsumDense("abc,cd->abd", (None, 2), bias_axes="d", name="a")
    for rank in (1, 2, 3):
        shape = (*(4,) * rank, 2)
        for kind in ("Conv", "LocallyConnected", "DepthwiseConv", "SeparableConv"):
            layer = getattr(L, f"{kind}{rank}D", None)
            if layer:
                sizes = (2,) if kind == "DepthwiseConv" else (2, 2)
                yield f"{kind}{rank}D", shape, lambda layer=layer, sizes=sizes: layer(*sizes, name="a")
        yield f"Conv{rank}DTranspose", shape, lambda rank=rank: getattr(L, f"Conv{rank}DTranspose")(2, 2, name="a")
    yield "PReLU", (3,), lambda: L.PReLU(name="a")
    for kind in ("BatchNormalization", "LayerNormalization", "RMSNormalization"):
        if hasattr(L, kind):
            yield kind, (4,), lambda kind=kind: getattr(L, kind)(name="a")
    yield "GroupNormalization", (4,), lambda: L.GroupNormalization(2, name="a")
    for title, make in (("Dense", lambda: L.Dense(2, name="a")), ("BatchNormalization", lambda: L.BatchNormalization(name="a"))):
        yield f"TimeDistributed {title}", (3, 2), lambda make=make: L.TimeDistributed(make(), name="each")
    twice = lambda: L.TimeDistributed(L.TimeDistributed(L.Dense(2, name="a"), name="inner"), name="each")
    yield "TimeDistributed twice", (3, 3, 2), twice
    yield "SpectralNormalization", (3,), lambda: L.SpectralNormalization(L.Dense(2, name="a"), name="s")
    each = lambda: L.TimeDistributed(L.SpectralNormalization(L.Dense(2, name="a"), name="s"), name="each")
    yield "TimeDistributed SpectralNormalization", (3, 2), each


def cases():
    """(title, how the model is made)."""
    for title, shape, make in [*plain_layers(), *recurrent()]:
        yield title, single(shape, make)
    yield "Embedding", single((4,), lambda: L.Embedding(5, 3, name="a"), "int32")
    if MAJOR == 3:
        yield "ReversibleEmbedding", single((4,), lambda: L.ReversibleEmbedding(5, 3, name="a"), "int32")
        yield "ReversibleEmbedding untied", single((4,), lambda: L.ReversibleEmbedding(5, 3, tie_weights=False, name="a"), "int32")
        yield "MultiHeadAttention gated", attending(lambda: L.MultiHeadAttention(2, 3, use_gate=True, name="a"))
        yield "GroupQueryAttention", attending(lambda: L.GroupQueryAttention(3, 4, 2, name="a"))
        yield "factors of low rank", adapted
    yield "MultiHeadAttention", attending(lambda: L.MultiHeadAttention(2, 3, name="a"))
    yield "Attention scaled", attending(lambda: L.Attention(use_scale=True, name="a"), True)
    yield "Attention concat", attending(lambda: L.Attention(score_mode="concat", name="a"), True)
    yield "AdditiveAttention", attending(lambda: L.AdditiveAttention(name="a"), True)
    yield "shared", shared
    for title, part in (("functional", functional), ("sequential", sequential)):
        yield f"{title} alone", part
        yield f"{title} inside", single((3,), part)
        yield f"{title} of each timestep", single((4, 3), lambda part=part: L.TimeDistributed(part(), name="each"))
        yield f"{title} twice", two(part)
        yield f"{title} deep", deep(part)
        yield f"{title} in a row", in_a_row(part)


def case(title, model):
    """What is told of a model."""
    kept = [v for v in model.weights if not is_seed(v)]
    counts = legacy_weights(model)
    told = {"title": title, "architecture": json.loads(model.to_json()), "keras_version": VERSION,
            "w_layers": [[name, len(arrays)] for name, arrays in counts],
            "variables": [[path(v), list(v.shape)] for v in kept]}
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "model.keras")
            model.save(file)
            fresh()
            told["read"] = [path(v) for v in keras.models.load_model(file).weights if not is_seed(v)]
    except Exception:  # some layers of Keras 2 are not read back
        pass
    arrays = {f"w{i}": np.zeros_like(w) for i, w in enumerate(w for _, arrays in counts for w in arrays)}
    return {"case": text(json.dumps(told, default=plain)), **arrays}


def make(folder):
    """All of them."""
    arrays, titles = {}, {}
    for number, (title, build) in enumerate(cases()):
        fresh()
        titles[f"{number:03}"] = title
        arrays.update({f"{number:03}/{name}": array for name, array in case(title, build()).items()})
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"paths.{TAG}.npz"
    np.savez_compressed(file, cases=text(json.dumps(titles, indent=0)), **arrays)
    print(f"{file.name}: {len(titles)} cases, {file.stat().st_size:,} bytes")
