"""Wrong numbers of steps, by NumPy from the weights alone: mistakes/steps3.npz, in the form of mistakes/steps2.npz (`later_slips.py`).

Targets of other samples, gates without a gradient, regularizers and weight decay taken otherwise, gradients clipped on one side,
moments that are begun anew, moving statistics that stand still, indices that come several times, kernels on the way back.
"""

import numpy as np

from making import later_slips as later
from making import step_by_hand as hand
from making.environment import fresh, keras

L = keras.layers
GATES = {"lstm": "ifgo", "gru": "zrg"}


class Gated(hand.Recurrent):
    """A recurrent layer through one of whose gates nothing may go back."""

    def _without(self, dz, wrong):
        u, at = self.U.shape[0], GATES[self.kind].find(wrong.get("gate", "-"))
        if at >= 0:
            dz = dz.copy()
            dz[:, at * u : (at + 1) * u] = 0
        return dz

    def _lstm(self, kept, m, dh, dC, wrong):
        dz, _, _, still, carried = super()._lstm(kept, m, dh, dC, wrong)
        dz = self._without(dz, wrong)
        return dz, dz, kept[0].T @ dz, still, carried

    def _gates(self, kept, m, dh, wrong):
        dg, dz, carried = super()._gates(kept, m, dh, wrong)
        return dg * (wrong.get("gate") != "g"), dz * (wrong.get("gate") != "z"), carried

    def _gru(self, kept, m, dh, dC, wrong):
        dp, dq, _, carried, dC = super()._gru(kept, m, dh, dC, wrong)
        dp, dq = self._without(dp, wrong), self._without(dq, wrong)
        return dp, dq, kept[0].T @ dq, carried, dC


class Layer:
    """What a layer hands on, its gradients by name and what it hands back."""

    def __init__(self, how, w):
        self.how, self.name, self.w = how, how["name"], w


class Dense(Layer):
    """A dense layer, or a convolution of two places in time."""

    def forward(self, x):
        self.inner = later.Dense(self.how, self.w)
        return self.inner.forward(x)

    def back(self, d, wrong, isSlope=False):
        own = self.how.get("activity", 0)
        if own:
            d = d + 2 * own * self.inner.a / (1 if wrong.get("activity") else len(d))
        if not isSlope:
            d = d * later.ACTS[self.how["act"]][1](self.inner.z, self.inner.a)
        found = self.inner.gradients(d)
        down = self.inner.down(d)
        if wrong.get("kernel") and self.how["kind"] == "conv":
            wide = d @ self.inner.kernel().T
            c = wide.shape[-1] // 2
            down = np.zeros_like(down)
            down[:, :-1] += wide[..., c:]
            down[:, 1:] += wide[..., :c]
        if wrong.get("turned") and self.how["kind"] == "conv":
            found[self.name + ".W"] = found[self.name + ".W"][::-1]
        if wrong.get("averaged") and self.how["kind"] == "conv":
            found = {name: g / d.shape[1] for name, g in found.items()}
        if wrong.get("untransposed") and down.shape == d.shape:
            down = d @ self.inner.kernel()
        return found, down


class Loop(Layer):
    def forward(self, x):
        self.inner = Gated(self.how["kind"], *[self.w[f"{self.name}.{k}"] for k in "WUb"], self.how.get("sequences", False))
        return self.inner.forward(x)

    def back(self, d, wrong, isSlope=False):
        dx, parts = self.inner.backward(d, wrong)
        return {f"{self.name}.{k}": part for k, part in zip("WUb", parts)}, dx


class Embedding(Layer):
    def forward(self, x):
        self.x = x.astype(int)
        return self.w[self.name + ".E"][self.x]

    def back(self, d, wrong, isSlope=False):
        table, counts = np.zeros_like(self.w[self.name + ".E"]), np.zeros(len(self.w[self.name + ".E"]))
        np.add.at(table, self.x, d)
        np.add.at(counts, self.x.ravel(), 1)
        if wrong.get("ids") == "mean":
            table = table / np.maximum(counts, 1)[:, None]
        if wrong.get("ids") == "last":
            table = np.zeros_like(table)
            table[self.x] = d
        return {self.name + ".E": table}, None


