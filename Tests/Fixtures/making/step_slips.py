"""Wrong numbers of a step of compiled models, by NumPy from the weights alone: mistakes/steps.npz.

As mistakes/training.npz, but that `<case>/told` holds what Keras' `compile` was told, how many updates come before and what they
left in the optimizer, `kept`: [number of the weight, Keras' name of the slot, shape], the numbers in `<case>/kept`. What is
done wrongly is computed in `step_by_hand.py`.
"""

import json

import numpy as np

from making import step_by_hand as hand
from making.environment import fresh, keras
from making.pack import text

L = keras.layers
LOSSES = {
    "mse": keras.losses.MeanSquaredError, "mae": keras.losses.MeanAbsoluteError,
    "binary_crossentropy": keras.losses.BinaryCrossentropy, "categorical_crossentropy": keras.losses.CategoricalCrossentropy,
}
# How many places of a mistake are kept.
PLACES = 3


class Net:
    """A model on its way: `how` says what it is, weights are a dict by place."""

    def __init__(self, how, weights, sample_weights=None):
        self.how, self.sample_weights, self.updates = how, sample_weights, 0
        self.weights = {name: np.asarray(w, "float64") for name, w in weights.items()}
        self.kept = {name: {} for name in weights}

    def _layer(self, name):
        return [self.weights[f"{name}.{kind}"] for kind in "WUb" if f"{name}.{kind}" in self.weights]

    def features(self, x, wrong):
        """What the last layer reads; a function that gives the gradients of all before it; what is shown of it."""
        how, w = self.how, self.weights
        if how["kind"] == "recurrent":
            mask = (x != 0).any(axis=-1) if how.get("masks") else None
            layers, y = [], x
            for name, kind in how["cells"]:
                is_last = name == how["cells"][-1][0]
                layers.append(hand.Recurrent(kind, *self._layer(name), how.get("sequences") or not is_last, mask))
                y = layers[-1].forward(y)

            def back(dy):
                found = {}
                for (name, _), layer in reversed(list(zip(how["cells"], layers))):
                    dy, parts = layer.backward(dy, wrong)
                    found.update({f"{name}.{kind}": part for kind, part in zip("WUb", parts)})
                return found

            return y, back, {}, mask
        z = sum(x[:, j : x.shape[1] - 1 + j] @ w["h.W"][j] for j in range(2)) if how["kind"] == "conv" else x @ w["h.W"]
        z = z + w["h.b"]
        shown, y, through = self._normalized(z, wrong) if "n.gamma" in w else ({}, z, lambda d: (d, {}))
        a = hand.ACTS[how["hidden"]][0](y)

        def back(da):
            dz, found = through(da.reshape(a.shape) * hand.ACTS[how["hidden"]][1](y, a))
            if how["kind"] == "conv":
                rows = [np.einsum("ntf,ntc->fc", x[:, j : x.shape[1] - 1 + j], dz) for j in range(2)]
                return {**found, "h.W": np.stack(rows), "h.b": dz.sum(axis=(0, 1))}
            return {**found, "h.W": x.T @ dz, "h.b": dz.sum(axis=0)}

        return a.reshape(len(x), -1), back, shown, None

    def _normalized(self, z, wrong):
        w, over, count = self.weights, tuple(range(z.ndim - 1)), z.size // z.shape[-1]
        mu, own = z.mean(axis=over), z.var(axis=over)
        less = count / (count - 1)
        taken = wrong.get("normalized")
        center, variance = (w["n.mean"], w["n.variance"]) if taken in ("moving", "all moving") else (mu, own)
        factor = less if taken in ("n - 1", "n - 1, moving too") else 1
        root = np.sqrt(variance * factor + 1e-3)
        n = (z - center) / root
        moving = own * (less if taken == "n - 1, moving too" else 1)
        shown = {
            "n.moving_mean'": 0.8 * w["n.mean"] + 0.2 * mu, "n.moving_variance'": 0.8 * w["n.variance"] + 0.2 * moving}
        if taken == "all moving":
            shown = {"n.moving_mean'": w["n.mean"], "n.moving_variance'": w["n.variance"]}

        def through(dy):
            dn = dy * w["n.gamma"]
            dz = dn / root
            if taken not in ("moving", "all moving"):
                slope = (dn * (z - mu) * -0.5 * root**-3).sum(axis=over) * factor
                dz = dz + slope * 2 * (z - mu) / count - (dn / root).sum(axis=over) / count
            return dz, {"n.gamma": (dy * n).sum(axis=over), "n.beta": dy.sum(axis=over)}

        return shown, w["n.gamma"] * n + w["n.beta"], through

    def step(self, x, y, wrong):
        """One step; gives the numbers of its places."""
        how, w = self.how, self.weights
        features, back, found, mask = self.features(x, wrong)
        z = features @ w["out.W"] + w["out.b"]
        a = hand.softmax(z) if how["act"] == "softmax" else hand.ACTS[how["act"]][0](z)
        losses, dz = hand.losses_and_slopes(how, z, a, y, wrong)
        loss, dz = hand.weighed(how, losses, dz, self.sample_weights, mask if how.get("sequences") else None, wrong)
        l2 = how.get("l2", 0)
        rows = dz.reshape(-1, dz.shape[-1])
        penalty = 0 if wrong.get("penalty") else 2 * l2 * w["out.W"]
        slopes = {
            "out.W": features.reshape(-1, features.shape[-1]).T @ rows + penalty, "out.b": rows.sum(axis=0),
            **back(dz @ w["out.W"].T),
        }
        found["loss"] = np.asarray(loss + l2 * (w["out.W"] ** 2).sum())
        found.update({name.replace(".", ".d"): g for name, g in slopes.items()})
        optimizer = how["optimizer"]
        if optimizer.get("clip"):
            slopes = hand.clipped(optimizer, slopes, len(x), wrong)
        self.updates += 1
        for name in [name for name in w if name in slopes]:
            w[name] = hand.updated(
                optimizer, w[name], slopes[name], self.kept[name], self.updates, wrong, l2 if name == "out.W" else 0)
            found[name + "'"] = w[name]
        return found


