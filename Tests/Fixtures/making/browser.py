"""The models of graphs/ and of the questions once more, as TensorFlow.js' converter writes them.

Runs where tensorflowjs is installed beside Keras 2; what they compute is in the goldens that are there.
"""

import importlib
import importlib.machinery
import json
import pathlib
import sys
import tempfile
import types

import numpy as np

from making.environment import keras
from making.run import array
from making.saved import QUESTIONS, SAVED, files, model_of, pack

# What the converter imports for other conversions than these.
for NAME in ("jax", "jax.experimental", "jax.experimental.jax2tf", "tensorflow_decision_forests"):
    try:
        importlib.import_module(NAME)
    except ImportError:
        module = types.ModuleType(NAME)
        module.__spec__ = importlib.machinery.ModuleSpec(NAME, None)
        sys.modules[NAME] = module
        parent, _, child = NAME.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)

import tensorflowjs as tfjs  # noqa: E402
import tensorflowjs.read_weights  # noqa: E402,F401

# Made smaller, in all three ways.
QUANTIZED = ["lstm-gates", "small-cnn", "masked-branches"]


def for_browser(model, **options):
    """The files that TensorFlow.js loads."""
    with tempfile.TemporaryDirectory() as place:
        tfjs.converters.save_keras_model(model, place, **options)
        return files(place)


def quantized(model, kind, saved, name, inputs):
    """A model made smaller, and what Keras computes with the numbers that are left."""
    parts = for_browser(model, quantization_dtype_map={kind: True})
    (saved / f"{name}.{kind}.tfjs.zip").write_bytes(pack(parts))
    with tempfile.TemporaryDirectory() as place:
        for file, content in parts.items():
            (pathlib.Path(place) / file).write_bytes(content)
        manifest = json.loads(parts["model.json"])["weightsManifest"]
        left = {entry["name"]: entry["data"] for entry in tfjs.read_weights.read_weights(manifest, place, flatten=True)}
    model.set_weights([left[weight.name.removesuffix(":0")] for weight in model.weights])
    outputs = model.predict(inputs, verbose=0)
    outputs = outputs if isinstance(outputs, list) else [outputs]
    kept = {f"x{n}": value for n, value in enumerate(inputs)} | {f"y{n}": array(y) for n, y in enumerate(outputs)}
    np.savez_compressed(saved / f"{name}.{kind}.npz", **kept)


def make(graphs):
    """All of them; `graphs` is the folder of the models."""
    fixtures = graphs.parent
    saved = fixtures / "saved"
    for folder in [graphs / name for name in SAVED] + [fixtures / name for name in QUESTIONS]:
        model = model_of(folder)
        try:
            (folder / "k2.tfjs.zip").write_bytes(pack(for_browser(model)))
        except Exception as error:  # two variables of one name are none of TensorFlow.js'
            print(folder.name, "is not for the browser:", str(error).splitlines()[0][:100], flush=True)
            continue
        if folder.name in QUANTIZED:
            (folder / "k2shards.tfjs.zip").write_bytes(pack(for_browser(model, weight_shard_size_bytes=100)))
            golden = np.load(folder / "golden.npz")
            inputs = [golden[f"x{n}"] for n in range(len(model.inputs))]
            for kind in ("float16", "uint8", "uint16"):
                quantized(model_of(folder), kind, saved, folder.name, inputs)
        print(folder.name, flush=True)
