"""Nets of `kinds_nets.py` with loops, masks, attention and normalizations in them."""

import numpy as np

from making.environment import keras
from making.examined_nets import sigmoid, softmax

L = keras.layers


# --- loops -------------------------------------------------------------------------------------------------------------


def reshaped(W):
    return W.reshape(W.shape[::-1]).T


def kernels(x, W, U, wrong):
    """The sequence, kernel and recurrent kernel that are taken; what is wrong goes by its name behind the slash."""
    shifted = {"before": (x[:, :-1], (1, 0)), "behind": (x[:, 1:], (0, 1))}.get(wrong)
    if shifted:
        x = np.pad(shifted[0], [(0, 0), shifted[1], (0, 0)])
    if wrong == "later":
        x = x[:, 1:]
    if wrong in ("W", "both"):
        W = reshaped(W)
    if wrong in ("U", "both"):
        U = reshaped(U)
    return (x, U, W) if wrong == "exchanged" else (x, W, U)


def rnn(x, W, U, b, wrong):
    x, W, U = kernels(x, W, U, wrong)
    h = np.zeros((len(x), len(U)))
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W + h @ U) + b if wrong == "outside" else np.tanh(x[:, t] @ W + h @ U + b)
    return h


def lstm(x, W, U, b, wrong):
    x, W, U = kernels(x, W, U, wrong)
    h = C = np.zeros((len(x), len(U)))
    for t in range(x.shape[1]):
        i, f, g, o = np.split(x[:, t] @ W + (C if wrong == "C for h" else h) @ U + b, 4, axis=-1)
        if wrong.startswith("peephole"):
            i, f = i + C, f + C
        cell = sigmoid(f) * C + sigmoid(i) * (g if wrong == "bare" else np.tanh(g))
        o = o + {"peepholes": cell, "peepholes before": C}.get(wrong, 0)
        h, C = cell if wrong == "h" else sigmoid(o) * np.tanh(cell), cell
    return h


def gru(x, W, U, b, wrong, mask=None):
    x, W, U = kernels(x, W, U, wrong)
    u, rows = len(U), []
    h = np.zeros((len(x), u))
    for t in range(x.shape[1]):
        p, q = x[:, t] @ W + b[0], h @ U + b[1]
        z, r = sigmoid(p[:, :u] + q[:, :u]), sigmoid(p[:, u : 2 * u] + q[:, u : 2 * u])
        g = p[:, 2 * u :] + r * q[:, 2 * u :]
        new = z * h + (1 - z) * (g if wrong == "bare" else np.tanh(g))
        h = new if mask is None else np.where(mask[:, t, None], new, h)
        rows.append(h)
    return rows if mask is not None else h


def loop(layer, run, ids, more):
    """A family of one loop and a dense layer; `ids` are those of the input, the first timestep, the kernels and their exchange."""
    before, later, kernel, exchanged = ids
    names = {
        f"{before}/before": "before", f"{before}/behind": "behind", later: "later", f"{kernel}/W": "W", f"{kernel}/U": "U",
        f"{kernel}/both": "both", exchanged: "exchanged", **more}
    if layer is L.SimpleRNN:
        # Its square recurrent kernel would be transposed.
        names = {name: what for name, what in names.items() if what not in ("U", "both")}

    def family(r):
        def compute(x, w, wrong=""):
            if wrong == "X11/read":
                x = x.reshape(5, 4, 3).swapaxes(0, 1)
            if wrong == "X11/back":
                x = x.swapaxes(0, 1).reshape(4, 5, 3)
            return run(x, *w[:3], names.get(wrong, "")) @ w[3] + w[4]

        return [keras.Input((5, 3)), layer(3), L.Dense(2)], r.uniform(-1.5, 1.5, (4, 5, 3)), compute, [*names, "X11/read", "X11/back"]

    family.__name__ = run.__name__
    return family


def masked(r):
    ids = keras.Input((6,), dtype="int32")
    rows = L.GRU(3, return_sequences=True)(L.Embedding(8, 3, mask_zero=True)(ids))
    model = keras.Model(ids, L.Dense(2)(L.GlobalAveragePooling1D()(rows)))
    x = r.integers(1, 8, (4, 6)).astype("int32")
    x[0, 3:] = x[1, 5] = x[2, 2:] = 0

    def compute(x, w, wrong=""):
        x = x[:, ::-1] if wrong == "X12/ids" else x
        m, e = x != 0, w[0][x]
        if wrong.startswith("M15"):
            e = e * m[..., None] if wrong == "M15/zeros" else e
            m = np.ones_like(m)
        y = np.stack(gru(e, *w[1:4], "", m), axis=1)
        return (y * m[..., None]).sum(axis=1) / m.sum(axis=1, keepdims=True) @ w[4] + w[5]

    return model, x, compute, ["M15/ignored", "M15/zeros", "X12/ids"]


