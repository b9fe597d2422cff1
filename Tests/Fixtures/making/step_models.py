"""Compiled models in their files, with what their steps gave: the questions that people asked, and training that goes on."""

import pathlib

import numpy as np

from making import values
from making.environment import TAG, fresh, keras
from making.steps import Steps, array, path

L = keras.layers
O = keras.optimizers


def save(folder, name, model, inputs, targets, steps):
    """The model in both containers as it is now, then what its steps give; the files are never written over."""
    place = pathlib.Path(folder) / name
    place.mkdir(parents=True, exist_ok=True)
    model.save(place / f"{TAG}.keras")
    model.save(place / f"{TAG}.h5")
    found = Steps(model, inputs, targets).run(steps)
    np.savez_compressed(place / f"{TAG}.step.npz", **found)
    after = {n: found[n].ravel()[:4].tolist() for n in found if n.endswith(f"@{steps}") and "optimizer" not in n}
    print(name, TAG, "loss", found["loss"][[0, -1]].tolist(), after)


def mae_sigmoid(folder):
    fresh()
    x = keras.Input((2,), name="x")
    a = L.Dense(5, activation="sigmoid", use_bias=False, name="hidden")(x)
    model = keras.Model(x, L.Dense(1, activation="sigmoid", use_bias=False, name="out")(a), name="mae_sigmoid")
    model.set_weights([np.full((2, 5), 0.1, "float32"), np.full((5, 1), 0.2, "float32")])
    model.compile(O.SGD(0.01), "mae")
    save(folder, "mae-sigmoid", model, np.zeros((1, 2), "float32"), np.zeros((1, 1), "float32"), 1)


def delta_rule(folder):
    """Two samples in turn, a batch each, 1,000 steps; the asker's own sums left the bias out."""
    fresh()
    x = keras.Input((3,), name="x")
    model = keras.Model(x, L.Dense(2, name="out")(x), name="delta_rule")
    model.set_weights([np.zeros((3, 2), "float32"), np.zeros(2, "float32")])
    model.compile(O.SGD(0.01), "mse")
    inputs = np.array([[1, 0, 1], [0, 1, 1]], "float32")
    targets = np.eye(2, dtype="float32")
    place = pathlib.Path(folder) / "delta-rule"
    place.mkdir(parents=True, exist_ok=True)
    model.save(place / f"{TAG}.keras")
    model.save(place / f"{TAG}.h5")
    model.fit(np.tile(inputs, (500, 1)), np.tile(targets, (500, 1)), batch_size=1, shuffle=False, verbose=0)
    after = {path(w) + "@1000": array(w) for w in model.weights}
    np.savez_compressed(place / f"{TAG}.npz", x0=inputs, y0=targets, **after)
    print("delta-rule", TAG, {n: a.tolist() for n, a in after.items()})


def delta_rule_without_bias(folder):
    """What the asker's own sums were of, without the bias; the one model of Keras 3 that has no steps beside it."""
    if TAG != "k3":
        return
    fresh()
    x = keras.Input((3,), name="x")
    model = keras.Model(x, L.Dense(2, use_bias=False, name="out")(x), name="delta_rule_without_bias")
    model.set_weights([np.zeros((3, 2), "float32")])
    model.compile(O.SGD(0.01), "mse")
    place = pathlib.Path(folder).parent / "questions"
    place.mkdir(parents=True, exist_ok=True)
    model.save(place / "delta-rule-without-bias.keras")
    inputs, targets = np.array([[1, 0, 1], [0, 1, 1]], "float32"), np.eye(2, dtype="float32")
    model.fit(np.tile(inputs, (500, 1)), np.tile(targets, (500, 1)), batch_size=1, shuffle=False, verbose=0)
    print("delta-rule-without-bias", model.get_weights()[0].tolist())


