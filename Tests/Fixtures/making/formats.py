"""The grid of number formats that meet: layers inside others of another format, inputs of another, and floats of Python beside them."""

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.pack import Pack

layers = keras.layers


def normal(shape, *name):
    """Numbers of an input."""
    return values.normal(shape, "formats", *name)


def add(pack, case, call, inputs):
    """A call of inputs, each an array."""

    def build():
        made = [keras.Input(x.shape[1:], dtype=str(x.dtype), name=f"x{i}") for i, x in enumerate(inputs)]
        return keras.Model(made, call(*made))

    pack.add(case, build, inputs)



FORMATS = [("float32", "mixed_float16"), ("mixed_float16", "float32"), ("float32", "mixed_bfloat16"), ("mixed_bfloat16", "float32"),
           ("float32", "float16"), ("float16", "float32"), ("mixed_float16", "mixed_float16")]  # fmt: skip


def add_cells(pack):
    """Cells in a layer of another format."""
    x = normal((3, 4, 3), "cells")
    for outer, inner in FORMATS:
        for kind in ("SimpleRNNCell", "LSTMCell", "GRUCell"):
            for options in ({}, {"return_sequences": True, "return_state": True}):
                make = lambda x: layers.RNN(getattr(layers, kind)(2, dtype=inner), dtype=outer, name="rnn", **options)(x)  # noqa: B023, E731
                add(pack, f"RNN({kind}({inner}), {outer}, {options})", make, [x])
    cells = lambda: [layers.LSTMCell(2, dtype="mixed_float16"), layers.GRUCell(3, dtype="mixed_float16")]  # noqa: E731
    add(pack, "RNN(cells of mixed_float16)", lambda x: layers.RNN(layers.StackedRNNCells(cells(), dtype="mixed_float16"), name="rnn")(x), [x])


def add_halves(pack):
    """Halves of Bidirectional, and what SpectralNormalization and TimeDistributed hold."""
    x = normal((3, 4, 3), "halves")
    for outer, inner in FORMATS:
        for mode in ("concat", "sum", None):
            make = lambda x: layers.Bidirectional(layers.LSTM(2, dtype=inner, return_sequences=True), merge_mode=mode, dtype=outer, name="both")(x)  # noqa: B023, E731
            add(pack, f"Bidirectional(LSTM({inner}), {mode}, {outer})", make, [x])
        spectral = lambda x: layers.SpectralNormalization(layers.Dense(3, dtype=inner), dtype=outer, name="spectral")(x)  # noqa: B023, E731
        add(pack, f"SpectralNormalization(Dense({inner}), {outer})", spectral, [x])
        for activation in (None, "softmax"):
            dense = lambda x: layers.TimeDistributed(layers.Dense(3, activation, dtype=inner), dtype=outer, name="each")(x)  # noqa: B023, E731
            add(pack, f"TimeDistributed(Dense({activation}, {inner}), {outer})", dense, [x])
        y = normal((3, 2, 4, 3), "maps")
        conv = lambda x: layers.TimeDistributed(layers.Conv1D(2, 2, dtype=inner), dtype=outer, name="each")(x)  # noqa: B023, E731
        add(pack, f"TimeDistributed(Conv1D({inner}), {outer})", conv, [y])
        lstm = lambda x: layers.TimeDistributed(layers.LSTM(2, dtype=inner), dtype=outer, name="each")(x)  # noqa: B023, E731
        add(pack, f"TimeDistributed(LSTM({inner}), {outer})", lstm, [y])
        stack = lambda x: layers.TimeDistributed(keras.Sequential([layers.Dense(4, dtype=inner), layers.LayerNormalization()], name="nested"), dtype=outer, name="each")(x)  # noqa: B023, E731
        add(pack, f"TimeDistributed(Sequential of {inner}, {outer})", stack, [x])


