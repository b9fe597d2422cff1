"""The grid of operations between layers: order, running totals, angles, products with arrays, normalizations; and what
random models found."""

import itertools
import re

import numpy as np

from making import values
from making.environment import MAJOR, fresh, keras, tf
from making.further import save_small
from making.pack import Pack
from making.run import fill

layers = keras.layers
ops = keras.ops if MAJOR == 3 else None

# With x (4, 3), y (4, 3) and v (5,): each a model of its own.
KERAS3 = """
    sort(x)|sort(x, axis=1)|sort(w, axis=1)|argsort(x)|argsort(x, axis=1)|argsort(w)|top_k(x, 2)|top_k(v, 3)|top_k(w, 1)
    cumsum(x, axis=1)|cumsum(x, axis=-1)|cumsum(w, axis=1)|cumsum(x, axis=1, dtype="float64")|cumprod(x, axis=1)
    cumprod(v, axis=-1)|cumprod(w, axis=2)|cumsum(x > 0, axis=1)
    median(x, axis=1)|median(x, axis=-1, keepdims=True)|median(x, axis=(1, 2))|median(v, axis=1)|median(n, axis=1)
    quantile(x, 0.3, axis=1)|quantile(x, 0.8, axis=(2, 1), keepdims=True)|quantile(v, 1.0, axis=-1)|quantile(v, 0.0, axis=1)
    percentile(x, 40, axis=1)|percentile(v, 75, axis=-1, keepdims=True)
    digitize(x, np.array([-0.5, 0.0, 0.5]))
    arcsin(u)|arccos(u)|arctan(x)|arctan2(x, y)|arctan2(x, 0.5)|erfc(x * 2.0)|arcsin(w)|arctan(w)
    cbrt(x)|sinc(x)|heaviside(s, x)|signbit(s)|fmod(x, y)|fmod(x, 0.7)|logaddexp2(x, y)|isclose(x, y)|isclose(w, w)
    isclose(x, y, 0.5, 0.1)|sparsemax(x)|sparsemax(x, axis=1)|saturate_cast(x * 100.0, "int8")|saturate_cast(x * 100.0, "uint8")
    select([x > 0.5, x > 0.0], [x, y], 0.0)|diff(x, axis=1)|diff(x, 2, axis=1)|trapezoid(x, axis=1)|trapezoid(x, dx=0.5)
    take_along_axis(x, argsort(y, axis=1), axis=1)|take_along_axis(x, argsort(y), axis=-1)|full_like(x, 0.5)|array(x)
    layer_normalization(x)|layer_normalization(x, axis=1)|layer_normalization(x, axis=(1, 2), epsilon=0.1)
    layer_normalization(x, rms_scaling=True)|rms_normalization(x)|rms_normalization(x, axis=1, epsilon=0.1)
    rms_normalization(x, np.array([1.0, 2.0, 0.5], "float32"))|layer_normalization(h)|rms_normalization(h)
    average(x, axis=1, weights=y * y)|dot(x, c32)|dot(v, c5)|inner(x, np.transpose(c32))|tensordot(x, c32, axes=1)|tensordot(x, c432, axes=2)
    tensordot(x, c432, axes=[[2, 1], [1, 0]])|tensordot(x, c432, axes=[[1], [0]])|dot(x, c432[:3, :3])
    diagonal(x, axis1=1, axis2=2)|diagonal(x, offset=1, axis1=2, axis2=1)|diagonal(x, offset=-2, axis1=1, axis2=2)
    trace(x, axis1=1, axis2=2)|trace(w, offset=1, axis1=1, axis2=2)
    rot90(x, axes=(1, 2))|rot90(x[:, :3], k=2, axes=(2, 1))|rot90(x, k=3, axes=(1, 2))|rot90(x, k=-1, axes=(2, 1))
"""
TENSORFLOW = """
    sort(x)|sort(x, axis=1)|sort(x, axis=1, direction="DESCENDING")|argsort(x)|argsort(x, axis=1, direction="DESCENDING")
    math.top_k(x, 2)|math.top_k(v, 3)|math.cumsum(x, axis=1)|cumsum(x, axis=1, exclusive=True)|cumsum(x, axis=2, reverse=True)
    cumsum(x, axis=1, exclusive=True, reverse=True)|math.cumprod(x, axis=1)|math.cumprod(x, axis=2, exclusive=True)
    asin(u)|acos(u)|atan(x)|math.atan2(x, y)|math.erfc(x * 2.0)|truncatemod(x, 0.7)|math.xdivy(s, y)
    nn.sigmoid_cross_entropy_with_logits(labels=u, logits=x)|saturate_cast(x * 100.0, "int8")
    tensordot(x, c32, 1)|tensordot(x, c432, 2)|tensordot(x, c432, [[2, 1], [1, 0]])|tensordot(x, c432, [[1], [0]])
    linalg.normalize(x, axis=1)|linalg.normalize(x, ord=1, axis=-1)|gather(x, argmax(y, axis=1), axis=1, batch_dims=1)
    slice(x, [0, 1, 0], [-1, 2, -1])|nn.pool(x, [2], "MAX", padding="SAME")|nn.pool(x, [2], "AVG", strides=[2], padding="VALID")
    gather(v, argmax(x, axis=1), axis=1, batch_dims=1)|linalg.diag_part(x)|linalg.trace(x)|linalg.band_part(x, 0, -1)|linalg.band_part(x, 1, 0)|linalg.band_part(x, -1, 1)
"""


