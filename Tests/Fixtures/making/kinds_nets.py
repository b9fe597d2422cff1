"""Nets with further kinds of mistakes in them, by NumPy from the weights alone: mistakes/kinds.npz.

In the form of mistakes/examined.npz, and made by its `case`. Here stand those without a loop; the others in `kinds_loops.py`.
"""

import json
from math import erf

import numpy as np

from making.environment import keras
from making.examined_nets import case, relu, sigmoid, softmax
from making.pack import text

L = keras.layers
erf = np.vectorize(erf)
SCALE, SLOPE = 1.0507009873554805, 1.6732632423543772


def gelu(z):
    return 0.5 * z * (1 + erf(z / np.sqrt(2)))


def elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def selu(z):
    return SCALE * np.where(z > 0, z, SLOPE * np.expm1(np.minimum(z, 0)))


def mish(z):
    return z * np.tanh(np.log1p(np.exp(z)))


# --- dense layers --------------------------------------------------------------------------------------------------------


def dense(r):
    model = [keras.Input((5,)), L.Dense(4, "tanh"), L.Dense(6, "relu"), L.Dense(3, "softmax")]

    def compute(x, w, wrong=""):
        if wrong.startswith("X13"):
            x = np.repeat(x[[0 if wrong == "X13/first" else -1]], len(x), axis=0)
        h = np.tanh(x @ w[0] + w[1])
        h = relu((h[:, ::-1] if wrong in ("D27/all", "D27/first") else h) @ w[2] + w[3])
        y = softmax((h[:, ::-1] if wrong == "D27/all" else h) @ w[4] + w[5])
        return {"D27/outputs": y[:, ::-1], "D28/other": 1 - y, "D28/percent": 100 * y, "D28/minus": -y}.get(wrong, y)

    names = ["D27/all", "D27/first", "D27/outputs", "D28/other", "D28/percent", "D28/minus", "X13/first", "X13/last"]
    return model, r.uniform(-2, 2, (4, 5)), compute, names


def functions(r):
    model = [keras.Input((4,)), L.Dense(5, "gelu"), L.Dense(5, "selu"), L.Dense(5, "mish"), L.Dense(4, "silu"), L.Dense(2)]
    others = {
        "F14/half": [lambda z: 2 * gelu(z), selu, mish], "F14/root": [lambda z: 0.5 * z * (1 + erf(z)), selu, mish],
        "F5/slope": [gelu, lambda z: SCALE * elu(z), mish], "F15/mish": [gelu, selu, lambda z: z * sigmoid(z)]}

    def compute(x, w, wrong=""):
        for k, act in enumerate(others.get(wrong, [gelu, selu, mish])):
            x = act(x @ w[2 * k] + w[2 * k + 1])
        z = x @ w[6] + w[7]
        return (mish(z) if wrong == "F15/silu" else z * sigmoid(z)) @ w[8] + w[9]

    return model, r.uniform(-1, 1, (4, 4)), compute, [*others, "F15/silu"]


def branches(r):
    kind = ["dot", "normalized", "joined"][int(r.integers(3))]
    a, b = keras.Input((5,)), keras.Input((5,))
    p, q = L.Dense(4, "tanh")(a), L.Dense(4, "sigmoid")(b)
    join = {"dot": L.Dot(-1), "normalized": L.Dot(-1, normalize=True), "joined": L.Concatenate()}[kind]
    model = keras.Model([a, b], L.Dense(2)(join([p, q])))
    taken = {"K6/first": [0, 1, 0, 1], "K6/second": [2, 3, 2, 3], "K6/each": [2, 3, 0, 1]}
    dots = {
        "M13/n": lambda p, q: (p * q).sum(-1, keepdims=True) / 4, "M13/root": lambda p, q: (p * q).sum(-1, keepdims=True) / 2,
        "M14/length": lambda p, q: np.sqrt(((p - q) ** 2).sum(-1, keepdims=True)),
        "M14/squares": lambda p, q: ((p - q) ** 2).sum(-1, keepdims=True),
        "M14/sizes": lambda p, q: abs(p - q).sum(-1, keepdims=True), "M14/less": lambda p, q: 1 - (p * q).sum(-1, keepdims=True)}

    def compute(x, w, wrong=""):
        own = [w[k] for k in taken.get(wrong, range(4))]
        x = {"X14/first": [x[0], x[0]], "X14/second": [x[1], x[1]]}.get(wrong, x)
        p, q = np.tanh(x[0] @ own[0] + own[1]), sigmoid(x[1] @ own[2] + own[3])
        if kind == "joined":
            return np.concatenate([p, q], axis=-1) @ w[4] + w[5]
        if kind == "normalized":
            p, q = (v / np.sqrt((v * v).sum(-1, keepdims=True)) for v in (p, q))
        return dots.get(wrong, lambda p, q: (p * q).sum(-1, keepdims=True))(p, q) @ w[4] + w[5]

    names = [*taken, *([] if kind == "joined" else dots), "X14/first", "X14/second"]
    return model, [r.uniform(-1.5, 1.5, (4, 5)) for _ in range(2)], compute, names