class Mean(Layer):
    """The mean over time."""

    def forward(self, x):
        self.steps = x.shape[1]
        return x.mean(axis=1)

    def back(self, d, wrong, isSlope=False):
        return {}, np.repeat(d[:, None] / self.steps, self.steps, axis=1)


class Norm(Layer):
    """BatchNormalization in training, momentum 0.8."""

    def forward(self, x):
        mu, var = x.mean(axis=0), x.var(axis=0)
        self.root = np.sqrt(var + 1e-3)
        self.n = (x - mu) / self.root
        self.moved = {
            self.name + ".moving_mean'": 0.8 * self.w[self.name + ".mean"] + 0.2 * mu,
            self.name + ".moving_variance'": 0.8 * self.w[self.name + ".variance"] + 0.2 * var}
        return self.n * self.w[self.name + ".gamma"] + self.w[self.name + ".beta"]

    def back(self, d, wrong, isSlope=False):
        dn = d * self.w[self.name + ".gamma"]
        dx = (dn - dn.mean(axis=0) - self.n * (dn * self.n).mean(axis=0)) / self.root
        return {self.name + ".gamma": (d * self.n).sum(axis=0), self.name + ".beta": d.sum(axis=0)}, dx


KINDS = {"dense": Dense, "conv": Dense, "embedding": Embedding, "mean": Mean, "norm": Norm, "lstm": Loop, "gru": Loop, "rnn": Loop}


class Net(later.Net):
    """A stack of layers on its way."""

    def __init__(self, how, weights):
        super().__init__(how, weights)
        self.sums = {}
        self.bounds = {one["name"] + ".W": one["bound"] for one in how["layers"] if one.get("bound")}

    def step(self, x, y, wrong):
        w = self.weights
        if "alone" in wrong:
            x, y = x[wrong["alone"]][None], y[wrong["alone"]][None]
        if "rows" in wrong:
            y = y[::-1] if wrong["rows"] == "reversed" else np.roll(y, wrong["rows"], axis=0)
        layers, h = [], x
        for how in self.how["layers"]:
            layers.append(KINDS[how["kind"]](how, w))
            h = layers[-1].forward(h)
        losses, d = self.slope(layers[-1].inner, y, wrong)
        d, slopes, moved = d / losses.size, {}, {}
        for layer in reversed(layers):
            own, d = layer.back(d, wrong, layer is layers[-1])
            slopes.update(own)
            moved.update(getattr(layer, "moved", {}))
        penalty = self.penalize(slopes, wrong) + sum(
            layer.how.get("activity", 0) * (layer.inner.a ** 2).sum() / (1 if wrong.get("activity") else len(x))
            for layer in layers if layer.how.get("activity"))
        self.updates += 1
        self.change(slopes, wrong)
        for name, value in moved.items():
            place = name.replace("moving_", "").rstrip("'")
            moved[name] = w[place] = w[place] if wrong.get("still") else value
        found = {"loss": np.asarray(losses.sum() / losses.size + penalty)}
        found.update({name.replace(".", ".d"): g for name, g in slopes.items()})
        return {**found, **{name + "'": w[name] for name in slopes}, **moved}

    def slope(self, last, y, wrong):
        """Huber's loss as well."""
        if self.how["loss"] != "huber":
            return self.losses(last, y, wrong)
        e = last.a - y
        near = abs(e) <= 1
        losses = np.where(near, e * e / 2, abs(e) - 0.5).mean(axis=-1)
        de = {"square": e, "straight": np.sign(e)}.get(wrong.get("huber"), np.where(near, e, np.sign(e)))
        return losses, de / e.shape[-1] * later.ACTS[last.how["act"]][1](last.z, last.a)

    def penalize(self, slopes, wrong):
        """What L2 of the kernels adds."""
        total = 0
        for how in self.how["layers"]:
            l2, W = how.get("l2", 0), how["name"] + ".W"
            if l2:
                w = self.weights[W]
                total += l2 * (w * w).sum()
                slope = {"absolute": l2 * np.sign(w), "mean": 2 * l2 * w / w.size}.get(wrong.get("l2"), 2 * l2 * w)
                slopes[W] = slopes[W] + slope
                if wrong.get("l2") == "biases":
                    slopes[how["name"] + ".b"] = slopes[how["name"] + ".b"] + 2 * l2 * self.weights[how["name"] + ".b"]
        return total

    def change(self, slopes, wrong):
        how = self.how["optimizer"]
        for name, g in slopes.items():
            if wrong.get("added"):
                g = self.sums[name] = self.sums.get(name, 0) + g
            if how.get("clip"):
                bound = how["clip"]
                g = np.minimum(g, bound) if wrong.get("clip") == "above" else np.maximum(g, -bound) if wrong.get("clip") == "below" else np.clip(g, -bound, bound)
            w = updated(how, self.weights[name], g, self.kept[name], self.updates, wrong)
            bound = self.bounds.get(name)
            if bound and wrong.get("bound") != "none":
                length = np.sqrt((w * w).sum(axis=1 if wrong.get("bound") == "rows" else 0, keepdims=True))
                w = w * np.clip(length, 0, bound) / (1e-7 + length)
            self.weights[name] = w