# --- the same in Keras ---------------------------------------------------------------------------------------------------


def schedule(kind, start, steps, fall):
    S = keras.optimizers.schedules
    if kind == "cosine":
        return S.CosineDecay(start, steps, alpha=fall)
    made = S.ExponentialDecay if "exponential" in kind else S.InverseTimeDecay
    return made(start, steps, fall, staircase="stairs" in kind)


def optimizer(how):
    O = keras.optimizers
    kind = {
        "sgd": O.SGD, "adam": O.Adam, "adamw": O.AdamW, "rmsprop": O.RMSprop, "adadelta": O.Adadelta, "lion": O.Lion}[how["name"]]
    keys = (
        "momentum", "nesterov", "epsilon", "weight_decay", "beta_1", "beta_2", "rho", "amsgrad", "centered", "use_ema",
        "ema_momentum")
    options = {key: how[key] for key in keys if key in how}
    if how.get("clip"):
        options[{"value": "clipvalue", "norm": "clipnorm", "together": "global_clipnorm"}[how["clip"][0]]] = how["clip"][1]
    return kind(schedule(*how["schedule"]) if how.get("schedule") else how["lr"], **options)


def model(how, shape, outputs):
    """The compiled model."""
    fresh()
    cells = {
        "rnn": L.SimpleRNN, "lstm": L.LSTM, "gru": L.GRU, "gru_before": lambda *a, **k: L.GRU(*a, reset_after=False, **k)}
    layers = [keras.Input(shape, name="x")]
    if how["kind"] == "recurrent":
        layers += [L.Masking(name="mask")] if how.get("masks") else []
        for name, kind in how["cells"]:
            more = how.get("sequences") or name != how["cells"][-1][0]
            layers.append(cells[kind](how["units"], return_sequences=more, name=name))
    else:
        layers.append(L.Conv1D(how["units"], 2, name="h") if how["kind"] == "conv" else L.Dense(how["units"], name="h"))
        layers += [L.BatchNormalization(momentum=0.8, name="n")] if how.get("normalized") else []
        layers.append(L.Activation(how["hidden"], name="act"))
        layers += [L.Flatten(name="flat")] if how["kind"] == "conv" else []
    regularizer = keras.regularizers.L2(how["l2"]) if how.get("l2") else None
    layers.append(L.Dense(outputs, activation=how["act"], kernel_regularizer=regularizer, name="out"))
    made = keras.Sequential(layers, name="net")
    options = {"reduction": how.get("reduction", "sum_over_batch_size")}
    if how["loss"].endswith("crossentropy"):
        options.update(from_logits=how.get("from_logits", False), label_smoothing=how.get("smoothing", 0))
    made.compile(optimizer(how["optimizer"]), LOSSES[how["loss"]](**options))
    made.optimizer.build(made.trainable_variables)
    return made


KINDS = {
    "embeddings": "E", "kernel": "W", "recurrent_kernel": "U", "bias": "b", "gamma": "gamma", "beta": "beta",
    "moving_mean": "mean", "moving_variance": "variance",
}


