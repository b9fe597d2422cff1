"""Layers that do otherwise in training: one step of each, with what Keras drew. Writes training/acting/acting.<tag>.npz.

What it holds stands in training/README.md.
"""

import json

import numpy as np
import tensorflow as tf

from making import values
from making.drawn import taken_down
from making.environment import MAJOR, TAG, fresh, keras
from making.pack import text
from making.recipes import plain
from making.run import fill, legacy_weights
from making.steps import facts, is_seed, listed, path

L = keras.layers
R = keras.regularizers
BATCH = 4


def chain(shape, *makers, out=2):
    """Layers one behind the other, flattened, with a Dense named out at the end."""

    def build():
        x = keras.Input(shape, name="x")
        a = x
        for make in makers:
            a = make()(a)
        if len(a.shape) > 2:
            a = L.Flatten(name="flat")(a)
        return keras.Model(x, L.Dense(out, name="out")(a), name="chain")

    return build


def normalizations():
    """(title, input's shape, build, and options) of BatchNormalization."""
    bn = lambda **options: lambda: L.BatchNormalization(**{"momentum": 0.8, "name": "n", **options})
    dense = lambda units=3: lambda: L.Dense(units, name="a")
    yield "of features", (4,), chain((4,), dense(), bn()), {}
    yield "of features, default momentum", (4,), chain((4,), dense(), lambda: L.BatchNormalization(name="n")), {}
    yield "of timesteps", (3, 2), chain((3, 2), dense(), bn()), {}
    yield "of timesteps, axis 1", (3, 2), chain((3, 2), dense(2), bn(axis=1)), {}
    yield "of images", (2, 3, 2), chain((2, 3, 2), dense(2), bn()), {}
    yield "of volumes", (2, 1, 2, 2), chain((2, 1, 2, 2), dense(2), bn()), {}
    yield "of volumes, axis 2", (1, 3, 1, 2), chain((1, 3, 1, 2), dense(2), bn(axis=2)), {}
    if MAJOR == 3:
        yield "of images, axis 1", (2, 3, 2), chain((2, 3, 2), dense(2), bn(axis=1)), {}
        yield "of images, axis 2", (2, 3, 2), chain((2, 3, 2), dense(2), bn(axis=2)), {}
    else:
        yield "of two axes", (3, 2), chain((3, 2), dense(2), bn(axis=[1, 2])), {}
        yield "of two axes of an image", (2, 3, 2), chain((2, 3, 2), dense(2), bn(axis=[1, 3])), {}
    yield "without scale", (4,), chain((4,), dense(), bn(scale=False)), {}
    yield "without center", (4,), chain((4,), dense(), bn(center=False)), {}
    yield "without both, at the end", (4,), chain((4,), dense(), bn(scale=False, center=False), lambda: L.Activation("relu")), {}
    yield "with another epsilon", (4,), chain((4,), dense(), bn(epsilon=0.1)), {}
    yield "frozen", (4,), chain((4,), dense(), bn(trainable=False)), {}
    yield "synchronized", (4,), chain((4,), dense(), bn(synchronized=True)), {}
    yield "synchronized, of images", (2, 3, 2), chain((2, 3, 2), dense(2), bn(synchronized=True)), {}
    yield "regularized", (4,), chain((4,), dense(), bn(gamma_regularizer=R.L2(0.1), beta_regularizer=R.L1(0.1))), {}
    yield "of one sample", (3, 2), chain((3, 2), dense(), bn()), {"batch": 1}
    yield "of one sample of features", (2,), chain((2,), dense(), bn()), {"batch": 1}
    yield "masked", (3, 2), chain((3, 2), lambda: L.Masking(0.0, name="mask"), dense(2), bn()), {"masked": True}
    yield "masked by words", (4,), words, {"ids": True}
    yield "twice", (4,), chain((4,), dense(), bn(), lambda: L.Activation("tanh"), dense2, lambda: L.BatchNormalization(name="m")), {}
    yield "convolved", (4, 3, 1), chain((4, 3, 1), lambda: L.Conv2D(2, 2, use_bias=False, name="a"), bn(), lambda: L.ReLU(), lambda: L.MaxPooling2D(2)), {}
    yield "shared", (3,), shared, {}
    yield "shared in a shared model", (3,), shared_model, {}
    yield "in a Sequential", (3,), in_sequential, {}
    yield "called with training=False", (4,), called(False), {}
    yield "called with training=True", (4,), called(True), {}
    yield "in a model called with training=False", (3,), inner_inference, {}


