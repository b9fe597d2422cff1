"""The grid of layers that prepare inputs: normalization, images in another size, numbers into categories."""

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.plain import Plain

layers = keras.layers


class Adapted(Plain):
    """Models whose Normalization takes its numbers over after they were set."""

    def _results(self, model, inputs, second):
        for layer in model.layers:
            if isinstance(layer, layers.Normalization):
                layer.finalize_state()
        return super()._results(model, inputs, second)

    def _reload(self, case, model, inputs, found):
        pass


def add_normalization(pack):
    """Adapted along axes, given, inverted."""
    make = layers.Normalization
    for axis in (-1, 1, None, (1, 2), (2,)):
        pack.one(f"Normalization(axis={axis})", (4, 3), lambda: make(axis=axis))
    pack.one("Normalization(invert)", (4,), lambda: make(invert=True))
    given = {"mean": [1.0, 2.0, 3.0], "variance": [4.0, 1.0, 0.25]}
    pack.one("Normalization(given)", (4, 3), lambda: make(**given))
    pack.one("Normalization(given,invert)", (3,), lambda: make(invert=True, **given))
    pack.one("Normalization(number)", (4, 3), lambda: make(mean=2.0, variance=0.0))
    pack.one("Normalization(number,axis=None)", (4, 3), lambda: make(axis=None, mean=2.0, variance=3.0))
    matrix = {"mean": [[1.0, 2.0], [0.5, 0.25]], "variance": [[4.0, 1.0], [0.25, 9.0]]}
    pack.one("Normalization(matrix)", (2, 3, 2), lambda: make(axis=(1, 3), **matrix))
    pack.one("Normalization(row of a matrix)", (2, 3, 2), lambda: make(axis=(1, 3), mean=[1.0, 2.0], variance=[4.0, 1.0]))
    x = values.integers((3, 4), 9, "normalization")
    pack.one("Normalization(whole numbers)", (4,), lambda: make(mean=2.0, variance=4.0), x=x, dtype="int32")
    pack.one("Normalization(float16)", (4,), lambda: make(mean=2.0, variance=4.0, dtype="float16"))


def add_rescaling(pack):
    """A number, several, none added."""
    make = layers.Rescaling
    pack.one("Rescaling(1/255)", (2, 3, 3), lambda: make(1 / 255.0))
    pack.one("Rescaling(offset)", (2, 3, 3), lambda: make(1 / 127.5, offset=-1))
    pack.one("Rescaling(several)", (3, 2), lambda: make([2.0, 0.5], offset=[0.1, -1.0]))
    x = values.integers((2, 2, 2, 3), 256, "rescaling")
    pack.one("Rescaling(whole numbers)", (2, 2, 3), lambda: make(1 / 255.0), x=x, dtype="int32")
    pack.one("Rescaling(mixed_float16)", (2, 3), lambda: make(0.1, dtype="mixed_float16"))


def add_resizing(pack):
    """Every interpolation, up and down; aspect ratios; channels; whole numbers."""
    make = layers.Resizing
    words = ["nearest", "bilinear", "bicubic", "area", "lanczos3", "lanczos5"]
    words += ["gaussian", "mitchellcubic"] if MAJOR == 2 else []
    for word in words:
        for size in ((3, 4), (9, 7), (6, 11)):
            pack.one(f"Resizing{size},{word}", (6, 5, 2), lambda: make(*size, interpolation=word))
    for size in ((4, 4), (2, 5), (8, 3)):
        pack.one(f"Resizing{size},crop", (6, 5, 2), lambda: make(*size, crop_to_aspect_ratio=True))
    for word in words[2:]:
        up = lambda: layers.UpSampling2D((2, 3), interpolation=word)  # noqa: E731
        pack.one(f"UpSampling2D({word})", (3, 4, 2), up)
    for word in ("nearest", "bilinear"):
        x = values.integers((2, 5, 4, 1), 256, "resizing", word)
        whole = lambda: make(3, 7, interpolation=word)  # noqa: E731
        pack.one(f"Resizing(whole numbers,{word})", (5, 4, 1), whole, x=x, dtype="int32")
    if MAJOR == 2:
        return
    for word in words:
        for size in ((3, 4), (9, 7)):
            smooth = lambda: make(*size, interpolation=word, antialias=True)  # noqa: E731
            pack.one(f"Resizing{size},{word},antialias", (6, 5, 2), smooth)
    for size, fill in (((8, 9), 0.0), ((9, 5), 1.5), ((3, 8), 0.5)):
        padded = lambda: make(*size, pad_to_aspect_ratio=True, fill_value=fill)  # noqa: E731
        pack.one(f"Resizing{size},pad {fill}", (6, 5, 2), padded)
    first = lambda: make(4, 7, data_format="channels_first")  # noqa: E731
    pack.one("Resizing(channels_first)", (2, 6, 5), first)
    bright = values.integers((2, 5, 4, 1), 2, "bright", low=0) * 255
    overshooting = lambda: make(7, 9, interpolation="bicubic")  # noqa: E731
    pack.one("Resizing(whole numbers,bicubic)", (5, 4, 1), overshooting, x=bright.astype("uint8"), dtype="uint8")


