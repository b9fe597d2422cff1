"""The cases of training steps: every loss with every optimizer, every layer that learns, and what goes around a step."""

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.steps import StepPack

L = keras.layers
O = keras.optimizers
R = keras.regularizers
C = keras.constraints
BATCH = 3


def optimizers():
    """(title, how one is made), with rates at which five updates show."""
    return [
        ("sgd", lambda: O.SGD(0.1)),
        ("momentum", lambda: O.SGD(0.05, momentum=0.9)),
        ("nesterov", lambda: O.SGD(0.05, momentum=0.9, nesterov=True)),
        ("adam", lambda: O.Adam(0.01)),
        ("amsgrad", lambda: O.Adam(0.01, amsgrad=True)),
        ("adamw", lambda: O.AdamW(0.01, weight_decay=0.1)),
        ("rmsprop", lambda: O.RMSprop(0.01)),
        ("rmsprop centered", lambda: O.RMSprop(0.01, momentum=0.5, centered=True)),
        ("nadam", lambda: O.Nadam(0.01)),
        ("adagrad", lambda: O.Adagrad(0.1)),
        ("adadelta", lambda: O.Adadelta(1.0)),
        ("adamax", lambda: O.Adamax(0.01)),
        ("lion", lambda: O.Lion(0.01)),
    ]


def losses():
    """(title, how one is made, activation of the output, kind of target)."""
    K = keras.losses
    return [
        ("mse", "mse", "linear", "number"),
        ("mae", "mae", "linear", "number"),
        ("mape", "mape", "linear", "number"),
        ("msle", "msle", "softplus", "positive"),
        ("huber", lambda: K.Huber(), "linear", "number"),
        ("log_cosh", lambda: K.LogCosh(), "linear", "number"),
        ("bce", "binary_crossentropy", "sigmoid", "binary"),
        ("bce logits", lambda: K.BinaryCrossentropy(from_logits=True, label_smoothing=0.1), "linear", "binary"),
        ("bce hard", "binary_crossentropy", "hard_sigmoid", "binary"),
        ("cce", "categorical_crossentropy", "softmax", "hot"),
        ("cce smooth", lambda: K.CategoricalCrossentropy(label_smoothing=0.2), "softmax", "hot"),
        ("cce logits", lambda: K.CategoricalCrossentropy(from_logits=True), "linear", "hot"),
        ("cce relu", "categorical_crossentropy", "softplus", "hot"),
        ("sparse", "sparse_categorical_crossentropy", "softmax", "class"),
        ("sparse logits", lambda: K.SparseCategoricalCrossentropy(from_logits=True), "linear", "class"),
        ("sparse softplus", "sparse_categorical_crossentropy", "softplus", "class"),
        ("focal", lambda: K.BinaryFocalCrossentropy(apply_class_balancing=True), "sigmoid", "binary"),
        ("categorical focal", lambda: K.CategoricalFocalCrossentropy(), "softmax", "hot"),
        ("hinge", "hinge", "tanh", "binary"),
        ("squared hinge", "squared_hinge", "tanh", "signed"),
        ("categorical hinge", "categorical_hinge", "linear", "hot"),
        ("kl", "kl_divergence", "softmax", "shares"),
        ("poisson", "poisson", "softplus", "positive"),
        ("cosine", lambda: K.CosineSimilarity(), "linear", "number"),
    ]


def target(kind, shape, *seed):
    """A target of one kind, (batch, …, width)."""
    noise = values.normal(shape, "target", *seed)
    if kind == "class":
        return (np.abs(noise[..., 0]) * 997).astype("int32") % shape[-1]
    if kind == "hot":
        return np.eye(shape[-1], dtype="float32")[(np.abs(noise[..., 0]) * 997).astype(int) % shape[-1]]
    if kind == "shares":
        return (np.exp(noise) / np.exp(noise).sum(-1, keepdims=True)).astype("float32")
    return {
        "number": noise,
        "positive": np.abs(noise),
        "binary": (noise > 0).astype("float32"),
        "signed": np.where(noise > 0, 1, -1).astype("float32"),
    }[kind]


def x_of(shape, *seed):
    """A batch of inputs."""
    return values.normal((BATCH, *shape), "x", *seed)


