"""The grid of operations of one text each: matrices taken apart, bits, colours, attention, and what TensorFlow has besides."""

import re

import numpy as np

from making import values
from making.environment import MAJOR, keras, tf
from making.pack import Pack

layers = keras.layers
ops = keras.ops if MAJOR == 3 else None

KERAS3 = """
    norm(x, ord=3, axis=-1)|norm(x, ord=0, axis=1)|norm(x, ord=-np.inf, axis=1)|norm(x, ord=-1, axis=1)|norm(x, ord=-np.inf, axis=(-1, -2))
    norm(x, ord="fro", axis=(2, 1), keepdims=True)|norm(x, ord=1, axis=(1, 2))|norm(x, ord=-1, axis=(2, 1))|norm(n, ord=1, axis=1)
    norm(x, ord=np.inf, axis=(1, 2), keepdims=True)|qr(q)|qr(m)|qr(mm)|qr(m, mode="complete")|qr(s)|linalg.cholesky_inverse(s)
    linalg.cholesky_inverse(s, upper=True)|bitwise_and(n, k)|bitwise_or(n, k)|bitwise_xor(n, k)|bitwise_invert(n)|bitwise_not(k)
    left_shift(n, 2)|right_shift(n, 1)|bitwise_left_shift(k, k)|bitwise_right_shift(n, k)|bitwise_xor(j, j + j)|b & d|b | d|~b|b ^ d
    angle(x)|angle(w)|imag(x)|isreal(w)|conj(x)|isin(n, [1, 2, -3])|isin(n, np.array([[0, 1], [2, 3]]), invert=True)|isin(i, 2)
    ldexp(x, n)|ldexp(w, 3)|nanargmax(w, axis=1)|nanargmin(w, axis=-1)|nanargmax(w, axis=1, keepdims=True)|nanargmin(n, axis=1)
    nancumsum(x, axis=1)|nancumprod(x, axis=1)|nancumsum(w, axis=2)|in_top_k(g, v, 2)|in_top_k(g, v, 1)|hsplit(x, 2)|hsplit(x, [1, 3])
    dsplit(x, 3)|linspace(x, y, 5, axis=-1)|linspace(x, y, 3, axis=1)|extract_sequences(v, 4, 2)|extract_sequences(x, 2, 1)
    fft2((x, y))|ifft2((x, y))|repeat(x, [1, 2, 0, 1], axis=1)|roll(x, 5, axis=1)|take(np.arange(8.0).reshape(4, 2), i, axis=0)
    dot_product_attention(a, a * 2.0, a + 1.0)|dot_product_attention(a, a, a, is_causal=True)|dot_product_attention(a, a, a, scale=0.3)
    dot_product_attention(a, a, a, bias=np.linspace(0, 1, 50, dtype="float32").reshape(1, 2, 5, 5))
    dot_product_attention(a, a, a, mask=np.tril(np.ones((1, 1, 5, 5))).astype(bool))|dot_product_attention(concatenate([a, a], 2), a, a)
    dot_product_attention(cast(a, "float16"), cast(a, "float16"), cast(a, "float16"))
    multi_hot(i, 4)|multi_hot(i, 5, dtype="int32")|batch_normalization(x, c3, c3, -1)|batch_normalization(x, c3, c3, 2, c3, c3, epsilon=0.1)
    batch_normalization(x, c4, c4, 1, scale=c4)|batch_normalization(x, c3, c3, -1, offset=c3)
    depthwise_conv(p, c2232, 1, "same")|depthwise_conv(x, c231)|separable_conv(p, c2232, c1162, 2, "valid")
    conv_transpose(p, c2223, 2, "same", data_format="channels_last")|conv_transpose(x, c223, 2, "valid", data_format="channels_last")
    image.rgb_to_hsv(p)|image.hsv_to_rgb(p)|image.extract_patches(p, 2)|image.extract_patches(p, (3, 2), strides=1, padding="same")
    image.pad_images(p, 1, 2, target_height=9, target_width=7)|image.pad_images(p, 1, 0, 1, 3)|image.crop_images(p, 1, 1, target_height=2, target_width=3)
    image.crop_images(p, bottom_cropping=1, right_cropping=0, target_height=3, target_width=2)|image.sobel_edges(p)
    image.gaussian_blur(p, (3, 5), (1.0, 2.0))|image.gaussian_blur(p)
"""
TENSORFLOW = """
    norm(x, ord=3, axis=1)|norm(x, ord=np.inf, axis=[1, 2])|norm(x, ord=1, axis=[-2, -1])|norm(x, "fro", axis=[1, 2])|linalg.qr(m)
    linalg.qr(mm, full_matrices=True)|linalg.qr(m, full_matrices=True)|linalg.lu(q)|linalg.solve(s, q)|linalg.triangular_solve(s, q)
    linalg.triangular_solve(s, q, lower=False)|linalg.cholesky_solve(s, q)|linalg.logdet(s)|linalg.diag(v)|linalg.diag(x)|linalg.adjoint(x)
    bitwise.bitwise_and(n, k)|bitwise.bitwise_or(n, k)|bitwise.bitwise_xor(j, j + j)|bitwise.invert(n)|bitwise.left_shift(n, k)|bitwise.right_shift(n, k)
    math.angle(x)|math.real(x)|math.imag(x)|math.conj(x)|math.in_top_k(g, v, 2)|linspace(x, y, 4, axis=-1)|signal.frame(v, 4, 2)
    math.reciprocal_no_nan(z)|math.xlogy(z, u)|math.xlog1py(z, u)|truncatediv(n, k)|clip_by_norm(x, 1.0, axes=[1, 2])|clip_by_norm(x, 0.5, axes=[-1])
    nn.softmax_cross_entropy_with_logits(u, x)|nn.softmax_cross_entropy_with_logits(u, x, axis=1)|sequence_mask(g, 5)|sequence_mask(i, 4, dtype=float32)
    roll(x, [1, -1], [1, 2])|repeat(x, [1, 2, 0, 1], axis=1)|gather(x, [[0, 1], [2, 3]], axis=1)|gather(x, [[2], [0]], axis=-1)
    gather(c42, i)|one_hot(i, 4, on_value=2.0, off_value=-1.0)|one_hot(i, 4, on_value=3, off_value=1, dtype=int32)
    nn.depthwise_conv2d(p, c2232, [1, 1, 1, 1], "SAME")|nn.separable_conv2d(p, c2232, c1162, [1, 2, 2, 1], "VALID")
    nn.avg_pool(p, [1, 2, 2, 1], [1, 1, 1, 1], "SAME")|nn.max_pool(p, 2, 2, "VALID")|nn.batch_normalization(x, c3, c3, c3, c3, 1e-3)
    nn.batch_normalization(x, c3, c3, None, c3, 1e-3)|nn.batch_normalization(x, c3, c3, c3, None, 1e-3)
    image.rgb_to_hsv(p)|image.hsv_to_rgb(p)|image.flip_up_down(p)|image.adjust_brightness(p, 0.1)|image.adjust_contrast(p, 2.0)
    image.adjust_gamma(p, 2.0)|image.adjust_gamma(p, gamma=0.5, gain=1.5)|image.per_image_standardization(p)|image.central_crop(p, 0.5)
    image.crop_to_bounding_box(p, 1, 1, 2, 2)|image.pad_to_bounding_box(p, 1, 1, 8, 8)|image.rot90(p)|image.rot90(p, k=3)|image.transpose(p)
    image.extract_patches(p, [1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1], "VALID")|image.extract_patches(p, [1, 3, 2, 1], [1, 2, 1, 1], [1, 1, 2, 1], "SAME")
    image.grayscale_to_rgb(p[..., :1])|image.rgb_to_yuv(p)|image.yuv_to_rgb(p)|image.rgb_to_yiq(p)|image.yiq_to_rgb(p)
    K.switch(b, x, y)|K.switch(reshape(g > 2, (-1, 1, 1)), x, y)|sequence_mask(i, shape(x)[1])|x + cast(range(shape(x)[2]), "float32")|cast(range(1, shape(x)[1] + 1), "float32")[:, newaxis] * x
    x * cast(expand_dims(range(0, shape(x)[1] * 2, 2), 0)[..., newaxis], "float32")|i - range(shape(i)[1])|i < range(start=0, limit=shape(i)[-1], delta=1)
    x + embed(range(start=0, limit=shape(x)[1], delta=1))|x + embed(expand_dims(range(shape(x)[1]), 0))|x + dense(embed(range(shape(x)[1])))
    x + embed(tile(range(shape(x)[1])[newaxis], [shape(x)[0], 1]))|layers.Add()([x, embed(tile(range(shape(x)[1])[newaxis], [shape(x)[0], 1]))])
"""

