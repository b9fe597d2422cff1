"""Wrong numbers of steps, by NumPy from the weights alone: mistakes/steps5.npz, in the form of mistakes/steps2.npz (`later_slips.py`).

One part of two penalties, the median of the losses, an update for each sample, rates that fall with the steps, weights of
samples as a ratio, gradients collected and not averaged, layers that stand still.
"""

import numpy as np

from making import later_slips as later
from making import step_slips as slips
from making.environment import fresh, keras

L, O = keras.layers, keras.optimizers
each = later.each
OPTIMIZERS = {
    "sgd": (0.3, O.SGD), "momentum": (0.07, lambda lr, **k: O.SGD(lr, momentum=0.9, **k)), "adam": (0.03, O.Adam),
    "rmsprop": (0.03, O.RMSprop), "adagrad": (0.07, O.Adagrad),
}
SLOTS = {"momentum": ["momentum"], "adam": ["momentum", "velocity"], "rmsprop": ["velocity"], "adagrad": ["accumulator"], "sgd": []}


class Net:
    """Two dense layers, h and out, on their way."""

    def __init__(self, how, weights, own):
        self.how, self.own, self.updates, self.collected = how, own, 0, 0
        self.weights = {name: np.asarray(w, "float64") for name, w in weights.items()}
        self.kept = {name: {slot: 0 * w for slot in SLOTS[how["optimizer"]]} for name, w in self.weights.items()}
        for slots in self.kept.values():
            if how["optimizer"] == "adagrad":
                slots["accumulator"] = slots["accumulator"] + 0.1
            if how.get("collects"):
                slots["gradient_accumulator"] = 0

    def gradients(self, x, y, own, wrong):
        w, l1, l2 = self.weights, *self.how.get("penalty", (0, 0))
        l1, l2 = (0 if wrong.get("penalty") == "L2" else l1), (0 if wrong.get("penalty") == "L1" else l2)
        a = np.tanh(x @ w["h.W"] + w["h.b"])
        z = a @ w["out.W"] + w["out.b"]
        if self.how["loss"] == "mse":
            losses, d = ((z - y) ** 2).mean(axis=-1), 2 * (z - y) / z.shape[-1]
        else:
            p = 1 / (1 + np.exp(-z))
            losses, d = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(axis=-1), (p - y) / z.shape[-1]
        share = np.ones(len(x)) if own is None else own / {"max": own.max(), "min": own.min()}.get(wrong.get("weights"), 1)
        loss = np.median(losses * share) if wrong.get("loss") else (losses * share).mean()
        loss = loss + l1 * abs(w["h.W"]).sum() + l2 * (w["h.W"] ** 2).sum() * (0.5 if wrong.get("penalty") == "half" else 1)
        d = d * share[:, None] / len(x)
        dz = d @ w["out.W"].T * (1 - a * a)
        part = l1 * np.sign(w["h.W"]) + l2 * w["h.W"] * (1 if wrong.get("penalty") == "half" else 2)
        return loss, {"h.W": x.T @ dz + part, "h.b": dz.sum(axis=0), "out.W": a.T @ d, "out.b": d.sum(axis=0)}

    def step(self, x, y, wrong):
        if wrong.get("online"):
            for k in range(len(x)):
                found = self.step(x[k : k + 1], y[k : k + 1], {})
            return {place: value for place, value in found.items() if place.endswith("'")}
        loss, slopes = self.gradients(x, y, self.own, wrong)
        found = {"loss": np.asarray(loss), **{name.replace(".", ".d"): g for name, g in slopes.items()}}
        self.collected += 1
        k = self.how.get("collects", 1)
        if k > 1:
            for name, g in slopes.items():
                self.kept[name]["gradient_accumulator"] = self.kept[name]["gradient_accumulator"] + g
            if self.collected % k:
                return {**found, **{name + "'": w for name, w in self.weights.items()}}
            slopes = {name: self.kept[name]["gradient_accumulator"] / (1 if wrong.get("collected") else k) for name in slopes}
        self.updates += 1
        for name, g in slopes.items():
            still = {"first": ["out.W", "out.b"], "last": ["h.W", "h.b"]}.get(wrong.get("only"), [])
            if name not in still:
                self.weights[name] = self.updated(name, g, wrong)
        return {**found, **{name + "'": w for name, w in self.weights.items()}}

    def updated(self, name, g, wrong):
        w, kept, t, kind = self.weights[name], self.kept[name], self.updates, self.how["optimizer"]
        lr = OPTIMIZERS[kind][0] / {"root": np.sqrt(t), "t": t}.get(wrong.get("rate"), 1)
        lr *= 2 if wrong.get("biases") and name.endswith("b") else 1
        g = {"sign": np.sign(g), "one": g / np.sqrt((g * g).sum())}.get(wrong.get("length"), g)
        if kind == "momentum":
            kept["momentum"] = m = 0.9 * kept["momentum"] - (g if wrong.get("bare") else lr * g)
            return w + m
        if kind == "adagrad":
            kept["accumulator"] = a = kept["accumulator"] + g * g
            return w - lr * g / np.sqrt(a + 1e-7)
        if kind == "rmsprop":
            kept["velocity"] = v = 0.9 * kept["velocity"] + 0.1 * g * g
            return w - lr * g / np.sqrt(v + 1e-7)
        if kind == "adam":
            t -= bool(wrong.get("early"))
            kept["momentum"], kept["velocity"] = 0.9 * kept["momentum"] + 0.1 * g, 0.999 * kept["velocity"] + 0.001 * g * g
            alpha = lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
            return w - alpha * kept["momentum"] / (np.sqrt(kept["velocity"]) + 1e-7)
        return w - lr * g