def add_norms(pack):
    """Normalizing layers behind one of another format."""
    x = normal((3, 4, 3), "norms")
    kinds = {"LayerNormalization": {}, "GroupNormalization": {"groups": 2}, "BatchNormalization": {}, "UnitNormalization": {}}
    if MAJOR == 3:
        kinds["RMSNormalization"] = {}
    for before, own in [*FORMATS, ("mixed_float16", "float64"), ("float64", "float32"), ("float32", "float64")]:
        for kind, options in kinds.items():
            make = lambda x: getattr(layers, kind)(dtype=own, name="norm", **options)(layers.Dense(4, dtype=before, name="dense")(x))  # noqa: B023, E731
            title = f"{kind}({own}) behind {before}"
            add(pack, title if own == before else title.replace("float64", "double"), make, [x])


def add_decimals(pack):
    """Floats of Python that a narrow format does not hold, next to numbers that are what it makes of them."""
    near = np.array([-99.9, 0.1, 0.3, 0.7, -0.1, 2049, 0.30001, -99.875, 0.0999756, 0], "float32")
    x = np.resize(near, (3, 5, 4)).astype("float32")
    x[1, 2], x[2, 1], x[0, 4] = -99.9, 0.1, 2049
    for dtype in ("float16", "bfloat16", "mixed_float16", "float64", "float32"):
        for value in (-99.9, 0.1, 2049, -1, 0.0):
            make = lambda x: layers.Masking(value, dtype=dtype, name="mask")(x)  # noqa: B023, E731
            add(pack, f"Masking({value!r}, {dtype})", make, [x])
        lstm = lambda x: layers.LSTM(2, dtype=dtype, name="lstm")(layers.Masking(-99.9, dtype=dtype, name="mask")(x))  # noqa: B023, E731
        add(pack, f"LSTM behind Masking(-99.9, {dtype})", lstm, [np.maximum(x / 100, -99.9).astype("float32")])
        for options in ({"threshold": 0.3}, {"threshold": 0.1, "negative_slope": 0.3}, {"max_value": 0.7}):
            add(pack, f"ReLU({options}, {dtype})", lambda x: layers.ReLU(**options, dtype=dtype, name="relu")(x), [x])  # noqa: B023
    if MAJOR < 3:
        return
    ops = keras.ops
    made = {
        "equal": lambda x: ops.equal(x, 0.1), "not_equal": lambda x: ops.not_equal(x, 0.1), "greater": lambda x: x > 0.3, "at least": lambda x: x >= 0.1,
        "less": lambda x: x < 0.7, "at most": lambda x: x <= 0.1, "isclose": lambda x: ops.isclose(x, 0.1), "mod": lambda x: x % 0.3,
        "arctan2": lambda x: ops.arctan2(x, 0.3), "logaddexp": lambda x: ops.logaddexp(x, 0.3), "hypot": lambda x: ops.hypot(x, 0.3),
        "heaviside": lambda x: ops.heaviside(x, 0.3), "fmod": lambda x: ops.fmod(x, 0.3), "logaddexp2": lambda x: ops.logaddexp2(x, 0.3),
        "sum": lambda x: x + 0.1, "product": lambda x: x * 0.3, "maximum": lambda x: ops.maximum(x, 0.3), "where": lambda x: ops.where(x > 0.7, x, 0.1),
        "power": lambda x: ops.power(ops.abs(x) / 100, 0.3), "divide_no_nan": lambda x: ops.divide_no_nan(x, 0.3), "floor_divide": lambda x: x // 0.3,
        "whole number": lambda x: ops.equal(x, 2049),
    }  # fmt: skip
    for dtype in ("float16", "bfloat16", "float64"):
        for kind, call in made.items():
            cast = lambda x: call(layers.Activation("linear", dtype=dtype, name="cast")(x))  # noqa: B023, E731
            add(pack, f"{kind}, {dtype}", cast, [x])


def make(folder):
    """The family."""
    pack = Pack("formats")
    for step in (add_cells, add_halves, add_norms, add_decimals):
        step(pack)
    pack.save(folder)
