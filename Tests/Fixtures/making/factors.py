"""The grid of layers of few bits that LoRA adapts, with their factors, as an .h5 keeps them; and what a .keras makes of two."""

import numpy as np

from making import values
from making.environment import fresh, keras
from making.further import save_small
from making.pack import Pack
from making.run import fill, golden

layers = keras.layers
quantizers = keras.quantizers
CONFIGS = {
    "int8": quantizers.Int8QuantizationConfig(),
    "int4/2": quantizers.Int4QuantizationConfig(block_size=2),
    "int4/-1": quantizers.Int4QuantizationConfig(block_size=-1),
}


def dense():
    """A layer of two inputs' axes."""
    return keras.Sequential([keras.Input((4, 5), name="x"), layers.Dense(3, activation="tanh", name="layer")])


def einsum():
    """One of three axes in its kernel."""
    layer = layers.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="de", name="layer")
    return keras.Sequential([keras.Input((4, 5), name="x"), layer])


def table():
    """A table."""
    return keras.Sequential([keras.Input((4,), dtype="int32", name="x"), layers.Embedding(7, 5, name="layer")])


BUILDS = {"Dense": dense, "EinsumDense": einsum, "Embedding": table}


def adapted(name, what, order):
    """A model quantized and adapted, one after the other; its factors are not 0."""
    fresh()
    model = fill(BUILDS[name](), "factors", name)
    layer = model.get_layer("layer")
    for step in order:
        if step == "quantize":
            layer.quantize(config=CONFIGS[what])
        else:
            # Keras 3.15 forgets lora_alpha of a Dense or Embedding that it loads.
            layer.enable_lora(2, lora_alpha=3 if name == "EinsumDense" else 2)
    for weight in layer.trainable_weights:
        if "lora" in weight.name:
            weight.assign(values.normal(tuple(weight.shape), "factors", name, weight.name, scale=0.5))
    return model


class Factors(Pack):
    """Models that are made as they are to be."""

    def _moderate(self, case, build, inputs, second):
        model = build()
        return model, self._results(model, inputs, second)

    def _reload(self, case, model, inputs, found):
        pass


def inputs(name):
    """What goes in."""
    if name == "Embedding":
        return [values.integers((3, 4), 7, "factors", low=0)]
    return [values.normal((3, 4, 5), "factors", "x")]


def make(folder):
    """The family."""
    pack = Factors("factors")
    for name in BUILDS:
        for what in CONFIGS:
            for order in (("quantize", "adapt"), ("adapt", "quantize")):
                case = f"{name}({what},{order[0]} first)"
                pack.add(case, lambda: adapted(name, what, order), inputs(name))
    pack.save(folder)
    for name, what in (("Dense", "int4/2"), ("Embedding", "int8")):
        path = folder.parent / "quantized" / f"{name.lower()}.{what.split('/')[0]}.lora.keras"
        save_small(adapted(name, what, ("quantize", "adapt")), path)
        fresh()
        again = keras.models.load_model(path)
        np.savez_compressed(path.with_suffix(".golden.npz"), **golden(again, inputs(name)))