def updated(how, w, g, kept, t, wrong):
    """A weight after its t-th update."""
    lr, mu, m = how["lr"], how.get("momentum", 0), kept.get("momentum", 0 * w)
    if how["name"] == "adagrad":
        kept["accumulator"] = a = kept.get("accumulator", 0.1 + 0 * w) + g * g
        return w - lr * g / np.sqrt(a - 0.1 * bool(wrong.get("begun")) + 1e-7)
    if how["name"] == "sgd":
        m = mu * (0 if wrong.get("momentum") == "anew" else m) - lr * g
        if mu:
            kept["momentum"] = m
        return w + (mu * m - lr * g if how.get("nesterov") else m)
    late, decay = wrong.get("decay") == "late", how.get("weight_decay", 0)
    v = kept.get("velocity", 0 * w)
    if wrong.get("t") == "one":
        t = 1
    kept["momentum"] = m = 0.9 * m + 0.1 * g
    kept["velocity"] = v = 0.999 * v + 0.001 * (abs(g) if wrong.get("square") else g * g)
    w = w if late else w - lr * decay * w
    w = w - lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + how.get("epsilon", 1e-7))
    return w - lr * decay * w if late else w


# --- the same in Keras ---------------------------------------------------------------------------------------------------


def model(how, shape):
    """The compiled model."""
    fresh()
    layers = [keras.Input(shape, name="x")]
    for one in how["layers"]:
        name, units = one["name"], one.get("units")
        l2 = keras.regularizers.L2(one["l2"]) if one.get("l2") else None
        made = {
            "dense": lambda: L.Dense(
                units, activation=one["act"], kernel_regularizer=l2, name=name,
                activity_regularizer=keras.regularizers.L2(one["activity"]) if one.get("activity") else None,
                kernel_constraint=keras.constraints.MaxNorm(one["bound"]) if one.get("bound") else None),
            "conv": lambda: L.Conv1D(units, 2, activation=one["act"], name=name),
            "embedding": lambda: L.Embedding(one["rows"], units, name=name),
            "mean": lambda: L.GlobalAveragePooling1D(name=name),
            "norm": lambda: L.BatchNormalization(momentum=0.8, name=name),
            "lstm": lambda: L.LSTM(units, return_sequences=one.get("sequences", False), name=name),
            "gru": lambda: L.GRU(units, return_sequences=one.get("sequences", False), name=name)}
        layers.append(made[one["kind"]]())
    made = keras.Sequential(layers, name="net")
    C, O, told = keras.losses, keras.optimizers, how["optimizer"]
    losses = {"mse": C.MeanSquaredError, "huber": C.Huber, "binary_crossentropy": C.BinaryCrossentropy,
              "sparse_categorical_crossentropy": C.SparseCategoricalCrossentropy}
    options = {key: told[key] for key in ("momentum", "nesterov", "epsilon", "weight_decay") if key in told}
    if "clip" in told:
        options["clipvalue"] = told["clip"]
    kinds = {"sgd": O.SGD, "adam": O.Adam, "adamw": O.AdamW, "adagrad": O.Adagrad}
    made.compile(kinds[told["name"]](told["lr"], **options), losses[how["loss"]]())
    made.optimizer.build(made.trainable_variables)
    return made


