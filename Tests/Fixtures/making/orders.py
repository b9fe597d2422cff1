"""The grid of what is called first: MultiHeadAttention takes the masks off its inputs, for what Keras calls after it."""

from itertools import permutations

import numpy as np

from making import values
from making.environment import keras
from making.pack import Pack

layers = keras.layers


def readers():
    """Layers that read two masked sequences, by a letter."""
    return {
        "h": lambda m, e: layers.MultiHeadAttention(1, 2, name="heads")(m, e),
        "a": lambda m, e: layers.Attention(name="attend")([m, e]),
        "l": lambda m, e: layers.LSTM(2, name="lstm")(m),  # noqa: ARG005
        "p": lambda m, e: layers.GlobalAveragePooling1D(name="pool")(e),  # noqa: ARG005
        "d": lambda m, e: layers.LSTM(2, name="deep_lstm")(layers.Dense(2, name="dense")(m)),  # noqa: ARG005
        "c": lambda m, e: layers.Dense(2, name="last")(layers.Attention(name="early")([e, m])),
    }


def add(pack, word, shared):
    """The readers of a word, in its order; `shared` has both sequences be one."""

    def build():
        i, j = keras.Input((4,), dtype="int32", name="x0"), keras.Input((4,), dtype="int32", name="x1")
        m = layers.Embedding(5, 3, mask_zero=True, name="first")(i)
        e = layers.Embedding(5, 3, mask_zero=True, name="second")(j)
        made = readers()
        return keras.Model([i, j], [made[letter](m, m if shared else e) for letter in word] + ([e] if shared else []))

    ids = values.integers((3, 4), 4, "orders", "ids", low=0)
    others = np.array([[1, 0, 0, 2], [0, 1, 2, 0], [3, 2, 0, 0]], "int32")
    pack.add(f"{word}{' of one' if shared else ''}", build, [np.where(others == 3, 0, ids).astype("int32"), others])


def make(folder):
    """The family."""
    pack = Pack("orders")
    for word in ("ha", "ah", "hl", "lh", "hd", "dh", "hc", "ch", *map("".join, permutations("halp")), "hadc", "cdah", "dhca", "achd", "hcdl"):
        add(pack, word, shared=False)
    for word in ("ha", "ah", "lh", "hl", "hc", "ch", "dh", "hd"):
        add(pack, word, shared=True)
    pack.save(folder)
