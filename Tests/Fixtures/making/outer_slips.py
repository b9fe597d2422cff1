"""Wrong numbers of steps, by NumPy from the weights alone: mistakes/steps4.npz, in the form of mistakes/steps2.npz (`later_slips.py`).

Slopes of other functions, inputs before their activation, optimizers that are left out or take what they kept before, losses
of several outputs averaged, roots where there are none.
"""

import json

import numpy as np

from making import later_slips as later
from making import step_slips as slips
from making.environment import fresh, keras
from making.pack import text

L = keras.layers
SLOPES = {
    "sigma": lambda a: a * (1 - a), "tanh": lambda a: 1 - a * a, "1 − a": lambda a: 1 - a, "relu": lambda a: (a > 0) * 1.0}


class Net(later.Net):
    """Dense layers on their way."""

    def step(self, x, y, wrong):
        layers, h = [], x
        for one in self.how["layers"]:
            layers.append(later.Dense(one, self.weights))
            h = layers[-1].forward(h)
        last = layers[-1]
        losses, d = self.losses(last, y, {})
        count = len(x) - (wrong.get("count") == "less")
        loss = losses.sum() / count
        if wrong.get("loss") == "root":
            loss, d = np.sqrt(loss), d / (2 * np.sqrt(loss))
        if wrong.get("loss") == "sizes":
            k = last.a.shape[-1]
            loss, d = abs(last.a - y).mean(), np.sign(last.a - y) / k * later.ACTS[last.how["act"]][1](last.z, last.a)
        d, slopes = d / count, {}
        for layer, before in reversed(list(zip(layers, [None, *layers]))):
            if layer is not last:
                d = d * self.slope(layer, wrong)
            own = layer.gradients(d)
            if wrong.get("inputs") and before is not None:
                own[layer.name + ".W"] = before.z.T @ d
            slopes.update({name: g / (len(x) if name.endswith(wrong.get("again", "-")) else 1) for name, g in own.items()})
            d = layer.down(d)
        self.updates += 1
        for name, g in slopes.items():
            self.weights[name] = updated(self.how["optimizer"], self.weights[name], g, self.kept[name], self.updates, wrong)
        found = {"loss": np.asarray(loss), **{name.replace(".", ".d"): g for name, g in slopes.items()}}
        return {**found, **{name + "'": self.weights[name] for name in slopes}}

    @staticmethod
    def slope(layer, wrong):
        own = later.ACTS[layer.how["act"]][1](layer.z, layer.a)
        if wrong.get("slope") == "twice":
            return own * own
        return SLOPES[wrong["slope"]](layer.a) if "slope" in wrong else own


def updated(how, w, g, kept, t, wrong):
    """A weight after its t-th update."""
    kind, lr = how["name"], how["lr"]
    old = {key: kept.get(key, 0 * w) for key in ("momentum", "velocity")}
    if wrong.get("plain"):
        return w - lr * g
    if kind == "sgd":
        kept["momentum"] = m = how["momentum"] * old["momentum"] - lr * g
        return w + (old["momentum"] if wrong.get("before") == "m" else m)
    if kind == "adagrad":
        kept["accumulator"] = a = kept.get("accumulator", 0.1 + 0 * w) + g * g
        return w - lr * g / np.sqrt(a + 1e-7)
    rho = 0.999 if kind == "adam" else 0.9
    kept["velocity"] = v = old["velocity"] * (1 if wrong.get("summed") else rho) + (1 if wrong.get("summed") else 1 - rho) * g * g
    if wrong.get("before") == "v":
        v = old["velocity"]
    if kind == "rmsprop":
        return w - lr * g / np.sqrt((v / (1 - rho**t) if wrong.get("corrected") else v) + how["epsilon"])
    kept["momentum"] = m = 0.9 * old["momentum"] + 0.1 * g
    if wrong.get("before") == "m":
        m = old["momentum"]
    return w - lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + how["epsilon"])


class Pack(later.Pack):
    """The cases of these nets."""

    net = Net