def chain(shape, *makers, out=2, activation="linear", flat=True):
    """Layers one behind the other, with a Dense named out at the end."""

    def build():
        x = keras.Input(shape, name="x")
        a = x
        for maker in makers:
            a = maker()(a)
        if flat and len(a.shape) > 2:
            a = L.Flatten(name="flat")(a)
        return keras.Model(x, L.Dense(out, activation=activation, name="out")(a), name="chain")

    return build


def add_losses(pack):
    """Every loss with every third optimizer, beginning with another one each time, on two Dense layers."""
    rules = optimizers()
    for index, (loss, made, activation, kind) in enumerate(losses()):
        for optimizer, make in (rules + rules)[index % len(rules) :][: len(rules) : 3]:
            title = f"{loss}, {optimizer}"
            width = 3 if kind in ("hot", "class", "shares") else 2
            build = chain((2,), lambda: L.Dense(3, activation="tanh", name="hidden"), out=width, activation=activation)
            pack.add(title, build, x_of((2,), title), target(kind, (BATCH, width), title), optimizer=make, loss=made)


def layer_kinds():
    """(title, input's shape, how the layers are made) of every kind of layer that steps, small."""
    yield "Dense without bias", (3,), [lambda: L.Dense(2, use_bias=False, name="a")]
    yield "Dense of timesteps", (4, 3), [lambda: L.Dense(2, activation="relu", name="a")]
    for name in ("relu", "elu", "selu", "gelu", "softplus", "softsign", "swish", "exponential", "hard_sigmoid", "sigmoid",
                 "tanh", "softmax", "leaky_relu", "relu6", "mish", "log_softmax", "silu"):
        yield f"Dense {name}", (3,), [lambda name=name: L.Dense(4, activation=name, name="a")]
    if MAJOR == 3:
        for name in ("celu", "glu", "hard_tanh", "hard_shrink", "soft_shrink", "tanh_shrink", "squareplus", "sparse_plus",
                     "sparsemax", "log_sigmoid", "hard_silu", "sparse_sigmoid"):
            yield f"Dense {name}", (3,), [lambda name=name: L.Dense(4, activation=name, name="a")]
    for name, make in (("ELU", lambda: L.ELU(name="act")), ("LeakyReLU", lambda: L.LeakyReLU(name="act")), ("ReLU", lambda: L.ReLU(1.0, 0.1, 0.05, name="act")),
                       ("PReLU", lambda: L.PReLU(name="act")), ("Softmax", lambda: L.Softmax(name="act")), ("Activation", lambda: L.Activation("tanh", name="act"))):
        yield name, (3,), [lambda: L.Dense(4, name="a"), make]
    yield "PReLU shared", (4, 3), [lambda: L.PReLU(shared_axes=[1], name="act")]
    recurrent = [("SimpleRNN", {}), ("SimpleRNN", {"activation": "relu"}), ("LSTM", {}), ("LSTM", {"unit_forget_bias": False, "activation": "relu"}), ("LSTM", {"use_bias": False}),
                 ("GRU", {}), ("GRU", {"reset_after": False}), ("GRU", {"use_bias": False})]
    for name, options in recurrent:
        for more in ({}, {"return_sequences": True}, {"go_backwards": True}):
            words = f"{name} {options or ''} {more or ''}".replace("'", "")
            yield words, (4, 2), [lambda name=name, options=options, more=more: getattr(L, name)(3, name="a", **options, **more)]
    for name in ("SimpleRNN", "LSTM", "GRU"):
        yield f"two {name}", (4, 2), [lambda name=name: getattr(L, name)(3, return_sequences=True, name="a"), lambda name=name: getattr(L, name)(2, name="b")]
        for merge in ("concat", "sum", "mul", "ave"):
            yield f"Bidirectional {name} {merge}", (3, 2), [lambda name=name, merge=merge: L.Bidirectional(getattr(L, name)(2, return_sequences=merge == "sum"), merge_mode=merge, name="a")]
        yield f"unrolled {name}", (3, 2), [lambda name=name: getattr(L, name)(2, unroll=True, name="a")]
    yield "StackedRNNCells", (3, 2), [lambda: L.RNN([L.LSTMCell(3), L.GRUCell(2)], name="a")]
    yield "RNN of a cell", (3, 2), [lambda: L.RNN(L.SimpleRNNCell(3), return_sequences=True, name="a")]
    yield "TimeDistributed", (3, 4), [lambda: L.TimeDistributed(L.Dense(2, activation="tanh"), name="a")]
    yield "TimeDistributed LSTM", (2, 3, 2), [lambda: L.TimeDistributed(L.LSTM(2), name="a")]
    yield "Conv1D", (6, 2), [lambda: L.Conv1D(3, 3, activation="relu", name="a")]
    yield "Conv1D causal", (6, 2), [lambda: L.Conv1D(2, 2, padding="causal", dilation_rate=2, name="a")]
    yield "Conv1D strides", (7, 2), [lambda: L.Conv1D(2, 3, strides=2, padding="same", name="a")]
    yield "Conv1D groups", (5, 4), [lambda: L.Conv1D(4, 2, groups=2, name="a")]
    yield "Conv2D", (5, 4, 2), [lambda: L.Conv2D(3, 3, activation="relu", name="a")]
    yield "Conv2D same", (5, 4, 2), [lambda: L.Conv2D(2, (3, 2), strides=2, padding="same", use_bias=False, name="a")]
    yield "Conv2D dilated", (6, 6, 1), [lambda: L.Conv2D(2, 2, dilation_rate=2, name="a")]
    yield "Conv3D", (3, 3, 3, 1), [lambda: L.Conv3D(2, 2, name="a")]
    yield "Conv1DTranspose", (4, 2), [lambda: L.Conv1DTranspose(2, 3, strides=2, name="a")]
    yield "Conv2DTranspose", (3, 3, 2), [lambda: L.Conv2DTranspose(2, 3, strides=2, padding="same", name="a")]
    yield "DepthwiseConv1D", (5, 2), [lambda: L.DepthwiseConv1D(3, depth_multiplier=2, name="a")]
    yield "DepthwiseConv2D", (4, 4, 2), [lambda: L.DepthwiseConv2D(3, depth_multiplier=2, name="a")]
    yield "SeparableConv1D", (5, 2), [lambda: L.SeparableConv1D(3, 3, name="a")]
    yield "SeparableConv2D", (4, 4, 2), [lambda: L.SeparableConv2D(2, 3, depth_multiplier=2, name="a")]
    conv = lambda: L.Conv2D(2, 2, name="a")
    for name, make in (
        ("MaxPooling2D", lambda: L.MaxPooling2D(2, name="p")), ("MaxPooling2D overlapping", lambda: L.MaxPooling2D(3, strides=1, padding="same", name="p")),
        ("AveragePooling2D", lambda: L.AveragePooling2D(2, padding="same", name="p")), ("GlobalMaxPooling2D", lambda: L.GlobalMaxPooling2D(name="p")),
        ("GlobalAveragePooling2D", lambda: L.GlobalAveragePooling2D(name="p")), ("UpSampling2D", lambda: L.UpSampling2D(2, name="p")),
        ("UpSampling2D bilinear", lambda: L.UpSampling2D(2, interpolation="bilinear", name="p")), ("ZeroPadding2D", lambda: L.ZeroPadding2D(1, name="p")),
        ("Cropping2D", lambda: L.Cropping2D(1, name="p")), ("Permute", lambda: L.Permute((2, 3, 1), name="p")), ("Reshape", lambda: L.Reshape((-1, 2), name="p")),
        ("SpatialDropout2D 0", lambda: L.SpatialDropout2D(0.0, name="p"))):
        yield name, (5, 5, 1), [conv, make]
    conv1 = lambda: L.Conv1D(2, 2, name="a")
    for name, make in (
        ("MaxPooling1D", lambda: L.MaxPooling1D(2, name="p")), ("AveragePooling1D", lambda: L.AveragePooling1D(2, name="p")), ("GlobalMaxPooling1D", lambda: L.GlobalMaxPooling1D(name="p")),
        ("GlobalAveragePooling1D", lambda: L.GlobalAveragePooling1D(name="p")), ("UpSampling1D", lambda: L.UpSampling1D(2, name="p")), ("ZeroPadding1D", lambda: L.ZeroPadding1D(1, name="p")), ("Cropping1D", lambda: L.Cropping1D(1, name="p"))):
        yield name, (6, 2), [conv1, make]
    for name, shape in (("of features", (4,)), ("of images", (3, 3, 2)), ("of timesteps", (3, 2))):
        yield f"BatchNormalization {name}", shape, [lambda: L.Dense(3, name="a"), lambda: L.BatchNormalization(momentum=0.8, name="n")]
        yield f"LayerNormalization {name}", shape, [lambda: L.Dense(3, name="a"), lambda: L.LayerNormalization(name="n")]
    yield "BatchNormalization plain", (4,), [lambda: L.Dense(3, name="a"), lambda: L.BatchNormalization(scale=False, center=False, name="n"), lambda: L.Dense(2, name="b")]
    yield "LayerNormalization axes", (3, 4), [lambda: L.Dense(3, name="a"), lambda: L.LayerNormalization(axis=[1, 2], name="n")]
    yield "GroupNormalization", (3, 4), [lambda: L.Dense(4, name="a"), lambda: L.GroupNormalization(2, name="n")]
    yield "UnitNormalization", (4,), [lambda: L.Dense(3, name="a"), lambda: L.UnitNormalization(name="n")]
    if MAJOR == 3:
        yield "RMSNormalization", (4,), [lambda: L.Dense(3, name="a"), lambda: L.RMSNormalization(name="n")]
    yield "Rescaling", (4,), [lambda: L.Rescaling(0.5, 1.0, name="r"), lambda: L.Dense(3, name="a")]
    yield "RepeatVector", (3,), [lambda: L.Dense(2, name="a"), lambda: L.RepeatVector(3, name="r"), lambda: L.LSTM(2, name="b")]
    yield "Dropout 0", (3,), [lambda: L.Dense(3, name="a"), lambda: L.Dropout(0.0, name="d"), lambda: L.Dense(2, name="b")]
    yield "ActivityRegularization", (3,), [lambda: L.Dense(3, name="a"), lambda: L.ActivityRegularization(l1=0.01, l2=0.02, name="r")]


