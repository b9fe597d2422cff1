"""Wrong numbers of steps of any stack of layers: mistakes/steps2.npz, in the form of mistakes/steps.npz (`step_slips.py`).

Slopes that are forgotten or cut short, labels that are shifted, what optimizers do otherwise, sums for means over timesteps and
places, and weights that are changed too early. All is computed by NumPy from the weights alone.
"""

import json

import numpy as np

from making import step_by_hand as hand
from making import step_slips as slips
from making.environment import fresh, keras
from making.pack import text

L = keras.layers
ACTS = {
    **hand.ACTS,
    "elu": (lambda z: np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1), lambda z, a: np.where(z > 0, 1, a + 1)),
    "softplus": (lambda z: np.logaddexp(0, z), lambda z, a: hand.sigmoid(z)),
}
# σ′ and tanh′ of what is taken for a.
SLOPES = {"sigmoid": lambda a: a * (1 - a), "tanh": lambda a: 1 - a * a}
CLASSES = ("categorical_crossentropy", "sparse_categorical_crossentropy")


def act_slope(act, z, a, place, wrong):
    """The slope of an activation; `wrong["slope"]` is what is done, and in which layers."""
    what, where = wrong.get("slope", (None, ()))
    if place not in where:
        return ACTS[act][1](z, a)
    if what == "none":
        return np.ones_like(a)
    return SLOPES[act](ACTS[act][0](a) if what == "of a" else z)


class Dense:
    """Its weights are W, b; a convolution of two places in time is one of both places side by side."""

    def __init__(self, how, weights):
        self.how, self.name, self.w = how, how["name"], weights

    def rows(self, x):
        return np.concatenate([x[:, :-1], x[:, 1:]], axis=-1) if self.how["kind"] == "conv" else x

    def kernel(self):
        W = self.w[self.name + ".W"]
        return W.reshape(-1, W.shape[-1])

    def forward(self, x):
        self.x = self.rows(x)
        self.z = self.x @ self.kernel() + self.w[self.name + ".b"]
        self.a = hand.softmax(self.z) if self.how["act"] == "softmax" else ACTS[self.how["act"]][0](self.z)
        return self.a

    def gradients(self, dz):
        flat = dz.reshape(-1, dz.shape[-1])
        dW = self.x.reshape(-1, self.x.shape[-1]).T @ flat
        return {self.name + ".W": dW.reshape(self.w[self.name + ".W"].shape), self.name + ".b": flat.sum(axis=0)}

    def down(self, dz):
        dx = dz @ self.kernel().T
        if self.how["kind"] != "conv":
            return dx
        c = dx.shape[-1] // 2
        whole = np.zeros((dx.shape[0], dx.shape[1] + 1, c))
        whole[:, :-1] += dx[..., :c]
        whole[:, 1:] += dx[..., c:]
        return whole


