"""Stateful models called several times: what Keras gives for every sequence of calls since a reset."""

import itertools

import numpy as np

from making import values
from making.environment import MAJOR, TAG, fresh, keras
from making.run import fill

layers = keras.layers

INPUTS = 3
DEPTH = 4


def masked(batch):
    """A masked LSTM whose every timestep goes through a Dense."""
    x = keras.Input(batch_shape=(batch, 3, 2), name="x")
    a = layers.Masking(name="masking")(x)
    a = layers.LSTM(3, stateful=True, return_sequences=True, name="lstm")(a)
    a = layers.Dense(2, activation="tanh", name="out")(a)
    return keras.Model(x, a, name="masked")


def stacked(batch):
    """A GRU below a SimpleRNN, for sequences of any length: one timestep is what push gives."""
    x = keras.Input(batch_shape=(batch, None, 2), name="x")
    a = layers.GRU(3, stateful=True, return_sequences=True, name="gru")(x)
    a = layers.SimpleRNN(3, stateful=True, name="rnn")(a)
    return keras.Model(x, a, name="stacked")


def both(batch):
    """Two directions, each with its own state, then a layer that keeps none."""
    x = keras.Input(batch_shape=(batch, 3, 2), name="x")
    inner = layers.LSTM(2, stateful=True, return_sequences=True, name="lstm")
    a = layers.Bidirectional(inner, name="both")(x)
    a = layers.GRU(2, name="gru")(a)
    return keras.Model(x, a, name="both")


def inputs(name, batch):
    """What the model is called with; the first timestep of an input may be masked."""
    lengths = [3, 3, 1] if name == "stacked" else [3] * INPUTS
    arrays = [values.normal((batch, n, 2), "calls", name, i) for i, n in enumerate(lengths)]
    if name == "masked":
        arrays[1][:, 0] = 0
        arrays[2][0, 1:] = 0
    return arrays


def reset(model):
    """Every layer's states to zero."""
    for layer in model.layers:
        if getattr(layer, "stateful", False):
            layer.reset_states()


def after(model, given, batch, sequence):
    """What the last of a sequence of calls after a reset gives."""
    reset(model)
    for index in sequence:
        y = model.predict(given[index], batch_size=batch, verbose=0)
    return y


def make(folder):
    """Save each model, and in `y3` what the last call gives for all sequences of three inputs."""
    for name, build, batch in [("masked", masked, 2), ("stacked", stacked, 1), ("both", both, 1)]:
        if (name == "both") != (MAJOR == 2):
            continue
        fresh()
        model = fill(build(batch), "calls", name)
        where = folder / name
        where.mkdir(parents=True, exist_ok=True)
        model.save(where / (f"{TAG}.keras" if MAJOR == 3 else f"{TAG}.h5"))
        given = inputs(name, batch)
        arrays = {f"x{i}": x for i, x in enumerate(given)}
        for depth in range(1, DEPTH + 1):
            sequences = itertools.product(range(INPUTS), repeat=depth)
            arrays[f"y{depth}"] = np.stack([after(model, given, batch, s) for s in sequences])
        np.savez_compressed(where / "calls.npz", **arrays)