def add_layers(pack):
    """Every kind of layer, with a loss and an optimizer in turn."""
    judges, rules = losses(), optimizers()
    for index, (title, shape, makers) in enumerate(layer_kinds()):
        for turn in (0, 1) if index % 3 == 0 else (0,):
            loss, made, activation, kind = judges[(7 * index + 11 * turn) % len(judges)]
            optimizer, make = rules[(5 * index + 6 * turn) % len(rules)]
            name = f"{title}: {loss}, {optimizer}"
            width = 3 if kind in ("hot", "class", "shares") else 2
            build = chain(shape, *makers, out=width, activation=activation)
            pack.add(name, build, x_of(shape, name), target(kind, (BATCH, width), name), optimizer=make, loss=made)


def tokens(steps, count, *seed):
    """Numbers of words, among them 0 and repeated ones."""
    ids = (np.abs(values.normal((BATCH, steps), "ids", *seed)) * 997).astype("int32") % count
    ids[0, -1] = 0
    ids[1, -2:] = 0
    return ids


def add_graphs(pack):
    """Embeddings, masks, merges, attention, several inputs and outputs, shared and nested layers."""
    embedded = lambda body, **options: lambda: sequence_model(body, dict(options))
    for name in ("SimpleRNN", "LSTM", "GRU"):
        for masked in (False, True):
            make = lambda a, name=name: getattr(L, name)(3, name="a")(a)
            title = f"Embedding {'masked' if masked else ''} {name}"
            pack.add(title, embedded(make, mask_zero=masked), tokens(5, 6, title), target("hot", (BATCH, 3), title),
                     optimizer=lambda: O.Adam(0.01), loss="categorical_crossentropy")
        both = lambda a, name=name: L.Bidirectional(getattr(L, name)(2), name="a")(a)
        title = f"Embedding masked Bidirectional {name}"
        pack.add(title, embedded(both, mask_zero=True), tokens(5, 6, title), target("hot", (BATCH, 3), title),
                 optimizer=lambda: O.RMSprop(0.01), loss="categorical_crossentropy")
        tagged = lambda a, name=name: getattr(L, name)(3, return_sequences=True, name="a")(a)
        for loss, kind in (("sparse_categorical_crossentropy", "class"), ("categorical_crossentropy", "hot"), ("mse", "number")):
            title = f"a loss of masked timesteps, {name} {loss}"
            pack.add(title, embedded(tagged, mask_zero=True), tokens(5, 6, title), target(kind, (BATCH, 5, 3), title),
                     optimizer=lambda: O.SGD(0.1), loss=loss)
    flat = lambda a: L.Flatten(name="flat")(a)
    pack.add("Embedding flat", embedded(flat, steps=4), tokens(4, 6, "flat"), target("hot", (BATCH, 3), "flat"),
             optimizer=lambda: O.Adagrad(0.1), loss="categorical_crossentropy")
    for title, build, shapes in merges():
        pack.add(title, build, [x_of(s, title, i) for i, s in enumerate(shapes)], target("number", (BATCH, 2), title),
                 optimizer=lambda: O.Adam(0.01), loss="mse")
    add_outputs(pack)
    add_shared(pack)


