"""Steps of optimizers and losses that are rarely taken: `steps/rarer.<tag>.npz`."""

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.steps import StepPack

L = keras.layers
O = keras.optimizers
K = keras.losses
BATCH = 4


def dense(activation="linear"):
    """A net of two layers."""

    def build():
        x = keras.Input((3,), name="x")
        return keras.Model(x, L.Dense(3, activation=activation, name="out")(L.Dense(4, activation="tanh", name="hidden")(x)), name="net")

    return build


def images():
    """Places with a share each."""
    x = keras.Input((4, 3, 2), name="x")
    return keras.Model(x, L.Conv2D(2, 2, padding="same", activation="sigmoid", name="conv")(x), name="net")


def words():
    """An embedding, whose slopes are those of lookups."""
    x = keras.Input((4,), dtype="int32", name="x")
    return keras.Model(x, L.Dense(3, name="out")(L.Flatten()(L.Embedding(6, 2, name="words")(x))), name="net")


def optimizers():
    """(title, how one is made)."""
    yield "Ftrl", lambda: O.Ftrl(0.1)
    yield "Ftrl, all options", lambda: O.Ftrl(
        0.2, learning_rate_power=-0.7, initial_accumulator_value=0.3, l1_regularization_strength=0.05,
        l2_regularization_strength=0.1, l2_shrinkage_regularization_strength=0.02, beta=0.4)  # fmt: skip
    yield "Ftrl, clipped", lambda: O.Ftrl(0.1, clipnorm=0.5, l1_regularization_strength=0.01)
    if MAJOR == 2:
        return
    yield "Lamb", lambda: O.Lamb(0.05)
    yield "Lamb, all options", lambda: O.Lamb(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.1, clipnorm=0.3)
    yield "ScheduleFreeAdamW", lambda: O.ScheduleFreeAdamW()
    yield "ScheduleFreeAdamW, all options", lambda: O.ScheduleFreeAdamW(
        0.05, beta_1=0.8, beta_2=0.95, epsilon=1e-4, warmup_steps=3, weight_decay=0.1)  # fmt: skip
    yield "ScheduleFreeAdamW, a schedule", lambda: O.ScheduleFreeAdamW(O.schedules.ExponentialDecay(0.05, 2, 0.5))


def add_optimizers(pack):
    x, y = values.normal((BATCH, 3), "rarer", "x"), values.normal((BATCH, 3), "rarer", "y")
    ids = np.abs((100 * values.normal((BATCH, 4), "rarer", "ids")).astype("int32")) % 6
    for title, make in optimizers():
        pack.add(title, dense(), x, y, optimizer=make, loss="mse")
        pack.add(f"{title}, lookups", words, ids, y, optimizer=make, loss="mse")


def add_losses(pack):
    x = values.normal((BATCH, 3), "rarer", "x")
    classes = np.array([0, 2, 1, 1], "int32")
    for q in (0.3, 0.5, 0.9):
        loss = lambda q=q: K.CategoricalGeneralizedCrossEntropy(q=q)  # noqa: E731
        pack.add(f"generalized, q = {q}", dense("softmax"), x, classes, optimizer=lambda: O.SGD(0.3), loss=loss)
    places = values.normal((BATCH, 4, 3, 2), "rarer", "places")
    truth = (values.normal((BATCH, 4, 3, 2), "rarer", "truth") > 0.3).astype("float32")
    for kind, options in (("Dice", {}), ("Tversky", {}), ("Tversky", {"alpha": 0.3, "beta": 0.8})):
        for axis in (None, (1, 2, 3), (1, 2), -1, (-1, 1)):
            for reduction in ("sum_over_batch_size", "sum", "mean_with_sample_weight"):
                make = lambda kind=kind, options=options, axis=axis, reduction=reduction: getattr(K, kind)(  # noqa: E731
                    axis=axis, reduction=reduction, **options)
                title = f"{kind}({options}), axis {axis}, {reduction}"
                if reduction == "sum_over_batch_size" or kind == "Dice":
                    pack.add(title, images, places, truth, optimizer=lambda: O.SGD(0.3), loss=make)


def make(folder):
    """All of them."""
    pack = StepPack("rarer")
    add_optimizers(pack)
    if MAJOR == 3:
        add_losses(pack)
    pack.save(folder / "steps")