class Net:
    """A stack of layers on its way."""

    def __init__(self, how, weights):
        self.how, self.updates = how, 0
        self.weights = {name: np.asarray(w, "float64") for name, w in weights.items()}
        self.kept = {name: {} for name in weights}

    def step(self, x, y, wrong):
        how, w = self.how, self.weights
        layers, h = [], x
        for one in how["layers"]:
            if one["kind"] in ("dense", "conv"):
                layer = Dense(one, w)
            else:
                parts = [w[f"{one['name']}.{kind}"] for kind in "WUb"]
                layer = hand.Recurrent(one["kind"], *parts, one.get("sequences", False))
                layer.name = one["name"]
            h = layer.forward(h)
            layers.append(layer)
        last = layers[-1]
        losses, d = self.losses(last, y, wrong)
        count = losses.size if "summed" not in wrong else len(x)
        d, found, slopes = d / count, {"loss": np.asarray(losses.sum() / count)}, {}
        self.updates += 1
        for layer in reversed(layers):
            if isinstance(layer, hand.Recurrent):
                d, parts = layer.backward(d, wrong)
                own = {f"{layer.name}.{kind}": part for kind, part in zip("WUb", parts)}
            else:
                if layer is not last:
                    d = d * act_slope(layer.how["act"], layer.z, layer.a, layer.name, wrong)
                own = layer.gradients(d)
            slopes.update(own)
            if wrong.get("updated"):
                self.update(own, wrong)
            if not isinstance(layer, hand.Recurrent):
                d = layer.down(d)
        if not wrong.get("updated"):
            self.update(slopes, wrong)
        found.update({name.replace(".", ".d"): g for name, g in slopes.items()})
        return {**found, **{name + "'": w[name] for name in slopes}}

    def losses(self, last, y, wrong):
        """The loss of every place, and its slope by z."""
        how, z, a = self.how, last.z, last.a
        k, kind, crossed = a.shape[-1], how["loss"], wrong.get("crossed")
        if kind in CLASSES:
            hot = np.eye(k)[y] if kind.startswith("sparse") else y
            shift = wrong.get("shift", 0)
            if shift == "none":
                hot = np.concatenate([hot[..., 1:], np.zeros_like(hot[..., :1])], axis=-1)
            elif shift:
                hot = np.roll(hot, shift, axis=-1)
            p = hand.softmax(z)
            slope = {"diagonal": -hot * (1 - p), "none": -hot / p}.get(crossed, p - hot)
            if crossed == "twice":
                slope = slope * p * (1 - p)
            return -(hot * np.log(p)).sum(axis=-1), slope
        if kind == "binary_crossentropy":
            p = hand.sigmoid(z)
            losses = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(axis=-1)
            return losses, (p - y) / k / (p * (1 - p) if crossed == "none" else 1)
        da = 2 * (a - y) / k
        if last.how["act"] != "softmax":
            return ((a - y) ** 2).mean(axis=-1), da * act_slope(last.how["act"], z, a, last.name, wrong)
        through = {"diagonal": da * a * (1 - a), "none": da}
        return ((a - y) ** 2).mean(axis=-1), through.get(crossed, a * (da - (da * a).sum(axis=-1, keepdims=True)))

    def update(self, slopes, wrong):
        for name, g in slopes.items():
            self.weights[name] = updated(self.how["optimizer"], self.weights[name], g, self.kept[name], self.updates, wrong)


def updated(how, w, g, kept, t, wrong):
    """A weight after its t-th update."""
    kind, lr, e = how["name"], how["lr"], how.get("epsilon", 1e-7)
    t = {"one more": t + 1, "one": 1}.get(wrong.get("t"), t)
    old = {key: kept.get(key, 0 * w) for key in ("momentum", "velocity", "average_gradient", "norm")}

    def keep(key, value):
        kept[key] = value
        return value

    if kind == "sgd":
        mu = how.get("momentum", 0)
        m = mu * old["momentum"] - lr * g
        return w + (keep("momentum", m) if mu else m)
    if kind == "adagrad":
        total = keep("accumulator", kept.get("accumulator", 0.1 + 0 * w) + g * g)
        return w - lr * g / (np.sqrt(total) + e if wrong.get("epsilon") == "outside" else total + e if wrong.get("root") else np.sqrt(total + e))
    if kind == "rmsprop":
        v = keep("velocity", 0.9 * old["velocity"] + 0.1 * g * g)
        if how.get("centered", False) != bool(wrong.get("centered")):
            mean = 0.9 * old["average_gradient"] + 0.1 * g
            v = v - mean * mean
            if how.get("centered"):
                keep("average_gradient", mean)
        elif how.get("centered"):
            keep("average_gradient", 0.9 * old["average_gradient"] + 0.1 * g)
        way = lr * g / (np.sqrt(v) + e if wrong.get("epsilon") == "outside" else np.sqrt(v + e))
        mu = how.get("momentum", 0)
        return w - (keep("momentum", mu * old["momentum"] + way) if mu else way)
    m = keep("momentum", 0.9 * old["momentum"] + 0.1 * g)
    if kind == "adamax":
        u = keep("norm", np.maximum(0.999 * old["norm"], abs(g)))
        return w - lr / (1 - 0.9**t) * m / (u + e)
    v = keep("velocity", 0.999 * old["velocity"] + 0.001 * g * g)
    best, spread = m / (1 - 0.9**t), v / (1 - 0.999**t)
    if kind == "nadam":
        u, ahead = (0.9 * (1 - 0.5 * 0.96**s) for s in (t, t + 1))
        best = ahead * m / (1 - u * ahead) + (1 - u) * g / (1 - u)
    elif not wrong:
        return w - lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + e)
    if wrong.get("root"):
        return w - lr * best / (spread + e)
    if wrong.get("epsilon") == "inside":
        return w - lr * best / np.sqrt(spread + e)
    if wrong.get("epsilon") == "beside" or kind == "nadam":
        return w - lr * best / (np.sqrt(spread) + e)
    return w - lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + e)


