"""The grid of what few models have: layers in wrappers of another format, trees of tensors, special functions of TensorFlow."""

import numpy as np

from making import values
from making.environment import MAJOR, keras, tf
from making.functions import add
from making.pack import Pack

L = keras.layers

KERAS3 = """
    stft(y, 4, 2, 8)|stft(v, 5, 2, 8, center=False)|stft(y, 8, 3, 8, window=None)|stft(y, 6, 2, 8, window="hamming")
"""
TENSORFLOW = """
    math.lgamma(x * 3.0)|math.lgamma(u)|math.lgamma(u * 40.0)|math.digamma(x * 3.0)|math.digamma(u)|math.digamma(u * 40.0)|math.lbeta(u)
    math.polygamma(0.0, u)|math.polygamma(1.0, u)|math.polygamma(2.0, u * 5.0)|math.polygamma(5.0, u + 0.5)|math.polygamma(1.0, x)
    math.zeta(u + 1.5, u)|math.zeta(u * 9.0 + 1.1, u * 20.0)|math.bessel_i0(x * 4.0)|math.bessel_i0e(x * 40.0)|math.bessel_i1(x * 4.0)
    math.bessel_i1e(x * 40.0)|math.bessel_i0(w)|math.bessel_i1e(w)|math.cumulative_logsumexp(x, axis=1)|math.cumulative_logsumexp(x * 30.0, axis=-1, reverse=True)
    linalg.set_diag(s, d)|linalg.set_diag(x, d)|linalg.set_diag(x, d2, k=1)|linalg.set_diag(x, d, k=-1)|linalg.set_diag(x, d1, k=-3)|linalg.expm(s)|linalg.expm(s * 3.0)
    linalg.expm(x[:, :3])|signal.dct(x)|signal.dct(x, type=1)|signal.dct(x, type=3)|signal.dct(x, type=4)|signal.dct(x, norm="ortho")
    signal.dct(x, type=3, norm="ortho")|signal.dct(x, type=4, norm="ortho")|signal.dct(x, n=5)|signal.dct(x, n=2)|signal.idct(x)|signal.idct(x, norm="ortho")
    signal.idct(x, type=3)|signal.idct(x, type=1)|signal.idct(x, type=4)|signal.fftshift(x, axes=[1])|signal.fftshift(x, axes=[1, 2])
    signal.ifftshift(x, axes=[-1])|signal.ifftshift(x, axes=[-2, -1])|nn.weighted_cross_entropy_with_logits(u, x, 2.5)|nn.log_poisson_loss(u, x)
    nn.local_response_normalization(p)|nn.local_response_normalization(p, depth_radius=1, bias=2.0, alpha=0.3, beta=0.75)|identity_n([x, u])
    gather_nd(x, i, batch_dims=1)|gather_nd(x, i[..., :1], batch_dims=1)|gather_nd(p, i, batch_dims=1)|gather_nd(n, i, batch_dims=1)
    x[:, ::-1]|x[:, 3:0:-1]|x[:, -2::-1]|x[..., ::-2]|x[:, None, 1:3]|x[:, ..., newaxis, 1]|x[:, 2, newaxis, ...]|x[:, 1:1]|x[:, -9:9]|x[:, :, 1::-1]
"""


def operands():
    """What the texts name."""

    def normal(shape, name):
        return values.normal(shape, "lesser", name).astype("float32")

    squares = normal((2, 3, 3), "s")
    large = np.array([[29.9, 30.1, -30.0], [85.0, -60.0, 1e-8]], "float32")
    return {
        "x": normal((2, 4, 3), "x"), "y": normal((2, 2, 9), "y"), "u": np.abs(normal((2, 4, 3), "u")) + np.float32(0.02), "w": large,
        "v": normal((2, 12), "v"), "s": squares, "d": normal((2, 3), "d"), "d1": normal((2, 1), "d1"), "d2": normal((2, 2), "d2"),
        "p": normal((2, 3, 4, 6), "p"), "i": values.integers((2, 5, 2), 3, "lesser", "i", low=0).astype("int32"),
        "n": values.integers((2, 4, 3), 9, "lesser", "n").astype("int32"),
    }  # fmt: skip


