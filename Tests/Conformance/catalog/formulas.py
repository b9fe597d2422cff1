"""Operations between layers: Python's operators, keras.ops in Keras 3, TensorFlow's functions in Keras 2.

{x} is the tensor, {y} one of its shape, {one} the same with a length of 1, {mask} one of truths; {axis} counts from the
front or the back, {n} is a small number. A list for each kind of operand, the names of both versions in one line
where they mean the same.
"""

import math
import re

from catalog import piece
from environment import MAJOR
from models import SAMPLES

OPERATORS = """
{x} + {y}|{x} - {y}|{x} * {y}|{x} / ({y} * {y} + 1.0)|{x} + {one}|{one} * {x}|{x} * 2.5|1.0 - {x}|0.5 + {x}|{x} / 3.0|2.0 / ({x} * {x} + 1.0)
-{x}|abs({x})|{x} ** 2|{x} ** 3|({x} * {x} + 0.5) ** 0.5|2.0 ** {x}|{x} % 0.7|{x} // 0.6|{x} > 0.1|{x} <= {y}
{x} * np.array([0.5], "float32")|{x} - np.array(0.25, "float32")|{x} + {x}
""".strip()

# What both versions call the same, but for the module.
SHARED = """
abs({x})|exp({x} * 0.5)|square({x})|sign({x})|floor({x} * 1.7)|round({x} * 1.7)|sin({x})|cos({x})|tan({x} * 0.4)|sinh({x} * 0.5)|cosh({x} * 0.5)|tanh({x})
sqrt(abs({x}) + 0.1)|maximum({x}, {y})|minimum({x}, 0.2)|maximum(0.1, {x})|add({x}, {y})|subtract({x}, 0.5)|multiply({x}, {y})|where({x} > 0, {x}, {y})|where({x} > 0.1, 1.0, -1.0)
zeros_like({x})|ones_like({x})|stop_gradient({x})
"""

