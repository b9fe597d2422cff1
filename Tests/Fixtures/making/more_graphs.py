"""Masks through nested models and wrappers, states between layers, every operation between tensors."""

import numpy as np

from making.environment import MAJOR, keras, tf

layers = keras.layers
MASK = -9.0


def masked_input(*shape):
    """An input of the model and the same with its masked steps zeroed."""
    x = keras.Input(shape, name="x")
    return x, layers.Masking(MASK, name="masking")(x)


def mask_into_model():
    """A mask that goes into a nested model and out of it."""
    inside = [
        keras.Input((4, 2), name="i"),
        layers.LSTM(3, return_sequences=True, name="lstm"),
        layers.Dense(2, name="dense"),
    ]
    x, a = masked_input(4, 2)
    b = keras.Sequential(inside, name="inner")(a)
    return keras.Model(x, layers.GRU(2, name="last")(b), name="mask_into_model"), [(4, 2)]


def mask_from_model():
    """A mask that a nested model makes."""
    inside = [keras.Input((4, 2), name="i"), layers.Masking(0.0, name="masking"), layers.Dense(2, name="dense")]
    x = keras.Input((4, 2), name="x")
    y = layers.GRU(2, return_sequences=True, name="gru")(keras.Sequential(inside, name="inner")(layers.ReLU()(x)))
    return keras.Model(x, y, name="mask_from_model"), [(4, 2)]


def masked_bidirectional_states():
    """Bidirectional with a mask and an initial state: Keras 3 then leaves the mask out."""
    x, a = masked_input(4, 2)
    states = [keras.Input((3,), name=f"state_{i}") for i in range(4)]
    wide = layers.Bidirectional(layers.LSTM(3, return_sequences=True), name="wide")(a, initial_state=states)
    y = layers.GRU(2, name="last")(wide)
    return keras.Model([x, *states], y, name="masked_states"), [(4, 2)] + [(3,)] * 4


def mask_per_step():
    """TimeDistributed with a mask inside every step; Keras 3 then hands on a mask that no GRU takes."""
    x, a = masked_input(4, 4, 2)
    b = layers.TimeDistributed(layers.Bidirectional(layers.LSTM(3, return_sequences=True)), name="each")(a)
    c = layers.TimeDistributed(layers.LSTM(2), name="each_last")(b)
    return keras.Model(x, layers.GRU(2, name="last")(c) if MAJOR == 2 else c, name="mask_per_step"), [(4, 4, 2)]


def masking_per_step():
    """TimeDistributed over a model that masks."""
    inside = [keras.Input((4, 2), name="i"), layers.Masking(0.0, name="masking"), layers.LSTM(3, name="lstm")]
    x = keras.Input((3, 4, 2), name="x")
    a = layers.TimeDistributed(keras.Sequential(inside, name="inner"), name="each")(layers.ReLU(name="relu")(x))
    return keras.Model(x, layers.GRU(2, name="last")(a), name="masking_per_step"), [(3, 4, 2)]


def stacked_states():
    """Stacked cells with initial states of different sizes."""
    x = keras.Input((4, 2), name="x")
    a, b, c = [keras.Input((n,), name=name) for n, name in ((3, "a"), (3, "b"), (2, "c"))]
    stack = layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)], return_sequences=True, return_state=True, name="rnn")
    outputs = keras.tree.flatten(stack(x, initial_state=[[a, b], c]))
    return keras.Model([x, a, b, c], outputs, name="stacked_states"), [(4, 2), (3,), (3,), (2,)]


def states_between():
    """The states of one layer start the next."""
    x = keras.Input((4, 2), name="x")
    a, h, c = layers.LSTM(3, return_sequences=True, return_state=True, name="a")(x)
    b = layers.LSTM(3, return_sequences=True, name="b")(a, initial_state=[h, c])
    wide = layers.Bidirectional(layers.GRU(3, return_state=True, return_sequences=True), name="wide")(b)
    y = layers.GRU(3, name="last")(wide[0], initial_state=wide[2])
    return keras.Model(x, y, name="states_between"), [(4, 2)]


def states_out():
    """A Sequential whose last layer gives its states too."""
    steps = [keras.Input((4,), name="x"), layers.Reshape((2, 2), name="reshape")]
    return keras.Sequential([*steps, layers.LSTM(3, return_state=True, name="lstm")], name="states_out"), [(4,)]


