"""The grid of outputs that are rows of all samples, masks of places before images over time, whole numbers of 64 bits."""

import numpy as np

from making import values
from making.environment import MAJOR, keras, tf
from making.functions import add
from making.pack import Pack

layers = keras.layers
reshape = keras.ops.reshape if MAJOR == 3 else tf.reshape

KERAS3 = """
    reshape(x, (-1, 6))|softmax(dense(reshape(x, (-1, 6))))|[dense(reshape(x, (-1, 6))), x * 2.0]|max(reshape(x, (-1, 2)), axis=-1)
    l * 3 + l|square(l)|sum(l * l, axis=-1)|cumsum(l * 7, axis=1)|floor_divide(l * l, 5)
"""
TENSORFLOW = """
    reshape(x, (-1, 6))|nn.softmax(dense(reshape(x, (-1, 6))))|[dense(reshape(x, [-1, 6])), x * 2.0]|reduce_max(reshape(x, (-1, 2)), axis=-1)
    l * 3 + l|square(l)|reduce_sum(l * l, axis=-1)|cumsum(l * 7, axis=1)|matmul(l, l, transpose_b=True)|realdiv(x, y)|truncatediv(x, y)
    searchsorted(s, y)|searchsorted(s, y, side="right")|searchsorted(s, s, "left", out_type=int64)|sequence_mask(v * 3.0, 4)
    searchsorted(k, n, side="right")|transpose(x, [1, 0, 2])
"""


def operands():
    """What the texts name."""

    def normal(shape, name):
        return values.normal(shape, "outlying", name).astype("float32")

    sorted_numbers = np.sort(normal((3, 4, 6), "s"), axis=-1)
    whole = (values.integers((3, 4, 6), 2000001, "outlying", "l") - 1000000).astype("int64")
    return {
        "x": normal((3, 4, 6), "x"), "y": normal((3, 4, 6), "y"), "s": sorted_numbers, "l": whole,
        "v": np.abs(normal((3, 5), "v")), "n": values.integers((3, 4), 9, "outlying", "n").astype("int32"),
        "k": np.sort(values.integers((3, 6), 9, "outlying", "k"), axis=-1).astype("int32"),
    }  # fmt: skip


def places(rank, **settings):
    """Images over time, in which single places are masked."""
    shape = (4, *(3,) * rank, 2)
    x = values.normal((2, *shape), "outlying", "places", rank).astype("float32")
    x[0, 1] = 0
    x[1, 3] = 0
    x[1, :, 0] = 0

    def build():
        start = keras.Input(shape, name="x")
        h = layers.Masking(0.0, name="masking")(start)
        kind = getattr(layers, f"ConvLSTM{rank}D")
        return keras.Model(start, kind(2, 2, padding="same", name="conv_lstm", **settings)(h))

    return build, [x]


def shared(axes):
    """A PReLU whose shared axes are counted as Python counts them."""

    def build():
        x = keras.Input((4, 3), name="x")
        return keras.Model(x, layers.PReLU(shared_axes=axes, name="prelu")(x))

    return build


def make(folder):
    """The family."""
    pack = Pack("outlying")
    add(pack, KERAS3 if MAJOR == 3 else TENSORFLOW, operands())
    for rank in (1, 2, 3):
        for settings in [{}, {"return_sequences": True}, {"return_sequences": True, "go_backwards": True}]:
            pack.add(f"Masking, ConvLSTM{rank}D({settings})", *places(rank, **settings))
    for axes in ([0], [-1], [1, -1]):
        pack.add(f"PReLU(shared_axes={axes})", shared(axes), [values.normal((2, 4, 3), "outlying", "prelu").astype("float32")])
    pack.save(folder)
