"""Gradients of operations where a formula's slope is easily none: Tests/Fixtures/slopes/operations.TAG.*, read as those of slopes.py."""

import numpy as np
import tensorflow as tf

from making import values
from making.environment import MAJOR, TAG, fresh, keras
from making.slopes import FOCUS

# What is computed of x, a matrix for each sample, or of a picture made of it.
if MAJOR == 3:
    ops = keras.ops
    OF_MATRICES = {
        "turn": lambda x: ops.qr(x)[0], "corner": lambda x: ops.qr(x)[1], "colors": ops.image.rgb_to_hsv,
        "tall": lambda x: ops.qr(ops.concatenate([x, x[:, :2] * 0.0], 1))[1], "pinv": ops.linalg.pinv,
        "values": lambda x: ops.svd(x, compute_uv=False), "own": lambda x: ops.eigh(x)[0], "nuclear": lambda x: ops.norm(x, ord="nuc", axis=(1, 2)),
        "windows": lambda x: ops.image.extract_patches(x[..., None], 2, strides=1, padding="same"),
        "solved": lambda x: ops.solve(x, x + 1.0), "median": lambda x: ops.nanmedian(x, axis=-1),
        "kron": lambda x: ops.kron(x, np.array([[[1.0, -2.0]]], "float32")), "into": lambda x: ops.slice_update(x, [0, 1, 0], x[:, :1, :2] * 3.0),
    }  # fmt: skip
else:
    OF_MATRICES = {
        "turn": lambda x: tf.linalg.qr(x)[0], "corner": lambda x: tf.linalg.qr(x)[1], "colors": tf.image.rgb_to_hsv, "pinv": tf.linalg.pinv,
        "values": lambda x: tf.linalg.svd(x, compute_uv=False), "own": tf.linalg.eigvalsh, "inverse": tf.linalg.inv,
        "windows": lambda x: tf.image.extract_patches(x[..., None], [1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1], "SAME"),
        "nearest": lambda x: tf.linalg.lstsq(x, x + 1.0), "rising": lambda x: tf.linspace(x, 2.0, 3, axis=-1),
    }  # fmt: skip


def batch(name):
    """Matrices; of the sample in focus what is hard: a triangle, or greys and colours of 0."""
    x = values.normal((3, 3, 3), "slopes", name)
    if name in ("turn", "corner"):
        x[FOCUS] = np.triu(x[FOCUS])
    if name == "colors":
        x = np.abs(x) + np.float32(0.125)
        x[FOCUS] = [[0.5, 0.5, 0.5], [0, 0, 0.25], [0.75, 0.25, 0.25]]
    if name == "pinv":
        x[FOCUS] += np.eye(3, dtype="float32")
    return x


def make(folder, cases=OF_MATRICES, batch=batch):
    """A model for each, with the gradient of what its numbers add up to, each times another one."""
    for place, (name, build) in enumerate(cases.items()):
        fresh()
        given = keras.Input((3, 3), name="x")
        y = build(given)
        model = keras.Model(given, y)
        x, shape = batch(name), tuple(y.shape[1:])
        arrays = {"x0": x}
        for index in range(3):
            factors = ((np.arange(np.prod(shape)) * (7 - 2 * index) + place) % 5 - 1.5).reshape(shape)
            with tf.GradientTape() as tape:
                fed = tf.convert_to_tensor(x)
                tape.watch(fed)
                total = tf.reduce_sum(model(fed)[FOCUS] * tf.constant(factors, "float32"))
            slope = tape.gradient(total, fed).numpy()[FOCUS]
            assert np.isfinite(slope).all(), name
            words = {"of": f"sum(output * {factors.tolist()})", "by": "x"}
            arrays.update({f"{key}{index}": np.frombuffer(word.encode(), "uint8") for key, word in words.items()})
            arrays[f"g{index}"] = slope
        model.save(folder / f"{name}.{TAG}.{'keras' if MAJOR == 3 else 'h5'}")
        np.savez(folder / f"{name}.{TAG}.npz", **arrays)
