"""The grid of recurrent layers over images."""

import numpy as np

from making import values
from making.environment import keras
from making.plain import Plain

layers = keras.layers
SIZES = {1: (6,), 2: (5, 4), 3: (3, 4, 3)}


def options(rank):
    """(what, arguments) of the options that change numbers."""
    yield "", {}
    yield "return_sequences", {"return_sequences": True}
    yield "return_state", {"return_sequences": True, "return_state": True}
    yield "same", {"padding": "same"}
    yield "strides", {"strides": 2}
    yield "dilation", {"dilation_rate": 2}
    yield "backwards", {"go_backwards": True, "return_sequences": True}
    yield "no bias", {"use_bias": False}
    yield "activations", {"activation": "relu", "recurrent_activation": "hard_sigmoid"}
    yield "window", {"kernel_size": (3, 2, 1)[:rank], "padding": "same"}


def alone(shape, layer):
    """One layer, whose states may come out too."""
    x = keras.Input(shape, name="x")
    return keras.Model(x, layer(x))


def add_layers(pack):
    """Every option in one, two and three dimensions."""
    for rank, size in SIZES.items():
        shape = (3, *size, 2)
        for what, given in options(rank):
            if rank == 3 and what not in ("", "return_sequences", "same"):
                continue
            given = {"filters": 2, "kernel_size": 2, "name": "rnn", **given}
            kind = getattr(layers, f"ConvLSTM{rank}D")
            pack.add(f"ConvLSTM{rank}D({what})", lambda: alone(shape, kind(**given)), [values.normal((2, *shape), what, rank)])


def add_others(pack):
    """Stateful, masked, with first states, in Bidirectional, with channels first where Keras can on a processor."""
    shape = (3, 4, 2)
    plain = {"filters": 2, "kernel_size": 2, "name": "rnn"}
    for mode in ("concat", "sum", "mul"):
        for sequences in (True, False):
            given = {**plain, "return_sequences": sequences}
            both = lambda: layers.Bidirectional(layers.ConvLSTM1D(**given), merge_mode=mode)  # noqa: E731
            pack.one(f"Bidirectional(ConvLSTM1D,{mode},{sequences})", shape, both, batch=2)

    def stateful():
        x = keras.Input(batch_shape=(2, *shape), name="x")
        return keras.Model(x, layers.ConvLSTM1D(stateful=True, **plain)(x))

    inputs = [values.normal((2, *shape), "stateful", i) for i in range(2)]
    pack.add("ConvLSTM1D(stateful)", stateful, inputs[:1], inputs[1:])

    def begun():
        x = keras.Input(shape, name="x")
        states = [keras.Input((3, 2), name=f"s{i}") for i in range(2)]
        return keras.Model([x, *states], layers.ConvLSTM1D(**plain)(x, initial_state=states))

    states = [values.normal((2, 3, 2), "states", i) for i in range(2)]
    pack.add("ConvLSTM1D(initial_state)", begun, [values.normal((2, *shape), "begun"), *states])

    def masked(sequences, wrapped):
        def make():
            x = keras.Input(shape, name="x")
            keep = keras.Input((3,), dtype="bool", name="keep")
            layer = layers.ConvLSTM1D(return_sequences=sequences, **plain)
            layer = layers.Bidirectional(layer) if wrapped else layer
            return keras.Model([x, keep], layer(x, mask=keep))

        return make

    keep = np.array([[1, 0, 1], [0, 1, 0]], bool)
    for sequences in (True, False):
        for wrapped in (True, False):
            x = values.normal((2, *shape), "masked", sequences, wrapped)
            pack.add(f"ConvLSTM1D(mask,{sequences},{wrapped})", masked(sequences, wrapped), [x, keep])


def make(folder):
    """The family."""
    pack = Plain("conv_lstm")
    add_layers(pack)
    add_others(pack)
    pack.save(folder)
