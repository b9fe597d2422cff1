"""Steps of models as Keras loads them, in which something is frozen: `steps/frozen.<tag>.npz`.

`frozen/attention.k3.keras` was trained with a frozen attention, so that its optimizer has arrays of the other layer alone.
"""

from making import values
from making.environment import MAJOR, fresh, keras
from making.run import fill
from making.steps import StepPack

L = keras.layers
O = keras.optimizers
BATCH = 3
SHAPE = (4, 3)


def behind(make):
    """A layer between an input and a Dense."""

    def build():
        x = keras.Input(SHAPE, name="x")
        return keras.Model(x, L.Dense(2, name="out")(make(x)), name="net")

    return build


def nested(*frozen, trainable=None, sequential=False):
    """A model in the model: whether it says that it is trained, and which of its layers do not."""

    def build():
        inner = keras.Input(SHAPE, name="i")
        dense = L.Dense(3, name="inner")
        if sequential:
            net = keras.Sequential([inner, dense, L.SimpleRNN(2, return_sequences=True, name="rnn")], name="nested")
        else:
            net = keras.Model(inner, dense(L.MultiHeadAttention(2, 2, name="mha")(inner, inner)), name="nested")
        if trainable is not None:
            net.trainable = trainable
        for layer in net.layers:
            if layer.name in frozen:
                layer.trainable = not layer.trainable
        x = keras.Input(SHAPE, name="x")
        return keras.Model(x, L.Dense(2, name="out")(net(x)), name="net")

    return build


def whole(sequential, *again):
    """A model that says itself that it is frozen, but for some of its layers."""

    def build():
        x, dense = keras.Input(SHAPE, name="x"), [L.Dense(3, name="a"), L.Dense(2, name="b")]
        made = keras.Sequential([x, *dense], name="net") if sequential else keras.Model(x, dense[1](dense[0](x)), name="net")
        made.trainable = False
        for layer in made.layers:
            if layer.name in again:
                layer.trainable = True
        return made

    return build


def loaded(build):
    """The model as its architecture gives it."""
    return lambda: keras.models.model_from_json(build().to_json())


def add(pack):
    adam, slow = lambda: O.Adam(0.05), lambda: O.SGD(0.1)
    no = {"trainable": False}
    cells = lambda **more: [L.LSTMCell(2, name="first"), L.GRUCell(2, name="second", **more)]  # noqa: E731
    layers = {
        "MultiHeadAttention": lambda: L.MultiHeadAttention(2, 2, name="mha", **no),
        "Bidirectional": lambda: L.Bidirectional(L.LSTM(2, return_sequences=True, name="lstm"), name="both", **no),
        "Bidirectional of what is frozen": lambda: L.Bidirectional(L.LSTM(2, return_sequences=True, name="lstm", **no), name="both"),
        "TimeDistributed": lambda: L.TimeDistributed(L.Dense(2, name="dense"), name="each", **no),
        "RNN of a cell": lambda: L.RNN(L.LSTMCell(2, name="cell"), return_sequences=True, name="rnn", **no),
        "RNN of cells, one frozen": lambda: L.RNN(cells(**no), return_sequences=True, name="rnn"),
        "StackedRNNCells": lambda: L.RNN(L.StackedRNNCells(cells(), name="cells", **no), return_sequences=True, name="rnn"),
        "LSTM": lambda: L.LSTM(2, return_sequences=True, name="lstm", **no),
    }
    if MAJOR == 3:
        layers["GroupQueryAttention"] = lambda: L.GroupQueryAttention(2, 2, 1, name="gqa", **no)
    cases = {}
    for title, make in layers.items():
        call = lambda x, make=make, title=title: make()(x, x) if "Attention" in title else make()(x)  # noqa: E731
        cases[f"frozen {title}"] = behind(call)
    cases["frozen model"] = nested(trainable=False)
    cases["frozen model, one layer trained"] = nested("inner", trainable=False)
    cases["frozen sequence, one layer trained"] = nested("inner", trainable=False, sequential=True)
    cases["attention frozen in a model"] = nested("mha")
    if MAJOR == 2:
        cases["all frozen but a layer, sequence"] = whole(True, "b")
        cases["all frozen but a layer"] = whole(False, "b")
    x = values.normal((BATCH, *SHAPE), "frozen", "x")
    for title, build in cases.items():
        # Keras 3 calls the weights in wrappers and sequences otherwise where it loads them, and freezes there what it did before.
        if MAJOR == 2 or "ttention" in title or "model" in title:
            build = loaded(build)
        for name, optimizer in (("SGD", slow), ("Adam", adam)):
            y = values.normal((BATCH, 4, 2), "frozen", "y", title)
            pack.add(f"{title}, {name}", build, x, y, optimizer=optimizer, loss="mse")


def save(folder):
    """The model that was trained while its attention was frozen."""
    fresh()
    model = fill(behind(lambda x: L.MultiHeadAttention(2, 2, name="mha")(x, x))(), "frozen", "saved")
    model.get_layer("mha").trainable = False
    model.compile(O.Adam(0.05), "mean_squared_error")
    model.train_on_batch(values.normal((BATCH, *SHAPE), "frozen", "x"), values.normal((BATCH, 4, 2), "frozen", "saved"))
    folder.mkdir(exist_ok=True)
    model.save(folder / "attention.k3.keras")


def make(folder):
    """All of them."""
    pack = StepPack("frozen")
    add(pack)
    pack.save(folder / "steps")
    if MAJOR == 3:
        save(folder / "frozen")
