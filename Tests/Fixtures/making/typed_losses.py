"""Losses of an author's own, beside the expressions that stand for them: functions and a class, as `compile` takes them.

`told["typed"]` is what is typed in place of the function, whose code no file has.
"""

import numpy as np

from making.environment import MAJOR, keras
from making.step_cases import BATCH, chain, sequence_model, target, tokens, x_of
from making.steps import StepPack
from making.run import fill

L = keras.layers
O = keras.optimizers
own = keras.utils.register_keras_serializable("mine") if MAJOR == 2 else keras.saving.register_keras_serializable("mine")

if MAJOR == 3:
    import keras.ops as F

    where, cast, logical, hot = F.where, F.cast, F.greater, F.one_hot
else:
    import tensorflow as F

    where, cast, logical, hot = F.where, F.cast, F.greater, F.one_hot
mean = F.mean if MAJOR == 3 else F.reduce_mean
total = F.sum if MAJOR == 3 else F.reduce_sum
log = F.log if MAJOR == 3 else F.math.log


@own
def by_sample(y, p):
    return mean(F.square(y - p), axis=-1)


@own
def by_batch(y, p):
    return mean(F.square(y - p))


@own
def by_place(y, p):
    return F.abs(y - p) ** 1.5


@own
def pinball(y, p):
    return mean(where(y > p, 0.9 * (y - p), 0.1 * (p - y)), axis=-1)


@own
def dice(y, p):
    return 1 - 2 * total(y * p, axis=-1) / (total(y, axis=-1) + total(p, axis=-1))


@own
def weighed_bce(y, p):
    return -mean(3 * y * log(p + 1e-7) + (1 - y) * log(1 - p + 1e-7), axis=-1)


@own
def both(y, p):
    return keras.losses.binary_crossentropy(y, p) + 0.1 * keras.losses.mean_absolute_error(y, p)


@own
def class_weighed(y, p):
    return keras.losses.categorical_crossentropy(y, p) * total(y * np.array([1, 2, 4], "float32"), axis=-1)


@own
def of_classes(y, p):
    picked = hot(cast(y[..., 0], "int32"), 3)
    return -total(picked * log(p), axis=-1)


@own
def smooth(y, p):
    return F.sqrt(total(F.square(y - p), axis=-1) + 1.0) - 1.0


@own
class Cube(keras.losses.Loss):
    def call(self, y, p):
        return mean(F.abs(y - p) ** 3, axis=-1)


def dense(activation="linear", width=2):
    return chain((3,), lambda: L.Dense(4, activation="tanh", name="hidden"), out=width, activation=activation)


def plain_cases():
    """(title, loss, what is typed, activation, kind of target, width)."""
    yield "by sample", by_sample, "mean(square(y - output), axis=-1)", "linear", "number", 2
    yield "by batch", by_batch, "mean(square(y - output))", "linear", "number", 2
    yield "by place", by_place, "abs(y - output) ** 1.5", "linear", "number", 2
    yield "pinball", pinball, "mean(where(y > output, 0.9 * (y - output), 0.1 * (output - y)), axis=-1)", "linear", "number", 2
    yield "dice", dice, "1 - 2 * sum(y * output) / (sum(y) + sum(output))", "sigmoid", "binary", 3
    yield "weighed cross-entropy", weighed_bce, "-mean(3*y*log(y_pred + 1e-7) + (1 - y_true)*log(1 - ŷ + 1e-7), axis=-1)", "sigmoid", "binary", 2
    yield "two of Keras", both, "binary_crossentropy(y, output) + 0.1 * mae(y, output)", "sigmoid", "binary", 2
    yield "two of Keras, no logits", both, "bce(target, out) + 0.1 * mae(target, out)", "hard_sigmoid", "binary", 2
    yield "weighed classes", class_weighed, "categorical_crossentropy(y, output) * sum(y * [1, 2, 4])", "softmax", "hot", 3
    yield "smooth", smooth, "sqrt(sum((y - output)²) + 1) - 1", "linear", "number", 2
    yield "a class", lambda: Cube(), "mean(abs(y - output) ** 3, axis=-1)", "linear", "number", 2


def compiled(loss):
    """A function is handed to compile as it is, and not called."""
    return loss if getattr(loss, "__name__", "") == "<lambda>" else (lambda: loss)


def add(pack):
    for title, loss, typed, activation, kind, width in plain_cases():
        pack.add(title, dense(activation, width), x_of((3,), title), target(kind, (BATCH, width), title),
                 more={"typed": typed}, optimizer=lambda: O.Adam(0.05), loss=compiled(loss))
    weight = np.array([0.5, 2, 1], "float32")
    for title, loss, typed in (("by sample, weighed", by_sample, "mean((y - output)**2)"), ("by place, weighed", by_place, "abs(y - output)**1.5")):
        pack.add(title, dense(), x_of((3,), title), target("number", (BATCH, 2), title), weights=weight,
                 more={"typed": typed}, optimizer=lambda: O.SGD(0.1), loss=compiled(loss))
    title = "classes"
    classes = target("class", (BATCH, 3), title)[:, None].astype("float32")
    pack.add(title, dense("softmax", 3), x_of((3,), title), classes,
             more={"typed": "-sum(where(y == [0, 1, 2], log(output), 0))"}, optimizer=lambda: O.SGD(0.1), loss=compiled(of_classes))
    title = "masked timesteps"
    tagged = lambda a: L.LSTM(3, return_sequences=True, name="a")(a)
    pack.add(title, lambda: sequence_model(tagged, {"mask_zero": True}), tokens(5, 6, title), target("number", (BATCH, 5, 3), title),
             more={"typed": "mean(square(y - output), axis=-1)"}, optimizer=lambda: O.SGD(0.1), loss=compiled(by_sample))
    title = "one of two outputs"

    def build():
        x = keras.Input((3,), name="x")
        a = L.Dense(4, activation="tanh", name="hidden")(x)
        return keras.Model(x, [L.Dense(2, name="number")(a), L.Dense(1, activation="sigmoid", name="truth")(a)], name="two")

    pack.add(title, build, x_of((3,), title), [target("number", (BATCH, 2), title), target("binary", (BATCH, 1), title)],
             more={"typed": "number=mean(square(y - output))"}, optimizer=lambda: O.SGD(0.1),
             loss=lambda: {"number": by_sample, "truth": "binary_crossentropy"}, loss_weights=lambda: {"number": 0.5, "truth": 2.0})


def make(folder):
    pack = StepPack("typed")
    add(pack)
    pack.save(folder / "typed")
    model = fill(dense()(), "typed", "model")
    for name, loss in (("function", by_sample), ("class", Cube())):
        model.compile(optimizer=O.SGD(0.1), loss=loss)
        file = folder / "typed" / f"{name}.{'k3.keras' if MAJOR == 3 else 'k2.h5'}"
        model.save(file)
    print("\n".join(pack.troubles))