def halves(r):
    model = [
        keras.Input((4, 2)), L.Bidirectional(L.SimpleRNN(3, return_sequences=True)), L.Bidirectional(L.SimpleRNN(2)), L.Dense(2)]

    def run(x, W, U, b):
        h, rows = np.zeros((len(x), len(U))), []
        for t in range(x.shape[1]):
            h = np.tanh(x[:, t] @ W + h @ U + b)
            rows.append(h)
        return np.stack(rows, axis=1)

    def compute(x, w, wrong=""):
        ahead = run(x, *w[:3])
        behind = run(x, *w[3:6]) if wrong == "B2" else run(x[:, ::-1], *w[3:6])[:, ::-1]
        y = np.concatenate([behind, ahead] if wrong == "B1" else [ahead, behind], axis=-1)
        last = [run(y, *w[6:9])[:, -1], run(y[:, ::-1], *w[9:12])[:, -1]]
        return np.concatenate(last, axis=-1) @ w[12] + w[13]

    return model, r.uniform(-1.5, 1.5, (3, 4, 2)), compute, ["B1", "B2"]


# --- attention and normalizations ----------------------------------------------------------------------------------------


def attending(r):
    x = keras.Input((4, 6))
    model = keras.Model(x, L.Dense(2)(L.Flatten()(L.MultiHeadAttention(2, 3)(x, x, use_causal_mask=True))))

    def compute(x, w, wrong=""):
        taken = {"A21/keys": (0, 0, 2), "A21/values": (0, 1, 1), "A21/queries": (0, 1, 0)}.get(wrong, (0, 1, 2))
        q, k, v = (np.einsum("ntc,chd->nhtd", x, w[2 * j]) + w[2 * j + 1][None, :, None] for j in taken)
        seen = np.tril(np.ones((4, 4)), -1 if wrong == "A22" else 0) > 0
        y = softmax(np.where(seen, q @ k.swapaxes(-1, -2) / np.sqrt(3), -1e9)) @ v
        if wrong == "A20/mean":
            y = np.repeat(y.mean(axis=1, keepdims=True), 2, axis=1)
        if wrong == "A20/first":
            y = y[:, [0, 0]]
        return (np.einsum("nhqd,hdc->nqc", y, w[6]) + w[7]).reshape(len(x), -1) @ w[8] + w[9]

    names = ["A20/mean", "A20/first", "A21/keys", "A21/values", "A21/queries", "A22"]
    return model, r.uniform(-1.5, 1.5, (3, 4, 6)), compute, names


def asking(r):
    q, v = keras.Input((3, 4)), keras.Input((5, 4))
    model = keras.Model([q, v], L.Dense(2)(L.Flatten()(L.Attention()([q, v]))))

    def compute(x, w, wrong=""):
        s = x[0] @ x[1].swapaxes(1, 2) / {"A2/root": 2, "A2/d": 4}.get(wrong, 1)
        return (softmax(s) @ x[1]).reshape(len(s), -1) @ w[0] + w[1]

    return model, [r.uniform(-1.5, 1.5, (3, n, 4)) for n in (3, 5)], compute, ["A2/root", "A2/d"]


def normalized(r):
    model = [
        keras.Input((3, 4)), L.RMSNormalization(), L.Dense(6, "tanh"), L.GroupNormalization(2), L.Flatten(), L.Dense(4),
        L.BatchNormalization(), L.Dense(2)]

    def compute(x, w, wrong=""):
        mu, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
        n = {
            "N29/sum": x / np.sqrt((x * x).sum(axis=-1, keepdims=True) + 1e-6), "N29/variance": x / np.sqrt(var + 1e-6),
            "N29/centered": (x - mu) / np.sqrt(var + 1e-6)}.get(wrong, x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-6))
        g = np.tanh((w[0] + (wrong == "N29/gamma")) * n @ w[1] + w[2]).reshape(len(x), 3, 2, 3)
        over = (3,) if wrong == "N30" else (1, 3)
        n = (g - g.mean(axis=over, keepdims=True)) / np.sqrt(g.var(axis=over, keepdims=True) + 1e-3)
        z = (w[3] * n.reshape(len(x), 3, 6) + w[4]).reshape(len(x), -1) @ w[5] + w[6]
        mean, variance, e = w[9], w[10], 1e-3
        if wrong.startswith("N28"):
            mean, variance, e = z.mean(axis=0), z.var(axis=0, ddof=1), 0 if wrong == "N28/bare" else e
        return (w[7] * (z - mean) / np.sqrt(variance + e) + w[8]) @ w[11] + w[12]

    names = ["N28", "N28/bare", "N29/sum", "N29/variance", "N29/centered", "N29/gamma", "N30"]
    return model, r.uniform(-1.5, 1.5, (5, 3, 4)), compute, names


FAMILIES = [
    loop(L.SimpleRNN, rnn, ["R28", "R29", "R30", "R31"], {"R32": "outside"}),
    loop(L.LSTM, lstm, ["L55", "L56", "L59", "L60"], {
        "L57/peepholes": "peepholes", "L57/before": "peepholes before", "L57/two": "peephole", "L57/C": "C for h", "L58": "bare",
        "L53/h": "h"}),
    loop(L.GRU, gru, ["G39", "G40", "G42", "G43"], {"G41": "bare"}),
    masked, halves, attending, asking, normalized,
]
