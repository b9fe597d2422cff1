"""Steps of every optimizer under given gradients, and files in which its state is kept."""

import json
import pathlib
import tempfile
import zipfile

import numpy as np
import tensorflow as tf

from making.environment import MAJOR, TAG, fresh, keras
from making.recipes import Parts, normal, plain, saved

O = keras.optimizers
S = O.schedules
SHAPES = [(2, 3), (3,), (4, 2)]


def constrained(value, index):
    """A variable; the first has a constraint where one is asked for."""
    if MAJOR == 3:
        return keras.Variable(value, name=f"w{index}")
    return tf.Variable(value, name=f"w{index}")


def kinds():
    """(title, a function that makes the optimizer, options of the case)."""
    yield "SGD", lambda: O.SGD(0.1), {}
    yield "SGD momentum", lambda: O.SGD(0.1, momentum=0.9), {}
    yield "SGD Nesterov", lambda: O.SGD(0.1, momentum=0.9, nesterov=True), {}
    yield "Adam", lambda: O.Adam(), {}
    yield "Adam amsgrad", lambda: O.Adam(0.01, beta_1=0.8, beta_2=0.99, epsilon=1e-4, amsgrad=True), {}
    yield "AdamW", lambda: O.AdamW(0.01), {}
    yield "AdamW 0.1", lambda: O.AdamW(0.01, weight_decay=0.1), {}
    yield "RMSprop", lambda: O.RMSprop(), {}
    yield "RMSprop momentum", lambda: O.RMSprop(0.01, rho=0.8, momentum=0.5, epsilon=1e-3), {}
    yield "RMSprop centered", lambda: O.RMSprop(0.01, centered=True), {}
    yield "RMSprop both", lambda: O.RMSprop(0.01, momentum=0.5, centered=True), {}
    yield "Nadam", lambda: O.Nadam(0.01), {}
    yield "Adagrad", lambda: O.Adagrad(0.1), {}
    yield "Adagrad first", lambda: O.Adagrad(0.1, initial_accumulator_value=0.5, epsilon=1e-2), {}
    yield "Adadelta", lambda: O.Adadelta(1.0), {}
    yield "Adamax", lambda: O.Adamax(0.01), {}
    yield "Lion", lambda: O.Lion(0.01), {}
    yield "Adam clipnorm", lambda: O.Adam(0.01, clipnorm=0.5), {}
    yield "SGD clipnorm", lambda: O.SGD(0.1, clipnorm=0.5), {}
    yield "SGD global_clipnorm", lambda: O.SGD(0.1, global_clipnorm=1.0), {}
    yield "SGD global_clipnorm far", lambda: O.SGD(0.1, global_clipnorm=100.0), {}
    yield "SGD clipvalue", lambda: O.SGD(0.1, clipvalue=0.3), {}
    yield "SGD decay", lambda: O.SGD(0.1, momentum=0.9, weight_decay=0.05), {}
    yield "Adam ema", lambda: O.Adam(0.01, use_ema=True, ema_momentum=0.8), {}
    yield "SGD ema overwrites", lambda: O.SGD(0.1, use_ema=True, ema_momentum=0.7, ema_overwrite_frequency=2), {}
    yield "Adam schedule", lambda: O.Adam(S.ExponentialDecay(0.1, 3, 0.5)), {}
    yield "SGD schedule", lambda: O.SGD(S.PiecewiseConstantDecay([1, 3], [0.1, 0.05, 0.01])), {}
    yield "AdamW schedule", lambda: O.AdamW(S.CosineDecay(0.1, 4), weight_decay=0.1), {}
    for name in ("MaxNorm", "NonNeg", "UnitNorm"):
        yield f"SGD {name}", lambda: O.SGD(0.1), {"constraint": getattr(keras.constraints, name)()}
    if MAJOR == 3:
        yield "SGD accumulation", lambda: O.SGD(0.1, momentum=0.9, gradient_accumulation_steps=2), {}
        yield "Adam accumulation", lambda: O.Adam(0.01, gradient_accumulation_steps=2, clipnorm=0.5), {}
        yield "Nadam accumulation ema", lambda: O.Nadam(0.01, gradient_accumulation_steps=2, use_ema=True, ema_momentum=0.5, weight_decay=0.1), {}
        yield "SGD accumulation schedule", lambda: O.SGD(S.ExponentialDecay(0.1, 1, 0.5), gradient_accumulation_steps=2), {}
        yield "Ftrl", lambda: O.Ftrl(0.1, l1_regularization_strength=0.05, beta=0.3), {}
        yield "Lamb", lambda: O.Lamb(0.05), {}
        yield "ScheduleFreeAdamW", lambda: O.ScheduleFreeAdamW(0.05, warmup_steps=2), {}
        return
    yield "Ftrl", lambda: O.Ftrl(0.1, l1_regularization_strength=0.05, beta=0.3), {}
    L = O.legacy
    yield "legacy SGD", lambda: L.SGD(0.1), {}
    yield "legacy SGD decay", lambda: L.SGD(0.1, momentum=0.9, nesterov=True, decay=0.1), {}
    yield "legacy SGD momentum", lambda: L.SGD(0.1, momentum=0.9), {}
    yield "legacy Adam", lambda: L.Adam(0.01, decay=0.01), {}
    yield "legacy Adam amsgrad", lambda: L.Adam(0.01, amsgrad=True), {}
    yield "legacy RMSprop", lambda: L.RMSprop(0.01, epsilon=1e-2), {}
    yield "legacy RMSprop centered", lambda: L.RMSprop(0.01, centered=True, epsilon=1e-2), {}
    yield "legacy RMSprop momentum", lambda: L.RMSprop(0.01, momentum=0.5, epsilon=1e-2), {}
    yield "legacy RMSprop both", lambda: L.RMSprop(0.01, momentum=0.5, centered=True, epsilon=1e-2), {}
    yield "legacy Nadam", lambda: L.Nadam(0.01), {}
    yield "legacy Adagrad", lambda: L.Adagrad(0.1, epsilon=1e-2), {}
    yield "legacy Adadelta", lambda: L.Adadelta(1.0), {}
    yield "legacy Adamax", lambda: L.Adamax(0.01), {}
    yield "legacy clips", lambda: L.SGD(0.1, clipvalue=0.3, clipnorm=0.5), {}
    yield "legacy global", lambda: L.SGD(0.1, global_clipnorm=1.0), {}
    yield "legacy schedule", lambda: L.Adam(S.ExponentialDecay(0.1, 3, 0.5)), {}


