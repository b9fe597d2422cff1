"""Gradients without a target by TensorFlow's GradientTape: Tests/Fixtures/slopes.

NAME.TAG.keras (or .h5) is a model, NAME.TAG.npz a batch x0 and, by number, `of0`: of what the gradient is, `by0`: by
what, both as they are typed (UTF-8 bytes), `g0`: the gradient of the batch's second sample. States of recurrent
layers come from their cells unrolled by hand, whose last state is compared with the layer's.
"""

import re

import numpy as np
import tensorflow as tf

from making.environment import MAJOR, TAG, fresh, keras

L = keras.layers
FOCUS = 1
WEIGHTS = {"kernel": "W", "recurrent_kernel": "U", "bias": "b", "embeddings": "E", "gamma": "gamma", "beta": "beta"}


def sequential(*layers):
    return keras.Sequential(list(layers))


def shared():
    x = keras.Input((4,), name="x")
    step = L.Dense(4, activation="tanh", name="step")
    return keras.Model(x, L.Dense(2, name="last")(step(step(x))))


def attending():
    x = keras.Input((5, 4), name="x")
    y = L.MultiHeadAttention(2, 3, name="heads")(x, x)
    y = L.LayerNormalization(name="norm")(L.Add(name="add")([x, y]))
    return keras.Model(x, L.Dense(2, name="last")(L.Flatten(name="flat")(y)))


def lstm(values, x, layer, mask=None):
    """The states and gates of every timestep, as `lstm.h` and so on."""
    W, U, b = layer.cell.kernel, layer.cell.recurrent_kernel, layer.cell.bias
    n = layer.units
    h = c = tf.zeros((x.shape[0], n))
    for t in range(x.shape[1]):
        z = x[:, t] @ tf.convert_to_tensor(W) + h @ tf.convert_to_tensor(U) + b
        i, f, o = (tf.sigmoid(z[:, k * n:(k + 1) * n]) for k in (0, 1, 3))
        g = tf.tanh(z[:, 2 * n:3 * n])
        c = f * c + i * g
        h = o * tf.tanh(c)
        for name, value in {"h": h, "C": c, "f": f, "i": i, "g": g, "o": o}.items():
            values[f"{layer.name}@{t}.{name}"] = value
    return h


def simple(values, x, layer, mask):
    W, U, b = layer.cell.kernel, layer.cell.recurrent_kernel, layer.cell.bias
    h = tf.zeros((x.shape[0], layer.units))
    for t in range(x.shape[1]):
        new = tf.tanh(x[:, t] @ tf.convert_to_tensor(W) + h @ tf.convert_to_tensor(U) + b)
        h = new if mask is None else tf.where(mask[:, t, None], new, h)
        values[f"{layer.name}@{t}.h"] = h
    return h


def gru(values, x, layer, mask=None):
    W, U, b = (tf.convert_to_tensor(v) for v in (layer.cell.kernel, layer.cell.recurrent_kernel, layer.cell.bias))
    n = layer.units
    h = tf.zeros((x.shape[0], n))
    for t in range(x.shape[1]):
        own, old = x[:, t] @ W + b[0], h @ U + b[1]
        z = tf.sigmoid(own[:, :n] + old[:, :n])
        r = tf.sigmoid(own[:, n:2 * n] + old[:, n:2 * n])
        new = tf.tanh(own[:, 2 * n:] + r * old[:, 2 * n:])
        h = z * h + (1 - z) * new
        values[f"{layer.name}@{t}.h"] = h
    return h


UNROLLED = {"LSTM": lstm, "GRU": gru, "SimpleRNN": simple}

# NAME: (model, [(of, by)…]); what is typed is Python over tensors too, save @ in places and the words of SAYING.
CASES = {
    "dense": (lambda: sequential(
        L.Input((3,)) if MAJOR == 3 else L.InputLayer((3,)), L.Dense(4, activation="tanh", name="first"),
        L.Dense(3, activation="softmax", name="last")),
        [("output[1]", "x"), ("log(output[2])", "first.W"), ("sum(square(output))", "first"),
         ("output[0] - output[2]", "last.b"), ("max(output)", "x"), ("norm(first)", "x[1]"),
         ("sum(first * [1, -2, 0.5, 0])", "first.W[2]")]),
    "picture": (lambda: sequential(
        L.Input((6, 6, 2)) if MAJOR == 3 else L.InputLayer((6, 6, 2)),
        L.Conv2D(3, 3, activation="relu", name="conv"), L.MaxPooling2D(2, name="pool"), L.Flatten(name="flat"),
        L.Dense(2, name="last")),
        [("output[0]", "x"), ("output[1]", "conv.W"), ("output[1]", "pool"), ("sum(pool)", "conv"),
         ("mean(square(conv))", "x")]),
    "gates": (lambda: sequential(
        L.Input((5, 2)) if MAJOR == 3 else L.InputLayer((5, 2)), L.LSTM(4, name="lstm"),
        L.Dense(3, activation="softmax", name="last")),
        [("output[1]", "x"), ("lstm@4.h[0]", "lstm@0.h"), ("lstm@4.C[1]", "lstm@2.C"), ("lstm@3.h[2]", "lstm@1.C"),
         ("output[0]", "lstm@2.f"), ("lstm@2.f[0]", "lstm@0.h"), ("sum(lstm@3.h)", "lstm.U"),
         ("lstm@1.o[3] * lstm@4.h[3]", "x"), ("output[2]", "lstm@4.h"), ("lstm@4.h[0]", "lstm@4.h")]),
    "resets": (lambda: sequential(
        L.Input((4, 3)) if MAJOR == 3 else L.InputLayer((4, 3)), L.GRU(3, name="gru"), L.Dense(1, name="last")),
        [("output", "x"), ("gru@3.h[0]", "gru@0.h"), ("gru@2.h[1] * gru@3.h[2]", "gru@1.h"), ("sum(output)", "gru.W")]),
    "masked": (lambda: sequential(
        L.Masking(-1.0, input_shape=(6, 2), name="mask") if MAJOR == 2 else L.Input((6, 2)),
        *([] if MAJOR == 2 else [L.Masking(-1.0, name="mask")]), L.SimpleRNN(3, name="rnn"),
        L.Dense(2, name="last")),
        [("output[0]", "x"), ("rnn@5.h[1]", "rnn@0.h"), ("output[1]", "rnn@3.h"), ("rnn@4.h[0]", "rnn@1.h")]),
    "words": (lambda: sequential(
        *([L.Input((5,), dtype="int32")] if MAJOR == 3 else []),
        L.Embedding(7, 3, name="embedding", **({} if MAJOR == 3 else {"input_length": 5})), L.LSTM(3, name="lstm"),
        L.Dense(2, activation="sigmoid", name="last")),
        [("output[0]", "embedding"), ("output[1]", "embedding.E"), ("lstm@4.h[0]", "embedding")]),
    "twice": (shared, [("output[0]", "x"), ("output[1]", "step.W"), ("output[0] * output[1]", "last.W")]),
    "heads": (attending, [("output[0]", "x"), ("output[1]", "norm"), ("sum(square(norm))", "x"), ("output[0]", "norm.gamma")]),
}

