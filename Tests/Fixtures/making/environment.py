"""The Keras 2 or 3 at hand, quiet and single-threaded so that runs agree to the last bit."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import tensorflow as tf  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)

import keras  # noqa: E402

VERSION = keras.__version__
MAJOR, MINOR = (int(part) for part in VERSION.split(".")[:2])
TAG = "k3" if MAJOR == 3 else "k2" if MINOR == 15 else f"tf2{MINOR}"

if MAJOR == 3:
    from keras import tree

    flatten = tree.flatten
    from keras.src.models.functional import Functional
else:
    flatten = tf.nest.flatten
    if MINOR > 12:
        from keras.src.engine.functional import Functional
    else:
        from keras.engine.functional import Functional


def is_model(layer):
    """Whether a layer is itself a model made of layers."""
    return isinstance(layer, (keras.Sequential, Functional))


def fresh():
    """Forget all automatic names, as a new process would."""
    keras.backend.clear_session()