def sequence_model(body, options):
    """Words, their vectors, a body and an output."""
    x = keras.Input((options.pop("steps", None),), name="x", dtype="int32")
    a = L.Embedding(6, 2, name="words", **options)(x)
    return keras.Model(x, L.Dense(3, activation="softmax", name="out")(body(a)), name="words_model")


def merges():
    """(title, how it is built, shapes of the inputs)."""

    def two(merge, shape=(3,)):
        def build():
            x, y = keras.Input(shape, name="x"), keras.Input(shape, name="y")
            a, b = L.Dense(2, activation="tanh", name="a")(x), L.Dense(2, name="b")(y)
            c = merge([a, b])
            c = L.Flatten(name="flat")(c) if len(c.shape) > 2 else c
            return keras.Model([x, y], L.Dense(2, name="out")(c), name="merging")

        return build, [shape, shape]

    for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"):
        build, shapes = two(lambda ab, name=name: getattr(L, name)(name="m")(ab))
        yield name, build, shapes
    build, shapes = two(lambda ab: L.Dot(1, name="m")(ab))
    yield "Dot", build, shapes
    build, shapes = two(lambda ab: L.Dot(1, normalize=True, name="m")(ab))
    yield "Dot of directions", build, shapes
    for name, options in (("Attention", {"use_scale": True}), ("Attention", {"score_mode": "concat"}), ("AdditiveAttention", {})):
        build, shapes = two(lambda ab, name=name, options=options: getattr(L, name)(name="m", **options)(ab), (3, 2))
        yield f"{name} {options or ''}".strip(), build, shapes
    build, shapes = two(lambda ab: L.MultiHeadAttention(2, 2, name="m")(*ab), (3, 2))
    yield "MultiHeadAttention", build, shapes
    yield "MultiHeadAttention called twice", attention_twice, [(3, 2)]


