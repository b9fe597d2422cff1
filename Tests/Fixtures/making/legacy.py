"""Whole-model .h5 files of standalone Keras 1.2, 2.0, 2.1 and 2.2, with what that Keras computed.

This module runs under Python 3.6 and NumPy 1.16.
"""

import os
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
warnings.filterwarnings("ignore")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import backend, layers  # noqa: E402
from keras.models import Sequential, load_model  # noqa: E402

from making import values  # noqa: E402

VERSION = keras.__version__
ONE = VERSION.startswith("1.")
TAG = "k" + "".join(VERSION.split("."))
MASK = -9.0


# Keras 1 and 2 call the same things differently.


def dense(units, name, activation="tanh", **options):
    """Dense."""
    if "use_bias" in options and ONE:
        options["bias"] = options.pop("use_bias")
    return layers.Dense(units, activation=activation, name=name, **options)


def model_of(inputs, outputs, name):
    """A functional model."""
    words = ("input", "output") if ONE else ("inputs", "outputs")
    return keras.models.Model(name=name, **dict(zip(words, (inputs, outputs))))


def recurrent(kind, units, name, **options):
    """SimpleRNN, LSTM or GRU."""
    if ONE and "recurrent_activation" in options:
        options["inner_activation"] = options.pop("recurrent_activation")
    if not ONE:
        options.pop("consume_less", None)
    return getattr(layers, kind)(units, name=name, **options)


def merge(tensors, mode, name):
    """A merge of two or more tensors, a sequence with features last."""
    if ONE:
        return layers.merge(tensors, mode=mode, name=name)
    kind = {"sum": "Add", "mul": "Multiply", "concat": "Concatenate", "ave": "Average", "max": "Maximum"}
    return getattr(layers, kind[mode])(name=name)(tensors)


# Models: (model, input arrays)


def numbers(*shape):
    """A seeded input."""
    return values.normal(shape, "legacy", *shape)


def masked(*shape):
    """Sequences with nothing, the end, the start, the middle and everything masked."""
    x = numbers(*shape)
    x[1, 3:] = x[2, :2] = x[3, 1:3] = x[4, :] = MASK
    return x


def mlp():
    """Dense, Dropout, Activation, LeakyReLU, PReLU, ELU, ThresholdedReLU."""
    steps = [
        dense(6, "one", None, input_shape=(4,)),
        layers.Activation("relu", name="activation"),
        layers.Dropout(0.5, name="dropout"),
        dense(5, "two", None),
        layers.LeakyReLU(0.2, name="leaky"),
        dense(5, "three", None, use_bias=False),
        layers.PReLU(name="slopes"),
        layers.ELU(0.7, name="elu"),
        dense(4, "four", "hard_sigmoid"),
        layers.ThresholdedReLU(0.4, name="thresholded"),
        dense(3, "five", "softmax"),
    ]
    return Sequential(steps, name="mlp"), [numbers(5, 4)]


def norms():
    """BatchNormalization between Dense layers."""
    steps = [
        layers.BatchNormalization(name="first", input_shape=(4,)),
        dense(3, "one"),
        layers.BatchNormalization(name="second", epsilon=0.01),
        dense(2, "two"),
    ]
    return Sequential(steps, name="norms"), [numbers(5, 4)]


def shapes():
    """Reshape, Permute, RepeatVector, Flatten."""
    steps = [
        layers.Reshape((2, 3), name="reshape", input_shape=(6,)),
        layers.Permute((2, 1), name="permute"),
        layers.Flatten(name="flatten"),
        dense(5, "dense"),
        layers.RepeatVector(2, name="repeat"),
        layers.TimeDistributed(dense(2, "inner"), name="each"),
        layers.Flatten(name="flat"),
        dense(1, "out", "sigmoid"),
    ]
    return Sequential(steps, name="shapes"), [numbers(5, 6)]


def loop(kind, **options):
    """Masking, two recurrent layers of one kind, the second one backwards, Dense."""
    sequences = recurrent(kind, 3, "inner", return_sequences=True, **options)
    steps = [
        layers.Masking(MASK, name="masking", input_shape=(5, 2)),
        sequences,
        recurrent(kind, 2, "last", go_backwards=True, **options),
        dense(2, "out", "softmax"),
    ]
    return Sequential(steps, name=kind.lower()), [masked(5, 5, 2)]


