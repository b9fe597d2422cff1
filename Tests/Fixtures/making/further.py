"""The grid of what is easily passed over: layers that act in training alone, masks and inputs given by name,
normalization over several axes, the greatest of windows without a number."""

import io
import pathlib
import tempfile
import zipfile

import numpy as np

from making import values
from making.environment import MAJOR, fresh, keras
from making.plain import Plain
from making.run import fill

layers = keras.layers


def random_layers():
    """(class, arguments) of the layers that change images at random, in training alone."""
    yield "RandomBrightness", {"factor": 0.5, "value_range": (0, 1)}
    yield "RandomContrast", {"factor": 0.5}
    yield "RandomFlip", {}
    yield "RandomRotation", {"factor": 0.25}
    yield "RandomTranslation", {"height_factor": 0.25, "width_factor": 0.25}
    yield "RandomZoom", {"height_factor": 0.25}
    if MAJOR == 2:
        yield "RandomHeight", {"factor": 0.25}
        yield "RandomWidth", {"factor": 0.25}
        return
    unit = {"value_range": (0, 1)}
    yield "AugMix", unit
    yield "CutMix", {}
    yield "MixUp", {}
    yield "RandAugment", unit
    yield "RandomColorDegeneration", {"factor": 0.5, **unit}
    yield "RandomColorJitter", {"brightness_factor": 0.5, **unit}
    yield "RandomElasticTransform", unit
    yield "RandomErasing", unit
    yield "RandomGaussianBlur", unit
    yield "RandomGrayscale", {}
    yield "RandomHue", {"factor": 0.5, **unit}
    yield "RandomInvert", unit
    yield "RandomPerspective", {}
    yield "RandomPosterization", {"factor": 4, **unit}
    yield "RandomSaturation", {"factor": 0.5, **unit}
    yield "RandomSharpness", {"factor": 0.5, **unit}
    yield "RandomShear", {"x_factor": 0.25}


def add_random_layers(pack):
    """What such layers do when a model predicts."""
    x = values.random("images").uniform(0, 1, (2, 4, 4, 3)).astype("float32")
    for name, options in random_layers():
        pack.one(name, (4, 4, 3), lambda: getattr(layers, name)(name="random", **options), x=x)


def add_empty_windows(pack):
    """Pooling of windows in which nothing is a number, and of infinities."""
    none, low, high = np.nan, -np.inf, np.inf
    row = [1, none, none, none, 2, 3, low, low, none, low, high, none, none]
    for rank in (1, 2, 3):
        x = np.resize(np.array(row, "float32"), (2, *(13, 6, 4)[rank - 1 : rank] * rank, 1))
        x[1, :2, ...] = none
        for name, padding in (("Max", "valid"), ("Max", "same"), ("Average", "same")):
            if rank == 3 and name == "Max":
                continue  # TensorFlow gives NaN or passes over it, as the number of samples is
            pool = getattr(layers, f"{name}Pooling{rank}D")
            pack.one(f"{name}Pooling{rank}D({padding}),NaN", x.shape[1:], lambda: pool(2, padding=padding), x=x)
        for name in ("Max", "Average"):
            pool = getattr(layers, f"Global{name}Pooling{rank}D")
            pack.one(f"Global{name}Pooling{rank}D,NaN", x.shape[1:], lambda: pool(), x=x)
    x = np.array(row, "float32").reshape(1, 13, 1)
    for policy in ("float64", "float16"):
        pack.one(f"MaxPooling1D,NaN,{policy}", (13, 1), lambda: layers.MaxPooling1D(2, dtype=policy), x=x)


def add_named_arguments(pack):
    """Inputs and masks that a call gives by name."""

    def dense():
        x = keras.Input((3,), name="x")
        return keras.Model(x, layers.Dense(2, name="dense")(inputs=x))

    pack.add("Dense(inputs=x)", dense, [values.normal((3, 3), "named")])
    keep = np.array([[1, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]], bool)
    q = values.normal((3, 4, 3), "masks")
    for names in (["query_mask"], ["value_mask"], ["key_mask"], ["value_mask", "key_mask"]):
        if MAJOR < 3:
            continue

        def attends():
            x = keras.Input((4, 3), name="x")
            mask = keras.Input((4,), dtype="bool", name="keep")
            mha = layers.MultiHeadAttention(2, 3, name="mha")
            return keras.Model([x, mask], mha(x, x, **{name: mask for name in names}))

        pack.add(f"MultiHeadAttention({', '.join(names)})", attends, [q, keep])


def add_axes(pack):
    """Normalization over several axes."""
    for axes in ([1, 2], [2, 3], [-2, -1], [1, 3]):
        x = values.normal((3, 2, 3, 4), "axes")
        make = layers.LayerNormalization
        pack.one(f"LayerNormalization({axes})", (2, 3, 4), lambda: make(axis=axes, name="norm"), x=x)
        if MAJOR == 2:
            batch = layers.BatchNormalization
            pack.one(f"BatchNormalization({axes})", (2, 3, 4), lambda: batch(axis=axes, name="norm"), x=x)


def save_quantized(folder):
    """A layer whose parts are quantized, of which its config says nothing."""
    if MAJOR < 3:
        return
    fresh()
    x = keras.Input((3, 2), name="x")
    model = fill(keras.Model(x, layers.MultiHeadAttention(2, 3, name="mha")(x, x)), "quantized")
    model.quantize("int8")
    save_small(model, folder / "mha.int8.keras")


def save_small(model, file):
    """A .keras without a time in it, packed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        path = pathlib.Path(place) / "model.keras"
        model.save(path)
        packed = io.BytesIO()
        with zipfile.ZipFile(path) as whole, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as small:
            for name in whole.namelist():
                small.writestr(zipfile.ZipInfo(name), whole.read(name), zipfile.ZIP_DEFLATED)
    file.write_bytes(packed.getvalue())


def make(folder):
    """The family."""
    pack = Plain("further")
    add_random_layers(pack)
    add_empty_windows(pack)
    add_named_arguments(pack)
    add_axes(pack)
    pack.save(folder)
    save_quantized(folder.parent / "quantized")