# --- the same in Keras ---------------------------------------------------------------------------------------------------


def model(how, shape):
    """The compiled model."""
    fresh()
    layers = [keras.Input(shape, name="x")]
    cells = {"rnn": L.SimpleRNN, "lstm": L.LSTM, "gru": L.GRU}
    for one in how["layers"]:
        name, units = one["name"], one["units"]
        if one["kind"] == "dense":
            layers.append(L.Dense(units, activation=one["act"], name=name))
        elif one["kind"] == "conv":
            layers.append(L.Conv1D(units, 2, activation=one["act"], name=name))
        else:
            layers.append(cells[one["kind"]](units, return_sequences=one.get("sequences", False), name=name))
    made = keras.Sequential(layers, name="net")
    C = keras.losses
    losses = {
        "mse": C.MeanSquaredError, "binary_crossentropy": C.BinaryCrossentropy,
        "categorical_crossentropy": C.CategoricalCrossentropy, "sparse_categorical_crossentropy": C.SparseCategoricalCrossentropy}
    more = {"from_logits": True} if how.get("from_logits") else {}
    made.compile(optimizer(how["optimizer"]), losses[how["loss"]](**more))
    made.optimizer.build(made.trainable_variables)
    return made


def optimizer(how):
    O = keras.optimizers
    kinds = {"sgd": O.SGD, "adam": O.Adam, "rmsprop": O.RMSprop, "adagrad": O.Adagrad, "nadam": O.Nadam, "adamax": O.Adamax}
    options = {key: how[key] for key in ("momentum", "epsilon", "centered") if key in how}
    return kinds[how["name"]](how["lr"], **options)


class Pack:
    """The cases, one after the other."""

    net = Net

    def __init__(self):
        self.arrays, self.count = {}, 0

    def model(self, how, shape):
        return model(how, shape)

    def shown(self, how, where):
        """What a place of the net is called where it is asked about."""
        return where

    def inputs(self, random, made, n, shape):
        return random.uniform(-1.5, 1.5, (n, *shape)).astype("float32")

    def add(self, case, how, shape, mistakes, n=4, before=0):
        random = np.random.default_rng([ord(c) for c in case])
        made = self.model(how, shape)
        weights = {}
        for variable in made.weights:
            weights[slips.place(variable)] = random.uniform(-1, 1, variable.shape).astype("float32")
            variable.assign(weights[slips.place(variable)])
        x = self.inputs(random, made, n, shape)
        y = self._targets(random, how, made, n)
        right = self._after(how, weights, x, y, before)
        start, kept = dict(right.weights), {name: dict(slots) for name, slots in right.kept.items()}
        numbers = right.step(x, y, {})
        self._judge(made, numbers, x, y, before)
        found, flat = [], []

        def note(name, variant, where, value):
            found.append([name, variant, where, list(np.shape(value))])
            flat.append(np.ravel(value))

        for where, value in numbers.items():
            note("right", "", self.shown(how, where), value)
        for name, wrong in mistakes:
            net = self._after(how, weights, x, y, before)
            wrongly = net.step(x, y, wrong)
            differing = [p for p, v in wrongly.items() if np.isfinite(v).all() and np.abs(v - numbers[p]).max() > 1e-3]
            if not differing:
                print(f"{case}: {wrong} changes nothing")
            for where in random.permutation(differing)[: slips.PLACES]:
                note(name, json.dumps(wrong), self.shown(how, str(where)), wrongly[where])
                self.count += 1
        told = {
            "architecture": json.loads(made.to_json()), "compile": made.get_compile_config(), "version": keras.__version__,
            "before": before, "layers": [[layer.name, len(layer.weights)] for layer in made.layers if layer.weights],
            "kept": [
                [i, slot, list(value.shape)]
                for i, variable in enumerate(made.trainable_variables) for slot, value in kept[slips.place(variable)].items()],
            "found": found,
        }
        for i, variable in enumerate(made.weights):
            self.arrays[f"{case}/w{i}"] = np.asarray(start[slips.place(variable)], "float32")
        self.arrays.update({f"{case}/x0": x, f"{case}/y0": y, f"{case}/told": text(json.dumps(told))})
        self.arrays[f"{case}/numbers"] = np.concatenate(flat).astype("float32")
        slots = [np.ravel(v) for variable in made.trainable_variables for v in kept[slips.place(variable)].values()]
        self.arrays[f"{case}/kept"] = np.concatenate(slots or [np.zeros(0)]).astype("float32")

    @staticmethod
    def _targets(random, how, made, n):
        outputs, places = made.output_shape[-1], (n, *made.output_shape[1:-1])
        if how["loss"] in CLASSES:
            y = random.integers(0, outputs, places)
            return y.astype("int32") if how["loss"].startswith("sparse") else np.eye(outputs, dtype="float32")[y]
        y = random.uniform(-1, 1, (*places, outputs)).astype("float32")
        return (y > 0).astype("float32") if how["loss"] == "binary_crossentropy" else y

    def _after(self, how, weights, x, y, before):
        net = self.net(how, weights)
        for _ in range(before):
            net.step(x, y, {})
        return net

    @staticmethod
    def _judge(made, numbers, x, y, before):
        """Throws where the right numbers are not Keras'."""
        losses = [made.train_on_batch(x, y) for _ in range(before + 1)]
        np.testing.assert_allclose(losses[-1], numbers["loss"], rtol=2e-4, atol=2e-5)
        for variable in made.trainable_variables:
            np.testing.assert_allclose(
                variable.numpy(), numbers[slips.place(variable) + "'"], atol=2e-3, err_msg=variable.path)


