"""Nets of `examined_nets.py` with loops, attention and normalizations in them."""

import numpy as np

from making.environment import keras
from making.examined_nets import length, relu, sigmoid, softmax, total

L = keras.layers


# --- loops -------------------------------------------------------------------------------------------------------------


def rnn(x, W, U, b, wrong):
    h = np.zeros((len(x), len(U)))
    for t in range(x.shape[1]):
        z = x[:, t] @ W + h @ U + b
        if wrong == "R26/outside":
            h = np.tanh(x[:, t] @ W + b) + h @ U
        else:
            h = np.tanh(z) + (h if wrong == "R26/added" else 0)
        yield h


CELLS = {
    "L52/i": lambda i, f, g, C, h: f * C + g, "L53/f": lambda i, f, g, C, h: (1 - i) * C + i * g,
    "L53/i": lambda i, f, g, C, h: f * C + (1 - f) * g, "L53/1 − f": lambda i, f, g, C, h: (1 - f) * C + i * g,
    "L53/h": lambda i, f, g, C, h: f * h + i * g, "L53/all": lambda i, f, g, C, h: f * (C + i * g),
    "L53/tanh": lambda i, f, g, C, h: np.tanh(f * C + i * g), "L53/once": lambda i, f, g, C, h: np.tanh(f * C + i * g),
}
SHOWN = {
    "L52/o": lambda o, C: np.tanh(C), "L53/sigma": lambda o, C: o * sigmoid(C), "L53/added": lambda o, C: o + np.tanh(C),
    "L53/once": lambda o, C: o * C,
}
ALIKE = {"L53/sigmas": sigmoid, "L53/tanhs": np.tanh}


def lstm(x, W, U, b, wrong, mask=None):
    h = C = np.zeros((len(x), len(U)))
    for t in range(x.shape[1]):
        gate, act = (ALIKE[wrong],) * 2 if wrong in ALIKE else (sigmoid, np.tanh)
        i, f, g, o = np.split(x[:, t] @ W + h @ U + b, 4, axis=-1)
        i, f, g, o = gate(i), gate(f), act(g), gate(o)
        cell = CELLS.get(wrong, lambda i, f, g, C, h: f * C + i * g)(i, f, g, C, h)
        new = SHOWN.get(wrong, lambda o, C: o * act(C))(o, cell)
        m = np.ones((len(x), 1), bool) if mask is None else mask[:, t, None] != (wrong == "L54")
        h, C = np.where(m, new, h), np.where(m, cell, C)
        yield h


SHARES = {
    "G36/z": lambda z, h, g: g, "G37/z": lambda z, h, g: z * h + z * g, "G37/1 − z": lambda z, h, g: (1 - z) * (h + g),
    "G37/no h": lambda z, h, g: (1 - z) * g, "G37/all h": lambda z, h, g: h + (1 - z) * g, "G37/h + z": lambda z, h, g: h + z * g,
    "G37/tanh": lambda z, h, g: np.tanh(z * h + (1 - z) * g),
}


def gru(x, W, U, b, wrong):
    u = len(U)
    h = np.zeros((len(x), u))
    for t in range(x.shape[1]):
        p, q = x[:, t] @ W + b[0], h @ U + b[1]
        z, r = sigmoid(p[:, :u] + q[:, :u]), sigmoid(p[:, u : 2 * u] + q[:, u : 2 * u])
        p, q, own = p[:, 2 * u :], q[:, 2 * u :], b[1, 2 * u :]
        under = {
            "G36/r": lambda: p + q, "G37/r": lambda: p + z * q, "G37/b": lambda: p + r * (q - own) + own,
            "G37/both": lambda: r * (p + q)}.get(wrong, lambda: p + r * q)()
        h = SHARES.get(wrong, lambda z, h, g: z * h + (1 - z) * g)(z, h, np.tanh(under))
        yield h


def loop(layer, run, mistakes):
    """A family of one loop and a dense layer."""

    def family(r):
        def compute(x, w, wrong=""):
            return list(run(x, *w[:3], wrong))[-1] @ w[3] + w[4]

        return [keras.Input((4, 3)), layer(3), L.Dense(2)], r.uniform(-1.5, 1.5, (4, 4, 3)), compute, mistakes

    family.__name__ = run.__name__
    return family