def operands():
    """What the texts name: tensors of the graph with their numbers, and arrays."""
    x, y = values.normal((3, 4, 3), "operations", "x"), values.normal((3, 4, 3), "operations", "y")
    x[0, 1] = x[0, 2]
    y[1, 0] = x[1, 0]
    signs = np.array([0, -0.0, 1, -1, 0.5, -0.5, np.inf, -np.inf], "float32")
    numbers = {
        "x": x,
        "y": y,
        "v": values.normal((3, 5), "operations", "v"),
        "u": np.clip(x / 2, -1, 1),
        "s": np.resize(signs, (3, 4, 3)),
        "n": np.where(x > 1.5, np.nan, x).astype("float32"),
        "w": values.integers((3, 4, 3), 6, "operations", "w", low=-3),
        "h": x.astype("float16"),
    }
    arrays = {
        "c32": values.normal((3, 2), "operations", "c32"),
        "c5": values.normal((5,), "operations", "c5"),
        "c432": values.normal((4, 3, 2), "operations", "c432"),
    }
    return numbers, arrays


def add_operations(pack):
    """A model for each text."""
    numbers, arrays = operands()
    table = KERAS3 if MAJOR == 3 else TENSORFLOW
    texts = [text.strip() for line in table.strip().splitlines() for text in line.split("|")]
    module = ops if MAJOR == 3 else tf
    functions = {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}
    for text in texts:
        named = [name for name in numbers if name in re.findall(r"\b[a-z]\b", text)]

        def build():
            inputs = {
                name: keras.Input(numbers[name].shape[1:], dtype=str(numbers[name].dtype), name=name) for name in named
            }
            outputs = eval(text, {**functions, "np": np, **arrays, **inputs})  # the texts above
            return keras.Model(list(inputs.values()), outputs)

        pack.add(text, build, [numbers[name] for name in named])


def add_found(pack):
    """Models that random ones came down to."""
    for mode in ("multi_hot", "count"):

        def looked_up():
            x = keras.Input((3,), dtype="int32", name="x")
            y = layers.IntegerLookup(vocabulary=[3, 5, 2, 7], output_mode=mode, name="lookup")(x)
            return keras.Model(x, layers.SpectralNormalization(layers.Dense(1, name="dense"), name="spectral")(y))

        pack.add(
            f"IntegerLookup({mode}),SpectralNormalization", looked_up, [values.integers((2, 3), 8, "found", low=0)]
        )


def add_lengths(pack):
    """Vectors without a length, and of one that half precision does not hold."""
    x = values.normal((3, 4, 3), "lengths")
    x[0, 0] = 0
    x[0, 1] *= 1e-9
    x[1] *= 300
    for policy in ("float32", "float16", "mixed_float16"):
        options = {"dtype": policy, "name": "unit"}

        def unit():
            entrance = keras.Input((4, 3), name="x")
            return keras.Model(entrance, layers.UnitNormalization(**options)(entrance))

        pack.add(f"UnitNormalization({policy},0)", unit, [x])
    for policy in ("float16", "mixed_float16"):
        options = {"dtype": policy, "groups": 2, "axis": 1, "name": "groups"}

        def grouped():
            entrance = keras.Input((4, 3), name="x")
            return keras.Model(entrance, layers.GroupNormalization(**options)(entrance))

        pack.add(f"GroupNormalization({policy})", grouped, [values.normal((3, 4, 3), "groups", scale=9)])
    for policy in ("float32", "float16"):

        def cosine():
            one, other = keras.Input((4, 3), name="x"), keras.Input((3,), name="y")
            return keras.Model([one, other], layers.Dot((2, 1), normalize=True, dtype=policy, name="dot")([one, other]))

        pack.add(f"Dot(normalize,{policy},0)", cosine, [x, x[:, 2]])
    if MAJOR == 3:
        for options in ({}, {"order": 1}, {"epsilon": 0.5}):

            def normalized():
                entrance = keras.Input((4, 3), name="x")
                return keras.Model(entrance, ops.normalize(entrance, **options))

            pack.add(f"normalize(x, {options}),0", normalized, [x])


