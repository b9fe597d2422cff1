"""`class_weight` of fit: three epochs of one batch, and what Keras refuses.

The arrays are those of steps (training/README.md), `after3` the variables after three updates; the case tells `class_weight` as it
is typed, and `refused`, what Keras said, where it did not.
"""

import json

import numpy as np

from making import values
from making.environment import TAG, fresh, keras
from making.pack import text
from making.recipes import plain
from making.run import fill, legacy_weights
from making.step_cases import target
from making.steps import array, facts, flat, listed, path

L = keras.layers
BATCH, EPOCHS = 5, 3


def dense(width, activation, shape=(3,)):
    """One hidden layer, then one of as many outputs."""
    x = keras.Input(shape, name="x")
    a = L.Dense(4, activation="tanh", name="hidden")(x)
    return keras.Model(x, L.Dense(width, activation=activation, name="out")(a), name="classes")


def two():
    """Two outputs."""
    x = keras.Input((3,), name="x")
    return keras.Model(x, [L.Dense(1, name="a")(x), L.Dense(1, name="b")(x)], name="two")


def cases():
    """(title, model, loss, y, class weights, weights of samples)."""
    binary = np.array([[0], [1], [1], [0], [1]], "float32")
    hot = target("hot", (BATCH, 3), "hot")
    number = np.array([0, 2, 1, 2, 0], "int32")
    own = np.array([1, 2, 0.5, 1, 3], "float32")
    timed = target("hot", (BATCH, 2, 3), "timed")
    sigmoid, softmax = lambda: dense(1, "sigmoid"), lambda: dense(3, "softmax")
    timesteps = lambda: dense(3, "softmax", (2, 3))
    every = {0: 0.5, 1: 2.0, 2: 3.0}
    bce, cce, sparse = "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"
    return [
        ("binary", sigmoid, bce, binary, {0: 1.0, 1: 5.0}, None),
        ("binary, a flat y", sigmoid, bce, binary[:, 0], {0: 0.25, 1: 2.0}, None),
        ("one-hot", softmax, cce, hot, every, None),
        ("several labels at once", lambda: dense(3, "sigmoid"), bce, target("binary", (BATCH, 3), "several"), every, None),
        ("numbers of classes", softmax, sparse, number, every, None),
        ("of a regression, rounded", lambda: dense(1, "linear"), "mse", np.array([[0.2], [1.5], [0.5], [1.9], [1]], "float32"), every, None),
        ("hinge", lambda: dense(1, "tanh"), "hinge", 2 * binary - 1, {-1: 3.0, 1: 0.5}, None),
        ("a class left out", softmax, cce, hot, {0: 0.5, 2: 3.0}, None),
        ("a class without a weight", softmax, sparse, number, {0: 0.5, 1: 3.0}, None),
        ("beside weights of samples", sigmoid, bce, binary, {0: 1.0, 1: 5.0}, own),
        ("at every timestep", timesteps, cce, timed, every, None),
        ("at every timestep, beside weights of samples", timesteps, cce, timed, every, own),
        ("two outputs", two, "mse", [binary, binary], {0: 1.0, 1: 5.0}, None),
    ]


def made(title, build, loss, y, weights, own):
    """What the arrays of a case hold."""
    fresh()
    model = fill(build(), "class weights", title)
    model.compile(keras.optimizers.SGD(0.1), loss)
    x = values.normal((BATCH, *model.input_shape[1:]), "class weights", title)
    counts = legacy_weights(model)
    told = {
        **facts(title, model, counts),
        "class_weight": " ".join(f"{label}={weight}" for label, weight in weights.items()),
        "variables": [[path(v), list(v.shape), True] for v in model.weights],
    }
    found = {f"w{i}": w for i, w in enumerate(a for _, arrays in counts for a in arrays)}
    found.update({"x0": x, **{f"y{i}": one for i, one in enumerate(listed(y))}})
    if own is not None:
        found["sample_weight0"] = own
    options = {"class_weight": weights, "sample_weight": own, "batch_size": BATCH, "epochs": EPOCHS, "shuffle": False, "verbose": 0}
    try:
        found["loss"] = np.array(model.fit(x, y, **options).history["loss"], "float32")
        found[f"after{EPOCHS}"] = flat(array(v) for v in model.weights)
    except Exception as error:
        told["refused"] = " ".join(str(error).split())[:120]
    return found | {"case": text(json.dumps(told, default=plain))}, told.get("refused")


def make(folder):
    """<tag>.npz."""
    arrays, names = {}, {}
    for case in cases():
        found, refused = made(*case)
        number = f"{len(names):03}"
        names[number] = case[0]
        arrays.update({f"{number}/{name}": value for name, value in found.items()})
        print(" ", case[0], f"refused: {refused}" if refused else "")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"classes.{TAG}.npz"
    np.savez_compressed(file, cases=text(json.dumps(names)), **arrays)
    print(file.name, f"{file.stat().st_size:,} bytes")