def repeated_tensors():
    """A tensor read twice, an output given twice, an input that nothing reads, a merge of one."""
    x, unread = keras.Input((3,), name="x"), keras.Input((2,), name="unread")
    a = layers.Dense(3, name="dense")(x)
    b = layers.Add(name="sum")([a, a, x])
    outputs = [b, a, b] + ([layers.Maximum(name="one")([a])] if MAJOR == 3 else [])
    return keras.Model([x, unread], outputs, name="repeated_tensors"), [(3,), (2,)]


def merged_masks():
    """Merges of sequences of which only some are masked, and of different widths."""
    x, a = masked_input(4, 2)
    b = layers.Dense(1, name="narrow")(a)
    total = layers.Add(name="sum")([a, b])
    joined = layers.Concatenate(name="joined")([a, b, total])
    mean = layers.Average(name="mean")([joined, layers.Dense(5, name="plain")(x)])
    ends = [
        layers.GRU(2, return_sequences=True, name="gru_sum")(total),
        layers.GRU(2, name="gru_joined")(joined),
        layers.GRU(2, name="gru_mean")(mean),
    ]
    return keras.Model(x, ends, name="merged_masks"), [(4, 2)]


def two_masks():
    """A mask given by hand to a layer whose input carries another one."""
    x, a = masked_input(4, 2)
    keep = keras.Input((4,), dtype="bool", name="keep")
    y = layers.LSTM(2, return_sequences=True, name="lstm")(a, mask=keep)
    return keras.Model([x, keep], layers.GRU(2, name="last")(y), name="two_masks"), [(4, 2), (4,)]


def odd_activations():
    """Activations that are functions of Keras and TensorFlow, or layers."""
    x = keras.Input((3,), name="x")
    a = layers.Dense(4, activation=layers.LeakyReLU() if MAJOR == 2 else "leaky_relu", name="a")(x)
    b = layers.Dense(4, activation=keras.activations.gelu, name="b")(a)
    return keras.Model(x, layers.Dense(3, activation=tf.nn.softmax, name="c")(b), name="odd_activations"), [(3,)]


def common(a, k):
    """What Keras 3's operations and TensorFlow's functions are both called."""
    slices = [a[:, -1], a[..., 0], a[:, None], a[:, 1:3, ::2]]
    arithmetic = [1.0 - a, 2.0 / (a * a + 1.0), a**2, -a, k.abs(a), k.square(a), k.exp(a), k.tanh(a), k.sigmoid(a)]
    chosen = [k.where(a > 0, a, 0.1 * a), k.cast(a > 0, "float32"), k.logical_not(a > 0), k.maximum(a, 0.0)]
    shaped = [k.stack([a, -a], axis=1), k.squeeze(a[:, None], axis=1), k.expand_dims(a, axis=1)]
    filled = [k.zeros_like(a) + k.ones_like(a), k.transpose(a, (0, 2, 1)), k.argmax(a, axis=-1)]
    return slices + arithmetic + chosen + shaped + filled


def all_ops():
    """The operations of Keras 3."""
    k = keras.ops
    x = keras.Input((4, 3), name="x")
    a = layers.Dense(3, name="dense")(x)
    along = [k.softmax(a, axis=1), k.log_softmax(a), k.mean(a, axis=-1, keepdims=True), k.prod(a, axis=1)]
    truth = [k.any(a > 0, axis=1), k.all(a > 0, axis=(1, 2)), k.max(a, axis=1) + k.min(a, axis=(1,))]
    smooth = [k.relu6(a) + k.softplus(a) + k.softsign(a) + k.silu(a) + k.elu(a), k.gelu(a), k.leaky_relu(a)]
    rest = [k.clip(a, -0.3, 0.4), k.flip(a, axis=1), k.log(k.abs(a) + 1.0), k.concatenate([a, a], axis=1)]
    return keras.Model(x, common(a, k) + along + truth + smooth + rest, name="all_ops"), [(4, 3)]


