"""Steps of models as Keras loads them from a file: `loaded/<name>.<tag>.<ending>` and `<name>.<tag>.<ending>.npz`.

What Keras does not load, or makes anew (Keras 3.15 does not train what it loads from an .h5), and what its graph has that is made then: momentum that Nadam of tf.keras multiplies for
every weight, arrays of optimizers that scale the loss, of legacy ones without those of weights that no loss depends on.
"""

import warnings

import numpy as np

from making import values
from making.environment import MAJOR, TAG, fresh, keras, tf
from making.loss_scale_steps import arrays, policy
from making.run import fill
from making.steps import path

L = keras.layers
O = keras.optimizers


def plain():
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(1, name="out")(L.Dense(2, activation="tanh", name="hidden")(x)), name="net")


def stopped():
    """A layer that learns nothing."""
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(1, name="out")(tf.stop_gradient(L.Dense(2, name="hidden")(x))), name="net")


def cases():
    """Name, policy, the model, what it is compiled with, steps before it is saved, endings."""
    if MAJOR == 3:
        yield "free", "float32", plain, {"optimizer": lambda: O.ScheduleFreeAdamW(0.05)}, 2, ["keras"]
        yield "ftrl", "float32", plain, {"optimizer": lambda: O.Ftrl(0.1)}, 2, ["keras"]
        yield "lamb", "float32", plain, {"optimizer": lambda: O.Lamb(0.05)}, 2, ["keras"]
        return
    nadam = {"optimizer": lambda: O.Nadam(0.05)}
    yield "nadam", "float32", plain, nadam, 2, ["keras", "h5"]
    yield "nadam_fresh", "float32", plain, nadam, 0, ["keras"]
    yield "nadam_metrics", "float32", plain, {**nadam, "metrics": ["mae"]}, 2, ["keras", "h5"]
    yield "nadam_metrics_fresh", "float32", plain, {**nadam, "weighted_metrics": ["mae"]}, 0, ["keras"]
    yield "nadam_eager", "float32", plain, {**nadam, "run_eagerly": True}, 0, ["keras"]
    yield "scaled", "mixed_float16", plain, {"optimizer": lambda: O.Adam(0.05)}, 2, ["keras", "h5"]
    yield "average", "float32", plain, {"optimizer": lambda: O.SGD(0.1, use_ema=True, ema_momentum=0.7)}, 0, ["h5"]
    yield "stopped", "float32", stopped, {"optimizer": lambda: O.legacy.Adagrad(0.1)}, 3, ["h5"]
    yield "legacy", "float32", plain, {"optimizer": lambda: O.legacy.Adagrad(0.1)}, 3, ["h5"]


def steps(model, x, y, count=4):
    """What the arrays of a step file hold."""
    found, losses = {"x0": x, "y0": y}, []
    for step in range(1, count + 1):
        losses.append(np.ravel(model.train_on_batch(x, y))[0])
        if step in (1, count):
            found.update({f"{path(v)}@{step}": np.array(v) for v in model.weights})
            found.update({f"optimizer{i}@{step}": np.array(s) for i, s in enumerate(arrays(model.optimizer))})
    return {**found, "loss": np.array(losses, "float32")}


def make(folder):
    """All of them."""
    folder = folder / "loaded"
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind, build, compiled, before, endings in cases():
        fresh()
        keras.utils.set_random_seed(1)
        policy(kind)
        model = fill(build(), "loaded", name)
        policy("float32")
        options = {key: value() if callable(value) else value for key, value in compiled.items()}
        model.compile(loss="mean_squared_error", **options)
        x, y = values.normal((5, 3), "loaded", name, "x"), values.normal((5, 1), "loaded", name, "y")
        for _ in range(before):
            model.train_on_batch(x, y)
        for ending in endings:
            file = folder / f"{name}.{TAG}.{ending}"
            model.save(file)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                loaded = keras.models.load_model(file)
            np.savez_compressed(f"{file}.npz", **steps(loaded, x, y))
            print(file.name, file.stat().st_size)
