"""The grid of what operations are told: every word of Keras 3's configs with other values, images seen otherwise, and numbers beside short whole ones."""

import copy
import json

import numpy as np

from making import functions, values
from making.environment import MAJOR, keras, tf
from making.pack import Pack

ops = keras.ops if MAJOR == 3 else None

KERAS3 = """
    softmax(v, axis=None)|log_softmax(v, axis=None)|softmax(x, axis=None)|softmax(x, axis=0)|log_softmax(x, axis=0)|softmax(w, axis=None)|softmax(h, axis=None)
    layers.Softmax(axis=None, name="a")(v)|layers.Softmax(axis=None, name="a")(x)|layers.Softmax(axis=0, name="a")(x)|layers.Softmax(axis=[0, 2], name="a")(x)
    layers.Softmax(axis=None, name="a")(x, mask=b)|layers.Softmax(axis=0, name="a")(x, mask=b)
    image.affine_transform(p, t1)|image.affine_transform(p, t2, fill_mode="nearest")|image.affine_transform(p, t2, fill_mode="wrap")|image.affine_transform(p, t2, fill_mode="reflect")
    image.affine_transform(p, t2, fill_value=0.5)|image.affine_transform(p, t1, interpolation="nearest", fill_value=0.25)|image.affine_transform(p, t2, interpolation="nearest", fill_mode="reflect")
    image.affine_transform(p, tb)|image.affine_transform(p, tb, interpolation="nearest", fill_mode="wrap")|image.affine_transform(u8, t1)|image.affine_transform(u8, t2, fill_mode="reflect", interpolation="nearest")
    image.affine_transform(p, t1[None])|image.affine_transform(f, t2, data_format="channels_first")|image.affine_transform(p, np.array([1.0, 0, 0, 0, 1, 0, -1, 0], "float32"), fill_value=2.0)
    image.affine_transform(cast(p, "float16"), t1)|image.affine_transform(p[:, :1], t2, fill_mode="reflect")|image.affine_transform(p[:, :1], t2, fill_mode="wrap")
    image.perspective_transform(p, s4, e4)|image.perspective_transform(p, s4, e4, interpolation="nearest", fill_value=0.5)|image.perspective_transform(p, s4[None], e4[None], fill_value=1.0)
    image.perspective_transform(f, s4, e4, data_format="channels_first")|image.perspective_transform(p, e4, s4)
    image.scale_and_translate(p, (2, 7, 8, 3), np.array([1.2, 1.5], "float32"), np.array([0.5, 0.25], "float32"), (1, 2), "linear")
    image.scale_and_translate(p, (2, 7, 8, 3), np.array([1.2, 0.5], "float32"), np.array([0.5, 0.25], "float32"), (1, 2), "cubic", antialias=False)
    image.scale_and_translate(p, (2, 3, 4, 3), np.array([0.6], "float32"), np.array([0.5], "float32"), (1,), "lanczos3")
    image.scale_and_translate(p, (2, 5, 9, 3), np.array([2.1], "float32"), np.array([-0.5], "float32"), (-2,), "lanczos5", antialias=False)
    image.scale_and_translate(x, (3, 4, 7), np.array([0.9], "float32"), np.array([1.5], "float32"), (2,), "bilinear")
    image.ssim(p, p2, filter_size=3)|image.ssim(p, p2, max_val=2.0, filter_size=4, filter_sigma=0.7)|image.ssim(p, p2, filter_size=2, k1=0.1, k2=0.2)|image.ssim(f, f * 0.5, filter_size=2, data_format="channels_first")
    image.resize(p, (3, 7), crop_to_aspect_ratio=True)|image.resize(p, (8, 9), pad_to_aspect_ratio=True, fill_value=0.5)|image.resize(p, (9, 3), pad_to_aspect_ratio=True)|image.resize(u8, (3, 7))
    image.resize(u8, (8, 3), interpolation="bicubic")|image.resize(u8, (3, 7), interpolation="nearest")|image.resize(cast(p, "float16"), (3, 7))|image.resize(f, (3, 7), data_format="channels_first")|image.resize(p, (5, 4), interpolation="bicubic")
    image.rgb_to_grayscale(u8)|image.rgb_to_grayscale(p[..., :1])|image.rgb_to_grayscale(x)|image.rgb_to_grayscale(f3, data_format="channels_first")|image.rgb_to_hsv(f3, data_format="channels_first")|image.hsv_to_rgb(f3, data_format="channels_first")|image.gaussian_blur(f, data_format="channels_first")
    image.sobel_edges(f, data_format="channels_first")|image.pad_images(f, 1, 2, 0, 1, data_format="channels_first")|image.crop_images(f, 1, 1, 0, 1, data_format="channels_first")
    max_pool(f, 2, data_format="channels_first")|average_pool(f, 2, 1, "same", data_format="channels_first")|max_pool(x, 2, data_format="channels_first")|depth_to_space(d2, 2, data_format="channels_first")|space_to_depth(d2, 2, data_format="channels_first")
    quantile(x, 0.3, axis=1, method="lower")|quantile(x, 0.4, axis=1, method="higher")|quantile(x, 0.3, axis=(1, 2), method="nearest", keepdims=True)|percentile(x, 30, axis=-1, method="midpoint")|quantile(w, 0.5, axis=2, method="nearest")|quantile(w, 0.25, axis=1, method="lower")|quantile(n, 0.5, axis=1, method="midpoint")
    soft_shrink(x, -0.5)|hard_shrink(x, -0.5)|threshold(x, -0.3, 2.0)|isclose(w, w, equal_nan=True)|trapezoid(x, x=[0.0, 1.0, 3.0])|take(x, np.array([[0, 1], [2, 3]]), axis=1)|take(x, np.array([2, 0]), axis=-1)|tile(x, 2)|tile(x, (2, 1))|saturate_cast(x * 1.5, "bool")|rot90(q, k=2, axes=(1, 2))|average(x, axis=1, weights=np.array([1.0, 2, 3, 4], "float32"))|average(n, axis=-1, weights=np.array([1, 2, 3]))
    linspace(n, k, 4, axis=1)|logspace(n * 0.1, 1, 3, axis=-1)|linspace(j, n, 3, axis=-1, endpoint=False)|one_hot(x, 3)|multi_hot(x, 4)|rms_normalization(n)|layer_normalization(n)|rms_normalization(b)|layer_normalization(cast(x, "float16"))|top_k(v, 8, sorted=False)|top_k(v, 1, sorted=False)|argmax(softmax(v, axis=None), axis=-1)
    u8 + 300|u8 > -1|u8 - 7|maximum(u8, -1)|minimum(u8, 300)|where(u8 > 100, u8, -1)|full_like(u8, -1)|equal(j, 200)|maximum(j, 200)|j + 200|j * 300|clip(u8, -3, 300)|clip(j, -200, 200)|300 - j|less(-129, j)
    j <= 3000000000|pad(u8, ((0, 0), (1, 0), (0, 0), (0, 0)), constant_values=300)|floor_divide(j, 200)|mod(j, 200)|mod(j, 7)|fmod(j, 200)|gcd(j, 12)|mod(cast(x, "float16"), 0.7)|logaddexp(cast(x, "float16"), 0.3)|cast(x, "float16") > 0.1|cast(x, "float16") + 0.1|isclose(cast(x, "float16"), 0.1, atol=0.01)|not_equal(u8, -56)|greater_equal(u8, 255.5)
"""
TENSORFLOW = """
    u8 + 300|u8 > -1|u8 - 7|maximum(u8, -1)|minimum(u8, 300)|equal(j, 200)|maximum(j, 200)|j + 200|j * 300|clip_by_value(u8, -3, 300)|clip_by_value(j, -200, 200)|u8 >= 300|j - 200
    nn.softmax(x, axis=1)|layers.Softmax(axis=None, name="a")(x)|image.resize(u8, (3, 7))|image.resize(u8, (3, 7), method="nearest")|image.resize(cast(p, float16), (3, 7))|tile(x, [1, 2, 1])|math.top_k(v, 8, sorted=False)
"""
BOTH = """
    layers.Add(name="y")([u8, u8])|layers.Average(name="y")([j, j, j])|layers.Average(name="y")([u8, u8])|layers.Multiply(name="y")([j, j, j])|layers.Subtract(name="y")([j, -j - j])|layers.Add(name="y")([n * 300000000, n * 300000000])
    layers.Average(name="y")([n * 200000000, n * 200000000])|layers.Multiply(name="y")([n * 1000003, n * 1000003, n])|layers.Maximum(name="y")([j, j + j])|layers.Dot(2, name="y")([n, k])|layers.Dot(2, name="y")([n * 30001, n])
"""

