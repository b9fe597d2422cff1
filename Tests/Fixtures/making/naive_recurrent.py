"""Recurrent layers written down plainly in NumPy, by Keras' arrays."""

import numpy as np

from making.naive_layers import F, LAYERS, sigmoid


def simple(one, x, states):
    h = np.tanh(x @ one["W"] + states[0] @ one["U"] + one["b"])
    return [h]


def lstm(one, x, states):
    h, c = states
    i, f, g, o = np.split(x @ one["W"] + h @ one["U"] + one["b"], 4, -1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return [sigmoid(o) * np.tanh(c), c]


def gru(one, x, states):
    (h,) = states
    xz, xr, xg = np.split(x @ one["W"] + one["b"][0], 3, -1)
    hz, hr, hg = np.split(h @ one["U"] + one["b"][1], 3, -1)
    z = sigmoid(xz + hz)
    return [z * h + (1 - z) * np.tanh(xg + sigmoid(xr + hr) * hg)]


CELLS = {"simple": simple, "lstm": lstm, "gru": gru}


def sequence(one, x):
    """The output of every timestep in the order in which they are read."""
    order = range(x.shape[1])[:: -1 if one.get("backwards") else 1]
    units = one["U"].shape[0]
    count = 2 if one["cell"] == "lstm" else 1
    zeros = [np.zeros((len(x), units), F) for _ in range(count)]
    if one.get("keeps_samples"):
        states, rows = [z[:1] for z in zeros], []
        for sample in range(len(x)):
            steps = []
            for t in order:
                states = CELLS[one["cell"]](one, x[sample : sample + 1, t], states)
                steps.append(states[0])
            rows.append(np.stack(steps, 1))
        return np.concatenate(rows).astype(F)
    states, steps = zeros, []
    for t in order:
        states = CELLS[one["cell"]](one, x[:, t], states)
        steps.append(states[0])
    return np.stack(steps, 1).astype(F)


def recurrent(one, x):
    y = sequence(one, x)
    if one.get("sequences"):
        return y
    return {"last": y[:, -1], "first": y[:, 0], "mean": y.mean(1), "max": y.max(1), "sum": y.sum(1)}[
        one.get("taken", "last")
    ].astype(F)


def both(one, x):
    ahead = recurrent(one["ahead"], x)
    behind = recurrent({**one["behind"], "backwards": True}, x)
    if one["ahead"].get("sequences"):
        behind = behind[:, ::-1]
    if one["mode"] == "concat":
        return np.concatenate([ahead, behind], -1)
    return {"sum": ahead + behind, "ave": (ahead + behind) / 2, "mul": ahead * behind}[one["mode"]].astype(F)


LAYERS["recurrent"] = recurrent
LAYERS["both"] = both
