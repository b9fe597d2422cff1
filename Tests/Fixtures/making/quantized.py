"""The grid of layers of few bits: int8, int4 by columns and by blocks, float8, GPTQ and AWQ."""

import numpy as np

from making import values
from making.environment import fresh, keras
from making.further import save_small
from making.pack import Pack
from making.run import fill

layers = keras.layers
quantizers = keras.quantizers

EQUATIONS = [
    ("abc,cd->abd", (4, 3), "d", (4, 5)),
    ("abc,cde->abde", (None, 2, 3), "de", (4, 5)),
    ("abc,bcd->ad", (3,), "d", (4, 5)),
    ("abc,bd->acd", (5, 3), None, (4, 5)),
    ("abc,dce->abed", (4, 3, 2), "ed", (4, 5)),
    ("abcd,cde->abe", (4, 3), "e", (4, 5, 2)),
    ("abc,bcd->abd", (4, 3), "d", (4, 5)),
    ("abc,bcd->adb", (2, 4), "d", (4, 5)),
    ("...x,xy->...y", (3,), "y", (4, 5)),
]


def configs():
    """What quantize() is told, by name."""
    unscaled = {"activation_quantizer": None}
    eight = {"activation_quantizer": quantizers.AbsMaxQuantizer(axis=-1)}
    yield "int8", quantizers.Int8QuantizationConfig()
    yield "int8,weights", quantizers.Int8QuantizationConfig(**unscaled)
    yield "int4", quantizers.Int4QuantizationConfig()
    yield "int4/2", quantizers.Int4QuantizationConfig(block_size=2)
    yield "int4/-1", quantizers.Int4QuantizationConfig(block_size=-1)
    yield "int4/-1,inputs", quantizers.Int4QuantizationConfig(block_size=-1, **eight)
    yield "float8", quantizers.Float8QuantizationConfig()


class Quantized(Pack):
    """A pack of models that are quantized after they have their weights."""

    def quantized(self, case, build, inputs, config):
        """A model under a config; `config` makes one of the model where it is a function."""
        self._config = config
        self.add(case, build, inputs)

    def _moderate(self, case, build, inputs, second):
        fresh()
        model = fill(build(), self.family, case)
        own = self._config(model) if callable(self._config) else self._config
        model.quantize(config=own)
        for layer in model.layers:
            for weight in layer.weights:
                if weight.name in ("inputs_scale", "kernel_scale") and len(weight.shape) == 0:
                    weight.assign(0.0171 if weight.name == "inputs_scale" else 0.00313)
        if callable(self._config):
            # What they were calibrated by has no place in a file.
            own.dataset = own.tokenizer = own.quantization_layer_structure = None
        return model, self._results(model, inputs, second)


def add_layers(pack):
    """Every layer under every config."""
    x, words = values.normal((3, 4, 5), "quantized", "x"), values.integers((3, 4), 7, "quantized", low=0)
    entrance, indices = lambda: keras.Input((4, 5), name="x"), lambda: keras.Input((4,), dtype="int32", name="x")
    for name, config in configs():
        steps = lambda: [layers.Dense(7, activation="tanh", name="dense"), layers.Dense(2, use_bias=False, name="out")]
        pack.quantized(f"Dense({name})", lambda: keras.Sequential([entrance(), *steps()]), [x], config)
        for equation, shape, bias, inner in EQUATIONS:
            if equation.startswith("...") and name != "float8":
                continue  # Keras cannot quantize it

            def einsum():
                layer = layers.EinsumDense(equation, shape, bias_axes=bias, name="einsum")
                return keras.Sequential([keras.Input(inner, name="x"), layer])

            own = values.normal((3, *inner), "quantized", equation)
            pack.quantized(f"EinsumDense({equation},{name})", einsum, [own], config)
        if name == "float8":
            continue
        table = lambda: layers.Embedding(7, 5, mask_zero=True, name="table")
        pack.quantized(f"Embedding({name})", lambda: keras.Sequential([indices(), table()]), [words], config)
        for tied in (True, False):

            def back():
                entry = indices()
                table = layers.ReversibleEmbedding(
                    7, 5, tie_weights=tied, logit_soft_cap=None if tied else 3.0, name="table"
                )
                rows = table(entry)
                return keras.Model(entry, [rows, table(layers.Dense(5, name="dense")(rows), reverse=True)])

            pack.quantized(f"ReversibleEmbedding({'tied' if tied else 'apart'},{name})", back, [words], config)


class Letters:
    """A tokenizer of a few letters."""

    def tokenize(self, text):
        """A number for each."""
        return np.array([ord(letter) % 7 for letter in text[:4]])


def calibrated(kind, **options):
    """A config of GPTQ or AWQ for a model of a table and a block."""

    def config(model):
        structure = {"pre_block_layers": [model.get_layer("table")], "sequential_blocks": [model.get_layer("block")]}
        return kind(
            dataset=["acbd", "dcca", "bbad", "dfea"],
            tokenizer=Letters(),
            num_samples=4,
            sequence_length=4,
            quantization_layer_structure=structure,
            **options,
        )

    return config


def add_calibrated(pack):
    """Kernels that were rounded with regard to inputs, in groups of them."""
    words = values.integers((3, 4), 7, "calibrated", low=0)
    table = [
        (quantizers.GPTQConfig, {"weight_bits": 4, "group_size": -1}),
        (quantizers.GPTQConfig, {"weight_bits": 4, "group_size": 3, "activation_order": True}),
        (quantizers.GPTQConfig, {"weight_bits": 8, "group_size": 4}),
        (quantizers.GPTQConfig, {"weight_bits": 3, "group_size": 2}),
        (quantizers.GPTQConfig, {"weight_bits": 2, "group_size": -1, "symmetric": True}),
        (quantizers.AWQConfig, {"group_size": -1}),
        (quantizers.AWQConfig, {"group_size": 3}),
    ]
    for kind, options in table:
        for name in ("Dense", "EinsumDense"):

            def build():
                inner = keras.Input((4, 8), name="rows")
                if name == "Dense":
                    y = layers.Dense(5, activation="relu", name="dense")(inner)
                else:
                    y = layers.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="de", name="apart")(inner)
                    y = layers.EinsumDense("abde,def->abf", (None, 9), bias_axes="f", name="together")(y)
                entry = keras.Input((4,), dtype="int32", name="x")
                block = keras.Model(inner, y, name="block")
                rows = layers.Embedding(7, 8, name="table")(entry)
                return keras.Model(entry, block(rows))

            words_of = ",".join(f"{key}={value}" for key, value in options.items())
            case = f"{name}({kind.__name__[:-6]},{words_of})"
            pack.quantized(case, build, [words], calibrated(kind, **options))


def save_small_model(folder):
    """A small model of 4 bits as a file."""
    fresh()
    steps = [layers.Dense(3, activation="relu", name="hidden"), layers.Dense(2, name="out")]
    model = fill(keras.Sequential([keras.Input((4,), name="x"), *steps], name="small"), "int4")
    model.quantize(config=quantizers.Int4QuantizationConfig(block_size=2))
    save_small(model, folder / "dense.int4.keras")


def make(folder):
    """The family."""
    pack = Quantized("quantized")
    add_layers(pack)
    add_calibrated(pack)
    pack.save(folder)
    save_small_model(folder.parent / "quantized")