# What words are changed of, a text each.
WORDS = """
    isin(n, [1, 2, 2, -3], assume_unique=True)|svd(m, compute_uv=False)|stft(v, 4, 2, 8)|istft(stft(v, 4, 2, 4), 4, 2, 4)|rfft(v)|top_k(v, 3)|argsort(x, axis=1)|sort(x, axis=1)
    pad(x, ((0, 0), (1, 2), (0, 1)), constant_values=2.5)|image.resize(p, (3, 7))|image.extract_patches(p, 2)|einsum("bij,bjk->bik", x, q)|linspace(x, y, 5, axis=-1)|logspace(x, y, 4, base=2, axis=-1)|quantile(x, 0.3, axis=1)
    image.affine_transform(p, t1)|image.perspective_transform(p, s4, e4)|image.gaussian_blur(p)|image.pad_images(p, 1, 2, 1, 0)|image.crop_images(p, 1, 1, 1, 0)|image.ssim(p, p2, filter_size=3)
    linalg.cholesky(s)|linalg.cholesky_inverse(s)|norm(x, ord=2, axis=1)|qr(m)|linalg.solve_triangular(s, q)|linalg.matrix_rank(q)|linalg.pinv(m)|logsumexp(x, axis=1)|extract_sequences(v, 4, 2)|in_top_k(g, v, 2)
    soft_shrink(x)|squareplus(x)|leaky_relu(x)|elu(x)|gelu(x)|celu(x)|glu(v)|hard_shrink(x)|threshold(x, 0.1, 2.0)|softmax(x, axis=1)|log_softmax(x)|sparsemax(x)|max_pool(p, 2)|average_pool(p, 2, strides=1, padding="same")
    conv(p, c2232, 1, "valid")|depthwise_conv(p, c2232, 1, "valid")|one_hot(i, 4)|multi_hot(i, 4)|binary_crossentropy(cast(b, "float32"), u)|categorical_crossentropy(u, u)|moments(x, axes=[1])|batch_normalization(x, c3, c3, -1)
    normalize(x)|dot_product_attention(a, a * 2.0, a + 1.0)|rms_normalization(x)|layer_normalization(x)|unfold(f, 2)|depth_to_space(d2, 2)|rot90(x, axes=(1, 2))|all(b, axis=1)|append(x, y, axis=1)|argmax(x, axis=1)|array(n, dtype="float32")
    average(x, axis=1)|clip(x, -0.5, 0.5)|concatenate([x, y], axis=1)|count_nonzero(n, axis=1)|cumsum(n, axis=1)|diagonal(x, axis1=1, axis2=2)|diff(x)|flip(x, axis=1)|full_like(n, 2)|hsplit(x, 2)|isclose(x, x + 1e-3)|max(x, axis=1, initial=0.5)
    moveaxis(x, 1, 2)|nanquantile(w, 0.3, axis=1)|nansum(w, axis=1)|nan_to_num(w)|ones_like(n)|prod(n, axis=1)|ptp(x, axis=1)|unravel_index(g, (3, 2))|repeat(x, 2, axis=1)|roll(x, 1, axis=1)|round(x)|searchsorted(c8, v)|split(x, 2, axis=1)|array_split(x, 3, axis=1)
    stack([x, y], axis=1)|std(x, axis=1)|swapaxes(x, 1, 2)|take(x, [0, 2], axis=1)|take_along_axis(x, mod(n, 3), axis=1)|tile(x, (1, 2, 1))|trace(x, axis1=1, axis2=2)|tril(x)|transpose(x, (0, 2, 1))|trapezoid(x)|mean(x, axis=1)|sum(b, axis=1)|unstack(x, axis=1)|cast(x, "int32")|saturate_cast(x * 1000.0, "int8")
"""
OTHERS = {
    "interpolation": ["nearest", "bicubic"], "fill_mode": ["nearest", "reflect", "wrap"], "padding": ["same", "valid"], "mode": ["reflect", "symmetric", "complete"],
    "method": ["lower", "midpoint"], "window": [None, "hamming"], "side": ["right"], "dtype": ["float16", "int8", "bool"], "order": [1, 3], "ord": [1, 3, None],
}  # fmt: skip

