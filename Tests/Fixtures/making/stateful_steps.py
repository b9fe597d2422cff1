"""Training of stateful layers: every batch goes on from the states that the one before left, from epoch to epoch as well.

`steps/stateful.*.npz` are cases as the others there; `stateful/fit.*` is a model with what two epochs of `fit` made of it.
"""

import numpy as np

from making import values
from making.environment import MAJOR, TAG, fresh, keras
from making.run import fill
from making.step_cases import BATCH, target
from making.steps import StepPack, path

L = keras.layers
O = keras.optimizers


def chain(*makers, steps=4, size=BATCH, masked=False):
    """Layers over a batch of a fixed size, with a Dense named out at the end."""

    def build():
        x = keras.Input(batch_shape=(size, steps, 2), name="x")
        a = L.Masking(-1.0, name="mask")(x) if masked else x
        for make in makers:
            a = make()(a)
        return keras.Model(x, L.Dense(2, name="out")(a), name="chain")

    return build


def add(pack):
    kinds = [("SimpleRNN", {}), ("LSTM", {}), ("GRU", {}), ("GRU", {"reset_after": False})]
    rules = [("sgd", lambda: O.SGD(0.1)), ("adam", lambda: O.Adam(0.01)), ("rmsprop", lambda: O.RMSprop(0.01))]
    for index, (name, options) in enumerate(kinds):
        for more in ({}, {"return_sequences": True}, {"go_backwards": True}):
            rule, make = rules[(index + len(more)) % 3]
            title = f"stateful {name} {options or ''} {more or ''}, {rule}".replace("'", "")
            body = lambda name=name, options=options, more=more: getattr(L, name)(3, stateful=True, name="a", **options, **more)
            width = (BATCH, 4, 2) if "return_sequences" in more else (BATCH, 2)
            pack.add(title, chain(body), values.normal((BATCH, 4, 2), "x", title), target("number", width, title), optimizer=make, loss="mse")
    title = "stateful, two of them"
    two = [lambda: L.LSTM(3, stateful=True, return_sequences=True, name="a"), lambda: L.GRU(2, stateful=True, name="b")]
    pack.add(title, chain(*two), values.normal((BATCH, 4, 2), "x", title), target("number", (BATCH, 2), title), optimizer=rules[0][1], loss="mse")
    title = "stateful and not"
    two = [lambda: L.LSTM(3, stateful=True, return_sequences=True, name="a"), lambda: L.GRU(2, name="b")]
    pack.add(title, chain(*two), values.normal((BATCH, 4, 2), "x", title), target("number", (BATCH, 2), title), optimizer=rules[1][1], loss="mse")
    for name in ("SimpleRNN", "LSTM", "GRU"):
        title = f"stateful masked {name}"
        x = values.normal((BATCH, 4, 2), "x", title)
        x[0, 2:] = -1
        x[1, 0] = -1
        body = lambda name=name: getattr(L, name)(3, stateful=True, name="a")
        pack.add(title, chain(body, masked=True), x, target("number", (BATCH, 2), title), optimizer=rules[0][1], loss="mse")
    title = "stateful Bidirectional"
    both = lambda: L.Bidirectional(L.LSTM(2, stateful=True), name="a")
    pack.add(title, chain(both), values.normal((BATCH, 4, 2), "x", title), target("number", (BATCH, 2), title), optimizer=rules[0][1], loss="mse")


def fit(folder):
    """Two epochs of three batches of two, in the order of the data."""
    fresh()
    keras.utils.set_random_seed(1)
    model = fill(chain(lambda: L.LSTM(3, stateful=True, name="a"), lambda: L.Dense(3, activation="tanh", name="b"), size=2)(), "stateful", "fit")
    model.compile(optimizer=O.Adam(0.05), loss="mse")
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / ("fit.k3.keras" if MAJOR == 3 else "fit.k2.h5"))
    x, y = values.normal((6, 4, 2), "x", "fit"), values.normal((6, 2), "y", "fit")
    found = {"x0": x, "y0": y}
    losses = []

    class Watch(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            losses.append(batch)

    done = model.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0, callbacks=[Watch()])
    assert len(losses) == 6
    found["fit_loss"] = np.array(done.history["loss"], "float32")
    for variable in model.trainable_variables:
        found[f"{path(variable)}@after"] = np.array(variable)
    np.savez_compressed(folder / f"fit.{TAG}.npz", **found)


def make(folder):
    pack = StepPack("stateful")
    add(pack)
    pack.save(folder / "steps")
    print("\n".join(pack.troubles))
    fit(folder / "stateful")