def attention_twice():
    """One attention layer called twice."""
    x = keras.Input((3, 2), name="x")
    m = L.MultiHeadAttention(2, 2, use_bias=False, name="m")
    a = L.Add(name="sum")([m(x, x), x])
    a = L.Flatten(name="flat")(m(a, x))
    return keras.Model(x, L.Dense(2, name="out")(a), name="twice")


def two_outputs():
    x = keras.Input((2,), name="x")
    h = L.Dense(3, activation="tanh", name="h")(x)
    return keras.Model(x, [L.Dense(1, name="a")(h), L.Dense(3, activation="softmax", name="b")(h)], name="two")


def add_outputs(pack):
    """Losses of several outputs, weighed."""
    x = x_of((2,), "two")
    y = [target("number", (BATCH, 1), "two"), target("hot", (BATCH, 3), "two")]
    both = ["mse", "categorical_crossentropy"]
    for title, options in (
        ("one loss", {"loss": "mse"}), ("a list", {"loss": both}), ("weighed", {"loss": both, "loss_weights": [2.0, 0.5]}),
        ("by name", {"loss": dict(zip("ab", both)), "loss_weights": {"a": 0.25, "b": 4.0}}),
        ("sums", {"loss": lambda: [keras.losses.MeanSquaredError(reduction="sum"), "kl_divergence"]})):
        for optimizer, make in optimizers()[::4]:
            pack.add(f"two outputs, {title}, {optimizer}", two_outputs, x, y, optimizer=make, **options)
    if MAJOR == 2:
        pack.add("two outputs, one judged", two_outputs, x, y, optimizer=lambda: O.SGD(0.1), loss={"b": "categorical_crossentropy"})


