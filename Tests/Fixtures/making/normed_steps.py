"""Training of BatchNormalization inside TimeDistributed, and with renorm=True: `steps/normed.*.npz` holds cases as the others there.

Inside TimeDistributed Keras 2 takes the statistics of all timesteps together and moves its own once; Keras 3 takes those of
every timestep, and moves its own with each of them in turn.
"""

from making import values
from making.environment import MAJOR, keras
from making.step_cases import BATCH, target
from making.steps import StepPack

L = keras.layers
O = keras.optimizers


def chain(shape, *makers, masked=False):
    """Layers with a Dense named out at the end."""

    def build():
        x = keras.Input(shape, name="x")
        a = L.Masking(-1.0, name="mask")(x) if masked else x
        for make in makers:
            a = make()(a)
        return keras.Model(x, L.Dense(2, name="out")(a), name="normed")

    return build


def twice(make, *around):
    """One layer, called twice, with a layer between."""

    def build():
        x = keras.Input((4, 3), name="x")
        norm = make()
        a = norm(L.Dense(3, activation="tanh", name="between")(norm(x)))
        for after in around:
            a = after()(a)
        return keras.Model(x, L.Dense(2, name="out")(a), name="normed")

    return build


def add(pack):
    sgd, adam = (lambda: O.SGD(0.1, momentum=0.9)), (lambda: O.Adam(0.01))
    norm = lambda **more: lambda: L.BatchNormalization(name="norm", **{"momentum": 0.8, **more})
    each = lambda **more: lambda: L.TimeDistributed(L.BatchNormalization(**{"momentum": 0.8, **more}), name="each")
    slow = lambda: O.SGD(0.001, momentum=0.9)
    again = lambda **more: norm(renorm=True, **more)
    dense = lambda: L.Dense(3, activation="tanh", name="before")
    conv = lambda: L.TimeDistributed(L.Conv2D(2, 2, name="conv"), name="seen")
    lstm = lambda: L.LSTM(3, name="after")
    pooled, flat = L.GlobalAveragePooling1D, L.Flatten
    tight, wide = {"rmin": 0.9, "rmax": 1.1, "dmax": 0.2}, {"rmin": 0.01, "rmax": 100.0, "dmax": 100.0}
    for title, shape, build, optimizer in (
        ("timesteps", (4, 3), chain((4, 3), dense, each(), pooled), adam),
        ("timesteps, sgd, lstm", (4, 3), chain((4, 3), dense, each(), lstm), sgd),
        ("timesteps first", (4, 3), chain((4, 3), each(), lstm), adam),
        ("timesteps without gamma", (4, 3), chain((4, 3), dense, each(scale=False), pooled), sgd),
        ("timesteps without beta", (4, 3), chain((4, 3), dense, each(center=False, epsilon=0.01), pooled), adam),
        ("timesteps frozen", (4, 3), chain((4, 3), dense, each(trainable=False), pooled), adam),
        ("timesteps one", (1, 3), chain((1, 3), dense, each(), pooled), adam),
        ("timesteps of rows", (3, 4, 2), chain((3, 4, 2), each(), flat), adam),
        ("timesteps of rows, axis 1", (3, 4, 2), chain((3, 4, 2), each(axis=1), flat), adam),
        ("timesteps of images", (3, 4, 4, 2), chain((3, 4, 4, 2), conv, each(), flat), adam),
        ("timesteps of images, axis 1", (3, 4, 4, 2), chain((3, 4, 4, 2), each(axis=1), flat), sgd),
        ("timesteps masked", (4, 3), chain((4, 3), each(), lstm, masked=True), adam),
        ("timesteps masked, Dense", (4, 3), chain((4, 3), dense, each(), lstm, masked=True), sgd),
        ("timesteps called twice", (4, 3), twice(each(), pooled), adam),
        ("timesteps of several axes", (3, 4, 2), chain((3, 4, 2), each(axis=[1, 2]), flat), adam),
        ("timesteps with renorm", (4, 3), chain((4, 3), dense, each(renorm=True), pooled), adam),
        ("renorm", (3,), chain((3,), dense, again()), adam),
        ("renorm, sgd", (3,), chain((3,), dense, again(renorm_momentum=0.5)), slow),
        ("renorm clipped", (3,), chain((3,), dense, again(renorm_clipping=tight)), adam),
        ("renorm clipped in vain", (3,), chain((3,), dense, again(renorm_clipping=wide, renorm_momentum=0.7)), slow),
        ("renorm clipped once", (3,), chain((3,), dense, again(renorm_clipping={"dmax": 0.3})), slow),
        ("renorm clipped above", (3,), chain((3,), dense, again(renorm_clipping={"rmax": 1.0})), adam),
        ("renorm without gamma", (3,), chain((3,), dense, again(scale=False)), adam),
        ("renorm without beta", (3,), chain((3,), dense, again(center=False)), adam),
        ("renorm alone", (3,), chain((3,), dense, again(center=False, scale=False, epsilon=0.1)), slow),
        ("renorm frozen", (3,), chain((3,), dense, again(trainable=False)), adam),
        ("renorm of sequences", (4, 3), chain((4, 3), dense, again(), lstm), adam),
        ("renorm of sequences, axis 1", (4, 3), chain((4, 3), dense, again(axis=1), lstm), slow),
        ("renorm masked", (4, 3), chain((4, 3), dense, again(), lstm, masked=True), adam),
        ("renorm of images", (4, 4, 2), chain((4, 4, 2), again(renorm_clipping=wide), flat), adam),
        ("renorm of several axes", (4, 2), chain((4, 2), again(axis=[1, 2]), flat), adam),
        ("renorm called twice", (4, 3), twice(again(), pooled), adam),
    ):
        if title == "timesteps with renorm" and MAJOR == 3:
            continue  # each timestep is corrected by what the one before left: refused
        x = values.normal((BATCH, *shape), "x", title)
        if "masked" in title:
            x[0, 2:] = -1
            x[1, 0] = -1
        pack.add("BatchNormalization " + title, build, x, target("number", (BATCH, 2), title), optimizer=optimizer, loss="mse")


def make(folder):
    """All of them."""
    pack = StepPack("normed")
    add(pack)
    pack.save(folder / "steps")
