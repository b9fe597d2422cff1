"""Nets with what an unfriendly examiner does wrong in them, by NumPy from the weights alone: mistakes/examined.npz.

In the form of mistakes/edited.npz (`edited_nets.py`). Every net is a function of its input and its weights, with what is done
wrong in it by name: `D25/minus`. Here stand those without a loop; the others in `examined_loops.py`.
"""

import json

import numpy as np

from making.environment import VERSION, fresh, keras
from making.pack import text
from making.run import array, legacy_weights

L = keras.layers


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def relu(z):
    return np.maximum(z, 0)


def total(x):
    return x.sum(axis=-1, keepdims=True)


def length(x):
    return np.sqrt(total(x * x))


SOFTMAX = {
    "F11/2": lambda z: softmax(z * np.log(2)), "F11/10": lambda z: softmax(z * np.log(10)), "F11/minus": lambda z: softmax(-z),
    "F11/plain": lambda z: z / total(z), "F11/size": lambda z: abs(z) / total(abs(z)), "F11/length": lambda z: z / length(z),
    "F11/sigmas": lambda z: sigmoid(z) / total(sigmoid(z)), "F11/greatest": lambda z: np.exp(z - z.max(axis=-1, keepdims=True)),
    "F11/log": lambda z: np.log(softmax(z)), "F11/exp": np.exp, "F11/hot": lambda z: np.eye(z.shape[-1])[z.argmax(axis=-1)],
}
TANH = {
    "F12/half": lambda z: np.tanh(z / 2), "F12/double": lambda z: np.tanh(2 * z), "F12/minus": lambda z: -np.tanh(z),
    "F12/arctan": np.arctan, "F12/cut": lambda z: np.clip(z, -1, 1),
}
RELU = {
    "F12/below": lambda z: np.minimum(z, 0), "F12/cut off": lambda z: np.clip(z, 0, 1), "F12/step": lambda z: (z > 0) * 1.0,
}
SIGMOID = {
    "F12/sign": lambda z: sigmoid(-z), "F12/brackets": lambda z: 1 + np.exp(-z), "F12/2": lambda z: sigmoid(z * np.log(2)),
    "F12/of tanh": lambda z: (np.tanh(z) + 1) / 2,
}


def affine(x, W, b, wrong):
    """x·W + b of a dense layer."""
    taken = {
        "D25/minus": lambda: -b, "D25/each": lambda: len(W) * b, "D25/first": lambda: b[0], "D25/sum": lambda: b.sum(),
    }.get(wrong, lambda: b)()
    if wrong == "D26/first":
        return x[:, 1:] @ W[1:] + taken
    if wrong == "D26/last":
        return x[:, :-1] @ W[:-1] + taken
    z = np.cumsum(x @ W, axis=1) if wrong == "D26/on" else x @ W / (len(W) if wrong == "D26/mean" else 1)
    return np.cumsum(z + taken, axis=1) if wrong == "D26/on with b" else z + taken


SUMS = ["D25/minus", "D25/each", "D25/first", "D25/sum", "D26/first", "D26/last", "D26/on", "D26/mean", "D26/on with b"]


def dense(r):
    model = [keras.Input((5,)), L.Dense(6, "relu"), L.Dense(4, "tanh"), L.Dense(3, "softmax")]

    def compute(x, w, wrong=""):
        x = {"X10/cut": np.trunc, "X10/size": abs}.get(wrong, lambda x: x)(x)
        h = RELU.get(wrong, relu)(affine(x, w[0], w[1], wrong))
        h = TANH.get(wrong, np.tanh)(affine(h, w[2], w[3], wrong))
        return SOFTMAX.get(wrong, softmax)(affine(h, w[4], w[5], wrong))

    return model, r.uniform(-2, 2, (4, 5)), compute, [*SUMS, *SOFTMAX, *TANH, *RELU, "X10/cut", "X10/size"]


def binary(r):
    model = [keras.Input((4,)), L.Dense(5, "sigmoid"), L.Dense(1, "sigmoid")]

    def compute(x, w, wrong=""):
        act = SIGMOID.get(wrong, sigmoid)
        return act(act(x @ w[0] + w[1]) @ w[2] + w[3])

    return model, r.uniform(-2, 2, (4, 4)), compute, [*SIGMOID]