def add_shared(pack):
    """Layers called twice, models in models, frozen layers."""

    def shared():
        x, y = keras.Input((2,), name="x"), keras.Input((2,), name="y")
        d = L.Dense(3, activation="tanh", name="shared")
        return keras.Model([x, y], L.Dense(2, name="out")(L.Subtract(name="s")([d(x), d(y)])), name="siamese")

    def shared_lstm():
        x, y = keras.Input((3, 2), name="x"), keras.Input((4, 2), name="y")
        d = L.LSTM(2, name="shared")
        return keras.Model([x, y], L.Dense(2, name="out")(L.Multiply(name="s")([d(x), d(y)])), name="siamese")

    def recursive():
        x = keras.Input((3,), name="x")
        d = L.Dense(3, activation="tanh", name="again")
        return keras.Model(x, L.Dense(2, name="out")(d(d(d(x)))), name="thrice")

    def nested():
        i = keras.Input((3,), name="inner_x")
        inner = keras.Model(i, L.Dense(2, activation="relu", name="inner_dense")(i), name="inner")
        x = keras.Input((3,), name="x")
        return keras.Model(x, L.Dense(2, name="out")(inner(x)), name="outer")

    def nested_twice():
        i = keras.Input((3,), name="inner_x")
        inner = keras.Model(i, L.Dense(3, activation="tanh", name="inner_dense")(i), name="inner")
        x = keras.Input((3,), name="x")
        return keras.Model(x, L.Dense(2, name="out")(inner(inner(x))), name="outer")

    def sequential():
        return keras.Sequential([keras.Input((3,), name="x"), L.Dense(3, activation="relu", name="a"), L.BatchNormalization(name="n"), L.Dense(2, name="out")], name="seq")

    def frozen():
        x = keras.Input((3,), name="x")
        a = L.Dense(3, activation="tanh", name="a")(x)
        a = L.Dense(3, activation="tanh", trainable=False, name="still")(a)
        a = L.BatchNormalization(trainable=False, name="n")(a)
        return keras.Model(x, L.Dense(2, name="out")(a), name="frozen")

    def residual():
        x = keras.Input((3,), name="x")
        a = L.Dense(3, activation="relu", name="a")(x)
        b = L.Add(name="sum")([a, L.Dense(3, name="b")(a), x])
        return keras.Model(x, L.Dense(2, name="out")(L.LayerNormalization(name="n")(b)), name="residual")

    def states():
        x = keras.Input((3, 2), name="x")
        s, h, c = L.LSTM(2, return_state=True, return_sequences=True, name="encoder")(x)
        d = L.LSTM(2, name="decoder")(s, initial_state=[h, c])
        return keras.Model(x, L.Dense(2, name="out")(d), name="states")

    for title, build, shapes in (
        ("a shared Dense", shared, [(2,), (2,)]), ("a shared LSTM", shared_lstm, [(3, 2), (4, 2)]), ("a layer of itself", recursive, [(3,)]),
        ("a model in a model", nested, [(3,)]), ("a model called twice", nested_twice, [(3,)]), ("Sequential", sequential, [(3,)]),
        ("frozen layers", frozen, [(3,)]), ("residual", residual, [(3,)]), ("states handed on", states, [(3, 2)])):
        for optimizer, make in optimizers()[::3]:
            name = f"{title}, {optimizer}"
            pack.add(name, build, [x_of(s, name, i) for i, s in enumerate(shapes)], target("number", (BATCH, 2), name), optimizer=make, loss="mse")