def all_tf_ops():
    """The functions of TensorFlow that Keras 2 puts into a graph."""
    x = keras.Input((4, 3), name="x")
    a = layers.Dense(3, name="dense")(x)
    along = [tf.nn.softmax(a, axis=1), tf.nn.log_softmax(a), tf.reduce_mean(a, axis=-1, keepdims=True)]
    truth = [tf.reduce_any(a > 0, axis=1), tf.reduce_all(a > 0, axis=(1, 2)), tf.reduce_max(a, axis=1)]
    smooth = [tf.nn.relu6(a) + tf.nn.softplus(a) + tf.nn.silu(a) + tf.nn.elu(a), tf.nn.gelu(a), tf.nn.leaky_relu(a)]
    rest = [tf.clip_by_value(a, -0.3, 0.4), tf.reverse(a, [1]), tf.matmul(a, a, transpose_b=True), tf.pow(a, 3.0)]
    outputs = common(a, tf) + along + truth + smooth + rest + [tf.concat(values=[a, a], axis=1)]
    return keras.Model(x, outputs, name="all_tf_ops"), [(4, 3)]


def more_ops():
    """Operations of Keras 3 that are made of others."""
    k = keras.ops
    x, i = keras.Input((4, 3), name="x"), keras.Input((4, 3), dtype="int32", name="i")
    a = layers.Dense(3, name="dense")(x)
    n = k.where(a > 0.5, np.float32(np.nan), a)
    functions = "exp2 sinh cosh tan arcsinh deg2rad rad2deg fabs trunc isfinite isinf celu hard_shrink soft_shrink"
    outputs = [getattr(k, name)(a) for name in (functions + " squareplus fliplr").split()]
    outputs += [k.log2(a * a + 1.0), k.log10(a * a + 1.0), k.arctanh(k.tanh(a)), k.arccosh(a * a + 1.0)]
    outputs += [k.celu(a, 0.5), k.hard_shrink(a, 0.3), k.soft_shrink(a, 0.3), k.threshold(a, 0.2, -1.5)]
    outputs += [k.floor_divide(a, 0.3), k.floor_divide(i, 2), k.logical_xor(a > 0, x > 0), k.hypot(a, x)]
    outputs += [k.logaddexp(a, x), k.divide_no_nan(a, k.relu(x)), k.squareplus(a, 2), k.glu(a, axis=1)]
    outputs += [k.count_nonzero(a, axis=1), k.count_nonzero(k.relu(a), axis=-1)]
    for name in "var std logsumexp norm ptp".split():
        outputs += [getattr(k, name)(a, axis=axis, keepdims=keeps) for axis, keeps in ((-1, False), (1, True))]
    outputs += [k.std(i, axis=1), k.norm(a, ord=1, axis=1), k.norm(a, ord=np.inf, axis=-1), k.var(a, axis=(1, 2))]
    outputs += [k.normalize(a), k.normalize(a, axis=1, order=1)]
    for name in "nansum nanprod nanmean nanvar nanstd nanmax nanmin".split():
        outputs += [getattr(k, name)(n, axis=1), getattr(k, name)(n, axis=-1, keepdims=True)]
    outputs += [*k.split(a, 2, axis=1), *k.split(a, [1, 3], axis=1), *k.array_split(a, 3, axis=1), *k.unstack(a, axis=2)]
    outputs += [k.tile(a, (1, 2, 3)), k.repeat(a, 2, axis=1), k.repeat(a, 3, axis=-1), k.roll(a, 1, axis=1)]
    outputs += [k.take(a, [2, 0, -1], axis=1), k.take(a, 1, axis=-1), k.swapaxes(a, 1, 2), k.moveaxis(a, 1, -1)]
    outputs += [k.pad(a, ((0, 0), (1, 2), (0, 1))), k.pad(a, ((0, 0), (1, 0), (0, 2)), constant_values=2.5)]
    outputs += [k.pad(a, ((0, 0), (2, 1), (1, 1)), mode=mode) for mode in ("reflect", "symmetric")]
    outputs += [k.one_hot(i, 3), k.one_hot(i, 4, axis=1), k.roll(a, -5, axis=-1)]
    outputs += [k.tril(a), k.triu(a, 1), k.tril(a, -1), k.hstack([a, x]), k.dstack([a, x]), k.append(a, x, axis=1)]
    outputs += [k.real(a), k.conjugate(a), k.fmax(n, x), k.fmin(x, n), k.nan_to_num(n / k.relu(x)), k.nan_to_num(n, 2.0)]
    outputs += [*k.moments(a, axes=(1,)), *k.moments(a, axes=(1, 2), keepdims=True)]
    return keras.Model([x, i], outputs, name="more_ops"), [(4, 3), (4, 3)]