def convolve(x, W, stride, same, wrong=""):
    """Height and width alike; what stands beyond the border goes by NumPy's names."""
    k = len(W)
    if same:
        over = max((-(-x.shape[1] // stride) - 1) * stride + k - x.shape[1], 0)
        side = (over // 2, over - over // 2)
        fill = {"C23/ones": {"constant_values": 1}}.get(wrong, {})
        mode = wrong[4:] if wrong in ("C23/edge", "C23/reflect", "C23/wrap") else "constant"
        x = np.pad(x, [(0, 0), side, side, (0, 0)], mode=mode, **fill)
    if wrong in ("C24/first", "C24/last"):
        one = 0 if wrong == "C24/first" else -1
        x, W = x[..., [one]], W[:, :, [one]]
    W = {"C25/height": W[::-1], "C25/width": W[:, ::-1]}.get(wrong, W)
    places = range((x.shape[1] - k) // stride + 1)
    rows = [
        [np.tensordot(x[:, i * stride : i * stride + k, j * stride : j * stride + k], W, 3) for j in places] for i in places]
    over = {"C24/channels": W.shape[2], "C24/window": k * k, "C24/all": k * k * W.shape[2]}.get(wrong, 1)
    return np.moveaxis(np.array(rows), 2, 0) / over


CONVOLVED = [
    "C23/edge", "C23/reflect", "C23/wrap", "C23/ones", "C24/first", "C24/last", "C24/channels", "C24/window", "C24/all", "C25/height",
    "C25/width", "C10/width", "D25/channel",
]


def images(r):
    model = [
        keras.Input((7, 7, 3)), L.Conv2D(3, 3, strides=2, padding="same", activation="relu"), L.Conv2D(4, 2), L.Flatten(), L.Dense(2)]

    def compute(x, w, wrong=""):
        times = 3 if wrong == "D25/channel" else 1
        h = relu(convolve(x, w[0], 2, True, wrong) + times * w[1])
        h = convolve(h, w[2], 1, False, wrong) + times * w[3]
        return (h.swapaxes(1, 2) if wrong == "C10/width" else h).reshape(len(x), -1) @ w[4] + w[5]

    return model, r.uniform(-1, 1, (3, 7, 7, 3)), compute, CONVOLVED


def pooled(r):
    model = [keras.Input((6, 6, 2)), L.Conv2D(3, 3, activation="tanh"), L.AveragePooling2D(2), L.GlobalMaxPooling2D(), L.Dense(2)]

    def compute(x, w, wrong=""):
        windows = np.tanh(convolve(x, w[0], 1, False) + w[1]).reshape(len(x), 2, 2, 2, 2, 3)
        y = windows.min(axis=(2, 4)) if wrong == "C18/least" else windows.mean(axis=(2, 4))
        kind = {
            "C19/least": lambda: y.min(axis=(1, 2)), "C19/first": lambda: y[:, 0, 0], "C19/last": lambda: y[:, -1, -1]}
        return kind.get(wrong, lambda: y.max(axis=(1, 2)))() @ w[2] + w[3]

    return model, r.uniform(-1, 1, (3, 6, 6, 2)), compute, ["C18/least", "C19/least", "C19/first", "C19/last"]


def widened(r):
    model = [
        keras.Input((5, 5, 2)), L.ZeroPadding2D(((1, 0), (2, 1))), L.UpSampling2D(2), L.Cropping2D(((1, 3), (2, 5))), L.Flatten(),
        L.Dense(3)]

    def compute(x, w, wrong=""):
        sides = {"C26/zeros": [(0, 1), (1, 2)], "C26/zeros across": [(2, 1), (1, 0)]}.get(wrong, [(1, 0), (2, 1)])
        y = np.pad(x, [(0, 0), *sides, (0, 0)], mode="edge" if wrong == "C23/edge" else "constant")
        y = np.tile(y, (1, 2, 2, 1)) if wrong == "C26/whole" else y.repeat(2, axis=1).repeat(2, axis=2)
        y = {"C26/cut": y[:, 3:-1, 5:-2]}.get(wrong, y[:, 1:-3, 2:-5])
        return y.reshape(len(x), -1) @ w[0] + w[1] if y[0].size == len(w[0]) else None

    return model, r.uniform(-1, 1, (3, 5, 5, 2)), compute, ["C26/zeros", "C26/zeros across", "C26/whole", "C26/cut", "C23/edge"]


def prepared(r):
    mean, var = np.array([0.3, -0.2, 1]), np.array([0.5, 2, 0.3])
    model = [
        keras.Input((3,)), L.Normalization(mean=mean, variance=var), L.Rescaling(0.5, 0.25), L.Dense(4, "elu"), L.Dense(2)]
    elu = {
        "F12/without 1": np.exp, "F12/z": lambda z: z - 1, "F12/turned": lambda z: np.exp(-z) - 1, "F12/above": lambda z: 1 - np.exp(z)}
    normal = {
        "X7/added": lambda x: (x + mean) / np.sqrt(var), "X7/turned": lambda x: x * np.sqrt(var) + mean,
        "X7/brackets": lambda x: x - mean / np.sqrt(var), "X7/one": lambda x: (x - mean.mean()) / np.sqrt(var.mean())}
    scaled = {"X6/exchanged": lambda x: x * 0.25 + 0.5, "X6/turned": lambda x: (x - 0.25) / 0.5}

    def compute(x, w, wrong=""):
        x = normal.get(wrong, lambda x: (x - mean) / np.sqrt(var))(x)
        z = scaled.get(wrong, lambda x: x * 0.5 + 0.25)(x) @ w[0] + w[1]
        return np.where(z > 0, z, elu.get(wrong, np.expm1)(z)) @ w[2] + w[3]

    return model, r.uniform(-2, 2, (4, 3)), compute, [*elu, *normal, *scaled]


def counted(r):
    model = [
        keras.Input((4,)), L.Discretization([-0.5, 0, 0.7]), L.CategoryEncoding(4, output_mode="count"), L.Dense(3, "softplus"),
        L.Dense(2)]
    binned = {
        "X9/low": lambda i: np.maximum(i - 1, 0), "X9/high": lambda i: np.minimum(i + 1, 3), "X9/down": lambda i: 3 - i}
    taken = {"X9/there": lambda c: np.minimum(c, 1), "X9/log": np.log1p, "X9/next": lambda c: np.roll(c, 1, axis=1)}
    plus = {"F12/2": lambda z: np.log2(1 + np.exp(z)), "F12/turned": lambda z: np.log1p(np.exp(-z))}

    def compute(x, w, wrong=""):
        index = binned.get(wrong, lambda i: i)(np.digitize(x, [-0.5, 0, 0.7]))
        c = taken.get(wrong, lambda c: c)(np.stack([(index == k).sum(axis=1) for k in range(4)], axis=1).astype(float))
        return plus.get(wrong, lambda z: np.log1p(np.exp(z)))(c @ w[0] + w[1]) @ w[2] + w[3]

    return model, r.uniform(-2, 2, (5, 4)), compute, [*binned, *taken, *plus]


def joined(r):
    a, b = keras.Input((4,)), keras.Input((4,))
    p, q = L.Dense(4, "relu")(a), L.Dense(4, "tanh")(b)
    parts = [L.Multiply()([p, q]), L.Subtract()([p, q]), L.Maximum()([p, q]), L.Average()([p, q])]
    model = keras.Model([a, b], L.Dense(2)(L.Concatenate()(parts)))

    def compute(x, w, wrong=""):
        a, b = x[::-1] if wrong == "X8" else x
        p, q = relu(a @ w[0] + w[1]), np.tanh(b @ w[2] + w[3])
        less = {"M8/size": abs(p - q), "M8/square": (p - q) ** 2}.get(wrong, p - q)
        order = {"M4/two": [0, 2, 1, 3], "M4/first last": [1, 2, 3, 0], "M4/last first": [3, 0, 1, 2]}.get(wrong, range(4))
        parts = [[p * q, less, np.maximum(p, q), (p + q) / 2][k] for k in order]
        whole = np.stack(parts, axis=-1).reshape(len(a), -1) if wrong == "M4/turns" else np.concatenate(parts, axis=-1)
        return whole @ w[4] + w[5]

    x = [r.uniform(-1.5, 1.5, (4, 4)) for _ in range(2)]
    return model, x, compute, ["X8", "M8/size", "M8/square", "M4/two", "M4/first last", "M4/last first", "M4/turns"]


# --- the pack ----------------------------------------------------------------------------------------------------------


def case(family, seed):
    """The arrays of one net: the right numbers, and those of every mistake that shows in it."""
    r = np.random.default_rng([47, seed])
    fresh()
    model, x, compute, mistakes = family(r)
    if isinstance(model, list):
        model = keras.Sequential(model)
    for v in model.weights:
        w = r.uniform(-1, 1, v.shape)
        v.assign(abs(w) + 0.4 if "variance" in v.path else w)
    fed = [one.astype("int32" if one.dtype.kind == "i" else "float32") for one in (x if isinstance(x, list) else [x])]
    y = array(model(fed if len(fed) > 1 else fed[0], training=False))
    weights = [np.asarray(w, "float64") for w in model.get_weights()]
    wide = [one if one.dtype.kind == "i" else one.astype("float64") for one in fed]
    given = wide if len(wide) > 1 else wide[0]
    np.testing.assert_allclose(compute(given, weights), y, atol=2e-5, rtol=2e-4)
    arrays = {"json": text(model.to_json()), "keras_version": text(VERSION), "y0": y}
    arrays.update({f"x{i}": one for i, one in enumerate(fed)})
    stored = legacy_weights(model)
    arrays["w_layers"] = text(json.dumps([[name, len(parts)] for name, parts in stored]))
    arrays.update({f"w{i}": w for i, w in enumerate(w for _, parts in stored for w in parts)})
    # The right numbers in other formats and layouts.
    right = compute(given, weights)
    arrays["right:float64"] = right
    for name in mistakes:
        with np.errstate(all="ignore"):
            wrong = compute(given, weights, name)
        if wrong is not None and np.isfinite(wrong).all() and abs(wrong - right).max() > 1e-3 * abs(right).max():
            arrays[f"wrong:{name}@all"] = wrong.astype("float32")
    return arrays


def make(target):
    """Write mistakes/examined.npz."""
    from making import examined_loops as loops

    families = [dense, binary, images, pooled, widened, prepared, counted, joined, *loops.FAMILIES]
    found, names = {}, {}
    for number, (family, seed) in enumerate((family, seed) for family in families for seed in (1, 2)):
        names[f"{number:03}"] = family.__name__
        found.update({f"{number:03}/{key}": value for key, value in case(family, 100 * seed + number).items()})
    np.savez_compressed(target / "examined.npz", cases=text(json.dumps(names)), **found)
    count = sum("/wrong:" in key for key in found)
    print(f"examined.npz: {len(names)} nets, {count} wrong arrays, {(target / 'examined.npz').stat().st_size:,} bytes")