def place(variable):
    """`lstm.W` of net/lstm/lstm_cell/kernel."""
    parts = variable.path.removeprefix("net/").split("/")
    return f"{parts[0]}.{KINDS[parts[-1]]}"


class Pack:
    """The cases, one after the other."""

    def __init__(self):
        self.arrays, self.count = {}, 0

    def add(self, case, how, shape, outputs, mistakes, n=3, before=0, weighs=False, version=None):
        random = np.random.default_rng([ord(c) for c in case])
        made = model(how, shape, outputs)
        weights = {}
        for variable in made.weights:
            w = random.uniform(-1, 1, variable.shape).astype("float32")
            weights[place(variable)] = w + 1.5 if variable.path.endswith("variance") else w
            variable.assign(weights[place(variable)])
        x, y = self._batch(random, how, (n, *shape), outputs)
        own = random.uniform(0.3, 3, n).astype("float32") if weighs else None
        right = self._after(how, weights, own, x, y, before)
        start, kept = dict(right.weights), {name: dict(slots) for name, slots in right.kept.items()}
        numbers = right.step(x, y, {})
        if version is None:
            self._judge(made, numbers, start, x, y, own, before)
        told = {
            "architecture": json.loads(made.to_json()), "compile": made.get_compile_config(),
            "version": version or keras.__version__, "before": before, "layers": [
                [layer.name, len(layer.weights)] for layer in made.layers if layer.weights],
            "kept": [
                [i, slot, list(value.shape)]
                for i, variable in enumerate(made.trainable_variables) for slot, value in kept[place(variable)].items()],
        }
        found, flat = [], []

        def note(name, variant, where, value):
            found.append([name, variant, where, list(np.shape(value))])
            flat.append(np.ravel(value))

        for where, value in numbers.items():
            note("right", "", where, value)
        for name, wrong in mistakes:
            net = self._after(how, weights, own, x, y, before)
            with np.errstate(all="ignore"):
                wrongly = net.step(x, y, wrong)
            differing = [p for p, v in wrongly.items() if np.isfinite(v).all() and np.abs(v - numbers[p]).max() > 1e-3]
            if not differing:
                print(f"{case}: {wrong} changes nothing")
            for where in random.permutation(differing)[:PLACES]:
                note(name, json.dumps(wrong), str(where), wrongly[where])
                self.count += 1
        told["found"] = found
        for i, variable in enumerate(made.weights):
            self.arrays[f"{case}/w{i}"] = np.asarray(start[place(variable)], "float32")
        self.arrays.update({f"{case}/x0": x, f"{case}/y0": y, f"{case}/told": text(json.dumps(told))})
        if own is not None:
            self.arrays[f"{case}/sample_weight0"] = own
        self.arrays[f"{case}/numbers"] = np.concatenate(flat).astype("float32")
        slots = [np.ravel(v) for variable in made.trainable_variables for v in kept[place(variable)].values()]
        self.arrays[f"{case}/kept"] = np.concatenate(slots or [np.zeros(0)]).astype("float32")

    @staticmethod
    def _batch(random, how, shape, outputs):
        x = random.uniform(-1.5, 1.5, shape).astype("float32")
        if how.get("masks"):
            x[0, -1], x[1, 1], x[-1, -2:] = 0, 0, 0
        places = shape[:-1] if how.get("sequences") else shape[:1]
        if how["loss"] == "categorical_crossentropy":
            return x, np.eye(outputs, dtype="float32")[random.integers(0, outputs, places)]
        y = random.uniform(-1, 1, (*places, outputs)).astype("float32")
        return x, (y > 0).astype("float32") if how["loss"] == "binary_crossentropy" else y

    @staticmethod
    def _after(how, weights, own, x, y, before):
        """A net after so many right steps; BatchNormalization is tried in a first one alone."""
        net = Net(how, weights, own)
        for _ in range(before):
            net.step(x, y, {})
        return net

    @staticmethod
    def _judge(made, numbers, start, x, y, own, before):
        """Throws where the right numbers are not Keras'."""
        losses = [made.train_on_batch(x, y, sample_weight=own) for _ in range(before + 1)]
        np.testing.assert_allclose(losses[-1], numbers["loss"], rtol=2e-4, atol=2e-5)
        for variable in made.trainable_variables:
            np.testing.assert_allclose(
                variable.numpy(), numbers[place(variable) + "'"], atol=2e-3, err_msg=variable.path)


# --- what is tried -----------------------------------------------------------------------------------------------------


def each(name, key, *values):
    return [(name, {key: value}) for value in values]


