"""Training steps as Keras makes them: gradients, losses, weights after one update and after five.

`Steps` runs a compiled model; `StepPack` keeps many small cases in one .npz, the architecture as the grid does. What the arrays
are called stands in training/README.md.
"""

import json

import numpy as np
import tensorflow as tf

from making.environment import MAJOR, TAG, VERSION, fresh, keras
from making.pack import text
from making.recipes import plain
from making.run import array, fill, legacy_weights

UPDATES = 5


def path(variable):
    """The variable's path, as Keras 3 has it."""
    return variable.path if MAJOR == 3 else variable.name.split(":")[0]


def listed(thing):
    """One or several, as a list."""
    return list(thing) if isinstance(thing, (list, tuple)) else [thing]


class Steps:
    """A compiled model on its way, one batch again and again."""

    def __init__(self, model, inputs, targets, weights=None):
        self.model = model
        self.x = [tf.constant(x) for x in listed(inputs)]
        self.y = [None if y is None else tf.constant(y) for y in listed(targets)]
        self.weights = None if weights is None else [tf.constant(w) for w in listed(weights)]

    @staticmethod
    def one(things):
        return things[0] if len(things) == 1 else things

    def gradients(self):
        """The loss before an update, and its slope for every variable that is trained."""
        model, x, y = self.model, self.one(self.x), self.one(self.y)
        weight = None if self.weights is None else self.one(self.weights)
        with tf.GradientTape() as tape:
            prediction = model(x, training=True)
            loss = model.compute_loss(x=x, y=y, y_pred=prediction, sample_weight=weight)
        variables = model.trainable_variables
        values = [v.value if MAJOR == 3 else v for v in variables]
        return np.asarray(loss), tape.gradient(loss, values), variables

    def run(self, updates=UPDATES):
        """What the arrays of a step file hold."""
        found = {f"x{i}": np.asarray(x) for i, x in enumerate(self.x)}
        found.update({f"y{i}": np.asarray(y) for i, y in enumerate(self.y) if y is not None})
        if self.weights is not None:
            found.update({f"sample_weight{i}": np.asarray(w) for i, w in enumerate(self.weights)})
        losses = []
        for step in range(updates):
            loss, slopes, variables = self.gradients()
            losses.append(loss)
            if step == 0:
                for slope, variable in zip(slopes, variables):
                    if slope is not None:
                        found[path(variable) + ":grad"] = np.asarray(tf.convert_to_tensor(slope))
                    if isinstance(slope, tf.IndexedSlices):
                        found[path(variable) + ":squares"] = dense(slope, tf.square)
                        found[path(variable) + ":sizes"] = dense(slope, tf.abs)
            self.model.optimizer.apply_gradients(zip(slopes, variables))
            if step in (0, updates - 1):
                for variable in self.model.weights:
                    if not is_seed(variable):
                        found[f"{path(variable)}@{step + 1}"] = np.array(variable)
                for index, state in enumerate(states(self.model.optimizer)):
                    found[f"optimizer{index}@{step + 1}"] = np.array(state)
        found["loss"] = np.array(losses, "float32")
        return found


def dense(slices, function):
    """A function of the slope of every lookup, added up row by row."""
    return np.asarray(tf.convert_to_tensor(tf.IndexedSlices(function(slices.values), slices.indices, slices.dense_shape)))


def is_seed(variable):
    """Whether it is the state of random numbers."""
    return "seed_generator" in path(variable)


def states(optimizer):
    """The optimizer's arrays, in the order in which a file keeps them."""
    found = optimizer.variables
    return list(found()) if callable(found) and "legacy" in optimizer.__module__ else list(found)


def flat(arrays):
    """The numbers of several arrays, one behind the other."""
    return np.concatenate([np.asarray(a, "float32").reshape(-1) for a in arrays] or [[]]).astype("float32")


def facts(title, model, weights):
    """What is told of a compiled model: its parts, and how many arrays each layer of `weights` has."""
    return {
        "title": title,
        "architecture": json.loads(model.to_json()),
        "compile": model.get_compile_config(),
        "keras_version": VERSION,
        "w_layers": [[name, len(arrays)] for name, arrays in weights],
    }