# --- windows -------------------------------------------------------------------------------------------------------------


def edges(size, window, stride, same):
    total = max((-(-size // stride) - 1) * stride + window - size, 0) if same else 0
    return total // 2, total - total // 2


def windows(x, window, stride, same, fill=0.0, turned=False):
    """(n, height, width, …elements, channels) of a square window."""
    sides = [edges(n, window, stride, same)[:: -1 if turned else 1] for n in x.shape[1:3]]
    x = np.pad(x, [(0, 0), *sides, (0, 0)], constant_values=fill)
    rows, columns = ((n - window) // stride + 1 for n in x.shape[1:3])
    places = [
        [x[:, i * stride : i * stride + window, j * stride : j * stride + window] for j in range(columns)] for i in range(rows)]
    y = np.moveaxis(np.array(places), 2, 0)
    return y.reshape(*y.shape[:3], window * window, -1)


POOLED = {
    "C27/window": lambda v: np.nanmedian(v, axis=3), "C28/mean": lambda v: np.sqrt(np.nanmean(v * v, axis=3)),
    "C28/sum": lambda v: np.sqrt(np.nansum(v * v, axis=3)), "C22": lambda v: np.nansum(v, axis=3),
    "C29/first": lambda v: v[..., 0, :], "C29/last": lambda v: v[..., -1, :],
}
OVERALL = {
    "C27/all": lambda y: np.median(y, axis=(1, 2)), "C28/all": lambda y: np.sqrt((y * y).mean(axis=(1, 2))),
}


def pooled(r):
    window, stride, same = int(r.integers(2, 4)), int(r.integers(1, 3)), bool(r.integers(2))
    kind = [L.MaxPooling2D, L.AveragePooling2D][int(r.integers(2))]
    of = np.nanmax if kind is L.MaxPooling2D else np.nanmean
    model = [
        keras.Input((7, 6, 2)), L.Conv2D(3, 2, padding="same", activation="tanh"), kind(window, stride, "same" if same else "valid"),
        L.Conv2D(2, 1, activation="tanh"), L.GlobalAveragePooling2D(), L.Dense(2)]

    def compute(x, w, wrong=""):
        x = {"X12/height": x[:, ::-1], "X12/width": x[:, :, ::-1]}.get(wrong, x)
        v = windows(x, 2, 1, True, turned=wrong == "C5")
        y = np.tanh(np.einsum("nijkc,kcf->nijf", v, w[0].reshape(4, 2, 3)) + w[1])
        v = windows(y, window, stride, same, np.nan)
        y = np.tanh(POOLED.get(wrong, lambda v: of(v, axis=3))(v) @ w[2][0, 0] + w[3])
        return OVERALL.get(wrong, lambda y: y.mean(axis=(1, 2)))(y) @ w[4] + w[5]

    return model, r.uniform(-1.5, 1.5, (3, 7, 6, 2)), compute, [*POOLED, *OVERALL, "C5", "X12/height", "X12/width"]


def separable(r):
    model = [keras.Input((5, 6, 3)), L.SeparableConv2D(4, 3, activation="relu"), L.GlobalMaxPooling2D(), L.Dense(2)]

    def compute(x, w, wrong=""):
        d = np.einsum("nijkc,kc->nijc", windows(x, 3, 1, False), w[0].reshape(9, 3))
        y = relu((relu(d) if wrong == "C34" else d) @ w[1][0, 0] + w[2])
        return y.max(axis=(1, 2)) @ w[3] + w[4]

    return model, r.uniform(-1.5, 1.5, (3, 5, 6, 3)), compute, ["C34"]


def transposed(r):
    window = int(r.integers(3, 5))
    model = [keras.Input((3, 3, 2)), L.Conv2DTranspose(3, window, padding="same", activation="tanh"), L.Flatten(), L.Dense(2)]

    def compute(x, w, wrong=""):
        y = np.zeros((len(x), 2 + window, 2 + window, 3))
        for i in range(3):
            for j in range(3):
                y[:, i : i + window, j : j + window] += np.einsum("nc,klfc->nklf", x[:, i, j], w[0])
        total = window - 1
        front = {"C35/front": total, "C35/behind": 0, "C35/odd": total - total // 2}.get(wrong, total // 2)
        y = np.tanh(y[:, front : front + 3, front : front + 3] + w[1])
        return y.reshape(len(x), -1) @ w[2] + w[3]

    return model, r.uniform(-1, 1, (3, 3, 3, 2)), compute, ["C35/front", "C35/behind", "C35/odd"]


# --- shapes --------------------------------------------------------------------------------------------------------------


def shaped(r):
    model = [
        keras.Input((4,)), L.Dense(12, "tanh"), L.Reshape((3, 4)), L.Dense(4), L.Permute((2, 1)), L.Conv1D(2, 2), L.Flatten(),
        L.Dense(2), L.RepeatVector(3), L.SimpleRNN(2)]

    def compute(x, w, wrong=""):
        y = np.tanh(x @ w[0] + w[1])
        y = y.reshape(-1, 4, 3).swapaxes(1, 2) if wrong == "C30" else y.reshape(-1, 3, 4)
        y = y @ w[2] + w[3]
        y = y.reshape(-1, 4, 3) if wrong == "C31" else y.swapaxes(1, 2)
        y = np.stack([y[:, t : t + 2].reshape(len(y), -1) @ w[4].reshape(6, 2) for t in range(3)], axis=1) + w[5]
        y = y.reshape(len(y), -1) @ w[6] + w[7]
        rows = np.repeat(y[:, None], 3, axis=1)
        if wrong == "C32/each":
            rows = np.repeat(y, 3, axis=1).reshape(rows.shape)
        if wrong == "C32/once":
            rows[:, 1:] = 0
        h = np.zeros((len(y), 2))
        for t in range(3):
            h = np.tanh(rows[:, t] @ w[8] + h @ w[9] + w[10])
        return h

    return model, r.uniform(-1, 1, (3, 4)), compute, ["C30", "C31", "C32/each", "C32/once"]


def matrix(n, kind):
    """What an axis of 2n places takes of n."""
    at = np.arange(2 * n)
    if kind == "zeros":
        return np.eye(n).repeat(2, axis=0) * (at % 2 == 0)[:, None]
    if kind == "whole":
        return np.eye(n)[at % n]
    place = {"nearest": at // 2, "bilinear": (at + 0.5) / 2 - 0.5, "corners": at * (n - 1) / (2 * n - 1), "edges": at / 2}[kind]
    return np.maximum(1 - abs(np.clip(place, 0, n - 1)[:, None] - np.arange(n)), 0)


def widened(r):
    own = ["nearest", "bilinear"][int(r.integers(2))]
    model = [
        keras.Input((3, 4, 2)), L.UpSampling2D(2, interpolation=own), L.Conv2D(2, 2, activation="relu"), L.Flatten(), L.Dense(2)]

    def compute(x, w, wrong=""):
        kind = wrong[4:] or own
        y = np.einsum("ih,jw,nhwc->nijc", matrix(3, kind), matrix(4, kind), x)
        y = relu(np.einsum("nijkc,kcf->nijf", windows(y, 2, 1, False), w[0].reshape(4, 2, 2)) + w[1])
        return y.reshape(len(x), -1) @ w[2] + w[3]

    kinds = [kind for kind in ("nearest", "bilinear", "corners", "edges", "zeros") if kind != own]
    return model, r.uniform(-1, 1, (2, 3, 4, 2)), compute, [f"C33/{kind}" for kind in kinds]


def make(target):
    """Write mistakes/kinds.npz."""
    from making import kinds_loops as loops

    found, names = {}, {}
    families = [dense, functions, branches, pooled, separable, transposed, shaped, widened, *loops.FAMILIES]
    for number, (family, seed) in enumerate((family, seed) for family in families for seed in (5, 6, 7)):
        names[f"{number:03}"] = family.__name__
        found.update({f"{number:03}/{key}": value for key, value in case(family, 100 * seed + number).items()})
    np.savez_compressed(target / "kinds.npz", cases=text(json.dumps(names)), **found)
    count = sum("/wrong:" in key for key in found)
    print(f"kinds.npz: {len(names)} nets, {count} wrong arrays, {(target / 'kinds.npz').stat().st_size:,} bytes")
