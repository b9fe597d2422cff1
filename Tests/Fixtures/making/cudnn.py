"""Recurrent layers as cuDNN runs them on a GPU: what Keras 2.15 computes after it has turned their weights into those of the
plain layers, as it does where such a file is loaded into LSTM or GRU.

grid/cudnn.k2.npz, and legacy/gpu-*.k215: weights of the one kind for the architecture of the other, and whole models.
"""

import pathlib

import numpy as np
from keras.src.saving.legacy.hdf5_format import preprocess_weights_for_loading

from making import values
from making.environment import fresh, keras, tf
from making.plain import Plain
from making.run import fill, golden

gpu = tf.compat.v1.keras.layers
layers = keras.layers
KINDS = {"CuDNNLSTM": (gpu.CuDNNLSTM, layers.LSTM, 2), "CuDNNGRU": (gpu.CuDNNGRU, layers.GRU, 1)}


def load(model, other):
    """Give a model the weights of another whose layers are of the other kind."""
    for mine, its in zip(model.layers, other.layers):
        if its.get_weights():
            mine.set_weights(preprocess_weights_for_loading(mine, its.get_weights(), "2"))
    return model


class Twins(Plain):
    """Models that need a GPU, run by plain ones with their weights."""

    def pair(self, case, make, kinds, shape, **options):
        """`make` builds the model of a class of layers."""
        self.twin = lambda: make(kinds[1])
        x = values.normal((3, *shape), case, "x")
        self.add(case, lambda: make(kinds[0]), [x] + options.get("more", []), options.get("second"))

    def _results(self, model, inputs, second):
        return super()._results(load(self.twin(), model), inputs, second)

    def _reload(self, case, model, inputs, found):
        pass


def sequential(shape, kind, units=3, **options):
    """One layer by itself."""
    x = keras.Input(shape, name="x", batch_size=3 if options.get("stateful") else None)
    return keras.Model(x, kind(units, name="rnn", **options)(x))


def around(shape, kind, **options):
    """In Bidirectional, with a layer of the other length behind it."""
    x = keras.Input(shape, name="x")
    both = layers.Bidirectional(kind(2, return_sequences=True), name="both", **options)(x)
    return keras.Model(x, kind(3, name="rnn")(both))


def begun(shape, kind, states):
    """With its first states given."""
    x = keras.Input(shape, name="x")
    first = [keras.Input((3,), name=f"s{i}") for i in range(states)]
    return keras.Model([x, *first], kind(3, name="rnn")(x, initial_state=first))


def add_all(pack):
    """Every option that they have."""
    shape = (4, 2)
    for name, (own, plain, states) in KINDS.items():
        kinds = (own, plain)
        pack.pair(name, lambda kind: sequential(shape, kind), kinds, shape)
        for option in ("return_sequences", "return_state", "go_backwards"):
            pack.pair(f"{name}({option})", lambda kind: sequential(shape, kind, **{option: True}), kinds, shape)
        pack.pair(
            f"{name}(stateful)",
            lambda kind: sequential(shape, kind, stateful=True),
            kinds,
            shape,
            second=[values.normal((3, 4, 2), name, "second")],
        )
        pack.pair(f"Bidirectional({name})", lambda kind: around(shape, kind), kinds, shape)
        pack.pair(f"Bidirectional({name},sum)", lambda kind: around(shape, kind, merge_mode="sum"), kinds, shape)
        more = [values.normal((3, 3), name, "state", i) for i in range(states)]
        pack.pair(f"{name}(initial_state)", lambda kind: begun(shape, kind, states), kinds, shape, more=more)


def save(folder, stem, architecture, weights, plain, x):
    """<stem>.json, <stem>_weights.h5 and <stem>.npz."""
    (folder / f"{stem}.json").write_text(architecture.to_json())
    weights.save_weights(folder / f"{stem}_weights.h5")
    np.savez_compressed(folder / f"{stem}.npz", **golden(plain, [x]))


def save_pairs(folder):
    """Weights of one kind in the architecture of the other."""
    shape = (4, 2)
    for name, (own, plain, _) in KINDS.items():
        x = values.normal((3, *shape), "gpu", name)
        word = "lstm" if plain is layers.LSTM else "gru"
        fresh()
        made = fill(around(shape, own), "gpu", name)
        fresh()
        twin = load(around(shape, plain), made)
        made.save(folder / f"gpu-{word}.k215.h5")
        np.savez_compressed(folder / f"gpu-{word}.k215.npz", **golden(twin, [x]))
        save(folder, f"gpu-into-{word}.k215", twin, made, twin, x)
        fresh()
        twin = fill(around(shape, plain), "gpu", name, "plain")
        save(folder, f"{word}-into-gpu.k215", made, twin, twin, x)


def make(folder):
    """The family, and the files."""
    pack = Twins("cudnn")
    add_all(pack)
    pack.save(folder)
    save_pairs(pathlib.Path(folder).parent / "legacy")