# What is refused: vectors whose signs no formula says, an order that there is none of, and what goes over samples.
REFUSED = ("SVD.compute_uv", "ISTFT.sequence_length=3", "TopK.sorted", "Linspace.dtype", "Logspace.dtype", "Rot90.k=2", "Rot90.axes=[0", "Nanquantile.method", "UnravelIndex.shape=[-3")


def operands():
    """What the texts name beside what those of `functions` do."""
    given = functions.operands()

    def normal(shape, name):
        return values.normal(shape, "settings", name).astype("float32")

    turned = np.array([[0.8, -0.6, 1.5, 0.6, 0.8, -1, 0, 0], [1.1, 0.2, -0.4, -0.1, 0.9, 0.7, 0.01, -0.02]], "float32")
    wide = np.concatenate([normal((2, 3, 2), "h"), 90 * normal((2, 3, 2), "h2")], 2)
    more = {
        "tb": turned, "p2": given["p"] * np.float32(0.7) + np.abs(normal((2, 5, 4, 3), "p2")) * np.float32(0.1), "f": normal((2, 2, 5, 4), "f"), "h": wide,
        "f3": (1 / (1 + np.exp(-normal((2, 3, 4, 5), "f3")))).astype("float32"), "d2": normal((2, 4, 4, 4), "d2"),
        "u8": (values.integers((2, 5, 4, 3), 256, "settings", "u8")).astype("uint8"),
    }  # fmt: skip
    kept = {
        "t1": np.array([1.1, 0.2, 0.3, -0.1, 0.9, 0.2, 0.001, 0.002], "float32"), "t2": np.array([0.7, -0.7, 2.3, 0.7, 0.7, -2.1, 0, 0], "float32"),
        "s4": np.array([[0, 0], [3, 0], [0, 4], [3, 4]], "float32"), "e4": np.array([[0.5, 0.2], [3, 0], [0, 4], [2.5, 3.5]], "float32"),
        "c8": np.linspace(-2, 2, 8, dtype="float32"),
    }  # fmt: skip
    return {**given, **more}, kept


