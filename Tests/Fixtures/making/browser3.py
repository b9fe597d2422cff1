"""Models of graphs/ as TensorFlow.js' converter writes them from a .keras: its arrays go by their places in that file.

Runs where tensorflowjs is installed; what the models compute is in the goldens that are there.
"""

import io
import json
import tempfile
import zipfile

import h5py

import making.browser  # noqa: F401  (what the converter imports for other conversions)
from making.saved import files, pack
from tensorflowjs.converters import keras_h5_conversion as conversion

MODELS = [
    "many-dense", "masked-branches", "nested-two-levels", "shared-layer", "small-cnn", "stacked-cells", "two-in-two-out",
]


def for_browser(path):
    """The files that `tensorflowjs_converter --input_format=keras_keras` makes of a .keras."""
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as place:
        config, metadata = (json.loads(archive.read(name)) for name in ("config.json", "metadata.json"))
        with h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r") as weights:
            topology, groups = conversion.h5_v3_merged_saved_model_to_tfjs_format(weights, metadata, config)
        conversion.write_artifacts(topology, groups, place)
        return files(place)


def make(graphs):
    """All of them; `graphs` is the folder of the models."""
    for name in MODELS:
        (graphs / name / "k3.tfjs.zip").write_bytes(pack(for_browser(graphs / name / "k3.keras")))
        print(name, flush=True)