def add_formats(pack):
    """A Dense in a TimeDistributed of another format, with numbers in the file that its own rounds."""
    formats = [("float32", "float16"), ("float32", "bfloat16"), ("float64", "float32")]
    for outer, inner in formats + [("float64", "float16")] * (MAJOR == 3):

        def build(outer=outer, inner=inner):
            x = keras.Input((3, 4), name="x")
            return keras.Model(x, L.TimeDistributed(L.Dense(2, dtype=inner, name="dense"), dtype=outer, name="each")(x))

        before = len(pack.cases)
        pack.add(f"TimeDistributed({outer}) of {inner}", build, [values.normal((2, 3, 4), "lesser", outer, inner).astype("float32")])
        for i in range(2 * (len(pack.cases) - before)):
            name = f"{before:03}/w{i}"
            finer = pack.arrays[name].astype("float32" if "16" in inner else "float64")
            pack.arrays[name] = finer * (1 + 2.0 ** (-14 if inner == "float16" else -11 if inner == "bfloat16" else -40))


def add_cells(pack):
    """Cells of another format than what is around them, from given states too."""
    kinds = {"GRU": L.GRUCell, "LSTM": L.LSTMCell}
    # In predict() Keras 3 computes cells of another format than StackedRNNCells' in a loop of Python alone.
    cases = [("float32", None, ["LSTM", "float64"], {}), ("float16", None, ["GRU", "float32"], {})]
    cases += [("float64", "float32", ["GRU", "float64"], {"unroll": True})]
    if MAJOR == 2:
        cases = [("float64", "float32", ["GRU", "float64"], {}), ("float16", "float32", ["GRU", "float16"], {})]
        cases += [("float32", "float16", ["GRU", "float32", "LSTM", "float32"], {})]
    for outer, stack, cells, options in cases:
        for is_given in (False, True):

            def build(outer=outer, stack=stack, cells=cells, options=options, is_given=is_given):
                made = [kinds[kind](2, dtype=dtype, name=f"cell{i}") for i, (kind, dtype) in enumerate(zip(cells[::2], cells[1::2]))]
                inside = L.StackedRNNCells(made, dtype=stack, name="cells") if stack else made[0]
                x = keras.Input((4, 3), name="x")
                layer = L.RNN(inside, dtype=outer, return_sequences=True, return_state=True, name="rnn", **options)
                if not is_given:
                    return keras.Model(x, layer(x))
                states = [keras.Input((2,), name=f"s{i}") for i in range(2 if cells[0] == "LSTM" else 1)]
                return keras.Model([x, *states], layer(x, initial_state=states))

            if is_given and len(cells) > 2:
                continue
            inputs = [values.normal((2, 4, 3), "lesser", "cells").astype("float32")]
            if is_given:
                inputs += [values.normal((2, 2), "lesser", "state", i).astype("float32") for i in range(2 if cells[0] == "LSTM" else 1)]
            pack.add(f"RNN({outer}) of {stack} of {cells}, {options}, {'given' if is_given else 'zero'}", build, inputs)


def add_lookups(pack):
    """Whole numbers weighed by how rare they are."""
    x = np.array([[3, 3, 9], [5, 2, 2]], "int64")
    for options in ({}, {"num_oov_indices": 2}, {"max_tokens": 7, "pad_to_max_tokens": True}, {"mask_token": 9}):

        def build(options=options):
            start = keras.Input((3,), dtype="int64", name="x")
            layer = L.IntegerLookup(vocabulary=[3, 5, 2], output_mode="tf_idf", idf_weights=[0.1, 0.2, 0.3], name="lookup", **options)
            return keras.Model(start, layer(start))

        pack.add(f"IntegerLookup(tf_idf, {options})", build, [x])


def add_trees(pack):
    """Identity of lists and dictionaries."""
    if MAJOR == 2:
        return
    x = values.normal((2, 3), "lesser", "tree").astype("float32")
    trees = {
        "a list": lambda a, b: [a, b], "a dictionary": lambda a, b: {"u": a, "v": [b, a * b]}, "unsorted": lambda a, b: {"v": a, "u": b},
    }  # fmt: skip
    for title, tree in trees.items():

        def build(tree=tree):
            start = keras.Input((3,), name="x")
            made = L.Identity(name="identity")(tree(start * 2.0, start + 1.0))
            return keras.Model(start, keras.tree.flatten(made))

        pack.add(f"Identity of {title}", build, [x])


def make(folder):
    """The family."""
    pack = Pack("lesser")
    add(pack, KERAS3 if MAJOR == 3 else TENSORFLOW, operands())
    add_formats(pack)
    add_cells(pack)
    add_lookups(pack)
    add_trees(pack)
    pack.save(folder)
