"""The grid of sums whose second operand looks like a bias: TensorFlow adds it along another axis than broadcasting does."""

import numpy as np

from making import values
from making.environment import keras
from making.pack import Pack

layers = keras.layers


def plus(shape, other):
    """An array beside an input."""

    def build():
        x = keras.Input(shape, name="x")
        return keras.Model(x, x + np.arange(1, 1 + np.prod(other), dtype="float32").reshape(other))

    return build


def one(make, shape):
    """One layer."""

    def build():
        x = keras.Input(shape, name="x")
        return keras.Model(x, make()(x))

    return build


def asked():
    """Queries some of which do not count, as they are called."""
    x, m = keras.Input((4, 6), name="x"), keras.Input((4,), dtype="bool", name="m")
    return keras.Model([x, m], layers.GroupQueryAttention(3, 4, 2, name="gqa")(x, x, query_mask=m))


def make(folder):
    """The family."""
    pack = Pack("sums")
    for shape, other in [((4, 4), (4, 1)), ((5, 4), (4,)), ((5, 4), (5, 1)), ((4, 5, 4), (4, 1, 1)), ((4, 5, 4), (5, 1)),
                         ((3, 3, 3), (3, 1)), ((4, 4), (4, 4)), ((4, 4), (1, 4, 1))]:  # fmt: skip
        pack.add(f"{shape} + {other}", plus(shape, other), [values.normal((2, *shape), "sums", "x")])
    many = [("abc,cde->abde", (None, 3, 4), "d", (3, 5)), ("abc,cde->abde", (None, 4, 3), "de", (4, 5)),
            ("abc,cd->adb", (3, None), "d", (3, 4)), ("abc,cd->abd", (None, 3), "d", (3, 4))]  # fmt: skip
    for equation, size, axes, shape in many:
        layer = lambda: layers.EinsumDense(equation, size, bias_axes=axes, name="sum")  # noqa: B023, E731
        pack.add(f"EinsumDense({equation}, {axes}) of {shape}", one(layer, shape), [values.normal((2, *shape), "sums", "e")])
    x = [values.normal((2, 4, 6), "sums", "heads")]

    def itself(layer):
        return lambda: lambda x: layer()(x, x)

    pack.add("MultiHeadAttention(4, 1) of 4",
             one(itself(lambda: layers.MultiHeadAttention(4, 1, name="mha")), (4, 6)), x)  # fmt: skip
    pack.add("MultiHeadAttention(3, 1) of 4",
             one(itself(lambda: layers.MultiHeadAttention(3, 1, name="mha")), (4, 6)), x)  # fmt: skip
    pack.add("GroupQueryAttention(1, 4, 2) of 4",
             one(itself(lambda: layers.GroupQueryAttention(1, 4, 2, name="gqa")), (4, 6)), x)  # fmt: skip
    first = dict(data_format="channels_first", padding="same", name="conv")
    for width in (4, 5):
        x = [values.normal((2, 4, width), "sums", "first")]
        pack.add(f"DepthwiseConv1D, 4 in front of {width}",
                 one(lambda: layers.DepthwiseConv1D(2, **first), (4, width)), x)  # fmt: skip
        pack.add(f"SeparableConv1D, 4 in front of {width}",
                 one(lambda: layers.SeparableConv1D(4, 2, **first), (4, width)), x)  # fmt: skip
    mask = np.array([[True, False, True, True], [False, True, True, False]])
    pack.add("GroupQueryAttention(query_mask=m)", asked, [values.normal((2, 4, 6), "sums", "asked"), mask])
    for kind in ("SimpleRNN", "LSTM", "GRU"):
        pack.add(f"{kind}(activation=None)",
                 one(lambda: getattr(layers, kind)(2, activation=None, name="rnn"), (3, 2)),  # noqa: B023
                 [values.normal((2, 3, 2), "sums", "linear")])  # fmt: skip
    pack.save(folder)