def packed(model, told, found):
    """A case's arrays, those of variables in one: few arrays of many small ones."""
    kept = [v for v in model.weights if not is_seed(v)]
    looked = {path(v) for v in kept if path(v) + ":squares" in found}
    told["variables"] = [[path(v), list(v.shape), path(v) + ":grad" in found, path(v) in looked] for v in kept]
    told["optimizer"] = [[getattr(s, "path", s.name), list(s.shape)] for s in states(model.optimizer)]
    arrays = {name: a for name, a in found.items() if name == "loss" or name[:-1] in ("x", "y", "sample_weight")}
    arrays["case"] = text(json.dumps(told, default=plain))
    arrays["grad"] = flat(found[path(v) + ":grad"] for v in kept if path(v) + ":grad" in found)
    for kind in ("squares", "sizes") if looked else ():
        arrays[kind] = flat(found[f"{path(v)}:{kind}"] for v in kept if path(v) in looked)
    for step in (1, UPDATES):
        arrays[f"after{step}"] = flat(found[f"{path(v)}@{step}"] for v in kept)
        count = len(told["optimizer"])
        arrays[f"optimizer{step}"] = flat(found[f"optimizer{i}@{step}"] for i in range(count))
    return arrays


class StepPack:
    """The cases of one family."""

    def __init__(self, family):
        self.family, self.arrays, self.cases, self.troubles = family, {}, [], []

    def add(self, title, build, inputs, targets, weights=None, more=None, **compiled):
        """Build a model, give it its weights, compile it and make five updates; `more` is told of the case beside."""
        if title in self.cases:
            raise ValueError(f"two cases named {title}")
        try:
            found = self._found(title, build, inputs, targets, weights, compiled, more or {})
        except Exception as error:  # what this Keras refuses is noted and left out
            self.troubles.append(f"{self.family}.{TAG} {title}: {' '.join(str(error).split())[:240]}")
            return
        if not all(np.isfinite(found[name]).all() for name in ("loss", "grad", "after1", "after5")):
            self.troubles.append(f"{self.family}.{TAG} {title}: not finite, left out")
            return
        number = f"{len(self.cases):03}"
        self.cases.append(title)
        self.arrays.update({f"{number}/{name}": value for name, value in found.items()})

    def _found(self, title, build, inputs, targets, weights, compiled, more):
        fresh()
        keras.utils.set_random_seed(1)
        model = fill(build(), "steps", self.family, title)
        options = {key: made(value) for key, value in compiled.items()}
        model.compile(**options)
        names = [path(v) for v in model.weights if not is_seed(v)]
        if len(set(names)) != len(names):
            raise ValueError(f"two variables of one path in {names}")
        counts = legacy_weights(model)
        told = {**more, **facts(title, model, counts)}
        found = Steps(model, inputs, targets, weights).run()
        if len(self.cases) % 25 == 0:
            self._compare(title, build, inputs, targets, weights, compiled, found)
        start = {f"w{i}": w for i, w in enumerate(w for _, arrays in counts for w in arrays)}
        return {**start, **packed(model, told, found)}

    def _compare(self, title, build, inputs, targets, weights, compiled, found):
        """Whether `train_on_batch` of a twin, in a graph, has the same losses."""
        fresh()
        twin = fill(build(), "steps", self.family, title)
        twin.compile(**{key: made(value) for key, value in compiled.items()})
        x, y = Steps.one(listed(inputs)), Steps.one(listed(targets))
        w = None if weights is None else Steps.one(listed(weights))
        losses = [float(np.ravel(twin.train_on_batch(x, y, sample_weight=w))[0]) for _ in range(UPDATES)]
        if not np.allclose(losses, found["loss"], 2e-4, 2e-5):
            self.troubles.append(f"{self.family}.{TAG} {title}: train_on_batch {losses} but {found['loss']}")

    def save(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{self.family}.{TAG}.npz"
        names = {f"{number:03}": case for number, case in enumerate(self.cases)}
        np.savez_compressed(file, cases=text(json.dumps(names, indent=0)), **self.arrays)
        print(f"{file.name}: {len(self.cases)} cases, {file.stat().st_size:,} bytes")
        for line in self.troubles:
            print("  " + line)


def made(value):
    """Optimizers and losses are given as functions that make them, for each belongs to one model."""
    return value() if callable(value) and getattr(value, "__name__", "") == "<lambda>" else value
