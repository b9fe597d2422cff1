"""Wrong numbers of further mistakes in a step: mistakes/further.npz, in the form of mistakes/steps.npz (`step_slips.py`).

What is done wrongly stands here, written out for a net of two layers.
"""

import numpy as np

from making import step_by_hand as hand
from making import step_slips as slips

LOGS = {"10": np.log(10), "2": np.log(2)}


def loss_and_slope(how, z, a, y, wrong):
    """The loss of every place, and its slope by z."""
    k, scale = a.shape[-1], 1 / LOGS[wrong["log"]] if "log" in wrong else 1
    if how["loss"] == "mse":
        return ((y - a) ** 2).mean(axis=-1), hand.through(how["act"], z, a, 2 * (a - y) / k)
    if how["loss"] == "categorical_crossentropy":
        p = hand.softmax(z)
        return -(y * np.log(p)).sum(axis=-1) * scale, (p - y) * scale
    y, p = 1 - y if wrong.get("complement") else y, hand.sigmoid(z)
    if wrong.get("half"):
        return -(y * np.log(p)).mean(axis=-1), y * (p - 1) / k
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(axis=-1)
    return losses * scale, (p - y) / k * scale


def adam(how, w, g, kept, t, eta, wrong):
    m, v = (kept.get(key, 0 * w) for key in ("momentum", "velocity"))
    if wrong.get("moments") == "kept":
        m, v = v, m
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
    kept["momentum"], kept["velocity"] = m, v
    if wrong.get("moments") == "update":
        m, v = v, m
    return w - eta * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + how["epsilon"])


def descent(how, w, g, kept, t, eta, wrong):
    mu, m = how.get("momentum", 0), kept.get("momentum", 0 * w)
    if wrong.get("torch"):
        m = kept["momentum"] = mu * m + g
        return w - eta * (g + mu * m if how.get("nesterov") else m)
    m = mu * m - eta * g
    if mu:
        kept["momentum"] = m
    return w + mu * m - eta * g if how.get("nesterov") else w + m


class Net(slips.Net):
    """A hidden layer and an output."""

    def step(self, x, y, wrong):
        if wrong.get("after"):
            Net.step(self, x, y, {})
            return {"loss": self.step(x, y, {})["loss"]}
        how, w = self.how, self.weights
        act = hand.ACTS[wrong.get("hidden", how["hidden"])]
        z = x @ w["h.W"] + w["h.b"]
        h = act[0](z)
        out = h @ w["out.W"] + w["out.b"]
        a = hand.softmax(out) if how["act"] == "softmax" else hand.ACTS[how["act"]][0](out)
        losses, dout = loss_and_slope(how, out, a, y, wrong)
        dout = dout / len(x)
        dz = dout @ w["out.W"].T * act[1](z, h)
        slopes = {"h.W": x.T @ dz, "h.b": dz.sum(axis=0), "out.W": h.T @ dout, "out.b": dout.sum(axis=0)}
        found = {"loss": np.asarray(losses.mean()), **{name.replace(".", ".d"): g for name, g in slopes.items()}}
        self.updates += 1
        for name, g in slopes.items():
            optimizer = how["optimizer"]
            eta = hand.rate(optimizer, self.updates - 1, {})
            update = adam if optimizer["name"] == "adam" else descent
            w[name] = update(optimizer, w[name], g, self.kept[name], self.updates, eta, wrong)
            found[name + "'"] = w[name]
            for slot, letter in (("momentum", "m"), ("velocity", "v")):
                if slot in self.kept[name]:
                    found[name.replace(".", f".{letter}_") + "'"] = self.kept[name][slot]
        return found


class Pack(slips.Pack):
    @staticmethod
    def _after(how, weights, own, x, y, before):
        net = Net(how, weights, own)
        for _ in range(before):
            net.step(x, y, {})
        return net


def make(target):
    """Write mistakes/further.npz."""
    pack, each = Pack(), slips.each
    after = each("T72", "after", True)
    net = {"kind": "dense", "units": 4, "hidden": "tanh", "loss": "mse", "act": "linear", "optimizer": {"name": "sgd", "lr": 0.3}}
    other = each("D21", "hidden", "relu", "sigmoid")
    pack.add("mse", net, (3,), 2, after + other, n=4)
    relu = {**net, "hidden": "relu", "act": "sigmoid"}
    pack.add("relu", relu, (3,), 2, after + each("D21", "hidden", "tanh"), n=5)
    logs, binary = each("T73", "log", "10", "2"), each("T74", "complement", True) + each("T75", "half", True)
    crossed = {**net, "loss": "binary_crossentropy", "act": "sigmoid"}
    pack.add("bce", crossed, (3,), 2, logs + binary + after, n=4)
    pack.add("bce of one", {**crossed, "hidden": "relu"}, (2,), 1, logs + binary, n=6)
    pack.add("bce of logits", {**crossed, "act": "linear", "from_logits": True}, (3,), 2, logs + binary + other, n=4)
    pack.add("cce", {**net, "loss": "categorical_crossentropy", "act": "softmax"}, (3,), 3, logs + after + other, n=4)
    moments = {"name": "adam", "lr": 0.05, "epsilon": 0.01}
    pack.add("adam", {**net, "optimizer": moments}, (3,), 2, each("T76", "moments", "kept") + after, before=2)
    for name, more in (("momentum", {}), ("nesterov", {"nesterov": True})):
        momentum = {"name": "sgd", "lr": 0.1, "momentum": 0.9, **more}
        pack.add(name, {**net, "optimizer": momentum}, (3,), 2, each("T77", "torch", True) + after, n=4)
    np.savez_compressed(target / "further.npz", **pack.arrays)
    print(f"{pack.count} wrong arrays, {(target / 'further.npz').stat().st_size:,} bytes")
