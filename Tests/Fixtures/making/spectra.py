"""The grid of spectra, of contrast, and of operations on matrices."""

import re

import numpy as np

from making import values
from making.environment import keras
from making.pack import Pack

layers = keras.layers
ops = keras.ops

# With x (4, 3), A (3, 3), B (3, 3) positive definite, b (3,), s (20,), i (4, 6, 8), p (2, 3, 3): each a model of its own.
OPERATIONS = """
    linalg.det(A)|linalg.det(C)|linalg.inv(A)|linalg.inv(C)|linalg.solve(A, b)|linalg.solve(A, B)|linalg.solve(C, D)
    linalg.cholesky(B)|linalg.cholesky(B, upper=True)|logdet(B)|slogdet(A)|slogdet(C)|linalg.det(Z)|linalg.det(O)|linalg.inv(O)
    linalg.solve_triangular(A, b)|linalg.solve_triangular(A, B, lower=True)|linalg.solve_triangular(C, D)
    rfft(s)|rfft(s, 16)|rfft(s, 27)|fft((s, t))|irfft(rfft(s))|irfft(rfft(s), 17)|irfft(rfft(s), 50)|rfft(x)
    stft(s, 6, 3, 8)|stft(s, 8, 4, 8, window="hamming")|stft(s, 5, 2, 9, window=None)|stft(s, 6, 3, 8, center=False)
    cdist(x, y)|cross(x, y)|isposinf(n)|isneginf(n)|erfinv(u)|erfinv(e)
    depth_to_space(i, 2)|space_to_depth(i, 2)|image.rgb_to_grayscale(x[:, None])
"""


def operands():
    """What the texts name."""
    A, C = values.normal((3, 3, 3), "linear", "A"), values.normal((3, 7, 7), "linear", "C")
    A[0, 0, 0] = 0
    x = values.normal((3, 4, 3), "linear", "x")
    u = np.clip(x / 2.5, -0.99, 0.99).astype("float32")
    Z = A.copy()
    Z[:, 2] = 2 * Z[:, 0]
    return {
        "A": A,
        "B": (A @ A.transpose(0, 2, 1) + np.eye(3)).astype("float32"),
        "C": C,
        "D": values.normal((3, 7, 2), "linear", "D"),
        "O": values.normal((3, 1, 1), "linear", "O"),
        "Z": Z,
        "b": values.normal((3, 3), "linear", "b"),
        "s": values.normal((3, 20), "linear", "s"),
        "t": values.normal((3, 20), "linear", "t"),
        "x": x,
        "y": values.normal((3, 4, 3), "linear", "y"),
        "n": np.resize(np.array([1, np.inf, -np.inf, 0, 2], "float32"), (3, 4)),
        "u": u,
        "e": np.array([[-1, -0.99999, 0.0], [1e-6, 0.99999, 1], [0.999, -0.9, 0.5]], "float32"),
        "i": values.normal((2, 4, 6, 8), "linear", "i"),
    }


def add_operations(pack):
    """A model for each text."""
    numbers = operands()
    functions = {name: getattr(ops, name) for name in dir(ops) if not name.startswith("_")}
    for text in [text.strip() for line in OPERATIONS.strip().splitlines() for text in line.split("|")]:
        named = [name for name in numbers if name in re.findall(r"\b[A-Za-z]\b", text)]

        def build():
            inputs = {name: keras.Input(numbers[name].shape[1:], name=name) for name in named}
            outputs = eval(text, {**functions, "np": np, **inputs})  # the texts above
            return keras.Model(list(inputs.values()), outputs)

        pack.add(text, build, [numbers[name] for name in named])


def short(options):
    """The options as a case's name; float64 would ask for its precision, and bands of mels are in single precision."""
    return ",".join(f"{key}={value}" for key, value in options.items()).replace("float64", "double")


def add_spectrograms(pack):
    """STFTSpectrogram with each of its options, and of several channels."""
    table = [{"mode": mode} for mode in ("log", "magnitude", "psd", "real", "imag", "angle", "stft")]
    table += [{"mode": "psd", "frame_step": 3}, {"mode": "psd", "fft_length": 16}, {"mode": "log", "padding": "same"}]
    table += [{"mode": mode, "expand_dims": True} for mode in ("magnitude", "stft")]
    table += [{"window": "hamming", "periodic": True, "scaling": "spectrum"}, {"scaling": None, "frame_length": 5}]
    for options in table:
        for channels in (1, 2):
            own = {"frame_length": 8, "name": "spectrum", **options}

            def build():
                x = keras.Input((30, channels), name="x")
                return keras.Model(x, layers.STFTSpectrogram(**own)(x))

            signal = values.normal((2, 30, channels), "spectra")
            pack.add(f"STFTSpectrogram({short(options)},{channels})", build, [signal])


def add_mels(pack):
    """MelSpectrogram in powers and in decibels."""
    small = {"fft_length": 32, "sequence_stride": 12, "num_mel_bins": 6, "sampling_rate": 800}
    table = [
        {"power_to_db": False},
        {"power_to_db": False, "mag_exp": 1.0, "window": "hamming", "sequence_length": 21},
        {"power_to_db": False, "min_freq": 50.0, "max_freq": 300.0, "mag_exp": 1.5, "sequence_length": 20},
        {"power_to_db": False, "dtype": "float64"},
        {"power_to_db": False, "window": None},
        {},
        {"top_db": 10.0},
        {"min_power": 0.5, "ref_power": 3.0},
        {"min_power": 0.5, "ref_power": 0.1, "dtype": "mixed_float16"},
    ]
    for options in table:
        own = {**small, "name": "mels", **options}

        def build():
            x = keras.Input((100,), name="x")
            return keras.Model(x, layers.MelSpectrogram(**own)(x))

        signal = values.normal((1 if "power_to_db" not in options else 3, 100), "mels")
        pack.add(f"MelSpectrogram({short(options)})", build, [signal])


def add_contrast(pack):
    """What does the same at inference as in training, and what does nothing there."""
    x = values.random("contrast").uniform(0, 1, (2, 4, 5, 3)).astype("float32")
    x[1, ..., 1] = 0.5
    table = [
        ("AutoContrast", {"value_range": (0, 1)}, x),
        ("AutoContrast", {}, (x * 200).round().astype("float32")),
        ("AutoContrast", {"value_range": (1, -1)}, x * 2 - 1),
        ("MaxNumBoundingBoxes", {"max_number": 3}, x),
    ]
    for name, options, images in table:

        def build():
            return keras.Sequential([keras.Input((4, 5, 3), name="x"), getattr(layers, name)(name="layer", **options)])

        pack.add(f"{name}({short(options)})", build, [images])


def make(folder):
    """The family."""
    pack = Pack("spectra")
    add_operations(pack)
    add_spectrograms(pack)
    add_mels(pack)
    add_contrast(pack)
    pack.save(folder)
