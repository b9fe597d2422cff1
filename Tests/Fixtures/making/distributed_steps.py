"""Training of models with a BatchNormalization inside TimeDistributed: `steps/distributed.*.npz` holds cases as the others there.

Keras 3 calls such a model once for every timestep, so that its statistics are those of a timestep, and move with each; Keras 2 calls it
once with all timesteps as samples, and once more for the mask of what it gives, so that its statistics move twice.
"""

from making import values
from making.environment import MAJOR, keras
from making.step_cases import BATCH, target
from making.steps import StepPack

L = keras.layers
O = keras.optimizers


def functional(shape, *makers):
    """A model of layers one behind the other, as a function of its input."""

    def build():
        x = a = keras.Input(shape, name="inner_x")
        for make in makers:
            a = make()(a)
        return keras.Model(x, a, name="inner")

    return build


def sequential(shape, *makers):
    return lambda: keras.Sequential([keras.Input(shape), *(make() for make in makers)], name="inner")


def branches():
    """Two ways through the model, one of them normalized."""
    x = keras.Input((3,), name="inner_x")
    a = L.BatchNormalization(momentum=0.8, name="norm")(L.Dense(3, activation="tanh", name="one")(x))
    a = L.Add(name="sum")([a, L.Dense(3, name="two")(x)])
    return keras.Model(x, L.Concatenate(name="both")([a, x]), name="inner")


def deeper():
    """A model in the model."""
    x = keras.Input((3,), name="inner_x")
    core = sequential((3,), dense(), norm())()
    core._name = "core"
    return keras.Model(x, L.Dense(2, name="last")(core(x)), name="inner")


def again():
    """A layer called twice."""
    x = keras.Input((3,), name="inner_x")
    n = L.BatchNormalization(momentum=0.8, name="norm")
    return keras.Model(x, n(L.Dense(3, activation="tanh", name="between")(n(x))), name="inner")


def dense(units=3):
    return lambda: L.Dense(units, activation="tanh", name="d")


def norm(**options):
    return lambda: L.BatchNormalization(name="norm", **{"momentum": 0.8, **options})


def around(shape, make, *after, masked=False, before=None, twice=False):
    """The model in a TimeDistributed, with what follows."""

    def build():
        x = keras.Input(shape, name="x")
        a = L.Masking(-1.0, name="mask")(x) if masked else x
        a = before()(a) if before else a
        each = L.TimeDistributed(make(), name="each")
        a = each(a)
        a = each(a) if twice else a
        for follow in after:
            a = follow()(a)
        return keras.Model(x, L.Dense(2, name="out")(a), name="distributed")

    return build


def cases():
    """(title, shape, build, optimizer)."""
    sgd, adam = (lambda: O.SGD(0.1, momentum=0.9)), (lambda: O.Adam(0.01))
    lstm, flat, pooled = (lambda: L.LSTM(3, name="after")), L.Flatten, L.GlobalAveragePooling1D
    conv = lambda: L.Conv2D(2, 2, name="conv")
    inner_lstm = lambda: L.LSTM(2, return_sequences=True, name="rnn")
    flatten = lambda: L.Flatten(name="flat_inner")
    renorm = norm(renorm=True)
    yield "functional", (4, 3), around((4, 3), functional((3,), dense(), norm()), lstm), adam
    yield "functional, sgd", (4, 3), around((4, 3), functional((3,), dense(), norm(), lambda: L.Dense(2, name="last")), flat), sgd
    yield "sequential", (4, 3), around((4, 3), sequential((3,), dense(), norm()), pooled), adam
    yield "sequential, sgd", (4, 3), around((4, 3), sequential((3,), norm(), dense()), lstm), sgd
    yield "one timestep", (1, 3), around((1, 3), sequential((3,), dense(), norm()), flat), adam
    yield "branches", (4, 3), around((4, 3), branches, lstm), adam
    yield "deeper", (3, 3), around((3, 3), deeper, flat), adam
    yield "called twice outside", (3, 3), around((3, 3), sequential((3,), dense(), norm()), flat, twice=True), sgd
    yield "behind a layer", (4, 3), around((4, 3), sequential((3,), norm()), lstm, before=lambda: L.Dense(3, name="first")), adam
    yield "images", (3, 4, 4, 1), around((3, 4, 4, 1), sequential((4, 4, 1), conv, norm(), flatten), lstm), adam
    yield "images, axis 1", (3, 4, 4, 1), around((3, 4, 4, 1), sequential((4, 4, 1), conv, norm(axis=1), flatten), lstm), adam
    yield "rows", (2, 3, 2), around((2, 3, 2), sequential((3, 2), inner_lstm, norm(), flatten), flat), adam
    yield "without gamma", (4, 3), around((4, 3), sequential((3,), dense(), norm(scale=False)), pooled), sgd
    yield "frozen", (4, 3), around((4, 3), sequential((3,), dense(), norm(trainable=False)), pooled), adam
    yield "Dropout of nothing", (4, 3), around((4, 3), sequential((3,), dense(), lambda: L.Dropout(0.0, name="drop"), norm()), pooled), adam
    yield "renorm", (4, 3), around((4, 3), sequential((3,), dense(), renorm), pooled), adam
    yield "masked", (4, 3), around((4, 3), sequential((3,), dense(), norm()), lstm, masked=True), adam
    tight = norm(renorm=True, renorm_momentum=0.5, renorm_clipping={"rmin": 0.9, "rmax": 1.1, "dmax": 0.2})
    yield "renorm by itself, clipped", (4, 3), around((4, 3), tight, pooled), adam
    yield "renorm by itself, called twice", (3, 3), around((3, 3), renorm, pooled, twice=True), adam
    if MAJOR == 3:
        # Keras 2 moves the statistics by the first call and the second, and then by both again for the mask.
        yield "called twice inside", (3, 3), around((3, 3), again, flat), sgd
        penalized = lambda: L.Dense(3, activity_regularizer=keras.regularizers.L2(0.1), name="d")
        yield "activity", (4, 3), around((4, 3), sequential((3,), penalized, norm()), pooled), sgd


def make(folder):
    """All of them."""
    pack = StepPack("distributed")
    for title, shape, build, optimizer in cases():
        x = values.normal((BATCH, *shape), "x", title)
        if title == "masked":
            x[0, 2:] = -1
            x[1, 0] = -1
        y = target("number", (BATCH, 2), title)
        pack.add(title, build, x, y, optimizer=optimizer, loss="mse")
    pack.save(folder / "steps")