def dense2():
    return L.Dense(2, name="b")


def words():
    x = keras.Input((4,), name="x", dtype="int32")
    a = L.Embedding(5, 2, mask_zero=True, name="words")(x)
    a = L.BatchNormalization(momentum=0.8, name="n")(a)
    return keras.Model(x, L.Dense(2, name="out")(L.SimpleRNN(2, name="r")(a)), name="words_model")


def shared():
    """One BatchNormalization called twice."""
    x = keras.Input((3,), name="x")
    n = L.BatchNormalization(momentum=0.8, name="n")
    a = n(L.Dense(3, activation="tanh", name="a")(n(x)))
    return keras.Model(x, L.Dense(2, name="out")(a), name="shared")


def shared_model():
    i = keras.Input((3,), name="inner_x")
    inner = keras.Model(i, L.BatchNormalization(momentum=0.7, name="n")(L.Dense(3, name="d")(i)), name="inner")
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(2, name="out")(inner(inner(x))), name="outer")


def in_sequential():
    inner = keras.Sequential([keras.Input((3,)), L.Dense(2, name="d"), L.BatchNormalization(name="n"), L.ReLU(name="r")], name="inner")
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(2, name="out")(inner(x)), name="outer")


def called(training):
    def build():
        x = keras.Input((4,), name="x")
        a = L.BatchNormalization(momentum=0.8, name="n")(L.Dense(3, name="a")(x), training=training)
        a = L.Dropout(0.4, name="d")(a, training=training)
        return keras.Model(x, L.Dense(2, name="out")(a), name="called")

    return build


def inner_inference():
    i = keras.Input((3,), name="inner_x")
    inner = keras.Model(i, L.Dropout(0.4, name="drop")(L.BatchNormalization(name="n")(L.Dense(3, name="d")(i))), name="inner")
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(2, name="out")(inner(x, training=False)), name="outer")


def noises():
    """Dropout and its kin."""
    a = lambda: L.Dense(3, activation="tanh", name="a")
    kinds = [
        ("Dropout", (3,), lambda: L.Dropout(0.4, name="d")),
        ("Dropout of timesteps", (3, 2), lambda: L.Dropout(0.5, noise_shape=(None, 3, 1), name="d")),
        ("Dropout of all samples", (3,), lambda: L.Dropout(0.5, noise_shape=(1, 3), name="d")),
        ("SpatialDropout1D", (3, 2), lambda: L.SpatialDropout1D(0.4, name="d")),
        ("SpatialDropout2D", (2, 2, 2), lambda: L.SpatialDropout2D(0.4, name="d")),
        ("SpatialDropout2D, channels first", (2, 2, 2), lambda: L.SpatialDropout2D(0.4, data_format="channels_first", name="d")),
        ("SpatialDropout3D", (2, 1, 2, 2), lambda: L.SpatialDropout3D(0.4, name="d")),
        ("GaussianNoise", (3,), lambda: L.GaussianNoise(0.3, name="d")),
        ("GaussianNoise of timesteps", (3, 2), lambda: L.GaussianNoise(0.8, name="d")),
        ("GaussianDropout", (3,), lambda: L.GaussianDropout(0.3, name="d")),
        ("GaussianDropout of images", (2, 2, 2), lambda: L.GaussianDropout(0.6, name="d")),
        ("AlphaDropout", (3,), lambda: L.AlphaDropout(0.4, name="d")),
        ("AlphaDropout of timesteps", (3, 2), lambda: L.AlphaDropout(0.4, name="d")),
        ("noise of nothing", (3,), lambda: L.GaussianNoise(0.0, name="d")),
        ("TimeDistributed Dropout", (3, 2), lambda: L.TimeDistributed(L.Dropout(0.4), name="d")),
        ("TimeDistributed GaussianNoise", (3, 2), lambda: L.TimeDistributed(L.GaussianNoise(0.4), name="d")),
    ]
    if MAJOR == 3:
        kinds.append(("AlphaDropout, noise_shape", (3, 2), lambda: L.AlphaDropout(0.4, noise_shape=(None, 1, 3), name="d")))
    for title, shape, make in kinds:
        yield title, shape, chain(shape, a, make), {"rate": 0.4}
    yield "Dropout, then noise, normalized", (3,), chain((3,), a, lambda: L.Dropout(0.3, name="d"), lambda: L.GaussianNoise(0.2, name="e"), lambda: L.BatchNormalization(name="n")), {}


