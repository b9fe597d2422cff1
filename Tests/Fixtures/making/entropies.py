"""The grid of losses as operations between layers, of a signal made of its spectrum, and of Bessel's function."""

import numpy as np

from making import functions, values
from making.environment import MAJOR
from making.pack import Pack

KERAS3 = """
    binary_crossentropy(t, p)|binary_crossentropy(t, x, from_logits=True)|binary_crossentropy(t, layers.Dense(3, "sigmoid", name="out")(x))
    binary_crossentropy(t, layers.Activation("sigmoid", name="out")(x * 40.0), from_logits=True)|categorical_crossentropy(t, p)
    categorical_crossentropy(t, x, from_logits=True)|categorical_crossentropy(t, x, from_logits=True, axis=1)|categorical_crossentropy(t, p, axis=1)
    categorical_crossentropy(t, layers.Dense(3, "softmax", name="out")(x * 30.0))|categorical_crossentropy(t, layers.Softmax(name="out")(x * 30.0))
    sparse_categorical_crossentropy(c, p)|sparse_categorical_crossentropy(c, x, from_logits=True)|sparse_categorical_crossentropy(c[..., None], p)
    sparse_categorical_crossentropy(c, layers.Dense(3, "softmax", name="out")(x * 30.0))|sparse_categorical_crossentropy(c, x, from_logits=True, axis=2)
    i0(x)|i0(x * 20.0)|i0(c)|i0(cast(x, "float16"))
    istft((f, g), 8, 4, 8)|istft((f, g), 6, 2, 8, window="hamming")|istft((f, g), 8, 4, 8, center=False)|istft((f, g), 8, 3, 8, length=10)
    istft((f, g), 8, 8, 8, window=None)|istft((f, g), 7, 2, 9)|istft(stft(v, 8, 4, 8), 8, 4, 8)
"""
TENSORFLOW = """
    nn.softmax_cross_entropy_with_logits(t, x)|nn.softmax_cross_entropy_with_logits(t, x, axis=1)|nn.sigmoid_cross_entropy_with_logits(t, x)
    nn.sparse_softmax_cross_entropy_with_logits(c, x)
"""


def operands():
    """What the texts name: wanted, probabilities, logits, classes, spectra, a signal."""

    def normal(shape, name):
        return values.normal(shape, "entropies", name).astype("float32")

    p = np.abs(normal((3, 4, 3), "p")) + np.float32(0.05)
    p = (p / (p.max() + 0.1)).astype("float32")
    p[0, 0] = [0, 1, 0.5]
    return {
        "x": normal((3, 4, 3), "x"), "t": np.abs(normal((3, 4, 3), "t")), "p": p, "c": values.integers((3, 4), 3, "entropies", "c").astype("int32"),
        "f": normal((3, 5, 5), "f"), "g": normal((3, 5, 5), "g"), "v": normal((3, 20), "v"),
    }  # fmt: skip


def make(folder):
    """The family."""
    pack = Pack("entropies")
    functions.add(pack, KERAS3 if MAJOR == 3 else TENSORFLOW, operands())
    pack.save(folder)
