"""The grid of models that move the axis of samples on their way: (B·T, F) of (B, T, F), and time before samples."""

from making import values
from making.environment import MAJOR, keras, tf
from making.pack import Pack

layers = keras.layers
reshape = keras.ops.reshape if MAJOR == 3 else tf.reshape
transpose = keras.ops.transpose if MAJOR == 3 else tf.transpose


def rows(*steps, back=(-1, 4, 2), size=(-1, 3), shape=(4, 3)):
    """Layers that act on every row of all samples."""

    def build():
        x = keras.Input(shape, name="x")
        h = reshape(x, size)
        for step in steps:
            h = step()(h)
        return keras.Model(x, reshape(h, back))

    return build


def add_rows(pack):
    """Rows of all samples, and back."""
    x = [values.normal((3, 4, 3), "laid", "x")]
    pack.add("Dense", rows(lambda: layers.Dense(2, "tanh", name="dense")), x)
    pack.add("Dense, float16", rows(lambda: layers.Dense(2, "tanh", name="dense", dtype="float16")), x)
    norm = [lambda: layers.Dense(2, name="dense"), lambda: layers.BatchNormalization(name="norm")]
    pack.add("Dense, BatchNormalization, Dropout", rows(*norm, lambda: layers.Dropout(0.5, name="drop")), x)
    pack.add("Softmax, LayerNormalization", rows(lambda: layers.LayerNormalization(name="norm"),
                                                 lambda: layers.Softmax(name="softmax"), back=(-1, 4, 3)), x)  # fmt: skip
    pack.add("one row of all", rows(lambda: layers.Dense(2, name="dense"), back=(-1, 8)), x)
    pack.add("LSTM of pieces", rows(lambda: layers.LSTM(2, name="lstm"), size=(-1, 2, 3), back=(-1, 2, 2)), x)
    pack.add("Bidirectional of pieces",
             rows(lambda: layers.Bidirectional(layers.GRU(1, return_sequences=True), name="both"), size=(-1, 2, 3)), x)  # fmt: skip
    images = [values.normal((2, 3, 5, 4, 1), "laid", "images")]
    pack.add("Conv2D of frames",
             rows(lambda: layers.Conv2D(2, 2, name="conv"), lambda: layers.MaxPooling2D(2, name="pool"),
                  lambda: layers.Flatten(name="flat"), size=(-1, 5, 4, 1), back=(-1, 3, 4), shape=(3, 5, 4, 1)), images)  # fmt: skip
    pack.add("Embedding of words", rows(lambda: layers.Embedding(5, 2, name="embed"),
                                        lambda: layers.GlobalAveragePooling1D(name="mean"),
                                        size=(-1, 2), shape=(4, 2)), [values.integers((3, 4, 2), 5, "laid")])  # fmt: skip

    def shared():
        x = keras.Input((4, 3), name="x")
        h = reshape(x, (-1, 3))
        inner = keras.Input((3,), name="inner")
        block = keras.Model(inner, layers.Dense(3, name="dense")(inner) * inner, name="block")
        h = layers.Add(name="add")([block(h), h])
        h = layers.Concatenate(name="concat")([block(h), h * 2.0])
        return keras.Model(x, layers.LSTM(2, name="lstm")(reshape(h, (-1, 4, 6))))

    pack.add("a model of rows, twice", shared, x)

    def twice():
        x = keras.Input((4, 6), name="x")
        h = layers.Dense(2, name="first")(reshape(x, (-1, 3)))
        h = layers.Dense(2, name="second")(reshape(h, (-1, 4)))
        h = layers.Dense(2, name="third")(reshape(h, (-1, 2)))
        return keras.Model(x, reshape(h, (-1, 2, 4)))

    pack.add("rows of rows", twice, [values.normal((3, 4, 6), "laid", "six")])

    def elements():
        x = keras.Input((4, 3), name="x")
        flat = keras.ops.ravel(x) if MAJOR == 3 else tf.reshape(x, [-1])
        return keras.Model(x, layers.Dense(2, name="dense")(reshape(flat, (-1, 12))))

    pack.add("every number by itself", elements, x)

    def scored():
        x = keras.Input((None, 3), name="x")
        h = reshape(x, (-1, 3))
        h = h - keras.ops.max(h, axis=-1, keepdims=True) if MAJOR == 3 else h - tf.reduce_max(h, axis=-1, keepdims=True)
        n = (-1, 4) if MAJOR == 3 else (tf.shape(x)[0], tf.shape(x)[1])
        return keras.Model(x, reshape(layers.Dense(1, name="dense")(h), n))

    pack.add("scores of an open length", scored, x)
    if MAJOR == 2:

        def lengths():
            x = keras.Input((None, 3), name="x")
            n, t = tf.shape(x)[0], tf.shape(x)[1]
            h = layers.Dense(4, name="dense")(tf.reshape(x, [n * t, 3]))
            h = tf.reshape(h, [tf.shape(h)[0], 2, -1])
            return keras.Model(x, tf.reshape(h, tf.stack([n, t, 4])))

        pack.add("lengths of tf.shape", lengths, x)


def add_time_major(pack):
    """Time before samples."""
    x = [values.normal((3, 4, 3), "laid", "time")]

    def turned(*makers, back=True):
        def build():
            x = keras.Input((4, 3), name="x")
            h = transpose(x, (1, 0, 2))
            for make in makers:
                h = make()(h)
            return keras.Model(x, transpose(h, (1, 0, 2)) if back else h)

        return build

    dense = [lambda: layers.Dense(2, name="dense"), lambda: layers.Activation("softmax", name="act")]
    pack.add("Dense of time first", turned(*dense, lambda: layers.Dropout(0.5, name="drop")), x)
    if MAJOR == 3:
        return
    for name in ("SimpleRNN", "GRU", "LSTM"):
        make = getattr(layers, name)
        both = dict(time_major=True, return_sequences=True)
        pack.add(f"{name}(time_major)", turned(lambda: make(2, time_major=True, name="rnn"), back=False), x)
        pack.add(f"{name}(time_major, sequences)", turned(lambda: make(2, name="rnn", **both)), x)
        pack.add(f"{name}(time_major, backwards)", turned(lambda: make(2, name="rnn", go_backwards=True, **both)), x)
        pack.add(f"Bidirectional({name}(time_major))", turned(lambda: layers.Bidirectional(make(2, **both), name="both")), x)
    pack.add("LSTM(time_major, float16)",
             turned(lambda: layers.LSTM(2, time_major=True, name="rnn", dtype="float16"), back=False), x)  # fmt: skip
    two = [lambda: layers.LSTM(2, time_major=True, return_sequences=True, name="first"),
           lambda: layers.Dense(3, "relu", name="dense"), lambda: layers.GRU(2, time_major=True, name="second")]  # fmt: skip
    pack.add("two with Dense between", turned(*two, back=False), x)


def make(folder):
    """The family."""
    pack = Pack("laid")
    add_rows(pack)
    add_time_major(pack)
    pack.save(folder)