def recurrences():
    """dropout and recurrent_dropout of recurrent layers and cells."""
    for kind in ("SimpleRNN", "LSTM", "GRU"):
        for words, options in (("dropout", {"dropout": 0.4}), ("recurrent_dropout", {"recurrent_dropout": 0.4}), ("both", {"dropout": 0.3, "recurrent_dropout": 0.4})):
            yield f"{kind} {words}", (3, 2), chain((3, 2), recurrent(kind, **options)), {}
        yield f"RNN of {kind}Cell", (3, 2), chain((3, 2), lambda kind=kind: L.RNN(getattr(L, kind + "Cell")(2, dropout=0.4, recurrent_dropout=0.3), name="r")), {}
        yield f"RNN of {kind}Cell, dropout", (3, 2), chain((3, 2), lambda kind=kind: L.RNN(getattr(L, kind + "Cell")(2, dropout=0.4), name="r")), {}
    for kind in ("LSTM", "GRU"):
        yield f"RNN of {kind}Cell, implementation 1", (3, 2), chain((3, 2), lambda kind=kind: L.RNN(getattr(L, kind + "Cell")(2, dropout=0.4, implementation=1), name="r")), {}
        yield f"{kind} dropout, implementation 1", (3, 2), chain((3, 2), recurrent(kind, dropout=0.4, implementation=1)), {}
        yield f"{kind} dropout, relu", (3, 2), chain((3, 2), recurrent(kind, dropout=0.4, activation="relu")), {}
        yield f"{kind} dropout, relu, implementation 1", (3, 2), chain((3, 2), recurrent(kind, dropout=0.4, activation="relu", implementation=1)), {}
        yield f"{kind} dropout without bias", (3, 2), chain((3, 2), recurrent(kind, dropout=0.4, use_bias=False)), {}
        yield f"{kind} both without bias", (3, 2), chain((3, 2), recurrent(kind, dropout=0.4, recurrent_dropout=0.4, use_bias=False)), {}
        yield f"{kind} dropout, unrolled", (3, 2), chain((3, 2), recurrent(kind, dropout=0.4, unroll=True)), {}
        yield f"{kind} dropout, backwards, sequences", (3, 2), chain((3, 2), recurrent(kind, dropout=0.4, go_backwards=True, return_sequences=True)), {}
        yield f"{kind} both, masked", (3, 2), chain((3, 2), lambda: L.Masking(0.0, name="mask"), recurrent(kind, dropout=0.4, recurrent_dropout=0.3)), {"masked": True}
        yield f"{kind} dropout, masked", (3, 2), chain((3, 2), lambda: L.Masking(0.0, name="mask"), recurrent(kind, dropout=0.4)), {"masked": True}
        yield f"Bidirectional {kind} dropout", (3, 2), chain((3, 2), lambda kind=kind: L.Bidirectional(getattr(L, kind)(2, dropout=0.4), name="r")), {}
        yield f"Bidirectional {kind} both", (3, 2), chain((3, 2), lambda kind=kind: L.Bidirectional(getattr(L, kind)(2, dropout=0.3, recurrent_dropout=0.4, return_sequences=True), name="r")), {}
    for words, options in (("dropout", {"dropout": 0.4}), ("recurrent_dropout", {"recurrent_dropout": 0.4}), ("both", {"dropout": 0.3, "recurrent_dropout": 0.4})):
        yield f"GRU {words}, reset before", (3, 2), chain((3, 2), recurrent("GRU", reset_after=False, **options)), {}
    stacked = lambda: L.RNN([L.LSTMCell(3, dropout=0.3), L.SimpleRNNCell(2, dropout=0.3, recurrent_dropout=0.3), L.GRUCell(1, recurrent_dropout=0.4)], name="r")
    yield "StackedRNNCells", (3, 2), chain((3, 2), stacked), {}
    yield "TimeDistributed LSTM dropout", (2, 3, 2), chain((2, 3, 2), lambda: L.TimeDistributed(L.LSTM(2, dropout=0.4), name="r")), {}
    yield "TimeDistributed SimpleRNN recurrent_dropout", (2, 3, 2), chain((2, 3, 2), lambda: L.TimeDistributed(L.SimpleRNN(2, recurrent_dropout=0.4), name="r")), {}