# Behind all others, for other fixtures know cases by their numbers.
LATER_KERAS3 = """
    left_shift(n * 1000003, 30)|left_shift(n, 40)|right_shift(n * 1000003, 40)|left_shift(abs(n) * 77, n * 9)|right_shift(abs(n) * 1000, n * 9)
    nancumsum(n * 16777217, axis=1)|nan_to_num(n * 16777217)|in_top_k(g, where(v > 0.5, np.inf, v), 1)|in_top_k(g, 1.0 / (v * 0.0), 2)
"""
LATER_TENSORFLOW = """
    bitwise.left_shift(n * 1000003, n * 9)|bitwise.right_shift(n * 1000003, n * 9)|math.in_top_k(g, where(v > 0.5, np.inf, v), 1)
"""


def operands():
    """What the texts name: tensors of the graph with their numbers, and arrays."""

    def normal(shape, name):
        return values.normal(shape, "functions", name)

    def whole(shape, low, high, name):
        return (values.integers(shape, high - low, "functions", name) + low).astype("int32")

    q = normal((3, 3, 3), "q")
    odd = [[np.nan, 1, -np.inf], [0.0, -0.0, 2], [np.nan] * 3, [np.inf, 5, -3]]
    numbers = {
        "x": normal((3, 4, 3), "x"), "y": normal((3, 4, 3), "y"), "v": normal((3, 8), "v"), "q": q,
        "m": normal((3, 5, 3), "m"), "mm": normal((3, 3, 5), "mm"), "s": q @ np.swapaxes(q, 1, 2) + np.eye(3, dtype="float32"),
        "n": whole((3, 4, 3), -9, 9, "n"), "k": whole((3, 4, 3), 1, 6, "k"), "i": whole((3, 4), 0, 4, "i"), "g": whole((3,), 0, 6, "g"),
        "j": whole((3, 4, 3), -60, 60, "j").astype("int8"), "b": whole((3, 4, 3), 0, 2, "b").astype(bool),
        "d": whole((3, 4, 3), 0, 2, "d").astype(bool), "w": np.array([odd, odd[::-1]], "float32"),
        "u": np.abs(normal((3, 4, 3), "u")) + np.float32(0.05), "a": normal((2, 5, 2, 3), "a"),
        "z": whole((3, 4, 3), -1, 2, "z").astype("float32"), "p": 1 / (1 + np.exp(-normal((2, 5, 4, 3), "p"))),
    }  # fmt: skip
    return {name: array.astype("float32") if array.dtype == "float64" else array for name, array in numbers.items()}


