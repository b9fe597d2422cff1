"""Steps of recurrent layers of which samples are masked from end to end: `steps/masked.<tag>.npz`."""

from making import values
from making.environment import keras
from making.steps import StepPack

L = keras.layers
O = keras.optimizers
BATCH = 4


def chain(*makers):
    """Layers behind a Masking, each made anew."""
    return lambda: keras.Sequential(
        [keras.Input((4, 2), name="x"), L.Masking(name="mask"), *(make() for make in makers)], name="net")


def add(pack):
    adam, slow = lambda: O.Adam(0.05), lambda: O.SGD(0.1)
    out = lambda n=2, **more: lambda: L.Dense(n, name="out", **more)  # noqa: E731
    x = values.normal((BATCH, 4, 2), "masked", "x")
    x[0] = 0
    x[1, 2:], x[2, 0], x[2, 3] = 0, 0, 0
    both = lambda made, **more: lambda: L.Bidirectional(made(), name="both", **more)  # noqa: E731
    lstm = lambda **more: lambda: L.LSTM(3, name="lstm", **more)  # noqa: E731
    gru = lambda **more: lambda: L.GRU(3, name="gru", **more)  # noqa: E731
    rnn = lambda **more: lambda: L.SimpleRNN(3, name="rnn", **more)  # noqa: E731
    all_steps = {"return_sequences": True}
    for title, build, shape, loss, optimizer in (
        ("LSTM", chain(lstm(), out()), (2,), "mse", slow),
        ("LSTM, sequences, a masked loss", chain(lstm(**all_steps), out(1, activation="sigmoid")), (4, 1), "binary_crossentropy", adam),
        ("Bidirectional GRU, masked sequences", chain(both(gru(**all_steps)), out()), (4, 2), "mae", adam),
        ("Bidirectional LSTM", chain(both(lstm()), out()), (2,), "mse", slow),
        ("summed, then backwards", chain(both(rnn(**all_steps), merge_mode="sum"), gru(go_backwards=True), out()), (2,), "mse", slow),
        ("GRU, zeros for what is masked", chain(gru(zero_output_for_mask=True, **all_steps), out()), (4, 2), "mse", adam),
    ):
        kind = "bits" if loss == "binary_crossentropy" else "number"
        y = values.normal((BATCH, *shape), "masked", "y", title)
        pack.add(title, build, x, (y > 0).astype("float32") if kind == "bits" else y, optimizer=optimizer, loss=loss)


def make(folder):
    """All of them."""
    pack = StepPack("masked")
    add(pack)
    pack.save(folder / "steps")
