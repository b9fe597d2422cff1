"""Steps of training on JAX, where they differ from those on TensorFlow: clipped cross-entropies, an embedding's slopes.

KERAS_BACKEND must be jax before Keras is imported: this section is run by itself.
"""

import os
import pathlib

import numpy as np

os.environ["KERAS_BACKEND"] = "jax"

import keras

from making import values

L = keras.layers
O = keras.optimizers


def save(folder, name, layers, x, y, loss, optimizer):
    """The compiled model after one step, so that the optimizer has a state, then the losses and weights of three more."""
    keras.utils.set_random_seed(3)
    model = keras.Sequential(layers, name=name)
    for w in model.trainable_weights:
        scale = 8 if "kernel" in w.path and name != "lookups" else 0.5
        w.assign(scale * values.normal(tuple(w.shape), "jax", name, w.path.split("/")[-2], w.name))
    model.compile(optimizer, loss)
    model.train_on_batch(x, y)
    place = pathlib.Path(folder) / "jax"
    place.mkdir(parents=True, exist_ok=True)
    model.save(place / f"{name}.keras")
    arrays, losses = {"x0": x, "y0": y}, []
    for step in range(1, 4):
        losses.append(float(np.ravel(model.train_on_batch(x, y))[0]))
        if step in (1, 3):
            arrays |= {f"{'/'.join(w.path.split('/')[-2:])}@{step}": np.array(w) for w in model.trainable_weights}
    np.savez_compressed(place / f"{name}.step.npz", **arrays, loss=np.array(losses, "float32"))
    print("jax", name, losses)


def make(folder):
    """All of them."""
    ids = (np.abs(values.normal((5, 6), "jax", "ids")) * 997).astype("int32") % 10
    x = values.normal((6, 5), "jax", "x")
    classes = (np.abs(values.normal((6,), "jax", "classes")) * 997).astype("int32") % 3
    lookups = [keras.Input((6,), dtype="int32"), L.Embedding(10, 4, name="table"), L.Flatten(), L.Dense(2, "softmax", name="out")]
    save(folder, "lookups", lookups, ids, np.eye(2, dtype="float32")[classes[:5] % 2], "categorical_crossentropy", O.Adam(0.01))
    for name, y, loss in (
        ("clipped", np.eye(3, dtype="float32")[classes], "categorical_crossentropy"),
        ("clipped-sparse", classes, "sparse_categorical_crossentropy"),
    ):
        dense = [keras.Input((5,)), L.Dense(8, "relu", name="hidden"), L.Dense(3, "softmax", name="out")]
        save(folder, name, dense, x, y, loss, O.SGD(0.01))