def recurrent(kind, **options):
    return lambda: getattr(L, kind)(2, name="r", **options)


def attentions():
    """Dropout of the shares."""

    def two(make):
        def build():
            x = keras.Input((3, 2), name="x")
            a, b = L.Dense(2, name="a")(x), L.Dense(2, activation="tanh", name="b")(x)
            c = L.Flatten(name="flat")(make()(a, b))
            return keras.Model(x, L.Dense(2, name="out")(c), name="attending")

        return build

    pair = lambda layer: lambda a, b: layer([a, b])
    yield "MultiHeadAttention dropout", (3, 2), two(lambda: L.MultiHeadAttention(2, 2, dropout=0.4, name="m")), {}
    causal = lambda: lambda a, b: L.MultiHeadAttention(2, 2, dropout=0.4, name="m")(a, b, use_causal_mask=True)
    yield "MultiHeadAttention dropout, causal", (3, 2), two(causal), {}
    yield "Attention dropout", (3, 2), two(lambda: pair(L.Attention(dropout=0.4, use_scale=True, name="m"))), {}
    yield "AdditiveAttention dropout", (3, 2), two(lambda: pair(L.AdditiveAttention(dropout=0.4, name="m"))), {}


def activities():
    """Penalties for what layers give."""
    for name, make in (("L1", lambda: R.L1(0.05)), ("L2", lambda: R.L2(0.05)), ("L1L2", lambda: R.L1L2(0.02, 0.03))):
        yield f"Dense, {name}", (3,), chain((3,), lambda make=make: L.Dense(4, activation="tanh", activity_regularizer=make(), name="a")), {}
    l2 = lambda: R.L2(0.1)
    yield "Dense of timesteps", (3, 2), chain((3, 2), lambda: L.Dense(2, activity_regularizer=l2(), name="a")), {}
    yield "ActivityRegularization", (3,), chain((3,), lambda: L.Dense(2, name="a"), lambda: L.ActivityRegularization(l1=0.1, l2=0.2, name="r")), {}
    yield "ActivityRegularization of nothing", (3,), chain((3,), lambda: L.Dense(2, name="a"), lambda: L.ActivityRegularization(name="r")), {}
    yield "LSTM", (3, 2), chain((3, 2), lambda: L.LSTM(2, activity_regularizer=l2(), name="r")), {}
    yield "GRU of sequences", (3, 2), chain((3, 2), lambda: L.GRU(2, return_sequences=True, activity_regularizer=l2(), name="r")), {}
    yield "Conv1D", (4, 2), chain((4, 2), lambda: L.Conv1D(2, 2, activity_regularizer=l2(), name="a")), {}
    yield "Bidirectional", (3, 2), chain((3, 2), lambda: L.Bidirectional(L.LSTM(2, activity_regularizer=l2()), name="r")), {}
    yield "TimeDistributed Dense", (3, 2), chain((3, 2), lambda: L.TimeDistributed(L.Dense(2, activity_regularizer=l2()), name="a")), {}
    yield "a regularized kernel too, normalized and dropped", (3,), chain((3,), lambda: L.Dense(3, activity_regularizer=l2(), kernel_regularizer=l2(), name="a"), lambda: L.BatchNormalization(name="n"), lambda: L.Dropout(0.4, name="d")), {}
    yield "states too", (3, 2), states, {}
    yield "a shared layer", (3,), shared_activity, {}
    yield "a nested model", (3,), nested_activity, {}


def states():
    x = keras.Input((3, 2), name="x")
    s, h, c = L.LSTM(2, return_state=True, return_sequences=True, activity_regularizer=R.L2(0.1), name="r")(x)
    return keras.Model(x, L.Dense(2, name="out")(L.Concatenate(name="c")([L.Flatten(name="flat")(s), h, c])), name="states")


def shared_activity():
    x = keras.Input((3,), name="x")
    d = L.Dense(3, activation="tanh", activity_regularizer=R.L1(0.1), name="a")
    return keras.Model(x, L.Dense(2, name="out")(d(d(x))), name="twice")