def arrays(texts):
    """Arrays by their shapes: c42 is (4, 2)."""
    shapes = re.findall(r"\bc(\d+)\b", texts)
    return {f"c{name}": np.abs(values.normal(tuple(map(int, name)), "functions", name)) + np.float32(0.1) for name in shapes}


def add(pack, texts, given=None, further=None):
    """A model for each text, of these operands or of those above, and of further arrays."""
    given, kept = given or operands(), {**arrays(texts), **(further or {})}
    module = ops if MAJOR == 3 else tf
    functions = {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}
    for text in [text.strip() for line in texts.strip().splitlines() for text in re.split(r"(?<! )\|(?! )", line)]:
        words = re.sub(r'"[^"]*"|\w+=(?=[^=])|(?<=\.)\w+', " ", text)
        named = [name for name in given if re.search(rf"\b{name}\b", words)]

        def build():
            inputs = {name: keras.Input(given[name].shape[1:], dtype=str(given[name].dtype), name=name) for name in named}
            makers = {"embed": layers.Embedding(8, 3, name="embed"), "dense": layers.Dense(3, name="dense")}
            words = {**functions, "K": keras.backend, "np": np, "layers": layers, **makers, **kept, **inputs}
            return keras.Model(list(inputs.values()), eval(text, words))  # the texts above

        pack.add(text, build, [given[name] for name in named])


def add_policies(pack):
    """A format for each path."""
    made = keras.dtype_policies
    policies = {"first": made.DTypePolicy("float16"), "third": made.DTypePolicy("mixed_bfloat16"), "other": made.DTypePolicy("float64")}

    def several():
        x = keras.Input((3,), name="x")
        mapped = made.DTypePolicyMap("float32", policies)
        h = layers.Dense(4, "tanh", name="first", dtype=mapped)(x)
        h = layers.BatchNormalization(name="second", dtype=mapped)(h)
        return keras.Model(x, layers.Dense(2, name="third", dtype=mapped)(layers.Activation("relu", name="relu", dtype=mapped)(h)))

    pack.add("DTypePolicyMap", several, [values.normal((3, 3), "functions", "policies")])


def make(folder):
    """The family."""
    pack = Pack("functions")
    add(pack, KERAS3 if MAJOR == 3 else TENSORFLOW)
    if MAJOR == 3:
        add_policies(pack)
    add(pack, LATER_KERAS3 if MAJOR == 3 else LATER_TENSORFLOW)
    pack.save(folder)