def simple_rnn():
    """SimpleRNN."""
    return loop("SimpleRNN")


def lstm():
    """LSTM; its arrays are one per gate in Keras 1."""
    return loop("LSTM")


def lstm_gpu():
    """LSTM that Keras 1 saves as three arrays."""
    return loop("LSTM", consume_less="gpu", recurrent_activation="sigmoid")


def gru():
    """GRU."""
    return loop("GRU")


def gru_gpu():
    """GRU that Keras 1 saves as three arrays."""
    return loop("GRU", consume_less="gpu", activation="relu")


def words():
    """Embedding with a mask → Bidirectional LSTM → Bidirectional GRU → Dense."""
    both = lambda *args, **options: layers.Bidirectional(  # noqa: E731
        recurrent(*args, **options), merge_mode="concat", name="both_" + args[2]
    )
    steps = [
        layers.Embedding(9, 3, mask_zero=True, name="embedding", input_length=5),
        both("LSTM", 2, "wide", return_sequences=True),
        both("GRU", 2, "narrow"),
        dense(1, "out", "sigmoid"),
    ]
    x = values.integers((4, 5), 9, "words")
    x[1, 3:] = x[2, 2:] = x[3, :1] = 0
    return Sequential(steps, name="words"), [x]


def merges():
    """Two inputs, merges, a layer called twice, two outputs."""
    left, right = layers.Input((3,), name="left"), layers.Input((3,), name="right")
    common = dense(4, "common", "relu")
    a, b = common(left), common(right)
    parts = [merge([a, b], mode, mode + "_merge") for mode in ("sum", "mul", "ave", "max", "concat")]
    joined = merge(parts, "concat", "joined")
    out, other = dense(2, "out", "softmax")(joined), dense(1, "other", "sigmoid")(parts[0])
    return model_of([left, right], [out, other], "merges"), [numbers(5, 3), values.normal((5, 3), "other")]


def nested():
    """A Sequential inside a functional model and one inside a Sequential."""
    inner = Sequential(
        [dense(3, "a", input_shape=(4,)), layers.BatchNormalization(name="norm"), dense(2, "b")], name="inner"
    )
    x = layers.Input((4,), name="x")
    y = dense(2, "out")(merge([inner(x), dense(2, "side")(x)], "sum", "both"))
    return model_of(x, y, "nested"), [numbers(5, 4)]


def sequential_merge():
    """Keras 1's Merge layer at the start of a Sequential."""
    left = Sequential([dense(3, "left", input_shape=(2,))], name="left_branch")
    right = Sequential([dense(3, "right", input_shape=(4,))], name="right_branch")
    model = Sequential(name="sequential_merge")
    model.add(layers.Merge([left, right], mode="concat", name="merge"))
    model.add(dense(2, "out", "softmax"))
    return model, [numbers(5, 2), numbers(5, 4)]


def highway():
    """Layers that Keras 1 alone has: Highway, MaxoutDense, TimeDistributedDense."""
    steps = [
        layers.Highway(name="highway", activation="tanh", input_shape=(4,)),
        layers.MaxoutDense(3, nb_feature=2, name="maxout"),
        dense(2, "out"),
    ]
    return Sequential(steps, name="highway"), [numbers(5, 4)]


def images():
    """A small convolution with pooling."""
    if ONE:
        convolve = layers.Convolution2D(2, 3, 2, activation="relu", name="conv", input_shape=(6, 5, 2))
        line = layers.Convolution1D(2, 2, name="line")
    else:
        convolve = layers.Conv2D(2, (3, 2), activation="relu", name="conv", input_shape=(6, 5, 2))
        line = layers.Conv1D(2, 2, name="line")
    steps = [
        convolve,
        layers.MaxPooling2D((2, 2), name="pool"),
        layers.Reshape((4, 2), name="reshape"),
        line,
        layers.GlobalAveragePooling1D(name="mean"),
    ]
    return Sequential(steps, name="images"), [numbers(3, 6, 5, 2)]


