"""The models that ship with the program: small, trained, readable."""

import json
import zipfile

import numpy as np

from making import values
from making.environment import fresh, keras
from making.run import golden

layers = keras.layers
MASK = -99.0


def xor():
    """Dense(4, relu) → Dense(1, sigmoid)."""
    return keras.Sequential(
        [
            keras.Input((2,)),
            layers.Dense(4, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="xor",
    )


def xor_data():
    """The four rows and their answers."""
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32")
    y = np.array([[0], [1], [1], [0]], "float32")
    return x, y, x, y


def xor_untrained():
    """Dense(4, relu) → Dense(1, sigmoid), compiled: 1,000 steps over its four rows teach it XOR, 50 do not."""
    model = keras.Sequential(
        [
            keras.Input((2,)),
            layers.Dense(4, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="xor-untrained",
    )
    rng = values.random("xor untrained")
    model.set_weights([np.round(rng.uniform(-0.8, 0.8, w.shape), 2) if w.ndim > 1 else w for w in model.get_weights()])
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    return model


def two_two_two():
    """Two layers of two sigmoids, the well-known example of one step by hand, compiled: SGD of 0.5, mean squared error."""
    model = keras.Sequential(
        [
            keras.Input((2,)),
            layers.Dense(2, activation="sigmoid"),
            layers.Dense(2, activation="sigmoid"),
        ],
        name="two-two-two",
    )
    first, second = [[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]]
    model.set_weights([np.asarray(w, "float32") for w in (first, [0.35, 0.35], second, [0.60, 0.60])])
    model.compile(keras.optimizers.SGD(0.5), "mean_squared_error")
    return model


def two_two_two_data():
    """One row, and what both outputs are to be."""
    return np.array([[0.05, 0.10]], "float32"), np.array([[0.01, 0.99]], "float32")


def ridge():
    """Dense(2) that is to hand on its inputs, its kernel held small by L2, compiled: SGD of 0.1, mean squared error."""
    model = keras.Sequential(
        [keras.Input((2,)), layers.Dense(2, kernel_regularizer=keras.regularizers.L2(0.05))], name="ridge"
    )
    model.set_weights([np.array([[0.5, -0.3], [0.2, 0.4]], "float32"), np.zeros(2, "float32")])
    model.compile(keras.optimizers.SGD(0.1), "mean_squared_error", metrics=["mse"])
    return model


def ridge_data():
    """Five rows, so that the last batch of two has one; the targets are the inputs."""
    x = np.array([[1, 0], [0, 1], [1, 1], [2, 1], [0, 2]], "float32")
    return x, x


def remember():
    """An LSTM(1) and a SimpleRNN(1) beside each other, which are to tell the first of ten numbers, compiled."""
    x = keras.Input((10, 1), name="x")
    both = [layers.LSTM(1, name="lstm")(x), layers.SimpleRNN(1, name="rnn")(x)]
    y = layers.Dense(1, name="dense")(layers.Concatenate(name="both")(both))
    model = keras.Model(x, y, name="remember")
    gates = [[4, 0, 2, 0]], [[0.1, 0.1, 0.1, 0.1]], [-2, 3, 0, 2]
    kept = [[1]], [[0.5]], [0]
    weights = [*gates, *kept, [[0.4], [0.4]], [0]]
    model.set_weights([np.asarray(w, "float32") for w in weights])
    model.compile(keras.optimizers.SGD(0.1), "mean_squared_error")
    return model


def remember_data():
    """Sequences whose first number counts; nothing follows, or others do."""
    x = np.zeros((3, 10, 1), "float32")
    x[:, 0, 0] = [1, -1, 0.5]
    x[2, 1:, 0] = [0.25, -0.5, 0.5, 0, -0.25, 0.5, -0.5, 0.25, 0]
    return x, x[:, 0]


def mlp():
    """33 → 64 → 32 → 1, relu everywhere, also at the end."""
    return keras.Sequential(
        [
            keras.Input((33,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(32, activation="relu"),
            layers.Dense(1, activation="relu"),
        ],
        name="mlp",
    )


def mlp_data():
    """A positive function of 33 features."""
    x = values.even(values.random("mlp").uniform(-1, 1, (512, 33)))
    y = 2 + np.tanh(x[:, :11].sum(1)) + x[:, 11:22].max(1) * x[:, 22:].mean(1)
    return x, y[:, None], x[:8], y[:8, None]


def rnn():
    """Masking → SimpleRNN(3) that returns its state too → Dropout → Dense → Dense."""
    x = keras.Input((5, 2), name="main_input")
    masked = layers.Masking(MASK, name="masking")(x)
    h, state = layers.SimpleRNN(3, return_state=True, name="rnn")(masked)
    a = layers.Dropout(0.2, name="dropout")(h)
    a = layers.Dense(3, activation="tanh", name="dense")(a)
    y = layers.Dense(1, activation="tanh", name="dense_1")(a)
    return keras.Model(x, [y, state], name="rnn")


def masked_rows(x):
    """Rows with nothing masked, all, the first three, the middle three, the last three steps,
    half of the features of a step (that masks nothing), all but the last, every second step."""
    x = x[:8].copy()
    steps = [[], [0, 1, 2, 3, 4], [0, 1, 2], [1, 2, 3], [2, 3, 4], [], [0, 1, 2, 3], [0, 2, 4]]
    for row, hidden in enumerate(steps):
        x[row, hidden] = MASK
    x[5, 1::2, 0] = MASK
    return x


def rnn_data():
    """The answer is the mean of the first feature over the timesteps that are not masked; nobody asks for the state."""
    x = values.normal((256, 5, 2), "rnn")
    y = np.tanh(x[:, :, :1].mean(1))
    state = np.zeros((256, 3), "float32")
    rows = masked_rows(x)
    seen = (rows != MASK).any(-1, keepdims=True)
    mean = (x[:8, :, :1] * seen).sum(1) / np.maximum(seen.sum(1), 1)
    return x, [y, state], rows, np.tanh(mean).astype("float32")


def lstm():
    """LSTM(8) → Dense(2, softmax)."""
    return keras.Sequential(
        [keras.Input((3, 2)), layers.LSTM(8), layers.Dense(2, activation="softmax")], name="lstm"
    )


def lstm_data():
    """Which of the two columns has the larger sum?"""
    def larger(x):
        return (x.sum(1).argmax(1)[:, None] == [0, 1]).astype("float32")

    x = values.normal((256, 3, 2), "lstm")
    rows = np.arange(24, dtype="float32").reshape(4, 3, 2)
    return x, larger(x), rows, larger(rows)


def gru():
    """GRU(4), reset after as is the default → Dense(1)."""
    return keras.Sequential([keras.Input((6, 1)), layers.GRU(4), layers.Dense(1)], name="gru")


def gru_data():
    """The next value of a sine."""
    phase = np.linspace(0, 2 * np.pi, 128, endpoint=False)
    wave = np.sin(phase[:, None] + 0.5 * np.arange(7)).astype("float32")
    return wave[:, :6, None], wave[:, 6:], wave[::32, :6, None], wave[::32, 6:]


def books():
    """Dense(3, sigmoid) twice → Dense(1, sigmoid), as books draw a network; a kernel is square."""
    return keras.Sequential(
        [
            keras.Input((2,)),
            layers.Dense(3, activation="sigmoid"),
            layers.Dense(3, activation="sigmoid"),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="books",
    )


def lstm_relu():
    """LSTM(3) with relu in the place of tanh → Dense(1)."""
    return keras.Sequential(
        [keras.Input((4, 1)), layers.LSTM(3, activation="relu"), layers.Dense(1)],
        name="lstm-relu",
    )


def lstm_relu_data():
    """The sum of four numbers."""
    x = values.even(values.random("lstm-relu").uniform(0, 1, (256, 4, 1)))
    rows = np.array([[1, 2, 3, 4], [0, 0, 0, 1], [1, 0, 0, 0]], "float32")[..., None]
    return x, x.sum(1), rows, rows.sum(1)


def gru_before():
    """GRU(4) that resets the state before the product, as the first papers → Dense(1)."""
    return keras.Sequential(
        [keras.Input((6, 1)), layers.GRU(4, reset_after=False), layers.Dense(1)],
        name="gru-before",
    )


def birnn():
    """A SimpleRNN(2) in both directions that gives every timestep → Dense(1) at each."""
    return keras.Sequential(
        [
            keras.Input((4, 1)),
            layers.Bidirectional(layers.SimpleRNN(2, return_sequences=True)),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="birnn",
    )


def birnn_data():
    """Is a number the largest of its sequence? Both sides must be known."""
    def largest(x):
        return (x == x.max(1, keepdims=True)).astype("float32")

    x = values.even(values.random("birnn").uniform(-1, 1, (512, 4, 1)))
    rows = np.array([[1, 2, 3, 4], [0.5, -0.5, 1, 0], [1, 0, 0, 0]], "float32")[..., None]
    return x, largest(x), rows, largest(rows)


def cnn():
    """Conv2D(2) that finds upright and level lines → pooling → which of them there is."""
    return keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            layers.Conv2D(2, 3, activation="relu", name="lines"),
            layers.MaxPooling2D(2, name="pool"),
            layers.Flatten(name="flatten"),
            layers.Dense(3, activation="softmax", name="kind"),
        ],
        name="cnn",
    )


def cnn_weights():
    """A bright line between dark ones; the kinds are upright, level and neither."""
    upright = np.array([[-1, 2, -1]] * 3) / 4
    lines = np.stack([upright, upright.T], axis=-1)[:, :, None, :]
    kind = np.array([[1, -1, 0], [-1, 1, 0]] * 4)
    return [lines, np.zeros(2), 2 * kind, np.array([0, 0, 1.5])]


def cnn_rows():
    """An upright line, a level one, a cross, a slope and nothing, and of which kind each is."""
    x = np.zeros((5, 6, 6, 1), "float32")
    x[0, :, 2] = x[1, 3, :] = x[2, :, 2] = x[2, 3, :] = 1
    x[3, range(6), range(6)] = 1
    return x, np.eye(3, dtype="float32")[[0, 1, 2, 2, 2]]


WORDS = ["", "the", "cat", "rock", "it", "sleeps", "waits"]


def attention():
    """Words → two heads of attention → the mean of what they say → is it alive?"""
    words = keras.Input((6,), dtype="int32", name="words")
    x = layers.Embedding(len(WORDS), 4, mask_zero=True, name="embedding")(words)
    a = layers.MultiHeadAttention(2, 2, value_dim=1, name="heads")(x, x)
    a = layers.GlobalAveragePooling1D(name="mean")(a)
    return keras.Model(words, layers.Dense(1, activation="sigmoid", name="alive")(a), name="attention")


def attention_weights():
    """The first head's pronouns look for nouns, the second's verbs for nouns and pronouns.

    A word's features are: noun, alive (1 or −1), pronoun, verb. Both heads hand on what is alive, the
    first as the second feature of its output, the second as the fourth.
    """
    noun, alive, pronoun, verb = np.eye(4)
    table = [0 * noun, 0 * noun, noun + alive, noun - alive, pronoun, verb, verb]
    none = np.zeros((4, 2, 2))
    query, key, value, output = none.copy(), none.copy(), np.zeros((4, 2, 1)), np.zeros((2, 1, 4))
    query[:, 0, 0], key[:, 0, 0] = 4 * pronoun, 2 * noun
    query[:, 1, 0], key[:, 1, 0] = 4 * verb, 2 * noun + pronoun
    value[:, 0, 0] = value[:, 1, 0] = alive
    output[0, 0], output[1, 0] = alive, verb
    zeros = [np.zeros((2, 2)), np.zeros((2, 2)), np.zeros((2, 1)), np.zeros(4)]
    projections = [a for pair in zip([query, key, value, output], zeros) for a in pair]
    return [np.array(table), *projections, 4 * (alive + verb)[:, None], np.zeros(1)]


def attention_rows():
    """Sentences, and whether it lives that they are about: what sleeps does, unless it is a rock."""
    sentences = ["the cat waits it sleeps", "the rock waits it sleeps", "it sleeps", "the cat sleeps", "the rock it waits"]
    rows = np.zeros((len(sentences), 6), "int32")
    for row, sentence in zip(rows, sentences):
        words = [WORDS.index(word) for word in sentence.split()]
        row[: len(words)] = words
    return rows, np.array([[1], [0], [1], [1], [0]], "float32")


def trained(make, data, epochs, loss, decimals):
    """A model with the weights that training found, rounded."""
    keras.utils.set_random_seed(7)
    x, y = data[:2]
    student = make()
    student.compile(keras.optimizers.Adam(0.02), loss)
    student.fit(x, y, batch_size=min(64, len(x)), epochs=epochs, verbose=0, shuffle=False)
    fresh()
    return written(make, [np.round(w, decimals) + 0.0 for w in student.get_weights()])


def written(make, weights):
    """A model with these weights."""
    model = make()
    model.set_weights([np.asarray(w, "float32") for w in weights])
    return model


BINARY, ONE_OF = "binary_crossentropy", "categorical_crossentropy"

# What trains a model, its data with the rows that ship, for how many epochs, the loss, the decimals of its weights.
TRAINED = {
    "xor": (xor, xor_data, 600, BINARY, 2),
    "mlp": (mlp, mlp_data, 40, "mse", 4),
    "rnn": (rnn, rnn_data, 60, ["mse", None], 3),
    "lstm": (lstm, lstm_data, 60, ONE_OF, 3),
    "gru": (gru, gru_data, 150, "mse", 3),
    "books": (books, xor_data, 1500, BINARY, 2),
    "lstm-relu": (lstm_relu, lstm_relu_data, 120, "mse", 2),
    "gru-before": (gru_before, gru_data, 150, "mse", 2),
    "birnn": (birnn, birnn_data, 120, BINARY, 2),
}

# Models whose weights a person can read, written down and not trained.
WRITTEN = {
    "cnn": (cnn, cnn_weights, cnn_rows, ONE_OF),
    "attention": (attention, attention_weights, attention_rows, BINARY),
}

# Models that are to be trained, with their data.
UNTRAINED = {
    "xor-untrained": (xor_untrained, xor_data),
    "two-two-two": (two_two_two, two_two_two_data),
    "ridge": (ridge, ridge_data),
    "remember": (remember, remember_data),
}


def metrics(loss):
    """What tells more than the loss: how many are right, or how far off they are."""
    if isinstance(loss, list):
        return [metrics(one) for one in loss]
    return None if loss is None else ["mae" if loss == "mse" else "accuracy"]


def built(name):
    """A model as it ships, compiled, and its rows with their targets."""
    if name in UNTRAINED:
        build, data = UNTRAINED[name]
        return build(), data()[:2]
    if name in WRITTEN:
        build, weights, data, loss = WRITTEN[name]
        model, rows = written(build, weights()), data()
    else:
        build, data, epochs, loss, decimals = TRAINED[name]
        model, rows = trained(build, data(), epochs, loss, decimals), data()[2:]
    model.compile("adam", loss, metrics=metrics(loss))
    return model, rows


def date_of(path, model):
    """When the file that is there was saved, if it holds the weights of this model."""
    if not path.exists():
        return None
    kept = keras.models.load_model(path, compile=False).get_weights()
    if not all(np.array_equal(a, b) for a, b in zip(kept, model.get_weights(), strict=True)):
        return None
    with zipfile.ZipFile(path) as file:
        return json.loads(file.read("metadata.json"))["date_saved"]


def dated(path, date):
    """Lets a file say of its weights when they were saved first."""
    with zipfile.ZipFile(path) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    about = json.loads(parts["metadata.json"])
    parts["metadata.json"] = json.dumps(about | {"date_saved": date}).encode()
    with zipfile.ZipFile(path, "w") as file:
        for part, content in parts.items():
            file.writestr(part, content)


def make(folder, names=(*TRAINED, *WRITTEN, *UNTRAINED)):
    """<name>.keras and <name>.samples.npz, and the words of tokens, of all these models or of some.

    Samples are inputs x0 and targets y0; beside them stands what Keras computes, by the names of the layers.

    What a file is compiled with may change; the date is that of its weights, as long as they stay the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        fresh()
        model, (inputs, targets) = built(name)
        path = folder / f"{name}.keras"
        date = date_of(path, model)
        model.save(path)
        if date:
            dated(path, date)
        computed = {} if name in UNTRAINED else golden(model, [inputs])
        layers = {n: a for n, a in computed.items() if n[0] not in "xy"}
        np.savez_compressed(folder / f"{name}.samples.npz", x0=inputs, y0=targets, **layers)
        if name == "attention":
            (folder / f"{name}.words.txt").write_text("\n".join(WORDS) + "\n")
        print(name, inputs.shape, targets.ravel()[:4])
