"""Gradients of operations where TensorFlow's is not that of the formula: Tests/Fixtures/slopes/edges.*, read as those of slopes.py."""

from making import slopes_of_operations, values
from making.environment import MAJOR, keras, tf
from making.slopes import FOCUS

# What is computed of x, a matrix for each sample, or of a picture made of it.
if MAJOR == 3:
    OF_MATRICES = {"sides": lambda x: keras.ops.hypot(x[:, 0], x[:, 1]), "dark": keras.ops.image.rgb_to_hsv}
else:
    OF_MATRICES = {
        "dark": tf.image.rgb_to_hsv, "shares": lambda x: tf.math.xdivy(x[:, 0], x[:, 1]),
        "kept": lambda x: tf.math.multiply_no_nan(x[:, 0], x[:, 1]),
        "labels": lambda x: tf.nn.softmax_cross_entropy_with_logits(x[:, :2], x[:, 1:]),
        "columns": lambda x: tf.nn.softmax_cross_entropy_with_logits(x[:, :2], x[:, 1:], axis=1),
    }  # fmt: skip


def batch(name):
    """Matrices; of the sample in focus zeros, or colours below 0."""
    x = values.normal((3, 3, 3), "slopes", name)
    if name in ("sides", "shares", "kept"):
        x[FOCUS, :2] = [[0, 1, 3], [0, 0, 4]] if name == "kept" else [[0, 0, 3], [0, -2, 4]]
    if name == "dark":
        x[FOCUS] = [[-1, -2, -3], [-3, -1, -1], [0.5, -1, 0.25]]
    return x


def make(folder):
    """A model for each, as those of slopes_of_operations."""
    slopes_of_operations.make(folder, OF_MATRICES, batch)