KERAS3 = """
expm1({x} * 0.5)|log(abs({x}) + 0.3)|log1p(abs({x}))|log2(abs({x}) + 0.3)|log10(abs({x}) + 0.3)|rsqrt(abs({x}) + 0.3)|reciprocal({x} * {x} + 0.5)|erf({x})|erfc({x})|erfinv(tanh({x}) * 0.9)
arcsin(tanh({x}))|arccos(tanh({x}))|arctan({x})|arcsinh({x})|arccosh(abs({x}) + 1.1)|arctanh(tanh({x}) * 0.9)|arctan2({x}, {y})|hypot({x}, {y})|logaddexp({x}, {y})|cbrt({x})|exp2({x} * 0.5)|trunc({x} * 1.7)|ceil({x} * 1.7)
negative({x})|fabs({x})|absolute({x})|deg2rad({x})|rad2deg({x})|sinc({x})|signbit({x})|heaviside({x}, {y})|copysign({x}, {y})|fmod({x}, 0.7)|mod({x}, 0.7)|floor_divide({x}, 0.6)|divide_no_nan({x}, {y})|fmax({x}, {y})|fmin({x}, {y})
nan_to_num({x})|isnan({x})|isfinite({x})|clip({x}, -0.5, 0.6)|round({x}, 1)|power(abs({x}) + 0.2, 1.5)|squared_difference({x}, {y})|logaddexp2({x}, {y})|lerp({x}, {y}, 0.3)|isclose({x}, {y})
relu({x})|relu6({x})|sigmoid({x})|softplus({x})|softsign({x})|silu({x})|gelu({x})|gelu({x}, approximate=False)|elu({x}, 0.5)|selu({x})|celu({x}, 0.5)|leaky_relu({x}, 0.3)|hard_sigmoid({x})|hard_silu({x})|hard_tanh({x})|hard_shrink({x}, 0.3)
soft_shrink({x}, 0.3)|log_sigmoid({x})|tanh_shrink({x})|squareplus({x}, b=2)|sparse_plus({x})|sparse_sigmoid({x})|threshold({x}, 0.2, -1.0)|softmax({x}, axis={axis})|log_softmax({x}, axis={axis})|sparsemax({x})
sum({x}, axis={axis})|sum({x}, axis={axis}, keepdims=True)|mean({x}, axis={axis})|max({x}, axis={axis})|min({x}, axis={axis}, keepdims=True)|prod({x}, axis={axis})|std({x}, axis={axis})|var({x}, axis={axis}, keepdims=True)|amax({x}, axis={axis})
any({x} > 0.5, axis={axis})|all({x} > -1.0, axis={axis})|argmax({x}, axis={axis})|argmin({x}, axis={axis})|median({x}, axis={axis})|quantile({x}, 0.3, axis={axis})|ptp({x}, axis={axis})|count_nonzero({x}, axis={axis})|logsumexp({x}, axis={axis})
norm({x}, axis={axis})|norm({x}, ord=1, axis={axis}, keepdims=True)|normalize({x}, axis={axis})|average({x}, axis={axis})|average({x}, axis={axis}, weights={y} * {y} + 0.1)|nansum({x}, axis={axis})|nanmean({x}, axis={axis})
cumsum({x}, axis={axis}, dtype="float64")|median({x}, axis={axis}, keepdims=True)|percentile({x}, 75, axis={axis}, keepdims=True)|signbit(-{x})
cumsum({x}, axis={axis})|cumprod({x}, axis={axis})|sort({x}, axis={axis})|argsort({x}, axis={axis})|diff({x}, axis={axis})|flip({x}, axis={axis})|roll({x}, {n}, axis={axis})|repeat({x}, {n}, axis={axis})|trapezoid({x}, axis={axis})
concatenate([{x}, {y}], axis={axis})|stack([{x}, {y}], axis={axis})|stack([{x}, {y}], axis=-1)|append({x}, {y}, axis={axis})|expand_dims({x}, {axis})|expand_dims({x}, -1)|squeeze(expand_dims({x}, 1), 1)|tile({x}, {tile})
reshape({x}, (-1, {count}))|ravel({x})|take({x}, [0, -1], axis={axis})|take({x}, 0, axis={axis})|take_along_axis({x}, argsort({y}, axis={axis}), axis={axis})|cast({x}, "float16")|cast({x} * 3, "int32")|cast({x} > 0, "float32")|cast({x} * 3, "bool")
pad({x}, {pad})|pad({x}, {pad}, constant_values=0.5)|one_hot(argmax({x}, axis={axis}), 4)|broadcast_to({one}, {shape})|transpose({x}, {order})|swapaxes({x}, 1, -1)|moveaxis({x}, 1, -1)
digitize({x}, np.array([-0.5, 0.0, 0.5]))|full_like({x}, 0.5)|saturate_cast({x} * 100, "int8")|einsum("b...,b...->b...", {x}, {y})|multiply({x}, {mask})|where({mask}, {x}, {y})|logical_and({mask}, {x} > 0)|logical_xor({mask}, {x} > 0)
rms_normalization({x})|layer_normalization({x})|select([{x} > 0.5, {x} > 0], [{x}, {y}], 0.0)|array({x})|conjugate({x})|real({x})|nanmax({x}, axis={axis})|percentile({x}, 40, axis={axis})|mean(std({x}, axis={axis}, keepdims=True) + {x}, axis={axis})
matmul({x}, np.ones(({last}, 2), "float32") * 0.5)|dot({x}, np.ones(({last}, 2), "float32") * 0.3)|tensordot({x}, np.ones(({last}, 2), "float32") * 0.3, axes=1)|inner({x}, np.ones((2, {last}), "float32") * 0.3)
"""
KERAS3_SEQUENCES = """
top_k({x}, 1)[0]|top_k({x}, 1)[1]|matmul({x}, transpose({y}, (0, 2, 1)))|einsum("bij,bkj->bik", {x}, {y})|einsum("bij->bji", {x})|einsum("bij,bij->bi", {x}, {y})|tril({x})|triu({x}, 1)|fliplr({x})|diagonal({x}, axis1=1, axis2=2)|trace({x}, axis1=1, axis2=2)
split({x}, {axis1}, axis=1)[0]|unstack({x}, axis=1)[0]|array_split({x}, 2, axis=2)[0]|hstack([{x}, {y}])|dstack([{x}, {y}])|rot90({x}, axes=(1, 2))|cross({x}[:, :, :1] * np.ones((1, 1, 3), "float32"), {y}[:, :, :1] + np.array([1.0, 2.0, 3.0], "float32"))
median({x}, axis=(1, 2))|quantile({x}, 0.8, axis=(2, 1), keepdims=True)|diagonal({x}, offset=1, axis1=2, axis2=1)|rot90({x}, k=3, axes=(2, 1))|tensordot({x}, np.ones(({first}, {last}, 2), "float32") * 0.3, axes=[[1, 2], [0, 1]])|average_pool({x}, 1, 1)|max_pool({x}, 2, 1, padding="same")|conv({x}, np.ones((2, {last}, 2), "float32") * 0.3, padding="same")|moments({x}, axes=[1])[1]|dot_product_attention({x}[:, :, None], {y}[:, :, None], {x}[:, :, None])|norm({x}, axis=(1, 2))|slice({x}, (0, 0, 0), (2, 1, 1))
det(matmul({x}, transpose({x}, (0, 2, 1))) + np.eye({first}, dtype="float32"))|inv(matmul({x}, transpose({x}, (0, 2, 1))) + np.eye({first}, dtype="float32"))|shape({x})[1] * {x}|cumsum({x}[:, ::-1], axis=1)[:, ::-1]|kron({x}, np.ones((1, 1, 2), "float32"))
svd({x}, compute_uv=False)|linalg.pinv({x})|norm({x}, ord="nuc", axis=(1, 2))|qr({x})[0]|qr(triu({x}))[1]|nanmedian(where({mask}, {x}, np.nan), axis=1)|nanquantile({x}, 0.3, axis=2)|slice_update({x}, [0, 0, 0], {y}[:, :1, :1])
linspace({x}, {y}, 3, axis=1)|linspace({x}, 1.5, 3, axis=-1)|logspace({x}, 0.5, 3, axis=1)|kron({x}, np.ones((2, 1), "float32"))|cholesky(matmul({x}, transpose({x}, (0, 2, 1))) + np.eye({first}, dtype="float32"))|adaptive_max_pool({x}, (2,))|adaptive_average_pool({x}, (3,))
gcd(cast({x} * 9, "int32"), 6)|mod(cast({x} * 9, "int32"), 4)|unravel_index(cast(abs({x}) * 9, "int32"), (3, 4))[1]
"""
TENSORFLOW = """
math.expm1({x} * 0.5)|math.log(abs({x}) + 0.3)|math.log1p(abs({x}))|math.rsqrt(abs({x}) + 0.3)|math.reciprocal({x} * {x} + 0.5)|math.erf({x})|math.erfc({x})|asin(tanh({x}))|acos(tanh({x}))|atan({x})|math.asinh({x})|math.acosh(abs({x}) + 1.1)|math.atanh(tanh({x}) * 0.9)|math.atan2({x}, {y})
math.ceil({x} * 1.7)|negative({x})|math.floordiv({x}, 0.6)|math.floormod({x}, 0.7)|truncatemod({x}, 0.7)|math.divide_no_nan({x}, {y})|math.multiply_no_nan({x}, {y})|math.squared_difference({x}, {y})|math.xdivy({x}, {y} * {y} + 0.5)|math.is_nan({x})|math.is_finite({x})
clip_by_value({x}, -0.5, 0.6)|pow(abs({x}) + 0.2, 1.5)|math.pow(2.0, {x})|divide({x}, 3.0)|math.scalar_mul(0.5, {x})|math.add_n([{x}, {y}])|math.logical_not({x} > 0)|math.logical_and({mask}, {x} > 0)|math.logical_xor({mask}, {x} > 0)|rint({x} * 1.7)
nn.relu({x})|nn.relu6({x})|sigmoid({x})|math.softplus({x})|nn.softsign({x})|nn.silu({x})|nn.silu({x}, 2.0)|nn.gelu({x})|nn.gelu({x}, True)|nn.elu({x})|nn.selu({x})|nn.leaky_relu({x}, 0.3)|math.log_sigmoid({x})|nn.softmax({x}, axis={axis})|nn.log_softmax({x}, axis={axis})|nn.crelu({x})
reduce_sum({x}, axis={axis})|reduce_sum({x}, {axis}, True)|reduce_mean({x}, axis={axis})|reduce_max({x}, axis={axis})|reduce_min({x}, axis={axis}, keepdims=True)|reduce_prod({x}, axis={axis})|math.reduce_std({x}, axis={axis})|math.reduce_variance({x}, axis={axis})
reduce_any({x} > 0.5, axis={axis})|reduce_all({x} > -1.0, axis={axis})|argmax({x}, axis={axis})|argmin({x}, axis={axis})|reduce_logsumexp({x}, axis={axis})|math.reduce_euclidean_norm({x}, axis={axis})|math.count_nonzero({x}, axis={axis})|norm({x}, axis={axis})|linalg.normalize({x}, axis={axis})[0]
math.l2_normalize({x}, {axis})|cumsum({x}, axis={axis})|math.cumsum({x}, axis={axis}, reverse=True)|math.cumsum({x}, axis={axis}, exclusive=True)|math.cumprod({x}, axis={axis})|sort({x}, axis={axis})|argsort({x}, axis={axis})|sort({x}, axis={axis}, direction="DESCENDING")|math.cumulative_logsumexp({x}, axis={axis})
concat([{x}, {y}], axis={axis})|stack([{x}, {y}], axis={axis})|stack([{x}, {y}], axis=-1)|expand_dims({x}, {axis})|expand_dims({x}, -1)|squeeze(expand_dims({x}, 1), 1)|tile({x}, {tile})|repeat({x}, {n}, axis={axis})|reverse({x}, axis=[{axis}])|roll({x}, {n}, axis={axis})
reshape({x}, stack([shape({x})[0], -1]))|concat([{x}, zeros((shape({x})[0], *{lengths}))], axis={axis})|reshape({x}, concat([shape({x}), [1]], 0))|reshape({x}, shape({y}))|{x} + fill((shape({x})[0], *{lengths}), 0.5)
reshape({x}, (-1, {count}))|reshape({x}, (shape({x})[0], {count}))|gather({x}, [0, 0], axis={axis})|gather({x}, 0, axis={axis})|cast({x}, "float16")|cast({x} * 3, "int32")|cast({x} > 0, "float32")|cast({x}, "bool")|pad({x}, {pad})|pad({x}, {pad}, constant_values=0.5)|one_hot(argmax({x}, axis={axis}), 4)
broadcast_to({one}, {shape})|transpose({x}, {order})|identity({x})|ensure_shape({x}, (None, *{lengths}))|where({mask}, {x}, {y})|cast(shape({x})[1], "float32") * {x}|matmul({x}, ones(({last}, 2)) * 0.5)|tensordot({x}, ones(({last}, 2)) * 0.5, 1)|clip_by_norm({x}, 1.0)|nn.bias_add({x}, ones({last}))
nn.batch_normalization({x}, 0.1, 2.0, 0.5, 1.5, 1e-3)|nn.moments({x}, axes=[{axis}])[1]|math.top_k({x}, 1)[0]|nn.sigmoid_cross_entropy_with_logits(labels={y}, logits={x})
"""
TENSORFLOW_SEQUENCES = """
matmul({x}, {y}, transpose_b=True)|unstack({x}, axis=1)[0]|split({x}, {axis1}, axis=1)[0]|linalg.matrix_transpose({x})|linalg.band_part({x}, 0, -1)|linalg.diag_part({x})|linalg.trace({x})|slice({x}, [0, 0, 0], [-1, 1, -1])|reduce_sum({x}, [1, 2])
nn.conv1d({x}, ones((2, {last}, 2)) * 0.3, 1, "SAME")|nn.pool({x}, [2], "MAX", padding="SAME")|norm({x}, axis=[1, 2])|linalg.det(matmul({x}, {x}, transpose_b=True) + eye({first}))|linalg.inv(matmul({x}, {x}, transpose_b=True) + eye({first}))|gather({x}, argmax({y}, axis=1), axis=1, batch_dims=1)
linalg.svd({x}, compute_uv=False)|linalg.pinv({x})|linalg.eigvalsh(matmul({x}, {x}, transpose_b=True))|linalg.qr({x})[0]|linspace({x}, 1.5, 3, axis=1)|linalg.cholesky(matmul({x}, {x}, transpose_b=True) + eye({first}))|linalg.lstsq({x}, {y}, l2_regularizer=0.5)
"""
BACKEND = """
sum({x}, axis={axis})|mean({x}, axis={axis}, keepdims=True)|max({x}, axis={axis})|std({x}, axis={axis})|var({x}, axis={axis})|square({x})|sqrt({x})|round({x} * 1.7)|clip({x}, -0.5, 0.5)|relu({x}, alpha=0.1, max_value=0.7, threshold=0.2)|elu({x}, 0.5)|softmax({x}, axis={axis})|hard_sigmoid({x})|l2_normalize({x}, axis={axis})
argmax({x}, axis={axis})|any({x} > 0, axis={axis})|maximum({x}, 0.1)|concatenate([{x}, {y}], axis={axis})|stack([{x}, {y}], axis={axis})|permute_dimensions({x}, {order})|expand_dims({x}, {axis})|repeat_elements({x}, 2, axis={axis})|batch_flatten({x})|tile({x}, {tile})|reverse({x}, {axis})|cumsum({x}, axis={axis})
cumprod({x}, axis={axis})|logsumexp({x}, axis={axis})|dot({x}, tf.ones(({last}, 2)) * 0.3)|batch_dot({x}, {y}, axes={axis})|switch({x} > 0, {x}, -{x})|one_hot(argmax({x}, axis={axis}), 4)
"""
INDICES = """
{x}[:, 0]|{x}[:, -1]|{x}[:, ::-1]|{x}[..., 0]|{x}[..., None]|{x}[:, None]|{x}[:, -2:]|{x}[..., ::2]|{x}[:, 1:]|{x}[:, :-1]
"""
WHOLE = """
{x} + 1|{x} * {x}|{x} - 2|{x} // 2|{x} % 3|{x} > 1|{x} / 2
"""