def network_ops():
    """Operations of Keras 3 that layers are made of."""
    k = keras.ops
    x, s = keras.Input((5, 4, 2), name="x"), keras.Input((4, 3), name="s")
    a = layers.Conv2D(2, 1, name="first")(x)
    t = layers.Dense(3, name="dense")(s)
    kernel = np.linspace(-1, 1, 24).reshape(2, 2, 2, 3).astype("float32")
    outputs = [k.conv(a, kernel), k.conv(a, kernel, strides=2, padding="same"), k.conv(a, kernel, dilation_rate=2)]
    outputs += [k.max_pool(a, 2), k.max_pool(a, (3, 2), strides=1, padding="same"), k.average_pool(a, 2, padding="same")]
    outputs += [k.image.resize(a, (3, 7)), k.image.resize(a, (7, 3), interpolation="nearest")]
    outputs += [k.image.resize(a, (3, 3), interpolation="bicubic", antialias=True)]
    outputs += [k.einsum("bij,bkj->bik", t, s), k.einsum("bij,bij->bi", t, s), k.einsum("bij->bji", t)]
    outputs += [k.einsum("...i,...i->...", t, s), k.einsum("bij->bi", t), k.einsum("bij,jk->bik", t, kernel[0, 0].T)]
    return keras.Model([x, s], outputs, name="network_ops"), [(5, 4, 2), (4, 3)]


