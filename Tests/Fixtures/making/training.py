"""A model that drops, called as in training: what Keras dropped can be read off the zeros."""

import numpy as np

from making import values
from making.environment import TAG, fresh, keras
from making.run import fill

layers = keras.layers


def model():
    """Dropouts after layers whose outputs are never 0."""
    x = keras.Input((6, 3), name="x")
    a = layers.Dense(5, activation="sigmoid", name="dense")(x)
    a = layers.SpatialDropout1D(0.5, name="spatial")(a)
    a = layers.LSTM(4, return_sequences=True, name="lstm")(a)
    a = layers.Dropout(0.4, noise_shape=(None, 6, 1), name="timesteps")(a)
    a = layers.LSTM(4, name="last")(a)
    a = layers.Dropout(0.25, name="dropout")(a)
    a = layers.Dense(2, activation="softmax", name="out")(a)
    return keras.Model(x, a, name="dropping")


def make(folder):
    """Save the model and every layer's output of one call with training=True."""
    fresh()
    keras.utils.set_random_seed(3)
    net = fill(model(), "training")
    folder.mkdir(exist_ok=True)
    net.save(folder / f"{TAG}.keras")
    inner = keras.Model(net.inputs, [layer.output for layer in net.layers[1:]])
    x = values.normal((4, 6, 3), "training", "x")
    outputs = inner(x, training=True)
    arrays = {layer.name: np.asarray(y) for layer, y in zip(net.layers[1:], outputs)}
    np.savez_compressed(folder / "training.npz", x0=x, y0=arrays["out"], **arrays)