MODELS = [mlp, norms, shapes, simple_rnn, lstm, lstm_gpu, gru, gru_gpu, words, merges, nested, images]
if ONE:
    MODELS += [sequential_merge, highway]
if VERSION == "2.2.4":  # other folders hold more of this version
    MODELS = [norms, gru, words, merges, nested]


# Weights, results, files


def leaves(model):
    """Every layer that is not itself a model (or Keras 1's Merge of models), each once."""
    for layer in model.layers:
        if hasattr(layer, "layers") and layer.layers:
            for inner in leaves(layer):
                yield inner
        else:
            yield layer


def fill(model):
    """Seeded weights; what looks like a variance stays positive."""
    for layer in leaves(model):
        arrays = []
        for index, (variable, value) in enumerate(zip(layer.weights, layer.get_weights())):
            name = variable.name.split(":")[0].split("/")[-1]
            name = "variance" if name.endswith(("running_std", "variance")) else kind_of(name, value)
            arrays.append(values.weight(name, value.shape, "legacy", model.name, layer.name, index))
        layer.set_weights(arrays)


def kind_of(name, value):
    """Whether a weight is a kernel; the old names say little."""
    if value.ndim > 1:
        return "recurrent_kernel" if "U" in name or "recurrent" in name else "kernel"
    return "gamma" if name.endswith("gamma") else "bias"


def first_of(thing, *names):
    """The first attribute that a thing has: their names changed between versions."""
    return next(getattr(thing, name) for name in names if hasattr(thing, name))


def calls(model):
    """(name, output) of every layer call that belongs to a model; the second of a layer is name#2."""
    graph = first_of(model, "model") if hasattr(model, "model") else model
    belonging = first_of(graph, "container_nodes", "_container_nodes", "_network_nodes")
    for layer in model.layers:
        nodes = len(first_of(layer, "inbound_nodes", "_inbound_nodes"))
        mine = [i for i in range(nodes) if "{}_ib-{}".format(layer.name, i) in belonging]
        if type(layer).__name__ != "InputLayer":
            for count, index in enumerate(mine, 1):
                name = layer.name if count == 1 else "{}#{}".format(layer.name, count)
                yield name, layer.get_output_at(index)


def golden(model, inputs):
    """x0…, y0… and each layer's output."""
    names, tensors = zip(*calls(model))
    phase = [backend.learning_phase()] if model.uses_learning_phase else []
    run = backend.function(list(model.inputs) + phase, list(model.outputs) + list(tensors))
    results = run(list(inputs) + [0] * len(phase))
    count = len(model.outputs)
    found = {"x{}".format(i): x for i, x in enumerate(inputs)}
    found.update({"y{}".format(i): y for i, y in enumerate(results[:count])})
    found.update(dict(zip(names, results[count:])))
    return found


def make_one(build, folder):
    """<model>.<tag>.h5 and <model>.<tag>.npz."""
    backend.clear_session()
    model, inputs = build()
    if isinstance(model, Sequential):
        model.build()
    fill(model)
    found = golden(model, inputs)
    stem = "{}.{}".format(build.__name__.replace("_", "-"), TAG)
    path = folder / (stem + ".h5")
    model.save(str(path))
    if build is lstm:
        (folder / (stem + ".json")).write_text(model.to_json())
        model.save_weights(str(folder / (stem + "_weights.h5")), overwrite=True)
    np.savez_compressed(str(folder / (stem + ".npz")), **found)
    again = load_model(str(path))
    same = all(
        np.allclose(y, found["y{}".format(i)], 1e-5, 1e-6)
        for i, y in enumerate(as_list(again.predict(inputs if len(inputs) > 1 else inputs[0])))
    )
    print(stem, path.stat().st_size, sorted(found), "" if same else "READS DIFFERENTLY")


def as_list(value):
    """One or several outputs as a list."""
    return value if isinstance(value, list) else [value]


def make(folder):
    """Every model that this Keras knows."""
    folder.mkdir(parents=True, exist_ok=True)
    for build in MODELS:
        try:
            make_one(build, folder)
        except Exception as error:
            print("{} {}: {!r}".format(build.__name__, TAG, error))