CARRIED = each("T41", "no gate", True) + each("T46", "cut", "h") + each("T26", "cut", "both")
TIMES = each("T44", "times", "last", "first") + each("T45", "times", "mean")
CELL = each("T40", "cell", "none", "of C") + each("T42", "no o", True) + each("T27", "cut", "C")
LSTM = each("T39", "gate", *"ifgo", "all", "sigmas") + each("T47", "gate", "exchanged") + CELL + CARRIED + TIMES
GATES = each("T39", "gate", *"zrg", "all", "sigmas") + each("T47", "gate", "exchanged") + CARRIED + each("T43", "cut", "C")
GRU = GATES + TIMES
CROSSED = each("T58", "slope of", "mse", "mae")
ADAM = (
    each("T48", "shares", "m", "v", "both") + each("T49", "betas", "exchanged", "means") + each("T51", "rest", "m", "v", "both")
    + each("T15", "corrected", "m", "v", "no root") + each("T16", "epsilon", "paper") + each("T69", "root", True)
)
SCHEDULE = each("T56", "schedule", "early", "late") + each("T57", "schedule", "ignored", "stairs")
CLIP = each("T68", "clip", "sum")
NORMALIZED = each("T70", "normalized", "moving") + each("T71", "normalized", "n - 1", "n - 1, moving too")


def make(target):
    """Write mistakes/steps.npz."""
    target.mkdir(exist_ok=True)
    pack = Pack()
    descent = {"name": "sgd", "lr": 0.3}
    recurrent = {"kind": "recurrent", "units": 3, "loss": "mse", "act": "linear", "optimizer": descent}
    dense = {"kind": "dense", "units": 4, "hidden": "tanh", "loss": "mse", "act": "linear", "optimizer": descent}
    pack.add("lstm", {**recurrent, "cells": [("lstm", "lstm")]}, (4, 2), 2, LSTM)
    pack.add("masked lstm", {**recurrent, "cells": [("lstm", "lstm")], "masks": True}, (5, 2), 1, LSTM, n=4)
    pack.add(
        "gru", {**recurrent, "cells": [("gru", "gru")], "loss": "categorical_crossentropy", "act": "softmax", "smoothing": 0.1},
        (4, 2), 3, GRU + CROSSED + each("T62", "smoothing", "ignored", "others") + each("T60", "outputs", "mean"), n=5)
    pack.add("masked gru", {**recurrent, "cells": [("gru", "gru_before")], "masks": True}, (4, 2), 2, GATES + TIMES[1:])
    pack.add(
        "two loops", {**recurrent, "cells": [("lstm", "lstm"), ("gru", "gru")], "loss": "mae", "act": "tanh"}, (3, 2), 2,
        each("T39", "gate", "g", "all") + CARRIED + TIMES[1:] + each("T58", "slope of", "mse"), n=4)
    rnn = {
        **recurrent, "cells": [("rnn", "rnn")], "sequences": True, "masks": True, "loss": "binary_crossentropy", "act": "sigmoid"}
    masks = each("T65", "mask", "ignored") + each("T66", "mask", "other")
    pack.add("masked places", rnn, (4, 2), 2, masks + each("T39", "gate", "h") + TIMES + CROSSED)
    pack.add("masked places before", {**rnn, "counts masked": True}, (4, 2), 2, masks, version="2.9.0")
    summed = {"reduction": "sum", "loss": "binary_crossentropy", "from_logits": True, "smoothing": 0.2}
    pack.add(
        "logits", {**dense, **summed}, (3,), 2, each("T59", "batch", "mean") + CROSSED + each("T58", "slope of", "half")
        + each("T64", "logits", "for probabilities") + each("T62", "smoothing", "ignored"), n=4)
    classes = {"loss": "categorical_crossentropy", "act": "softmax"}
    pack.add(
        "weights", {**dense, **classes}, (3,), 3, each("T61", "weights", "ignored", "normalized", "twice") + CROSSED
        + each("T64", "logits", "of probabilities") + each("T60", "outputs", "mean"), n=5, weighs=True)
    momentum = {"name": "sgd", "lr": 0.1, "momentum": 0.9, "clip": ("norm", 0.2)}
    lengths = each("T67", "clip as", "value", "together") + each("T67", "clip", "always") + CLIP
    pack.add(
        "momentum", {**dense, "act": "sigmoid", "l2": 0.1, "optimizer": momentum}, (3,), 2,
        each("T53", "rate again", True) + each("T52", "nesterov", True) + each("T58", "slope of", "crossentropy", "mae")
        + each("T55", "penalty", "decoupled", "half decoupled") + lengths, before=2)
    adam = {"name": "adam", "lr": 0.05, "epsilon": 0.01}
    pack.add("adam", {**dense, "optimizer": adam}, (3,), 2, ADAM + each("T50", "start", "m", "v", "both"))
    falling = {**adam, "schedule": ("exponential", 0.1, 4, 0.5)}
    pack.add("adam later", {**dense, "optimizer": falling}, (3,), 2, ADAM + SCHEDULE, before=3)
    adamw = {"name": "adamw", "lr": 0.05, "weight_decay": 0.3, "clip": ("together", 0.3)}
    pack.add(
        "adamw", {**dense, "l2": 0.1, "optimizer": adamw}, (3,), 2, each("T54", "decay", "sign", "no rate")
        + each("T67", "clip as", "value", "norm") + CLIP + each("T55", "penalty", "decoupled", "half decoupled"),
        before=1)
    rmsprop = {"name": "rmsprop", "lr": 0.05, "epsilon": 1e-3, "clip": ("value", 0.1), "schedule": ("inverse stairs", 0.1, 2, 0.5)}
    pack.add(
        "rmsprop", {**dense, "hidden": "relu", "optimizer": rmsprop}, (3,), 2, each("T48", "shares", "v")
        + each("T51", "rest", "v") + each("T69", "root", True) + each("T67", "clip as", "norm", "together") + CLIP
        + each("T56", "schedule", "early") + each("T57", "schedule", "ignored", "stairs"), before=3)
    adadelta = {"name": "adadelta", "lr": 1.0, "epsilon": 1e-3}
    pack.add("adadelta", {**dense, "optimizer": adadelta}, (3,), 2, each("T48", "shares", "a", "both"), before=2)
    lion = {"name": "lion", "lr": 0.05, "schedule": ("cosine", 0.1, 6, 0.1)}
    pack.add(
        "lion", {**dense, "optimizer": lion}, (3,), 2, each("T49", "betas", "exchanged") + each("T56", "schedule", "early", "late")
        + each("T57", "schedule", "ignored"), before=2)
    pack.add("normalized", {**dense, "normalized": True}, (3,), 2, NORMALIZED, n=5)
    pack.add("convolved", {**dense, "kind": "conv", "hidden": "relu", "normalized": True}, (4, 2), 1, NORMALIZED)
    pack.arrays.update(two_outputs())
    np.savez_compressed(target / "steps.npz", **pack.arrays)
    print(f"{pack.count} wrong arrays, {(target / 'steps.npz').stat().st_size:,} bytes")


