"""The grid of layers that ready-made models alone are built of, of random features, and of what a model adds to its own loss."""

import importlib

from making import values
from making.environment import MAJOR, keras
from making.pack import Pack

layers = keras.layers


def named(module, kind):
    """A class of Keras that keras.layers does not list."""
    return getattr(importlib.import_module(f"keras.src.{module}"), kind)


def x(*shape):
    """Two samples."""
    return values.normal((2, *shape), "applied", "x", *shape).astype("float32")


def block(shape, features, rate, **settings):
    """How a block of a ConvNeXt ends, added in part as in an Inception-ResNet."""

    def build():
        start = keras.Input(shape, name="x")
        h = layers.Dense(features, name="dense")(start)
        h = named("applications.convnext", "LayerScale")(1e-6, features, name="layer_scale", **settings)(h)
        h = named("applications.convnext", "StochasticDepth")(rate, name="stochastic_depth")(h)
        end = named("applications.inception_resnet_v2", "CustomScaleLayer")(scale=0.17, name="custom_scale")
        return keras.Model(start, end([start, h]))

    return build


def masked():
    """Masks end at these layers."""
    start = keras.Input((4, 3), name="x")
    h = layers.Masking(0.0, name="masking")(start)
    h = named("applications.convnext", "LayerScale")(0.5, 3, name="layer_scale")(h)
    return keras.Model(start, layers.LSTM(2, name="lstm")(h))


def features(**settings):
    """Random features and what stands behind them."""

    def build():
        start = keras.Input((3,), name="x")
        h = named("layers.kernelized", "RandomFourierFeatures")(5, name="features", **settings)(start)
        return keras.Model(start, layers.Dense(2, name="dense")(h))

    return build


def adding(inner):
    """A model that adds a loss and a metric, by itself or inside another one."""

    def build():
        start = keras.Input((3,), name="x")
        h = layers.Dense(4, activation="tanh", name="hidden")(start)
        model = keras.Model(start, layers.Dense(2, name="dense")(h), name="adding")
        model.add_loss(keras.backend.mean(keras.backend.square(h)))
        model.add_metric(keras.backend.mean(h), name="mean", aggregation="mean")
        if not inner:
            return model
        outer = keras.Input((3,), name="outer")
        return keras.Model(outer, layers.Dense(1, name="last")(model(outer)))

    return build


def spaced():
    """How a FeatureSpace joins what it made of its columns."""
    space = "layers.preprocessing.feature_space"
    first, second = keras.Input((2,), name="a"), keras.Input((3,), name="b")
    second_h = named(space, "TFDIdentity")(name="identity")(second)
    return keras.Model([first, second], named(space, "TFDConcat")(axis=-1, name="join")([first, second_h]))


def make(folder):
    """The family."""
    pack = Pack("applied")
    for shape in [(3,), (4, 3), (2, 2, 3)]:
        pack.add(f"LayerScale, StochasticDepth, CustomScaleLayer {shape}", block(shape, 3, 0.3), [x(*shape)])
    pack.add("LayerScale(dtype=float16)", block((3,), 3, 0.0, dtype="float16"), [x(3)])
    pack.add("StochasticDepth(0)", block((3,), 3, 0.0), [x(3)])
    pack.add("a LayerScale of one feature", block((3,), 1, 0.5), [x(3)])
    pack.add("Masking, LayerScale, LSTM", masked, [x(4, 3)])
    if MAJOR == 3:
        pack.add("TFDConcat, TFDIdentity", spaced, [x(2), x(3)])
    if MAJOR == 2:
        for settings in [{}, {"scale": 2.0}, {"kernel_initializer": "laplacian", "trainable": True}]:
            pack.add(f"RandomFourierFeatures({settings})", features(**settings), [x(3)])
        pack.add("add_loss, add_metric", adding(False), [x(3)])
        pack.add("add_loss, add_metric inside", adding(True), [x(3)])
    pack.save(folder)