# Keras 2 does not save what stands to the right of these.
EQUALITY = """
{x} == {y}|{x} != {y}|{x} == 2
"""


def texts(table):
    """The texts of a table."""
    return [text for line in table.strip().splitlines() for text in line.split("|")]


def qualified(table, module):
    """The texts with the module before the name of every function but NumPy's and Python's own."""

    def named(found):
        return found[0] if found[1] == "abs" or found[1].startswith("np.") else f"{module}.{found[0]}"

    return [re.sub(r"(?<![\w.\"])([a-z][\w.]*)\(", named, text) for text in texts(table)]


if MAJOR == 3:
    WHOLE += EQUALITY
    ANY = texts(OPERATORS + EQUALITY) + texts(INDICES) + qualified(SHARED + KERAS3, "ops")
    PAIRS = qualified(KERAS3_SEQUENCES, "ops")
else:
    ANY = texts(OPERATORS) + texts(INDICES) + qualified(SHARED + TENSORFLOW, "tf") + qualified(BACKEND, "K")
    PAIRS = qualified(TENSORFLOW_SEQUENCES, "tf")


def write(draw, x, text):
    """A text with its places filled."""
    axis = draw.whole(1, x.rank)
    ones = list(x.shape)
    ones[draw.whole(1, x.rank) - 1] = 1
    words = {
        "x": x.name,
        "axis": draw.pick(axis, axis - x.rank - 1),
        "axis1": draw.pick(*[n for n in range(1, x.shape[0] + 1) if x.shape[0] % n == 0]),
        "n": draw.whole(1, 3),
        "last": x.shape[-1],
        "first": x.shape[0],
        "count": math.prod(x.shape),
        "shape": (SAMPLES, *x.shape),
        "lengths": x.shape,
        "tile": (1, *[draw.whole(1, 2) for _ in x.shape]),
        "pad": [(0, 0), *[(draw.whole(0, 2), draw.whole(0, 2)) for _ in x.shape]],
        "order": (0, *draw.dice.sample(range(1, x.rank + 1), x.rank)),
    }
    if "{y}" in text:
        words["y"] = draw.like(x.shape, x.dtype).name
    if "{one}" in text:
        words["one"] = draw.like(tuple(ones), x.dtype).name
    if "{mask}" in text:
        words["mask"] = draw.like(x.shape, "bool").name
    return text.format(**words)


@piece(1, 2, 3, often=14)
def formula(draw, x):
    return draw.formula(write(draw, x, draw.pick(*ANY)))


@piece(2, often=4)
def of_pairs(draw, x):
    return draw.formula(write(draw, x, draw.pick(*PAIRS)))


@piece(1, 2, dtype="int", often=4)
def whole_numbers(draw, x):
    return draw.formula(write(draw, x, draw.pick(*texts(WHOLE))))


@piece(1, 2, 3, dtype="int", often=4)
def to_float(draw, x):
    module = "ops" if MAJOR == 3 else "tf"
    return draw.formula(f'{module}.cast({x.name}, "float32")')


@piece(1, 2, 3, dtype="bool", often=6)
def truths(draw, x):
    module = "ops" if MAJOR == 3 else "tf"
    return draw.formula(f'{module}.cast({x.name}, "float32")')