def adam_by_hand(folder):
    fresh()
    x = keras.Input((2,), name="x")
    a = L.Dense(3, activation="relu", name="hidden")(x)
    model = keras.Model(x, L.Dense(1, name="out")(a), name="adam_by_hand")
    for w in model.weights:
        w.assign(values.weight(w.name.split(":")[0].split("/")[-1], tuple(w.shape), "adam-by-hand", tuple(w.shape)))
    model.compile(O.Adam(0.01), "mse")
    save(folder, "adam-by-hand", model, values.normal((4, 2), "adam", "x"), values.normal((4, 1), "adam", "y"), 5)


def two_two_two(folder):
    fresh()
    x = keras.Input((2,), name="x")
    a = L.Dense(2, activation="sigmoid", name="hidden")(x)
    model = keras.Model(x, L.Dense(2, activation="sigmoid", name="out")(a), name="two_two_two")
    model.set_weights([
        np.array([[0.15, 0.25], [0.2, 0.3]], "float32"), np.full(2, 0.35, "float32"),
        np.array([[0.4, 0.5], [0.45, 0.55]], "float32"), np.full(2, 0.6, "float32"),
    ])
    model.compile(O.SGD(0.5), "mse")
    save(folder, "two-two-two", model, np.array([[0.05, 0.1]], "float32"), np.array([[0.01, 0.99]], "float32"), 1)


def epochs(folder):
    """Three epochs, the files, two more in the order of the data."""
    for title, make in (("adam", lambda: O.Adam(0.01)), ("nesterov", lambda: O.SGD(0.05, momentum=0.9, nesterov=True)),
                        ("schedule", lambda: O.RMSprop(O.schedules.ExponentialDecay(0.01, 4, 0.8)))):
        fresh()
        keras.utils.set_random_seed(2)
        x = keras.Input((3,), name="x")
        a = L.Dense(5, activation="tanh", name="hidden")(x)
        model = keras.Model(x, L.Dense(3, activation="softmax", name="out")(a), name="epochs")
        model.compile(make(), "sparse_categorical_crossentropy", metrics=["accuracy"])
        inputs = values.normal((18, 3), "epochs", title)
        targets = (np.abs(values.normal((18,), "epochs", title, "y")) * 997).astype("int32") % 3
        options = {"batch_size": 4, "shuffle": False, "verbose": 0}
        model.fit(inputs, targets, epochs=3, **options)
        place = pathlib.Path(folder) / "epochs"
        place.mkdir(parents=True, exist_ok=True)
        model.save(place / f"{title}.{TAG}.keras")
        model.save(place / f"{title}.{TAG}.h5")
        before = {path(w) + "@before": array(w) for w in model.weights}
        history = model.fit(inputs, targets, epochs=2, **options).history
        after = {path(w) + "@after": array(w) for w in model.weights}
        np.savez_compressed(place / f"{title}.{TAG}.npz", x0=inputs, y0=targets, fit_loss=np.array(history["loss"], "float32"), **before, **after)
        print("epochs", title, TAG, history)


def bundled(folder):
    """Three steps of the models that ship, on their own rows, unless they draw at random; tables of many numbers are left out."""
    if TAG != "k3":
        return
    shipped = pathlib.Path(folder).parents[2] / "Sources" / "Console" / "Resources" / "models"
    place = pathlib.Path(folder) / "bundled"
    place.mkdir(parents=True, exist_ok=True)
    for file in sorted(shipped.glob("*.keras")):
        fresh()
        model = keras.models.load_model(file)
        if any(isinstance(layer, L.Dropout) for layer in model.layers):
            continue
        rows = np.load(file.with_suffix(".samples.npz"))
        found = Steps(model, rows["x0"], rows["y0"]).run(3)
        wanted = "loss", ":grad", "kernel@3", "bias@3", "embeddings@3"
        kept = {n: a for n, a in found.items() if n in ("x0", "y0") or n.endswith(wanted) and a.size < 300}
        np.savez_compressed(place / f"{file.stem}.step.npz", **kept)
        print(file.stem, found["loss"].tolist())


def make(folder):
    """All of them."""
    bundled(folder)
    for build in (mae_sigmoid, delta_rule, delta_rule_without_bias, adam_by_hand, two_two_two, epochs):
        build(pathlib.Path(folder) / "models")
