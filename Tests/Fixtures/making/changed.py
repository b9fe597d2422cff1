"""Files that were changed after Keras saved them, in one .npz, and whether Keras 3 opens them: `cases` is JSON of that."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import h5py
import numpy as np

from making.environment import fresh, keras
from making.pack import text
from making.run import fill

layers = keras.layers


def model():
    """Layers with arrays of their own, in a part, and in a model inside."""
    fresh()
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(3, name="twice")], name="inner")
    x = keras.Input((4, 3), name="x")
    h = layers.BatchNormalization(name="norm")(layers.LSTM(3, name="lstm")(x))
    return fill(keras.Model(x, inner(layers.Dense(3, name="twice")(h)), name="net"), "changed", "net")


def trained(optimizer):
    """A model that made two steps."""
    fresh()
    made = keras.Sequential([keras.Input((3,)), layers.Dense(2, name="only")], name="net")
    fill(made, "changed", "trained").compile(optimizer, "mse")
    made.fit(np.ones((4, 3), "float32"), np.ones((4, 2), "float32"), epochs=2, verbose=0)
    return made


def archive(made, change=lambda file: None, edit=lambda config: None):
    """A .keras with other weights and another config."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.keras"
        made.save(path)
        entries = {}
        with zipfile.ZipFile(path) as given:
            for name in given.namelist():
                entries[name] = given.read(name)
        weights = Path(folder) / "w.h5"
        weights.write_bytes(entries["model.weights.h5"])
        with h5py.File(weights, "r+") as file:
            change(file)
        config = json.loads(entries["config.json"])
        edit(config)
        entries["model.weights.h5"], entries["config.json"] = weights.read_bytes(), json.dumps(config).encode()
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
            for name, content in entries.items():
                written.writestr(zipfile.ZipInfo(name), content)
        return made.getvalue()


def old(made, change):
    """An .h5 that was changed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.h5"
        made.save(path)
        with h5py.File(path, "r+") as file:
            change(file)
        return path.read_bytes()


def more(place):
    """An array more."""
    return lambda file: file.require_group(place).create_dataset("foo", data=np.ones(3, "float32"))


def without(place):
    """A group less."""

    def change(file):
        del file[place]

    return change


def backwards(place):
    """Names in the opposite order."""

    def change(file):
        names = file[place].attrs["weight_names"]
        del file[place].attrs["weight_names"]
        file[place].attrs["weight_names"] = names[::-1]

    return change


def own(file):
    """An array of the model itself, in an .h5."""
    group = file["model_weights/top_level_model_weights"]
    group.create_dataset("mine", data=np.ones(3, "float32"))
    del group.attrs["weight_names"]
    group.attrs["weight_names"] = ["mine"]


def optimizer(**settings):
    """Another optimizer in what compile was told."""

    def edit(config):
        kind = settings.pop("kind", None)
        saved = config["compile_config"]["optimizer"]
        if kind:
            saved["class_name"] = kind
            saved["config"] = getattr(keras.optimizers, kind)().get_config()
        saved["config"].update(settings)

    return edit


def make(folder):
    """The files."""
    files = {
        "vars-of-lstm.keras": archive(model(), more("layers/lstm/vars")),
        "vars-of-cell.keras": archive(model(), more("layers/lstm/cell/vars")),
        "vars-of-input.keras": archive(model(), more("layers/input_layer/vars")),
        "vars-of-model.keras": archive(model(), more("vars")),
        "vars-of-inner.keras": archive(model(), more("layers/sequential/vars")),
        "called-alike.keras": archive(model(), without("layers/sequential/layers/dense")),
        "backwards-dense.h5": old(model(), backwards("model_weights/twice")),
        "backwards-norm.h5": old(model(), backwards("model_weights/norm")),
        "backwards-lstm.h5": old(model(), backwards("model_weights/lstm")),
        "of-model.h5": old(model(), own),
        "sgd-for-adam.keras": archive(trained("sgd"), edit=optimizer(kind="Adam")),
        "adam-for-sgd.keras": archive(trained("adam"), edit=optimizer(kind="SGD")),
        "amsgrad.keras": archive(trained("adam"), edit=optimizer(amsgrad=True)),
        "momentum.keras": archive(trained("sgd"), edit=optimizer(momentum=0.5)),
    }
    cases = {}
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            path = Path(place) / name
            path.write_bytes(content)
            try:
                keras.models.load_model(path)
                cases[name] = "opens"
            except Exception as error:
                cases[name] = " ".join(str(error).split())[:120]
    arrays = {name: np.frombuffer(content, "uint8") for name, content in files.items()}
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "changed.npz", cases=text(json.dumps(cases, indent=0)), **arrays)
    print(json.dumps(cases, indent=1))
