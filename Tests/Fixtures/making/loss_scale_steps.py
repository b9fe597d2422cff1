"""Steps of optimizers that scale the loss: `loss_scale/<name>.<tag>.keras` or `.h5`, and `<name>.<tag>.step.npz`.

Each by `train_on_batch`, which scales. Some overflow at once and are skipped until the scale has come down, some double it.
"""

import numpy as np

from making import values
from making.environment import MAJOR, TAG, fresh, keras
from making.run import fill
from making.steps import path

L = keras.layers
O = keras.optimizers


def policy(name):
    """What layers compute in from here on; `compile` scales the loss of a model made under mixed_float16."""
    (keras.config.set_dtype_policy if MAJOR == 3 else keras.mixed_precision.set_global_policy)(name)


def scaling(inner, scale=2.0**15, growth=2000, **more):
    """A LossScaleOptimizer."""
    made = O.LossScaleOptimizer if MAJOR == 3 else keras.mixed_precision.LossScaleOptimizer
    return made(inner, initial_scale=scale, dynamic_growth_steps=growth, **more)


def arrays(optimizer):
    """The optimizer's arrays, in the order of a file."""
    found = optimizer.variables
    return list(found() if callable(found) else found)


def scale(optimizer):
    """How large the scale has become."""
    found = getattr(optimizer, "dynamic_scale", getattr(optimizer, "loss_scale", 0))
    return float(np.array(found))


def small():
    return [keras.Input((3,), name="x"), L.Dense(2, activation="tanh", name="a"), L.Dense(1, dtype="float32", name="out")]


def plain():
    return [keras.Input((3,), name="x"), L.Dense(2, name="a"), L.Dense(1, name="out")]


def recurrent():
    return [keras.Input((3, 2), name="x"), L.LSTM(3, name="lstm"), L.Dense(2, dtype="float32", name="out")]


def words():
    return [keras.Input((4,), dtype="int32", name="x"), L.Embedding(3, 2, name="e"), L.GlobalAveragePooling1D(name="mean"),
            L.Dense(1, dtype="float32", name="out")]


def cases():
    """Name, policy, layers, optimizer, steps before the file is saved and after, how large x is, the files' endings."""
    over = {"scale": 2.0**124, "growth": 2}
    found = [
        ("over", "float32", plain, lambda: scaling(O.Adam(0.01), **over), 0, 8, 10, ["h5"] if MAJOR == 2 else ["keras"]),
        # tf.keras reads no arrays of it from an .h5.
        ("half", "mixed_float16", small, lambda: O.Adam(0.01), 2, 3, 1, ["keras"] + ["h5"] * (MAJOR == 3)),
        ("lstm", "mixed_float16", recurrent, lambda: scaling(O.RMSprop(0.01), 2.0**20, 2), 0, 6, 1, ["h5"]),
    ]
    if MAJOR == 3:
        return found + [
            ("kept", "mixed_float16", small, lambda: scaling(O.SGD(0.05, momentum=0.9), 2.0**21, 3), 4, 4, 1, ["keras"]),
            ("collected", "float32", plain, lambda: scaling(O.Nadam(0.01, gradient_accumulation_steps=2), **over), 0, 8, 5.95, ["keras"]),
            ("factor", "float32", small, lambda: O.SGD(0.1, loss_scale_factor=1000.0), 0, 3, 1, ["keras"]),
            ("lookups", "mixed_float16", words, lambda: O.Adam(0.1), 0, 3, 3, ["keras"]),
            ("lookups_clipped", "mixed_bfloat16", words, lambda: O.SGD(1.0, clipnorm=0.5), 0, 3, 3, ["keras"]),
        ]
    return found + [
        ("fixed", "float32", small, lambda: scaling(O.SGD(0.1, clipnorm=0.5), 64.0, None, dynamic=False), 0, 3, 1, ["h5"]),
        ("legacy", "mixed_float16", small, lambda: scaling(O.legacy.Adam(0.01), 2.0**18, 2), 0, 6, 1, ["h5"]),
    ]


def make(folder):
    """All of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind, layers, optimizer, before, steps, size, endings in cases():
        fresh()
        policy(kind)
        model = fill(keras.Sequential(layers(), name="scaled"), "loss_scale", name)
        policy("float32")
        model.compile(optimizer(), keras.losses.MeanSquaredError())
        x = values.normal((4,) + tuple(model.input_shape[1:]), "loss_scale", name, "x") * np.float32(size)
        if layers is words:
            x = (np.floor(np.abs(x)) % 3).astype("int32")
        y = values.normal((4,) + tuple(model.output_shape[1:]), "loss_scale", name, "y")
        for _ in range(before):
            model.train_on_batch(x, y)
        for ending in endings:
            model.save(folder / f"{name}.{TAG}.{ending}")
        found, losses, scales = {"x0": x, "y0": y}, [], []
        for step in range(1, steps + 1):
            losses.append(np.ravel(model.train_on_batch(x, y))[0])
            if step in (1, steps // 2, steps):
                found.update({f"{path(v)}@{step}": np.array(v) for v in model.weights})
                found.update({f"optimizer{i}@{step}": np.array(s) for i, s in enumerate(arrays(model.optimizer))})
            scales.append(scale(model.optimizer))
        found["loss"] = np.array(losses, "float32")
        np.savez_compressed(folder / f"{name}.{TAG}.step.npz", **found)
        print(name, [float(loss) for loss in losses], scales)
