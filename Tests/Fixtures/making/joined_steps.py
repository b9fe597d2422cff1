"""Training of BatchNormalization on rows of all samples, (B·T, F) of (B, T, F): `steps/joined.*.npz` holds cases as the others there."""

from making import values
from making.environment import MAJOR, keras, tf
from making.step_cases import BATCH, target
from making.steps import StepPack

L = keras.layers
O = keras.optimizers
reshape = keras.ops.reshape if MAJOR == 3 else tf.reshape


def rows(shape, size, back, *makers):
    """Layers that act on rows of all samples, and a Dense named out of the samples at the end."""

    def build():
        x = keras.Input(shape, name="x")
        h = reshape(x, size)
        for make in makers:
            h = make()(h)
        return keras.Model(x, L.Dense(2, name="out")(L.Flatten(name="flat")(reshape(h, back))), name="joined")

    return build


def add(pack):
    dense = lambda: L.Dense(3, activation="tanh", name="before")
    norm = lambda **more: lambda: L.BatchNormalization(name="norm", **{"momentum": 0.8, **more})
    second = lambda: L.BatchNormalization(name="second", momentum=0.9)
    frames = [lambda: L.Conv2D(2, 2, name="conv"), norm()]
    flat = (-1, 3), (-1, 4, 3)
    for title, shape, build in (
        ("rows", (4, 3), rows((4, 3), *flat, dense, norm())),
        ("rows first", (4, 3), rows((4, 3), *flat, norm(), dense)),
        ("rows twice", (4, 3), rows((4, 3), *flat, norm(), dense, second)),
        ("rows without gamma", (4, 3), rows((4, 3), *flat, dense, norm(scale=False, epsilon=0.01))),
        ("rows frozen", (4, 3), rows((4, 3), *flat, dense, norm(trainable=False))),
        ("frames", (2, 4, 4, 2), rows((2, 4, 4, 2), (-1, 4, 4, 2), (-1, 2, 18), *frames)),
        ("pieces", (4, 3), rows((4, 3), (-1, 2, 3), (-1, 4, 3), dense, norm())),
        ("pieces, axis 1", (4, 3), rows((4, 3), (-1, 2, 3), (-1, 4, 3), dense, norm(axis=1))),
    ):
        x = values.normal((BATCH, *shape), "x", "joined", title)
        optimizer = (lambda: O.SGD(0.1, momentum=0.9)) if "frozen" in title else (lambda: O.Adam(0.01))
        pack.add("BatchNormalization of " + title, build, x, target("number", (BATCH, 2), title), optimizer=optimizer, loss="mse")


def make(folder):
    """All of them."""
    pack = StepPack("joined")
    add(pack)
    pack.save(folder / "steps")