def variables(optimizer):
    """The optimizer's arrays, as it numbers them."""
    found = optimizer.variables
    return found() if callable(found) and "legacy" in optimizer.__module__ else list(found)


def flat(arrays):
    """The numbers of several arrays, one behind the other."""
    return np.concatenate([np.asarray(a, "float32").reshape(-1) for a in arrays] or [[]]).astype("float32")


def make_steps(folder):
    parts = Parts("optimizers")
    for title, make, options in kinds():
        fresh()
        optimizer = make()
        config = saved(optimizer)
        start = [normal(shape, "steps", title, "w", i) for i, shape in enumerate(SHAPES)]
        weights = [constrained(value, i) for i, value in enumerate(start)]
        arrays = {"w": flat(start)}
        more = {"shapes": SHAPES}
        constraint = options.get("constraint")
        if constraint is not None:
            more["constraint"] = saved(constraint)
            if MAJOR == 3:
                weights[0].constraint = constraint
            else:
                weights[0] = tf.Variable(start[0], name="w0", constraint=constraint)
        for step in range(5):
            slopes = [normal(shape, "steps", title, "g", step, i) for i, shape in enumerate(SHAPES)]
            if step == 1:
                slopes[0][0, 0] = 0
            arrays[f"g{step}"] = flat(slopes)
            optimizer.apply_gradients(zip([tf.constant(g) for g in slopes], weights))
            if step in (0, 4):
                kept = variables(optimizer)
                arrays[f"after{step + 1}/w"] = flat(weights)
                arrays[f"after{step + 1}/s"] = flat(kept)
                more["states"] = [[getattr(s, "path", s.name), list(s.shape)] for s in kept]
        parts.add(title, config, arrays, **more)
    parts.save(folder)
    save_models(folder)


def save_models(folder):
    """Compiled models with their optimizer's state, each file in one archive."""
    path = folder / f"saved.{TAG}.zip"
    names = []
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for title, make, options in kinds():
            if options or "far" in title:
                continue
            fresh()
            keras.utils.set_random_seed(1)
            x = keras.Input((2,), name="x")
            a = keras.layers.Dense(3, activation="tanh", name="hidden")(x)
            model = keras.Model(x, keras.layers.Dense(1, name="out")(a))
            for w in model.weights:
                w.assign(normal(tuple(w.shape), "saved", title, w.name))
            optimizer = make()
            model.compile(optimizer, "mse", metrics=["mae"])
            for step in range(3):
                model.train_on_batch(normal((4, 2), "saved", "x", step), normal((4, 1), "saved", "y", step))
            kept = variables(optimizer)
            number = f"{len(names):02}"
            names.append({"title": title, "states": [[getattr(s, "path", s.name), list(s.shape)] for s in kept]})
            formats = ["h5"] if "legacy" in title else ["keras", "h5"]
            for suffix in formats:
                file = pathlib.Path(place) / f"{number}.{suffix}"
                model.save(file)
                write(archive, file.name, file.read_bytes())
            names[-1]["numbers"] = flat(kept).tolist()
        write(archive, "names.json", json.dumps(names, default=plain).encode())
    print(f"{path.name}: {len(names)} models, {path.stat().st_size:,} bytes")


def write(archive, name, content):
    """One file with the same date every time."""
    archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