def nested_activity():
    i = keras.Input((3,), name="inner_x")
    inner = keras.Model(i, L.Dense(3, activity_regularizer=R.L2(0.1), name="d")(i), name="inner")
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(2, name="out")(inner(inner(x))), name="outer")


def inputs(shape, title, batch=BATCH, masked=False, ids=False):
    """A batch; some of its timesteps are 0, of words some are."""
    if ids:
        x = values.integers((batch, *shape), 5, "acting", title, "x")
        x[0, 2:], x[1, 3:] = 0, 0
        return x
    x = values.normal((batch, *shape), "acting", title, "x")
    if masked:
        x[0, 2:], x[1, 1] = 0, 0
    return x


def step(title, build, shape, rate=None, **options):
    """One step of a model, as (what is told, sections of numbers)."""
    with taken_down() as found:
        return taken(found, title, build, shape, rate, options)


def taken(found, title, build, shape, rate, options):
    """The same, what is drawn being taken down in a list: cells of Keras 2 know from the start how they draw."""
    fresh()
    keras.utils.set_random_seed(sum(map(ord, title)))
    # A file says no more than this: some options of a layer are lost in it.
    model = fill(keras.models.model_from_json(build().to_json()), "acting", title)
    model.compile(keras.optimizers.SGD(0.1), "mse")
    x = inputs(shape, title, **options)
    y = values.normal((len(x), 2), "acting", title, "y")
    weights = legacy_weights(model)
    told = facts(title, model, weights)
    numbers = [(f"w{i}", np.array(w)) for i, w in enumerate(w for _, arrays in weights for w in arrays)]
    numbers += [("x0", x), ("y0", y)]
    found.clear()
    with tf.GradientTape() as tape:
        prediction = model(tf.constant(x), training=True)
        loss = model.compute_loss(x=x, y=tf.constant(y), y_pred=prediction)
    variables = model.trainable_variables
    slopes = tape.gradient(loss, [v.value if MAJOR == 3 else v for v in variables])
    # Keras 2 draws noise of deviation 0 too.
    for index, (kind, drawn) in enumerate(one for one in found if one[0] != "noise" or one[1].any()):
        numbers.append((f"drawn{index}", drawn >= rate if kind == "even" else drawn))
    numbers += [("predicted", np.asarray(prediction)), ("loss", np.asarray(loss))]
    numbers += [("grad:" + path(v), np.asarray(tf.convert_to_tensor(g))) for v, g in zip(variables, slopes) if g is not None]
    numbers += [("after:" + path(v), np.asarray(v)) for v in model.non_trainable_variables if not is_seed(v)]
    told["sections"] = [[name, list(a.shape)] for name, a in numbers]
    return told, np.concatenate([np.asarray(a, "float32").reshape(-1) for _, a in numbers])


def save_model(folder):
    """A model in its file, to be walked through: it normalizes, adds noise and drops."""
    fresh()
    layers = [
        keras.Input((2,), name="x"),
        L.Dense(2, name="dense"),
        L.BatchNormalization(momentum=0.9, name="norm"),
        L.GaussianNoise(0.1, name="noise"),
        L.Dropout(0.25, name="drop"),
        L.Dense(1, name="out"),
    ]
    model = fill(keras.Sequential(layers, name="normalizing"), "acting", "file")
    model.compile(keras.optimizers.SGD(0.1), "mse")
    model.save(folder / "normalizing.keras")


def make(folder):
    """Every case; what this Keras refuses is noted and left out."""
    folder.mkdir(parents=True, exist_ok=True)
    cases, numbers = [], []
    families = (("BatchNormalization", normalizations), ("noise", noises), ("recurrent", recurrences), ("attention", attentions), ("activity", activities))
    for family, kinds in families:
        for words, shape, build, options in kinds():
            title = f"{family}: {words}"
            try:
                told, own = step(title, build, shape, **options)
            except Exception as error:
                print(f"  {TAG} {title}: {type(error).__name__} {' '.join(str(error).split())[:300]}")
                continue
            cases.append(told)
            numbers.append(own)
    if MAJOR == 3:
        save_model(folder)
    file = folder / f"acting.{TAG}.npz"
    np.savez_compressed(file, cases=text(json.dumps(cases, default=plain)), numbers=np.concatenate(numbers))
    print(f"{file.name}: {len(cases)} cases, {file.stat().st_size:,} bytes")