class Pack(later.Pack):
    """The cases of these nets."""

    net = Net

    def model(self, how, shape):
        return model(how, shape)

    def shown(self, how, where):
        """A kernel that a constraint has brought back goes by a name of its own."""
        bounds = [one["name"] + ".W'" for one in how["layers"] if one.get("bound")]
        return where.replace("W'", "W_c") if where in bounds else where

    def inputs(self, random, made, n, shape):
        if how_embeds(made):
            return random.integers(0, 4, (n, *shape)).astype("float32")
        return super().inputs(random, made, n, shape)


def how_embeds(made):
    return any(isinstance(layer, L.Embedding) for layer in made.layers)


SGD = {"name": "sgd", "lr": 0.3}
each, net = later.each, later.net
ROWS = [("T89", {"rows": rows}) for rows in (1, -1, "reversed")]
OTHER_L2 = [("T91", {"l2": "biases"}), ("T94", {"l2": "absolute"}), ("T94", {"l2": "mean"})]


def loop(kind, sequences=False):
    return {"kind": kind, "name": "loop", "units": 3, "sequences": sequences}


def dense(name, act, units=4, **more):
    return {"kind": "dense", "name": name, "units": units, "act": act, **more}


def gates(kind):
    return [("T90", {"gate": gate}) for gate in GATES[kind]]