def masked(r):
    x = r.uniform(-1.5, 1.5, (4, 5, 2))
    x[0, 3:] = x[1, 0] = x[2, 2] = 0
    model = [keras.Input((5, 2)), L.Masking(), L.LSTM(3, return_sequences=True), L.GlobalAveragePooling1D(), L.Dense(2)]

    def compute(x, w, wrong=""):
        mask = (x != 0).any(axis=-1)
        rows = np.stack(list(lstm(x, *w[:3], wrong, mask)), axis=1)
        over = 1 if wrong == "M12" else mask.sum(axis=1, keepdims=True)
        return (rows * mask[..., None]).sum(axis=1) / over @ w[3] + w[4]

    return model, x, compute, ["L54", "M12"]


def halves(r):
    model = [
        keras.Input((4, 2)), L.Bidirectional(L.GRU(3, return_sequences=True)), L.Bidirectional(L.SimpleRNN(2), merge_mode="sum"),
        L.Dense(2)]

    def compute(x, w, wrong=""):
        ahead = np.stack(list(gru(x, *w[:3], "")), axis=1)
        behind = np.stack(list(gru(x[:, ::-1], *w[3:6], "")), axis=1)[:, ::-1]
        pair = {"B8/forward twice": (ahead, ahead), "B8/backward twice": (behind, behind), "B8/zeros": (ahead, 0 * behind)}
        y = np.concatenate(pair.get(wrong, (ahead, behind)), axis=-1)
        if wrong == "B8/turns":
            y = np.stack([ahead, behind], axis=-1).reshape(y.shape)
        first, last = list(rnn(y, *w[6:9], ""))[-1], list(rnn(y[:, ::-1], *w[9:12], ""))[-1]
        return {"B8/forward": first, "B8/backward": last}.get(wrong, first + last) @ w[12] + w[13]

    names = ["forward", "backward", "forward twice", "backward twice", "zeros", "turns"]
    return model, r.uniform(-1.5, 1.5, (3, 4, 2)), compute, [f"B8/{name}" for name in names]


# --- attention and normalizations ----------------------------------------------------------------------------------------

ALPHAS = {
    "A18/equal": lambda s: np.full_like(s, 1 / s.shape[-1]), "A18/sigma": sigmoid, "A18/transposed": lambda s: softmax(s).swapaxes(-1, -2),
    "A18/mean": lambda s: softmax(s).mean(axis=1, keepdims=True) + 0 * s, "A18/best": lambda s: np.eye(s.shape[-1])[s.argmax(axis=-1)],
    "A18/causal": lambda s: softmax(np.where(np.tril(np.ones(s.shape[-2:])) > 0, s, -1e9)), "A18/times": lambda s: softmax(3 * s),
}


def normalized(x, gamma, beta, wrong):
    mu = 0 if wrong == "N26/squares" else x.mean(axis=-1, keepdims=True)
    root = length(x - mu) if wrong == "N26/length" else np.sqrt(((x - mu) ** 2).mean(axis=-1, keepdims=True) + 1e-3)
    return scaled((x - mu) / root, gamma, beta, wrong)


def scaled(n, gamma, beta, wrong):
    return {
        "N26/before": lambda: gamma * (n + beta), "N26/minus": lambda: gamma * n - beta, "N26/1 + γ": lambda: (1 + gamma) * n + beta,
        "N26/over γ": lambda: n / gamma + beta}.get(wrong, lambda: gamma * n + beta)()