def two_outputs():
    """A dense layer and two more behind it, whose losses weigh 0.3 and 2; loss_weights are ignored."""
    fresh()
    x = keras.Input((3,), name="x")
    h = L.Dense(4, activation="tanh", name="h")(x)
    made = keras.Model(x, [L.Dense(2, name="a")(h), L.Dense(1, name="b")(h)], name="net")
    made.compile(keras.optimizers.SGD(0.2), ["mse", "mae"], loss_weights=[0.3, 2.0])
    made.optimizer.build(made.trainable_variables)
    random = np.random.default_rng(63)
    w = [random.uniform(-1, 1, v.shape) for v in made.weights]
    batch, y, z = (random.uniform(-1, 1, shape) for shape in ((4, 3), (4, 2), (4, 1)))

    def step(a_weighs, b_weighs):
        out = np.tanh(batch @ w[0] + w[1])
        a, b = out @ w[2] + w[3], out @ w[4] + w[5]
        da, db = a_weighs * (a - y) / 4, b_weighs * np.sign(b - z) / 4
        dz = (da @ w[2].T + db @ w[4].T) * (1 - out * out)
        found = {"a.dW": out.T @ da, "b.db": db.sum(axis=0), "h.dW": batch.T @ dz, "h.db": dz.sum(axis=0)}
        found["h.W'"] = w[0] - 0.2 * found["h.dW"]
        return found

    found = [["right", "", where, list(value.shape)] for where, value in step(0.3, 2).items()]
    found += [["T63", "", where, list(value.shape)] for where, value in step(1, 1).items()]
    told = {
        "architecture": json.loads(made.to_json()), "compile": made.get_compile_config(), "version": keras.__version__,
        "before": 0, "layers": [[layer.name, len(layer.weights)] for layer in made.layers if layer.weights], "kept": [],
        "found": found,
    }
    numbers = np.concatenate([np.ravel(v) for step in (step(0.3, 2), step(1, 1)) for v in step.values()])
    arrays = {f"w{i}": value for i, value in enumerate(w)}
    arrays.update(x0=batch, y0=y, y1=z, numbers=numbers, kept=np.zeros(0))
    named = {f"two outputs/{name}": np.asarray(value, "float32") for name, value in arrays.items()}
    return {**named, "two outputs/told": text(json.dumps(told))}