def add_nested(pack, given):
    """A model inside another one that is called with another format, or with another number of axes."""
    mean = ops.mean if MAJOR == 3 else tf.reduce_mean

    def model(shape, dtype="float32"):
        x = keras.Input(shape, dtype=dtype, name="own")
        return keras.Model(x, [x * 2, mean(x, axis=1)], name="inside")

    calls = [("n", (4, 3), "float32"), ("x", (4, 3), "int32"), ("j", (4, 3), "float16"), ("x", (4, 3), "float16"), ("b", (4, 3), "float32"), ("v", (8, 1), "float32"), ("v", (8,), "float64")]
    for name, shape, dtype in calls:
        x = given[name]

        def build():
            outside = keras.Input(x.shape[1:], dtype=str(x.dtype), name="outside")  # noqa: B023
            return keras.Model(outside, model(shape, dtype)(outside))  # noqa: B023

        pack.add(f"a model of {shape} {dtype} called with {x.shape[1:]} {x.dtype}", build, [x])
    column = given["v"][..., None]

    def build():
        outside = keras.Input((8, 1), name="outside")
        return keras.Model(outside, model((8,))(outside))

    pack.add("a model of (8,) called with (8, 1)", build, [column])


def others(key, value):
    """Other values that a word may have."""
    if key in OTHERS:
        return [other for other in OTHERS[key] if other != value]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1, -value]
    if isinstance(value, float):
        return [value * 2 + 0.5]
    if value is None:
        return [1, 2, 0.5] if key in ("axis", "strides", "ord") else [0.5]
    if isinstance(value, list) and value and not isinstance(value[0], (dict, str)):
        return [[other, *value[1:]] for other in others(key, value[0])] + [value[::-1], value[0]]
    return []


def answer(architecture, inputs):
    """What Keras makes of an architecture; None where it does not."""
    try:
        model = keras.models.model_from_json(json.dumps(architecture))
        return [np.asarray(y) for y in keras.tree.flatten(model([keras.ops.convert_to_tensor(x) for x in inputs]))]
    except Exception:  # whatever ends Keras is no case
        return None


def differ(a, b):
    """Whether two answers are not the same numbers."""
    return len(a) != len(b) or any(x.shape != y.shape or x.dtype != y.dtype or not np.array_equal(x, y, equal_nan=x.dtype.kind == "f") for x, y in zip(a, b))


def add_words(pack, given, kept):
    """A model for every word that changes numbers, with another value of it."""
    first = Pack("settings")
    functions.add(first, WORDS, given, {**functions.arrays(WORDS), **kept})
    known = set()
    for number, text in enumerate(first.cases):
        architecture = json.loads(first.arrays[f"{number:03}/json"].tobytes())
        inputs = [first.arrays[f"{number:03}/x{i}"] for i in range(9) if f"{number:03}/x{i}" in first.arrays]
        own = answer(architecture, inputs)
        for place, layer in enumerate(architecture["config"]["layers"]):
            if not layer["module"].startswith("keras.src.ops") or own is None:
                continue
            for key, value in layer["config"].items():
                for other in others(key, value):
                    sign = f"{layer['class_name']}.{key}={other!r}"
                    if key == "name" or sign in known or sign.startswith(REFUSED) or key.startswith("axis") and other == 0:
                        continue
                    known.add(sign)
                    changed = copy.deepcopy(architecture)
                    changed["config"]["layers"][place]["config"][key] = other
                    found = answer(changed, inputs)
                    if found is not None and differ(found, own) and found[0].shape[:1] == inputs[0].shape[:1]:
                        pack.add(f"{sign} in {text}", lambda: keras.models.model_from_json(json.dumps(changed)), inputs)  # noqa: B023


def make(folder):
    """The family."""
    pack = Pack("settings")
    given, kept = operands()
    functions.add(pack, KERAS3 if MAJOR == 3 else TENSORFLOW, given, kept)
    functions.add(pack, BOTH, given, kept)
    add_nested(pack, given)
    if MAJOR == 3:
        add_words(pack, given, kept)
    pack.save(folder)
