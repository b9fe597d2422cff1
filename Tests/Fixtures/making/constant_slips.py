"""Wrong numbers of what `compile` says and somebody took otherwise: mistakes/constants.npz, in the form of mistakes/steps.npz.

Other values of β, ρ, μ, ε and the learning rate, options of optimizers that are ignored, averages of weights.
"""

import numpy as np

from making import step_by_hand as hand
from making import step_slips as slips


def adam(how, w, g, kept, t, eta, wrong):
    b1, b2 = (wrong.get(key, how[key]) for key in ("beta_1", "beta_2"))
    m = kept["momentum"] = b1 * kept.get("momentum", 0 * w) + (1 - b1) * g
    v = kept["velocity"] = b2 * kept.get("velocity", 0 * w) + (1 - b2) * g * g
    if how.get("amsgrad"):
        greatest = np.maximum(kept.get("velocity_hat", 0 * w), v)
        kept["velocity_hat"] = v if wrong.get("amsgrad") == "ignored" else greatest
        v = kept["velocity_hat"]
    return w - eta * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + wrong.get("epsilon", how["epsilon"]))


def rmsprop(how, w, g, kept, t, eta, wrong):
    rho, mu = wrong.get("rho", how["rho"]), wrong.get("momentum", how.get("momentum", 0))
    v = kept["velocity"] = rho * kept.get("velocity", 0 * w) + (1 - rho) * g * g
    if how.get("centered"):
        mean = kept["average_gradient"] = rho * kept.get("average_gradient", 0 * w) + (1 - rho) * g
        v = v if wrong.get("centered") == "ignored" else v - mean * mean
    way = eta * g / np.sqrt(v + wrong.get("epsilon", how["epsilon"]))
    if not how.get("momentum"):
        return w - way
    m = kept["momentum"] = mu * kept.get("momentum", 0 * w) + way
    return w - m


def descent(how, w, g, kept, t, eta, wrong):
    mu = wrong.get("momentum", how.get("momentum", 0))
    if not how.get("momentum"):
        return w - eta * g
    m = kept["momentum"] = mu * kept.get("momentum", 0 * w) - eta * g
    return w + mu * m - eta * g if how.get("nesterov") else w + m


WAYS = {"adam": adam, "adamw": adam, "rmsprop": rmsprop, "sgd": descent}


def averaged(how, w, before, kept, t, wrong):
    """The moving average of a weight."""
    mu = how["ema_momentum"] if t > 1 or wrong.get("average") == "from 0" else 0
    mu = 1 - mu if wrong.get("average") == "exchanged" else mu
    return mu * kept.get("average", 0 * w) + (1 - mu) * (before if wrong.get("average") == "before" else w)


class Net(slips.Net):
    """A hidden layer and an output."""

    def _normalized(self, z, wrong):
        shown, y, through = super()._normalized(z, wrong)
        if "moving" in wrong:
            share = wrong["moving"]
            for name, old in (("n.moving_mean'", "n.mean"), ("n.moving_variance'", "n.variance")):
                batch = (shown[name] - 0.8 * self.weights[old]) / 0.2
                shown[name] = share * self.weights[old] + (1 - share) * batch
        return shown, y, through

    def step(self, x, y, wrong):
        how, w, optimizer = self.how, self.weights, self.how["optimizer"]
        features, back, found, _ = self.features(x, wrong)
        z = features @ w["out.W"] + w["out.b"]
        a = hand.softmax(z) if how["act"] == "softmax" else hand.ACTS[how["act"]][0](z)
        if wrong.get("smoothing") == "twice":
            y = hand.smoothed(y, how, {})
        losses, dz = hand.losses_and_slopes(how, z, a, y, {})
        loss, dz = hand.weighed(how, losses, dz, None, None, {})
        l2 = how.get("l2", 0) / (len(x) if wrong.get("penalty") == "averaged" else 1)
        loss = loss + l2 * (w["out.W"] ** 2).sum()
        slopes = {"out.W": features.T @ dz + 2 * l2 * w["out.W"], "out.b": dz.sum(axis=0), **back(dz @ w["out.W"].T)}
        found["loss"] = np.asarray(loss)
        found.update({name.replace(".", ".d"): g for name, g in slopes.items()})
        self.updates += 1
        eta = wrong.get("lr", hand.rate(optimizer, self.updates - 1, {}))
        for name in [name for name in w if name in slopes]:
            old, decay = w[name], optimizer.get("weight_decay", 0)
            if decay and not (wrong.get("decay") == "no biases" and old.ndim == 1):
                old = old * (1 - decay * eta)
            kept = self.kept[name]
            before, w[name] = w[name], WAYS[optimizer["name"]](optimizer, old, slopes[name], kept, self.updates, eta, wrong)
            found[name + "'"] = w[name]
            if optimizer.get("use_ema"):
                kept["average"] = averaged(optimizer, w[name], before, kept, self.updates, wrong)
                found[name.replace(".", ".average_") + "'"] = kept["average"]
        return found