def more_tf_ops():
    """Functions of TensorFlow that are made of others."""
    x, p = keras.Input((4, 3), name="x"), keras.Input((5, 4, 2), name="p")
    a, c = layers.Dense(3, name="dense")(x), layers.Conv2D(2, 1, name="conv")(p)
    outputs = [tf.sinh(a), tf.cosh(a), tf.tan(a), tf.asinh(a), tf.atanh(tf.tanh(a)), tf.acosh(a * a + 1.0)]
    outputs += [tf.math.is_finite(a), tf.math.is_inf(a), a // 0.3, tf.math.squared_difference(a, x)]
    outputs += [tf.math.divide_no_nan(a, tf.nn.relu(x)), tf.math.reduce_std(a, 1), tf.math.reduce_variance(a, -1)]
    outputs += [tf.reduce_logsumexp(a, 1, keepdims=True), tf.norm(a, axis=1), tf.norm(a, ord=1, axis=-1)]
    outputs += [tf.math.l2_normalize(a, -1), tf.nn.l2_normalize(a, axis=1), tf.math.count_nonzero(a, 1)]
    outputs += [*tf.split(a, 2, 1), *tf.split(a, [1, -1], axis=1), *tf.unstack(a, axis=2), tf.tile(a, [1, 2, 3])]
    outputs += [tf.repeat(a, 2, 1), tf.roll(a, 1, 1), tf.gather(a, [2, 0], axis=1), tf.gather(a, 1, axis=2)]
    outputs += [tf.pad(a, [[0, 0], [1, 2], [0, 1]]), tf.pad(a, [[0, 0], [2, 1], [1, 1]], "REFLECT")]
    outputs += [tf.pad(a, [[0, 0], [2, 1], [1, 1]], "SYMMETRIC"), tf.pad(a, [[0, 0], [1, 0], [0, 0]], constant_values=2.5)]
    outputs += [tf.one_hot(tf.cast(x, tf.int32), 3), tf.linalg.matrix_transpose(a), tf.ensure_shape(a, (None, 4, 3))]
    outputs += [tf.nn.bias_add(a, tf.constant([1.0, 2.0, 3.0])), tf.add_n([a, x, a]), tf.debugging.check_numerics(a, "odd")]
    outputs += [tf.nn.max_pool2d(c, 2, 2, "VALID"), tf.nn.avg_pool2d(c, 2, 1, "SAME"), tf.image.resize(c, (3, 7))]
    outputs += [tf.nn.conv2d(c, np.linspace(-1, 1, 24).reshape(2, 2, 2, 3).astype("float32"), 1, "SAME")]
    outputs += [tf.math.multiply_no_nan(a, tf.nn.relu(x)), tf.math.scalar_mul(2.0, a), tf.math.rint(a), tf.nn.crelu(a)]
    outputs += [tf.image.flip_left_right(c), *tf.nn.moments(a, [1])]
    return keras.Model([x, p], outputs, name="more_tf_ops"), [(4, 3), (5, 4, 2)]


def whole_numbers():
    """Arithmetic of whole numbers of several formats, which starts again at the other end."""
    k = keras.ops if MAJOR == 3 else tf
    x = keras.Input((4, 3), dtype="int32", name="x")
    a, b = k.cast(x - 2, "int8"), k.cast(x, "uint8")
    sums = [a * 40 + 7, b - 3, a + a - 100, k.cast(x * 1000, "uint8"), k.cast(x * -1000, "int16"), k.square(a * 16)]
    if MAJOR == 3:
        means = [k.mean(a, axis=1), k.sum(a * 40, axis=1), k.prod(a, axis=1), x / 2, x * 0.5, k.round(x * 7, -1)]
    else:
        means = [tf.reduce_mean(a, 1), tf.reduce_mean(x - 5, [1, 2]), tf.reduce_sum(a * 40, 1), x / 2, b / 2]
    return keras.Model(x, sums + means, name="whole_numbers"), [(4, 3)]


def constants():
    """Lists and arrays that stand in the graph."""
    x = keras.Input((4, 3), name="x")
    row, column, arrays = [1.0, -2.0, 3.0], [[1.0], [2.0], [3.0], [4.0]], np.ones((1, 4, 3), "float32")
    if MAJOR == 3:
        k = keras.ops
        row, column = np.array(row, "float32"), np.array(column, "float32")
        calls = [k.add(x, row), k.multiply(column, x), k.matmul(x, np.ones((1, 3, 2), "float32"))]
        calls += [k.matmul(k.mean(x, axis=1), np.ones((3, 2), "float32")), k.where(x > 0, row, x), x - arrays]
        along = [k.round(x, 1), k.max(x, axis=1, initial=0.5), k.expand_dims(x, (1, -1)), k.average(x, axis=1)]
        return keras.Model(x, calls + along + [k.clip(x, -0.5, 1.5)], name="constants"), [(4, 3)]
    sums = [x + row, row - x, x * column, column / (x * x + 1.0), x > row, tf.not_equal(x, row), x - arrays]
    calls = [tf.maximum(x, row), tf.pow(x * x, row), tf.where(x > 0, x, row), tf.add(column, x), tf.nn.silu(x, 2.0)]
    calls += [tf.matmul(x, [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), tf.clip_by_value(x, -0.5, row)]
    return keras.Model(x, sums + calls + [tf.stack([x], 1)], name="constants"), [(4, 3)]


BOTH = "k3.keras k2.h5"
MORE = {
    "mask-into-model": (mask_into_model, BOTH),
    "mask-from-model": (mask_from_model, BOTH),
    "masked-states": (masked_bidirectional_states, BOTH),
    "mask-per-step": (mask_per_step, BOTH),
    "masking-per-step": (masking_per_step, BOTH),
    "stacked-states": (stacked_states, "k3.keras"),
    "states-between": (states_between, BOTH),
    "states-out": (states_out, "k3.keras"),
    "repeated-tensors": (repeated_tensors, BOTH),
    "merged-masks": (merged_masks, BOTH),
    "two-masks": (two_masks, BOTH),
    "odd-activations": (odd_activations, BOTH),
    "all-ops": (all_ops, "k3.keras k3.h5"),
    "all-tf-ops": (all_tf_ops, "k2.h5"),
    "more-ops": (more_ops, "k3.keras k3.h5"),
    "network-ops": (network_ops, "k3.keras"),
    "more-tf-ops": (more_tf_ops, "k2.h5"),
    "whole-numbers": (whole_numbers, "k3.keras k3.h5"),
    "whole-numbers-tf": (whole_numbers, "k2.h5"),
    "constants": (constants, "k3.keras k3.h5"),
    "constants-tf": (constants, "k2.h5"),
}