# --- what is tried -----------------------------------------------------------------------------------------------------

SGD = {"name": "sgd", "lr": 0.3}
each = slips.each


def net(loss, act, *hidden, outputs=3, optimizer=SGD, **more):
    """Dense hidden layers h, g, … of activations, or layers as they are, and an output."""
    layers = [
        {"kind": "dense", "name": name, "units": 4, "act": one} if isinstance(one, str) else one
        for name, one in zip("hgf", hidden)]
    return {"layers": [*layers, {"kind": "dense", "name": "out", "units": outputs, "act": act}], "loss": loss,
            "optimizer": optimizer, **more}


def loop(kind, name="loop", sequences=False):
    return {"kind": kind, "name": name, "units": 3, "sequences": sequences}


def slopes(what, id, *places):
    return [(id, {"slope": [what, list(where)]}) for where in places]


CROSSED = each("T12", "crossed", "diagonal") + each("T08", "crossed", "none")
SHIFTED = each("T87", "shift", -1, 1)
NUMBERS = SHIFTED + each("T87", "shift", "none") + each("T09", "crossed", "twice")
SUMMED = each("T88", "summed", True)
EARLY = each("T10", "updated", True)
CUT = each("T26", "cut", "both")
COUNTED = each("T18", "t", "one more")


def make(target):
    """Write mistakes/steps2.npz."""
    pack = Pack()
    sparse, hot, binary = "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"
    adam = {"name": "adam", "lr": 0.05}
    # Cross-entropies, and what stands before them.
    pack.add("sparse", net(sparse, "softmax", "tanh"), (3,), CROSSED + NUMBERS)
    pack.add("sparse adam", net(sparse, "softmax", "relu", optimizer={**adam, "epsilon": 0.05}), (2,), CROSSED + SHIFTED, n=5, before=1)
    pack.add("sparse logits", net(sparse, "linear", "elu", from_logits=True, outputs=4), (3,), CROSSED + NUMBERS[:3], n=6)
    pack.add("hot", net(hot, "softmax", "sigmoid", "tanh"), (3,), CROSSED + SHIFTED, n=5)
    pack.add("hot logits", net(hot, "linear", "tanh", from_logits=True), (2,), CROSSED + SHIFTED)
    pack.add("sparse over time", net(sparse, "softmax", loop("rnn", sequences=True)), (3, 2), CROSSED + NUMBERS[:3] + SUMMED, n=5)
    pack.add("hot of a loop", net(hot, "softmax", loop("gru")), (3, 2), CROSSED + SHIFTED)
    pack.add("binary", net(binary, "sigmoid", "softplus", outputs=2), (3,), CROSSED[1:], n=5)
    pack.add("binary logits", net(binary, "linear", "tanh", outputs=1, from_logits=True), (3,), CROSSED[1:], n=5)
    pack.add("squares of softmax", net("mse", "softmax", "tanh"), (3,), CROSSED)
    # Slopes of activations: in all layers, in those that are hidden, in one.
    hidden, last, one = ("h", "g"), ("out",), ("g",)
    three = slopes("none", "T08", hidden, last, one, hidden + last) + slopes("of a", "T07", hidden, last, one)
    pack.add("three slopes", net("mse", "sigmoid", "tanh", "sigmoid", outputs=2), (3,), three + slopes("of z", "T07", hidden, one))
    pack.add("other slopes", net("mse", "tanh", "elu", "softplus", outputs=2), (3,), slopes("none", "T08", hidden, last, one), n=5)
    pack.add("slopes below", net(sparse, "softmax", "tanh", "tanh"), (3,), slopes("none", "T08", hidden, one) + slopes("of a", "T07", hidden, one))
    # Optimizers.
    corrected = each("T16", "epsilon", "inside", "beside") + each("T69", "root", True) + COUNTED
    for case, epsilon, before in (("adam", 0.01, 0), ("adam later", 0.03, 2), ("adam as it is", 1e-7, 2)):
        pack.add(case, net("mse", "linear", "tanh", optimizer={**adam, "epsilon": epsilon}), (3,), corrected[2 if epsilon < 1e-6 else 0 :], n=5, before=before)
    pack.add("nadam", net("mse", "linear", "tanh", optimizer={**adam, "name": "nadam", "epsilon": 0.01}), (3,), corrected[:1] + corrected[2:3])
    pack.add("adamax", net("mse", "linear", "tanh", optimizer={**adam, "name": "adamax", "epsilon": 0.01}), (3,), COUNTED, before=1)
    rms, centered = {"name": "rmsprop", "lr": 0.05, "epsilon": 1e-3}, each("T81", "centered", True)
    outside = each("T16", "epsilon", "outside")
    pack.add("rmsprop", net("mse", "linear", "tanh", optimizer=rms), (3,), centered + outside)
    pack.add("rmsprop along", net(sparse, "softmax", "relu", optimizer={**rms, "momentum": 0.5}), (3,), centered + outside)
    pack.add("rmsprop centered", net("mse", "linear", "tanh", optimizer={**rms, "centered": True}), (3,), centered + outside, before=2)
    pack.add("adagrad", net("mse", "linear", "tanh", optimizer={**rms, "name": "adagrad", "epsilon": 0.05}), (3,), outside + each("T69", "root", True), before=1)
    # Means over timesteps and places.
    for kind in ("rnn", "lstm", "gru"):
        pack.add(f"{kind} over time", net("mse", "linear", loop(kind, sequences=True), outputs=2), (3, 2), SUMMED + CUT, n=5)
    pack.add("binary over time", net(binary, "sigmoid", loop("lstm", sequences=True), outputs=2, optimizer=adam), (4, 2), SUMMED, n=5, before=1)
    conv = {"kind": "conv", "name": "h", "units": 3, "act": "tanh"}
    pack.add("map", net("mse", "linear", conv, outputs=2), (4, 2), SUMMED + EARLY, n=5)
    # Weights that are changed before the gradient has gone on.
    for name, more in (("adam", {"epsilon": 0.05}), ("sgd", {"momentum": 0.9}), ("rmsprop", {"epsilon": 0.01}), ("nadam", {"epsilon": 0.05})):
        lr = 0.3 if name == "sgd" else 0.1
        pack.add(f"early {name}", net("mse", "linear", "tanh", "sigmoid", outputs=2, optimizer={"name": name, "lr": lr, **more}), (3,), EARLY, before=0 if name == "nadam" else 1)
    for kind in ("rnn", "lstm", "gru"):
        pack.add(f"early {kind}", net("mse", "linear", loop(kind), outputs=2, optimizer={**adam, "lr": 0.2}), (3, 2), EARLY + CUT, before=1)
    np.savez_compressed(target / "steps2.npz", **pack.arrays)
    print(f"{pack.count} wrong arrays, {(target / 'steps2.npz').stat().st_size:,} bytes")