def add_masked(pack):
    """What goes on behind layers that prepare data, of which Keras 2 hands no mask on."""
    x = values.normal((3, 4, 3), "masked")
    x[0, 2:] = x[1, 0] = 0
    middle = {
        "Rescaling": lambda: layers.Rescaling(2.0, name="middle"),
        "Normalization": lambda: layers.Normalization(axis=None, mean=0.5, variance=2.0, name="middle"),
    }
    for name, make in middle.items():

        def read():
            entrance = keras.Input((4, 3), name="x")
            return keras.Model(entrance, layers.GRU(2, name="gru")(make()(layers.Masking(name="masking")(entrance))))

        pack.add(f"Masking,{name},GRU", read, [x])


def add_sparse_windows(pack):
    """Windows of three axes that leave places out."""
    sizes = {"3,1,1": ((3, 1, 1, 2), (1, 1, 3), 3), "5,4,6": ((5, 4, 6, 1), (1, 2, 1), (4, 3, 5))}
    for (name, (shape, window, strides)), kind in itertools.product(sizes.items(), ("Max", "Average")):

        def pooled():
            entrance = keras.Input(shape, name="x")
            pool = getattr(layers, f"{kind}Pooling3D")(window, strides=strides, padding="same", name="pool")
            return keras.Model(entrance, pool(entrance))

        pack.add(f"{kind}Pooling3D({name},same)", pooled, [values.normal((2, *shape), "sparse windows")])
    for name, (shape, window, strides) in sizes.items():

        def convolved():
            entrance = keras.Input(shape, name="x")
            return keras.Model(
                entrance, layers.Conv3D(2, window, strides=strides, padding="same", name="conv")(entrance)
            )

        pack.add(f"Conv3D({name},same)", convolved, [values.normal((2, *shape), "sparse windows")])


def add_whole_lengths(pack):
    """Normalizations of whole numbers, which Keras 3 gives back as such."""
    for name in ("LayerNormalization", "RMSNormalization"):

        def whole():
            entrance = keras.Input((4, 3), dtype="int32", name="x")
            return keras.Model(entrance, getattr(layers, name)(name="norm")(entrance))

        pack.add(f"{name}(int32)", whole, [values.integers((3, 4, 3), 9, "whole", low=-5)])


def add_whole(pack):
    """The mean of whole numbers."""

    def whole():
        entrance = keras.Input((4, 3), dtype="int32", name="x")
        return keras.Model(entrance, layers.GlobalAveragePooling1D(dtype="int32", name="mean")(entrance))

    pack.add("GlobalAveragePooling1D(int32)", whole, [values.integers((3, 4, 3), 9, "whole", low=-5)])


class Operations(Pack):
    """A pack of which some models are quantized after they have their weights."""

    def _moderate(self, case, build, inputs, second):
        if "int8)" not in case:
            return super()._moderate(case, build, inputs, second)
        fresh()
        model = fill(build(), self.family, case)
        model.quantize("int8")
        return model, self._results(model, inputs, second)


def add_quantized(pack):
    """Kernels and tables of 8 bits, with inputs in 8 bits and as they are."""
    x = values.normal((3, 4, 3), "quantized", "x")
    words = values.integers((3, 4), 7, "quantized", low=0)

    def quantized(*steps, dtype="float32"):
        shape = words.shape[1:] if dtype == "int32" else x.shape[1:]
        return lambda: keras.Sequential([keras.Input(shape, dtype=dtype, name="x"), *steps])

    pack.add("Dense(int8)", quantized(layers.Dense(5, activation="tanh", name="dense")), [x])
    pack.add("Dense(no bias,int8)", quantized(layers.Dense(5, use_bias=False, name="dense")), [x])
    table = layers.Embedding(7, 3, mask_zero=True, name="table")
    pack.add("Embedding(int8),Dense(int8)", quantized(table, layers.Dense(2, name="dense"), dtype="int32"), [words])


def save_quantized(folder):
    """A small model of 8 bits as a file."""
    fresh()
    steps = [layers.Dense(4, activation="relu", name="hidden"), layers.Dense(2, name="out")]
    model = fill(keras.Sequential([keras.Input((3,), name="x"), *steps], name="small"), "quantized")
    model.quantize("int8")
    save_small(model, folder / "dense.int8.keras")


def make(folder):
    """The family."""
    pack = Operations("operations")
    add_operations(pack)
    add_lengths(pack)
    add_masked(pack)
    add_sparse_windows(pack)
    if MAJOR == 2:
        add_whole(pack)
    if MAJOR == 3:
        add_whole_lengths(pack)
        add_found(pack)
        add_quantized(pack)
        save_quantized(folder.parent / "quantized")
    pack.save(folder)