class Pack(slips.Pack):
    """The cases; the first of the steps before has a larger batch, so that the greatest slopes lie behind."""

    @staticmethod
    def _after(how, weights, own, x, y, before):
        net = Net(how, weights, own)
        for step in range(before):
            net.step(x if step else 3 * x, y, {})
        return net

    @staticmethod
    def _judge(made, numbers, start, x, y, own, before):
        """Throws where the right numbers are not Keras'."""
        for step in range(before):
            made.train_on_batch(x if step else 3 * x, y)
        np.testing.assert_allclose(made.train_on_batch(x, y), numbers["loss"], rtol=2e-4, atol=2e-5)
        for variable in made.trainable_variables:
            np.testing.assert_allclose(
                variable.numpy(), numbers[slips.place(variable) + "'"], atol=2e-3, err_msg=variable.path)


def make(target):
    """Write mistakes/constants.npz."""
    pack, each = Pack(), slips.each
    net = {"kind": "dense", "units": 4, "hidden": "tanh", "loss": "mse", "act": "linear"}
    rates = each("T80", "lr", 0.001, 0.02)
    adam = {"name": "adam", "lr": 0.05, "epsilon": 1e-3, "beta_1": 0.9, "beta_2": 0.99}
    betas = each("T78", "beta_1", 0.95, 0.5) + each("T78", "beta_2", 0.999, 0.95)
    pack.add("adam", {**net, "optimizer": adam}, (3,), 2, betas + each("T79", "epsilon", 1e-7, 1e-4) + rates, n=4, before=2)
    greatest = {**adam, "epsilon": 1e-7, "beta_2": 0.6, "amsgrad": True}
    pack.add("amsgrad", {**net, "optimizer": greatest}, (3,), 2, each("T82", "amsgrad", "ignored") + betas, n=4, before=5)
    decayed = {**adam, "name": "adamw", "weight_decay": 0.3}
    pack.add("adamw", {**net, "optimizer": decayed}, (3,), 2, each("T85", "decay", "no biases") + rates, n=4, before=1)
    spread = {"name": "rmsprop", "lr": 0.03, "epsilon": 1e-4, "rho": 0.9}
    pack.add("rmsprop", {**net, "optimizer": spread}, (3,), 2, each("T78", "rho", 0.99, 0.95) + each("T79", "epsilon", 1e-3), before=2)
    centered = {**spread, "centered": True, "momentum": 0.5}
    pack.add(
        "centered", {**net, "optimizer": centered}, (3,), 2, each("T81", "centered", "ignored") + each("T78", "momentum", 0.9)
        + each("T78", "rho", 0.95), n=4, before=3)
    for name, more in (("momentum", {}), ("nesterov", {"nesterov": True})):
        momentum = {"name": "sgd", "lr": 0.05, "momentum": 0.9, **more}
        pack.add(name, {**net, "optimizer": momentum}, (3,), 2, each("T78", "momentum", 0.5, 0.99) + each("T80", "lr", 0.01), before=2)
    average = {"name": "sgd", "lr": 0.2, "use_ema": True, "ema_momentum": 0.8}
    pack.add("average", {**net, "optimizer": average}, (3,), 2, each("T83", "average", "exchanged", "before"), before=2)
    pack.add("first average", {**net, "optimizer": average}, (3,), 2, each("T83", "average", "from 0"))
    plain = {"name": "sgd", "lr": 0.3}
    moving = {**net, "normalized": True, "optimizer": plain}
    pack.add("normalized", moving, (3,), 2, each("T84", "moving", 0.9, 0.99), n=5)
    smooth = {**net, "loss": "categorical_crossentropy", "act": "softmax", "smoothing": 0.2, "optimizer": plain}
    pack.add("smoothed", smooth, (3,), 3, each("T62", "smoothing", "twice") + each("T80", "lr", 0.01), n=4)
    falling = {"name": "sgd", "lr": 0.3, "schedule": ("exponential", 0.3, 4, 0.5)}
    pack.add("falling", {**net, "optimizer": falling}, (3,), 2, each("T80", "lr", 0.01), before=2)
    penalized = {**net, "hidden": "relu", "l2": 0.1, "optimizer": plain}
    pack.add("penalized", penalized, (3,), 2, each("T86", "penalty", "averaged") + each("T80", "lr", 0.01), n=4)
    np.savez_compressed(target / "constants.npz", **pack.arrays)
    print(f"{pack.count} wrong arrays, {(target / 'constants.npz').stat().st_size:,} bytes")
