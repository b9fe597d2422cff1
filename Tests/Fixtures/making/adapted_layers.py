"""The grid of layers with what adapt() found, and of what looks at all samples of a batch."""

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.pack import Pack

layers = keras.layers


class Adapted(Pack):
    """Models that keep what adapt() found."""

    def _moderate(self, case, build, inputs, second):
        keras.backend.clear_session()
        model = build()
        return model, self._results(model, inputs, second)

    def _reload(self, case, model, inputs, found):
        pass

    def one(self, case, layer, x, dtype="float32"):
        """A model of one layer."""
        self.add(case, lambda: keras.Sequential([keras.Input(x.shape[1:], dtype=dtype, name="x"), layer()]), [x])


def adapted(layer, data):
    """The layer when it has seen data."""
    layer.adapt(data)
    return layer


def add_bins(pack):
    """Boundaries that adapt() finds, of few numbers and many, in every form of output."""
    make = layers.Discretization
    for bins in (2, 3, 4, 7, 10, 49):
        for count in (5, 40, 300):
            data = values.normal((count, 1), "bins", count)
            x = np.concatenate([values.normal((4, 6), "binned", bins), np.resize(data, (1, 6))])
            pack.one(f"Discretization({bins} of {count})", lambda: adapted(make(num_bins=bins), data), x)
    data, x = values.normal((50, 1), "modes"), values.normal((3, 4), "binned")
    for mode in ("one_hot", "multi_hot", "count"):
        own = x[:, :1] if mode == "one_hot" else x
        pack.one(f"Discretization({mode})", lambda: adapted(make(num_bins=4, output_mode=mode), data), own)
    whole = values.integers((3, 4), 30, "binned", low=-30)
    many = values.integers((200, 1), 30, "modes", low=-30)
    pack.one("Discretization(whole numbers)", lambda: adapted(make(num_bins=5), many), whole, "int32")
    rough = lambda: adapted(make(num_bins=6, epsilon=0.2), values.normal((90, 2), "rough"))  # noqa: E731
    pack.one("Discretization(epsilon=0.2)", rough, x[:, :2])


def add_normalizations(pack):
    """What adapt() finds along axes, there and back."""
    make = layers.Normalization
    data, x = values.normal((20, 4, 3, 2), "seen", scale=3), values.normal((3, 4, 3, 2), "normalized")
    for axis in (-1, 1, None, (1, 2), (3, 1), (-2,), (1, 2, 3), ()):
        for invert in (False, True):
            options = {"axis": axis, "invert": invert}
            pack.one(f"Normalization({axis},{invert})", lambda: adapted(make(**options), data), x)
    given = {
        "(1, 3),[1, n]": {"axis": (1, 3), "mean": [[0.5, 1.0]], "variance": [[2.0, 0.25]]},
        "(1, 3),[n, 1]": {"axis": (1, 3), "mean": [[0.5], [1.0], [0.0], [2.0]], "variance": [[2.0], [0.25], [1.0], [9.0]]},
        "(3, 1),[n]": {"axis": (3, 1), "mean": [0.5, 1.0], "variance": [2.0, 0.25]},
        "(1,),number": {"axis": (1,), "mean": 0.5, "variance": 0.0},
        "(1, 2),[1]": {"axis": (1, 2), "mean": [0.5], "variance": [4.0]},
    }
    for what, options in given.items():
        for dtype in ("float32", "mixed_float16", "mixed_bfloat16"):
            pack.one(f"Normalization({what},{dtype})", lambda: make(dtype=dtype, **options), x)
            pack.one(f"Normalization({what},{dtype},invert)", lambda: make(dtype=dtype, invert=True, **options), x)


def add_decibels(pack):
    """Decibels below the loudest of all samples that are computed together."""
    if MAJOR < 3:
        return
    small = {"fft_length": 32, "sequence_stride": 12, "num_mel_bins": 6, "sampling_rate": 800}
    x = values.normal((3, 100), "decibels") * np.array([[1], [0.01], [0.1]], "float32")
    for options in ({}, {"top_db": 20.0}, {"top_db": 35.0, "ref_power": 0.5}, {"top_db": 20.0, "dtype": "float16"}):
        what = ",".join(f"{key}={value}" for key, value in options.items())
        pack.one(f"MelSpectrogram({what})", lambda: layers.MelSpectrogram(**small, **options), x)


def add_tiles(pack):
    """Brightness evened out tile by tile."""
    if MAJOR < 3:
        return
    make = layers.ContrastLimitedAdaptiveHistogramEqualization
    random = values.random("tiles")
    dark = (random.uniform(0, 1, (2, 9, 10, 2)) ** 3 * 300 - 20).astype("float32")
    small = values.even(random.uniform(0, 1, (2, 8, 6, 1)))
    table = [
        ({"tile_grid_size": (2, 3)}, dark),
        ({"tile_grid_size": (3, 2), "clip_limit": 40.0}, dark),
        ({"tile_grid_size": (2, 2), "clip_limit": 0.0}, dark),
        ({"tile_grid_size": (2, 2), "value_range": (0, 1)}, small),
        ({"tile_grid_size": (4, 1), "value_range": (-1, 1), "dtype": "mixed_float16"}, small),
        ({"tile_grid_size": (1, 1)}, np.full((2, 4, 4, 1), 7, "float32")),
        ({"tile_grid_size": (2, 2), "data_format": "channels_first"}, np.transpose(dark, (0, 3, 1, 2)).copy()),
    ]
    for options, x in table:
        what = ",".join(f"{key}={value}" for key, value in options.items())
        pack.one(f"ContrastLimitedAdaptiveHistogramEqualization({what})", lambda: make(**options), x)


def make(folder):
    """The family."""
    pack = Adapted("adapted")
    add_bins(pack)
    add_normalizations(pack)
    add_decibels(pack)
    add_tiles(pack)
    pack.save(folder)