class Pack(later.Pack):
    """The cases of these nets."""

    own = None

    def net(self, how, weights):
        return Net(how, weights, self.own)

    def model(self, how, shape):
        fresh()
        penalty = keras.regularizers.L1L2(*how["penalty"]) if how.get("penalty") else None
        act = {"mse": "linear", "binary_crossentropy": "sigmoid"}[how["loss"]]
        layers = [L.Dense(how["units"], "tanh", kernel_regularizer=penalty, name="h"), L.Dense(how["outputs"], act, name="out")]
        made = keras.Sequential([keras.Input(shape), *layers], name="net")
        lr, kind = OPTIMIZERS[how["optimizer"]]
        more = {"gradient_accumulation_steps": how["collects"]} if how.get("collects") else {}
        made.compile(kind(lr, **more), how["loss"])
        return made

    def add(self, case, how, shape, mistakes, n=4, before=0, weighs=False):
        self.own = np.random.default_rng(len(case)).uniform(0.4, 3, n).astype("float32") if weighs else None
        super().add(case, how, shape, mistakes, n, before)
        if weighs:
            self.arrays[f"{case}/sample_weight0"] = self.own

    def _judge(self, made, numbers, x, y, before):
        """Throws where the right numbers are not Keras'."""
        losses = [made.train_on_batch(x, y, sample_weight=self.own) for _ in range(before + 1)]
        if before == 0:
            np.testing.assert_allclose(losses[-1], numbers["loss"], rtol=2e-4, atol=2e-5)
        for variable in made.trainable_variables:
            np.testing.assert_allclose(variable.numpy(), numbers[slips.place(variable) + "'"], atol=2e-3, err_msg=variable.path)


def make(target):
    """Write mistakes/steps5.npz."""
    pack = Pack()
    parts = each("T114", "penalty", "L1", "L2") + each("T13", "penalty", "half")
    still = each("T120", "only", "first", "last")
    lengths = each("T121", "length", "sign", "one")
    for k, (units, outputs, inputs) in enumerate([(4, 3, 3), (5, 3, 2), (3, 1, 4), (6, 4, 5), (7, 3, 3)]):
        losses = ["mse", "binary_crossentropy"]
        net = {"units": units, "outputs": outputs, "loss": losses[k % 2]}
        other, shape, n = {**net, "loss": losses[1 - k % 2]}, (inputs,), 4 + k
        kinds = ["sgd", "momentum", "adam", "rmsprop", "adagrad"]
        kind, next_kind = kinds[k], kinds[(k + 1) % 5]
        pack.add(f"penalties {k}", {**net, "penalty": (0.05, 0.1), "optimizer": kind}, shape, parts, n=n)
        pack.add(f"medians {k}", {**other, "optimizer": next_kind}, shape, each("T115", "loss", "median") + lengths, n=n)
        pack.add(f"layers {k}", {**net, "optimizer": next_kind}, shape, still, n=n, before=1 + k % 2)
        pack.add(f"samples {k}", {**other, "optimizer": kind}, shape, each("T123", "online", True), n=n, before=k % 3)
        pack.add(
            f"rates {k}", {**net, "optimizer": next_kind}, shape, each("T116", "rate", "root", "t") + each("T122", "biases", "twice"), n=n,
            before=(2, 4, 5)[k % 3])
        pack.add(f"weights {k}", {**net, "optimizer": "sgd"}, shape, each("T117", "weights", "max", "min"), n=n, weighs=True)
        pack.add(
            f"collected {k}", {**other, "collects": 3, "optimizer": kind}, shape, each("T118", "collected", "summed"), n=n + 3, before=2)
        pack.add(f"momentum {k}", {**other, "optimizer": "momentum"}, shape, each("T119", "bare", True), n=n, before=k % 3)
        pack.add(f"corrected {k}", {**net, "optimizer": "adam"}, shape, each("T18", "early", True), n=n, before=1 + k % 4)
    np.savez_compressed(target / "steps5.npz", **pack.arrays)
    print(f"{pack.count} wrong arrays, {(target / 'steps5.npz').stat().st_size:,} bytes")