def attending(r):
    x = keras.Input((4, 6))
    sum_ = L.Add()([x, L.MultiHeadAttention(2, 3)(x, x)])
    model = keras.Model(x, L.Dense(2)(L.GlobalAveragePooling1D()(L.LayerNormalization()(sum_))))

    def compute(x, w, wrong=""):
        q, k, v = (np.einsum("ntc,chd->nhtd", x, w[2 * j]) + w[2 * j + 1][None, :, None] for j in range(3))
        y = ALPHAS.get(wrong, softmax)(q @ k.swapaxes(-1, -2) / np.sqrt(3)) @ v
        a = np.einsum("nhqd,hdc->nqc", y[:, ::-1] if wrong == "A18/heads" else y, w[6]) + w[7]
        y = {
            "N25/first": lambda: x + normalized(a, w[8], w[9], ""), "N25/second": lambda: normalized(x, w[8], w[9], "") + a,
        }.get(wrong, lambda: normalized(x + a, w[8], w[9], wrong))()
        return y.mean(axis=1) @ w[10] + w[11]

    norms = ["N25/first", "N25/second", "N26/squares", "N26/length", "N26/before", "N26/minus", "N26/1 + γ", "N26/over γ"]
    return model, r.uniform(-1.5, 1.5, (3, 4, 6)), compute, [*ALPHAS, "A18/heads", *norms]


def embedded(r):
    ids = keras.Input((5,), dtype="int32")
    e = L.Embedding(7, 4, mask_zero=True)(ids)
    model = keras.Model(ids, L.Dense(2)(L.GlobalAveragePooling1D()(L.Attention()([e, e]))))
    x = r.integers(1, 7, (4, 5)).astype("int32")
    x[0, 3:] = x[1, 4] = x[2, 2:] = 0

    def compute(x, w, wrong=""):
        table, m = w[0], x != 0
        table = {
            "I4/times": lambda: 2 * table, "I4/over": lambda: table / 2, "I4/length": lambda: table / length(table),
            "I4/reshaped": lambda: table.reshape(4, 7).T, "I4/turned": lambda: table[::-1]}.get(wrong, lambda: table)()
        e = table[x]
        s = e @ e.swapaxes(1, 2)
        alpha = softmax(s) * m[:, None] if wrong == "A19/behind" else softmax(np.where(m[:, None], s, 0 if wrong == "A19/zeros" else -1e9))
        return ((alpha @ e) * m[..., None]).sum(axis=1) / m.sum(axis=1, keepdims=True) @ w[1] + w[2]

    names = ["I4/times", "I4/over", "I4/length", "I4/reshaped", "I4/turned", "A19/behind", "A19/zeros"]
    return model, x, compute, names


def standardized(r):
    model = [
        keras.Input((4,)), L.Dense(5), L.BatchNormalization(), L.PReLU(), L.UnitNormalization(), L.Dense(2)]
    alphas = {
        "F13/sign": lambda z, a: relu(z) + a * relu(-z), "F13/mean": lambda z, a: relu(z) - a.mean() * relu(-z),
        "F13/first": lambda z, a: relu(z) - a[0] * relu(-z), "F13/above": lambda z, a: a * relu(z) - relu(-z)}
    units = {
        "N27/sizes": lambda x: total(abs(x)), "N27/greatest": lambda x: abs(x).max(axis=-1, keepdims=True),
        "N27/squares": lambda x: total(x * x), "N27/sum": total}
    numbers = {
        "N26/added": lambda x, mu, root: (x + mu) / root, "N26/bare": lambda x, mu, root: x - mu,
        "N26/times": lambda x, mu, root: (x - mu) * root, "N26/brackets": lambda x, mu, root: x - mu / root}

    def compute(x, w, wrong=""):
        gamma, beta, mean, var = w[2:6]
        n = numbers.get(wrong, lambda x, mu, root: (x - mu) / root)(x @ w[0] + w[1], mean, np.sqrt(var + 1e-3))
        z = alphas.get(wrong, lambda z, a: relu(z) - a * relu(-z))(scaled(n, gamma, beta, wrong), w[6])
        return z / units.get(wrong, length)(z) @ w[7] + w[8]

    scales = ["N26/before", "N26/minus", "N26/1 + γ", "N26/over γ"]
    return model, r.uniform(-1.5, 1.5, (4, 4)), compute, [*alphas, *units, *numbers, *scales]


FAMILIES = [
    loop(L.SimpleRNN, rnn, ["R26/outside", "R26/added"]),
    loop(L.LSTM, lstm, sorted({*CELLS, *SHOWN, *ALIKE})),
    loop(L.GRU, gru, [*SHARES, "G36/r", "G37/r", "G37/b", "G37/both"]),
    masked, halves, attending, embedded, standardized,
]