def two_outputs(weights, seed):
    """A dense layer and two more behind it, whose losses are averaged, over their number or over what they weigh."""
    fresh()
    x = keras.Input((3,), name="x")
    h = L.Dense(4, activation="tanh", name="h")(x)
    made = keras.Model(x, [L.Dense(2, name="a")(h), L.Dense(1, name="b")(h)], name="net")
    made.compile(keras.optimizers.SGD(0.2), ["mse", "mae"], loss_weights=weights)
    made.optimizer.build(made.trainable_variables)
    random = np.random.default_rng(seed)
    w = [random.uniform(-1, 1, v.shape) for v in made.weights]
    batch, y, z = (random.uniform(-1, 1, shape) for shape in ((4, 3), (4, 2), (4, 1)))
    first, second = weights or (1, 1)

    def step(over):
        out = np.tanh(batch @ w[0] + w[1])
        a, b = out @ w[2] + w[3], out @ w[4] + w[5]
        da, db = first / over * (a - y) / 4, second / over * np.sign(b - z) / 4
        dz = (da @ w[2].T + db @ w[4].T) * (1 - out * out)
        loss = (first * ((a - y) ** 2).mean() + second * abs(b - z).mean()) / over
        return {"loss": np.asarray(loss), "a.dW": out.T @ da, "b.db": db.sum(axis=0), "h.dW": batch.T @ dz, "h.b'": w[1] - 0.2 * dz.sum(axis=0)}

    overs = [1, 2] if weights is None else [1, 2, sum(weights)]
    found = [["T106" if over != 1 else "right", "", where, list(v.shape)] for over in overs for where, v in step(over).items()]
    told = {
        "architecture": json.loads(made.to_json()), "compile": made.get_compile_config(), "version": keras.__version__,
        "before": 0, "layers": [[layer.name, len(layer.weights)] for layer in made.layers if layer.weights], "kept": [],
        "found": found,
    }
    numbers = np.concatenate([np.ravel(v) for over in overs for v in step(over).values()])
    arrays = {f"w{i}": value for i, value in enumerate(w)}
    arrays.update(x0=batch, y0=y, y1=z, numbers=numbers, kept=np.zeros(0))
    named = {f"outputs {seed}/{name}": np.asarray(value, "float32") for name, value in arrays.items()}
    return {**named, f"outputs {seed}/told": text(json.dumps(told))}


def make(target):
    """Write mistakes/steps4.npz."""
    pack, each, net = Pack(), later.each, later.net
    momentum = {"name": "sgd", "lr": 0.2, "momentum": 0.9}
    rmsprop, adam = {"name": "rmsprop", "lr": 0.05, "epsilon": 1e-3}, {"name": "adam", "lr": 0.05, "epsilon": 1e-3}
    again = each("T02", "again", "b", "W")
    counts = each("T111", "count", "less") + each("T110", "loss", "root", "sizes")
    pack.add("losses", net("mse", "linear", "tanh", outputs=2, optimizer=momentum), (3,), counts + again, n=5)
    pack.add("losses of tanh", net("mse", "tanh", "sigmoid", optimizer=momentum), (3,), counts + again, n=4)
    pack.add("losses of classes", net("sparse_categorical_crossentropy", "softmax", "tanh", optimizer=adam), (3,), counts[:1] + again, n=5)
    for case, act, others in (("of tanh", "tanh", ("sigma", "1 − a", "relu")), ("of sigma", "sigmoid", ("tanh", "1 − a"))):
        slopes = each("T112", "slope", *others, "twice") + each("T113", "inputs", True)
        pack.add("slopes " + case, net("mse", "linear", act, outputs=2, optimizer=momentum), (3,), slopes, n=5)
        pack.add("more slopes " + case, net("sparse_categorical_crossentropy", "softmax", act, act, optimizer=momentum), (3,), slopes, n=5)
    plain, old = each("T108", "plain", True), lambda *letters: each("T109", "before", *letters)
    for before in (1, 2):
        pack.add(f"momentum {before}", net("mse", "linear", "tanh", outputs=2, optimizer=momentum), (3,), old("m"), before=before)
        pack.add(f"rmsprop {before}", net("mse", "linear", "tanh", outputs=2, optimizer=rmsprop), (3,),
                 plain + old("v") + each("T107", "corrected", True) + each("T51", "summed", True), before=before)
        pack.add(f"adam {before}", net("mse", "linear", "tanh", outputs=2, optimizer=adam), (3,), plain + old("m", "v"), before=before)
        pack.add(f"adagrad {before}", net("mse", "linear", "tanh", outputs=2, optimizer={"name": "adagrad", "lr": 0.1}), (3,), plain, before=before)
    more, descent = slips.Pack(), {"name": "sgd", "lr": 0.3}
    dense = {"kind": "dense", "units": 4, "hidden": "tanh", "loss": "mse", "act": "linear", "optimizer": descent}
    more.add("weighed", dense, (3,), 2, each("T61", "weights", "root"), n=5, weighs=True)
    classes = {**dense, "loss": "categorical_crossentropy", "act": "softmax"}
    more.add("weighed classes", classes, (3,), 3, each("T61", "weights", "root"), n=5, weighs=True)
    for case, one in (("inference", dense), ("inference of classes", classes)):
        more.add(case, {**one, "normalized": True}, (3,), 3, each("T70", "normalized", "all moving"), n=5)
    pack.arrays.update(more.arrays)
    pack.arrays.update(two_outputs(None, 106))
    pack.arrays.update(two_outputs([0.3, 2.0], 107))
    np.savez_compressed(target / "steps4.npz", **pack.arrays)
    print(f"{pack.count + more.count} wrong arrays, {(target / 'steps4.npz').stat().st_size:,} bytes")