def add_crops(pack):
    """Of the middle, and at random."""
    for size in ((3, 4), (2, 3), (6, 5), (8, 8), (7, 2)):
        pack.one(f"CenterCrop{size}", (6, 5, 2), lambda: layers.CenterCrop(*size))
    for size in ((4, 4), (3, 5), (8, 8)):
        pack.one(f"RandomCrop{size}", (6, 5, 2), lambda: layers.RandomCrop(*size))
    x = values.integers((2, 5, 4, 1), 256, "crop")
    pack.one("CenterCrop(whole numbers)", (5, 4, 1), lambda: layers.CenterCrop(3, 2), x=x, dtype="int32")
    if MAJOR == 3:
        steps = lambda: [layers.Rescaling(2.0, name="a"), layers.CenterCrop(3, 3, name="b")]  # noqa: E731
        pack.one("Pipeline", (6, 5, 2), lambda: layers.Pipeline(steps()))
        x = values.random("solar").uniform(0, 1, (2, 4, 4, 3)).astype("float32")
        pack.one("Solarization", (4, 4, 3), lambda: layers.Solarization(value_range=(0, 1)), x=x)
        first = lambda: layers.CenterCrop(3, 4, data_format="channels_first")  # noqa: E731
        pack.one("CenterCrop(channels_first)", (2, 6, 5), first)


def add_categories(pack):
    """Numbers into categories, in every form of output."""
    modes = ("int", "one_hot", "multi_hot", "count")
    bounds = {"bin_boundaries": [-0.5, 0.0, 0.7]}
    edges = np.array([[-0.5, -0.6, 0.0, 5], [0.7, 0.69, -1, np.inf], [np.nan, 0.1, -np.inf, 0]], "float32")
    for mode in modes:
        shape = (1,) if mode == "one_hot" else (4,)
        x = edges[:, : shape[0]]
        pack.one(f"Discretization({mode})", shape, lambda: layers.Discretization(output_mode=mode, **bounds), x=x)
        x = values.integers((3, *shape), 5, mode, low=0)
        known = lambda: layers.IntegerLookup(vocabulary=[3, 1, 4], output_mode=mode)  # noqa: E731
        pack.one(f"IntegerLookup({mode})", shape, known, x=x.astype("int64"), dtype="int64")
        masked = lambda: layers.IntegerLookup(vocabulary=[3, 1, 4], mask_token=0, output_mode=mode)  # noqa: E731
        pack.one(f"IntegerLookup({mode},mask)", shape, masked, x=x.astype("int64"), dtype="int64")
        if mode != "int":
            encoding = lambda: layers.CategoryEncoding(5, output_mode=mode)  # noqa: E731
            pack.one(f"CategoryEncoding({mode})", shape, encoding, x=x, dtype="int32")
    whole = values.integers((3, 4), 3, "discretization", low=-2)
    pack.one("Discretization(whole numbers)", (4,), lambda: layers.Discretization(**bounds), x=whole, dtype="int32")
    x = values.integers((3, 4), 9, "lookup", low=-3).astype("int64")
    cases = {
        "two unknown": {"num_oov_indices": 2},
        "special tokens": {"vocabulary": [-1, 3, 1, 4]},
        "padded": {"output_mode": "count", "max_tokens": 9, "pad_to_max_tokens": True},
        "invert": {"invert": True},
        "invert,mask": {"invert": True, "mask_token": 0, "oov_token": -5},
        "mask, three unknown": {"mask_token": 0, "num_oov_indices": 3},
    }
    for what, options in cases.items():
        options = {"vocabulary": [3, 1, 4], **options}
        pack.one(f"IntegerLookup({what})", (4,), lambda: layers.IntegerLookup(**options), x=x, dtype="int64")

    def weighed():
        x, w = keras.Input((4,), dtype="int32", name="x"), keras.Input((4,), name="w")
        return keras.Model([x, w], layers.CategoryEncoding(5, output_mode="count")(x, count_weights=w))

    x = values.integers((3, 4), 5, "weighed", low=0)
    pack.add("CategoryEncoding(count_weights)", weighed, [x, values.normal((3, 4), "weights")])


def make(folder):
    """The family."""
    pack = Adapted("preprocessing")
    add_normalization(pack)
    add_rescaling(pack)
    add_resizing(pack)
    add_crops(pack)
    add_categories(pack)
    pack.save(folder)