def add_around(pack):
    """Regularizers, constraints, clipping, decay, averages, schedules, weights of samples, reductions."""
    s = O.schedules

    def body(**options):
        return chain((3,), lambda: L.Dense(4, activation="tanh", name="hidden", **options))

    def add(title, build=None, weights=None, loss="mse", optimizer=None, kind="number"):
        y = target(kind, (BATCH, 2), title)
        pack.add(title, build or body(), x_of((3,), title), y, weights, optimizer=optimizer or (lambda: O.SGD(0.1)), loss=loss)

    for name, make in (("L1", lambda: R.L1(0.05)), ("L2", lambda: R.L2(0.05)), ("L1L2", lambda: R.L1L2(0.02, 0.03)), ("orthogonal", lambda: R.OrthogonalRegularizer(0.1))):
        add(f"kernel {name}", lambda make=make: body(kernel_regularizer=make())())
        if name != "orthogonal":
            add(f"bias {name}", lambda make=make: body(bias_regularizer=make())(), optimizer=lambda: O.Adam(0.01))
            add(f"activity {name}", lambda make=make: body(activity_regularizer=make())())
    recurrent = lambda: chain((3, 2), lambda: L.LSTM(2, kernel_regularizer=R.L2(0.01), recurrent_regularizer=R.L1(0.02), bias_regularizer=R.L2(0.03), name="lstm"))()
    pack.add("LSTM regularized", recurrent, x_of((3, 2), "lstm"), target("number", (BATCH, 2), "lstm"), optimizer=lambda: O.Adam(0.01), loss="mse")
    for name, make in (("MaxNorm", lambda: C.MaxNorm(0.7)), ("NonNeg", lambda: C.NonNeg()), ("UnitNorm", lambda: C.UnitNorm()), ("MinMaxNorm", lambda: C.MinMaxNorm(0.5, 0.9, 0.5))):
        add(f"kernel {name}", lambda make=make: body(kernel_constraint=make())())
        add(f"kernel {name}, Adam", lambda make=make: body(kernel_constraint=make())(), optimizer=lambda: O.Adam(0.01))
    for title, make in (
        ("clipnorm", lambda: O.SGD(0.1, clipnorm=0.1)), ("global_clipnorm", lambda: O.SGD(0.1, global_clipnorm=0.2)), ("clipvalue", lambda: O.Adam(0.01, clipvalue=0.05)),
        ("weight_decay", lambda: O.SGD(0.1, momentum=0.5, weight_decay=0.1)), ("Adam weight_decay", lambda: O.Adam(0.01, weight_decay=0.2)), ("ema", lambda: O.Adam(0.01, use_ema=True, ema_momentum=0.9)),
        ("ema overwrites", lambda: O.SGD(0.1, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=2)), ("ExponentialDecay", lambda: O.Adam(s.ExponentialDecay(0.1, 2, 0.5))),
        ("staircase", lambda: O.SGD(s.ExponentialDecay(0.1, 2, 0.5, staircase=True))), ("PiecewiseConstantDecay", lambda: O.SGD(s.PiecewiseConstantDecay([1, 3], [0.2, 0.1, 0.05]))),
        ("PolynomialDecay", lambda: O.SGD(s.PolynomialDecay(0.2, 4, 0.01, 2.0))), ("InverseTimeDecay", lambda: O.SGD(s.InverseTimeDecay(0.2, 1, 0.5))), ("CosineDecay", lambda: O.AdamW(s.CosineDecay(0.1, 4), weight_decay=0.1)),
        ("warm-up", lambda: O.SGD(s.CosineDecay(0.01, 4, warmup_target=0.2, warmup_steps=2))), ("CosineDecayRestarts", lambda: O.SGD(s.CosineDecayRestarts(0.2, 2)))):
        add(title, optimizer=make)
        add(f"{title}, cross-entropy", chain((3,), lambda: L.Dense(4, activation="relu", name="hidden"), activation="sigmoid"), loss="binary_crossentropy", kind="binary", optimizer=make)
    if MAJOR == 3:
        add("accumulation", optimizer=lambda: O.SGD(0.1, momentum=0.9, gradient_accumulation_steps=2))
        add("Adam accumulation", optimizer=lambda: O.Adam(0.01, gradient_accumulation_steps=3))
    else:
        G = O.legacy
        for title, make in (("legacy SGD", lambda: G.SGD(0.1, momentum=0.9, decay=0.1)), ("legacy Adam", lambda: G.Adam(0.01, decay=0.1)), ("legacy RMSprop", lambda: G.RMSprop(0.01)),
                            ("legacy Adagrad", lambda: G.Adagrad(0.1)), ("legacy Nadam", lambda: G.Nadam(0.01)), ("legacy Adadelta", lambda: G.Adadelta(1.0)), ("legacy Adamax", lambda: G.Adamax(0.01))):
            add(title, optimizer=make)
    weight = np.array([0.5, 2, 1], "float32")
    add("sample weights", weights=weight)
    add("sample weights, sum", weights=weight, loss=lambda: keras.losses.MeanSquaredError(reduction="sum"))
    add("sum", loss=lambda: keras.losses.Huber(reduction="sum"))
    if MAJOR == 3:
        add("mean with sample weights", weights=weight, loss=lambda: keras.losses.MeanSquaredError(reduction="mean_with_sample_weight"))
    wrong = chain((3,), lambda: L.Dense(4, activation="tanh", name="hidden"), activation="softmax")
    add("binary cross-entropy of a softmax", wrong, loss="binary_crossentropy", kind="binary")


def make(folder):
    """Every family, then the models."""
    from making import step_models

    for family, add in (("losses", add_losses), ("layers", add_layers), ("graphs", add_graphs), ("around", add_around)):
        pack = StepPack(family)
        add(pack)
        pack.save(folder / "steps")
    step_models.make(folder)