SAYING = {
    "log": tf.math.log, "sum": tf.reduce_sum, "square": tf.square, "max": tf.reduce_max, "mean": tf.reduce_mean,
    "norm": lambda v: tf.sqrt(tf.reduce_sum(tf.square(v))),
}


def split(by):
    """`x[1]` as the word and what is taken of it."""
    word, _, index = by.partition("[")
    return word, index.rstrip("]")


def words(model, x):
    """Every value that can be typed, of the whole batch."""
    values = {"x": x}
    for layer in model.layers:
        for weight in layer.weights:
            name = weight.name.split("/")[-1].split(":")[0]
            if name in WEIGHTS:
                values[f"{layer.name}.{WEIGHTS[name]}"] = weight.value if MAJOR == 3 else weight
    last = None
    rest = [layer for layer in model.layers if not isinstance(layer, L.InputLayer)]
    kinds = [type(layer).__name__ for layer in rest]
    if not set(kinds) & set(UNROLLED):
        # A layer that is called twice has no one output.
        rest = [layer for layer in rest if len(layer._inbound_nodes) == 1]
        inner = keras.Model(model.inputs, [layer.output for layer in rest])
        outs = inner(x, training=False)
        outs = outs if isinstance(outs, (list, tuple)) else [outs]
        values.update({layer.name: out for layer, out in zip(rest, outs)})
        values["output"] = outs[-1]
        return values
    last, mask = x, None
    for kind, layer in zip(kinds, rest):
        if kind == "Masking":
            mask = tf.reduce_any(tf.not_equal(last, -1.0), axis=-1)
            last = layer(last)
        elif kind in UNROLLED:
            mine = UNROLLED[kind](values, last, layer, mask)
            own = layer(last) if mask is None else layer(last, mask=mask)
            assert np.allclose(mine, own, atol=1e-6), layer.name
            last = mine
        else:
            last = layer(last)
        values[layer.name] = last
    values["output"] = last
    return values


def number(of, values):
    """What is typed, of the sample in focus, as a scalar."""
    text, names = of, {}
    for place, name in enumerate(sorted(values, key=len, reverse=True)):
        pattern = rf"(?<![\w.@]){re.escape(name)}(?![\w.@])"
        if re.search(pattern, text):
            key = f"v{place}_"
            text = re.sub(pattern, key, text)
            batched = "." not in name or "@" in name
            names[key] = values[name][FOCUS] if batched else values[name]
    return tf.reduce_sum(eval(text, {**SAYING, **names}))


def gradient(model, x, of, by):
    word, index = split(by)
    with tf.GradientTape() as tape:
        tape.watch(x) if x.dtype.is_floating else None
        values = words(model, x)
        target = number(of, values)
    found = tf.convert_to_tensor(tape.gradient(target, values[word])).numpy()
    if "." not in word or "@" in word:
        found = found[FOCUS]
    return found[int(index)] if index else found


def make(folder):
    """Save the models, each with its batch and gradients."""
    folder.mkdir(exist_ok=True)
    for place, (name, (build, asked)) in enumerate(CASES.items()):
        fresh()
        keras.utils.set_random_seed(300 + place)
        rng = np.random.default_rng(place)
        model = build()
        for variable in model.trainable_variables:
            variable.assign(variable + rng.normal(scale=0.3, size=variable.shape))
        shape = (3,) + tuple(model.inputs[0].shape[1:])
        if name == "words":
            x = rng.integers(0, 7, shape).astype("int32")
        else:
            x = rng.normal(size=shape).astype("float32")
        if name == "masked":
            x[1, 2] = -1
            x[1, 5] = -1
        arrays = {"x0": x}
        for index, (of, by) in enumerate(asked):
            arrays[f"of{index}"] = np.frombuffer(of.encode(), "uint8")
            arrays[f"by{index}"] = np.frombuffer(by.encode(), "uint8")
            arrays[f"g{index}"] = gradient(model, tf.convert_to_tensor(x), of, by)
        model.save(folder / f"{name}.{TAG}.{'keras' if MAJOR == 3 else 'h5'}")
        np.savez(folder / f"{name}.{TAG}.npz", **arrays)