def make(target):
    """Write mistakes/steps3.npz."""
    pack = Pack()
    sparse, binary, adam = "sparse_categorical_crossentropy", "binary_crossentropy", {"name": "adam", "lr": 0.05, "epsilon": 1e-3}
    # Targets of other samples.
    pack.add("rows", net("mse", "linear", "tanh", outputs=2), (3,), ROWS, n=5)
    pack.add("rows of classes", net(sparse, "softmax", "relu", optimizer=adam), (3,), ROWS, n=6, before=1)
    pack.add("rows of a loop", net(binary, "sigmoid", loop("lstm"), outputs=2), (3, 2), ROWS[:2], n=4)
    pack.add("two rows", net("mse", "tanh", "sigmoid", outputs=2, optimizer=adam), (2,), ROWS[:1], n=2)
    # Gates.
    for kind in ("lstm", "gru"):
        pack.add(f"{kind} gates", net("mse", "linear", loop(kind), outputs=2), (4, 2), gates(kind), n=4)
        pack.add(f"{kind} gates over time", net(binary, "sigmoid", loop(kind, True), outputs=2, optimizer=adam), (3, 2), gates(kind), n=5)
        pack.add(f"{kind} gates of classes", net(sparse, "softmax", loop(kind)), (4, 3), gates(kind), n=5)
    # Regularizers.
    for case, optimizer in (("L2", SGD), ("L2 adam", {**adam, "epsilon": 0.05})):
        layers = [dense("h", "tanh", l2=0.05), dense("out", "linear", 2, l2=0.02)]
        pack.add(case, {"layers": layers, "loss": "mse", "optimizer": optimizer}, (3,), OTHER_L2, n=5)
    pack.add("L2 of one", {"layers": [dense("h", "relu"), dense("out", "softmax", 3, l2=0.1)], "loss": sparse, "optimizer": SGD}, (3,), OTHER_L2, n=5)
    # Optimizers.
    sides = [("T67", {"clip": "above"}), ("T67", {"clip": "below"})]
    for act in ("tanh", "softplus", "elu"):
        pack.add(f"clipped {act}", net("mse", "linear", act, outputs=2, optimizer={**SGD, "clip": 0.05}), (3,), sides, n=5)
    late = [("T96", {"decay": "late"})]
    for before in (0, 1, 3):
        decaying = {**adam, "name": "adamw", "lr": 0.2, "weight_decay": 0.5}
        pack.add(f"decay {before}", net("mse", "linear", "tanh", outputs=2, optimizer=decaying), (3,), late, before=before)
    along = {**SGD, "momentum": 0.9, "nesterov": True}
    for before in (1, 2):
        pack.add(f"anew {before}", net("mse", "linear", "tanh", outputs=2, optimizer=along), (3,), [("T19", {"momentum": "anew"})], before=before)
        pack.add(f"second {before}", net("mse", "linear", "sigmoid", outputs=2, optimizer=adam), (3,), [("T18", {"t": "one"})], before=before)
        pack.add(f"square {before}", net(sparse, "softmax", "tanh", optimizer=adam), (3,), [("T98", {"square": True})], before=before - 1)
    # Losses and layers.
    for case, act in (("huber", "linear"), ("huber of tanh", "tanh")):
        layers = [dense("h", "tanh"), dense("out", act, 2)]
        pack.add(case, {"layers": layers, "loss": "huber", "optimizer": SGD}, (3,), [("T97", {"huber": "square"}), ("T97", {"huber": "straight"})], n=6)
    for case, last in (("ids", dense("out", "linear", 2)), ("ids of classes", dense("out", "softmax", 3))):
        layers = [{"kind": "embedding", "name": "e", "rows": 4, "units": 3}, {"kind": "mean", "name": "mean"}, last]
        pack.add(case, {"layers": layers, "loss": "mse" if last["act"] == "linear" else sparse, "optimizer": SGD}, (4,), [("T92", {"ids": "mean"}), ("T92", {"ids": "last"})], n=4)
    for case, act in (("still", "tanh"), ("still of classes", "softmax")):
        layers = [dense("h", "linear", 3), {"kind": "norm", "name": "n"}, dense("out", act, 3)]
        pack.add(case, {"layers": layers, "loss": "mse" if act == "tanh" else sparse, "optimizer": SGD}, (3,), [("T93", {"still": True})], n=5)
    convs = [{"kind": "conv", "name": name, "units": 3, "act": act} for name, act in (("h", "tanh"), ("g", "elu"))]
    for case, loss, act in (("map", "mse", "linear"), ("map of classes", sparse, "softmax")):
        layers = [*convs, {"kind": "mean", "name": "mean"}, dense("out", act, 3)]
        pack.add(case, {"layers": layers, "loss": loss, "optimizer": SGD}, (5, 2), [("T95", {"kernel": True}), ("T95", {"turned": True}), ("T103", {"averaged": True})], n=4)
    alone = [("T100", {"alone": row}) for row in (-1, 0)]
    pack.add("alone", net("mse", "linear", "tanh", outputs=2), (3,), alone, n=4)
    pack.add("alone of a loop", net(sparse, "softmax", loop("gru")), (3, 2), alone, n=5)
    square = [("T101", {"untransposed": True})]
    pack.add("square", net("mse", "linear", "tanh", "elu", outputs=4), (3,), square, n=5)
    pack.add("square of classes", net(sparse, "softmax", "tanh", "sigmoid", optimizer=adam), (3,), square, n=5)
    begun = {"name": "adagrad", "lr": 0.1}
    for before in (0, 2):
        pack.add(f"begun {before}", net("mse", "linear", "tanh", outputs=2, optimizer=begun), (3,), [("T99", {"begun": True})], n=5, before=before)
    for case, optimizer in (("bound", SGD), ("bound adam", {**adam, "lr": 0.2})):
        layers = [dense("h", "tanh", bound=0.8), dense("out", "linear", 2, bound=0.6)]
        pack.add(case, {"layers": layers, "loss": "mse", "optimizer": optimizer}, (3,), [("T104", {"bound": "none"}), ("T104", {"bound": "rows"})], n=5)
    for case, act in (("activity", "tanh"), ("activity of relu", "relu")):
        layers = [dense("h", act, activity=0.3), dense("out", "linear", 2)]
        pack.add(case, {"layers": layers, "loss": "mse", "optimizer": SGD}, (3,), [("T105", {"activity": "summed"})], n=4)
    np.savez_compressed(target / "steps3.npz", **pack.arrays)
    print(f"{pack.count} wrong arrays, {(target / 'steps3.npz').stat().st_size:,} bytes")
