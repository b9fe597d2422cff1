"""Keras 2 or 3, whichever this Python has, and the words that a model's lines may use."""

import gc
import logging
import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Fixtures"))

import numpy as np  # noqa: E402
from making import values  # noqa: E402
from making.environment import MAJOR, TAG, VERSION, flatten, fresh, is_model, keras, tf  # noqa: E402
from making.run import fill, golden  # noqa: E402

# What Keras says of names and containers concerns nobody here.
warnings.simplefilter("ignore")
logging.getLogger("absl").setLevel(logging.ERROR)
logging.getLogger("tensorflow").setLevel(logging.ERROR)

# Keras forgets a model by a collection: what was there before any model need not be looked through again and again.
gc.collect()
gc.freeze()

layers = keras.layers
ops = keras.ops if MAJOR == 3 else None
__all__ = ["MAJOR", "TAG", "VERSION", "fill", "flatten", "fresh", "golden", "is_model", "keras", "np", "tf", "values"]


def words():
    """What the lines of a model are evaluated with."""
    here = sys.modules[__name__]
    return {"keras": keras, "layers": layers, "ops": ops, "np": np, "tf": tf, "K": keras.backend, "environment": here}


def set_policy(name):
    """The number format of layers that name none."""
    if MAJOR == 3:
        keras.config.set_dtype_policy(name)
    else:
        keras.mixed_precision.set_global_policy(name)


def shape_of(tensor):
    """One sample's shape; None where a length is open."""
    shape = tuple(tensor.shape) if MAJOR == 3 else tuple(tensor.shape.as_list())
    return shape[1:] if shape else None


def dtype_of(tensor):
    """The name of the number format."""
    return tensor.dtype if isinstance(tensor.dtype, str) else tensor.dtype.name


def steps_to(tensor, known):
    """The names of the layers and operations that a tensor comes from, back to those that are known, its own first; and
    which output of that it is."""
    found, open_tensors = [], [tensor]
    while open_tensors:
        history = open_tensors.pop()._keras_history
        step = history[0]
        if step.name in found or (step.name in known and found):
            continue
        found.append(step.name)
        node = step._inbound_nodes[history[1]]
        open_tensors += list(node.input_tensors) if MAJOR == 3 else list(node.keras_inputs)
    return found, tensor._keras_history[2]
