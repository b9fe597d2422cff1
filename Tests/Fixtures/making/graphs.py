"""Models with branches, nesting and sharing, saved in every container.

Keras 3 runs first and writes golden.npz; the others add their files, and <tag>_golden.npz where they
compute something else.
"""

import shutil
import warnings

import numpy as np

from making import values
from making.deep_graphs import DEEP
from making.environment import MAJOR, TAG, VERSION, fresh, keras, tf
from making.file_graphs import AFTER, FILES, zip_folder
from making.more_graphs import MORE
from making.run import fill, golden

layers = keras.layers
MASK = -9.0


def dense(units, name, activation="tanh", **options):
    """A named Dense layer."""
    return layers.Dense(units, activation=activation, name=name, **options)


def two_in_two_out():
    """Two inputs, two outputs, not in the order in which the layers were made."""
    left, right = keras.Input((3,), name="left"), keras.Input((2,), name="right")
    right_a = dense(3, "right_dense")(right)
    left_a = dense(4, "left_dense", "relu")(left)
    both = layers.Concatenate(name="both")([left_a, right_a])
    score = dense(1, "score", "sigmoid")(both)
    kind = dense(3, "kind", "softmax")(left_a)
    return keras.Model([left, right], [score, kind], name="two_in_two_out"), [(3,), (2,)]


def dict_io():
    """Inputs and outputs are dicts, whose keys are not in alphabetical order."""
    zebra, ant = keras.Input((3,), name="zebra"), keras.Input((2,), name="ant")
    both = layers.Concatenate(name="both")([dense(2, "from_zebra")(zebra), dense(3, "from_ant")(ant)])
    outputs = {"young": dense(1, "young")(both), "bold": dense(2, "bold", "softmax")(both)}
    return keras.Model({"zebra": zebra, "ant": ant}, outputs, name="dict_io"), {"zebra": (3,), "ant": (2,)}


def one_in_lists():
    """Lists of one input and one output."""
    x = keras.Input((3,), name="x")
    return keras.Model([x], [dense(2, "y")(x)], name="one_in_lists"), [(3,)]


def block(name, units=3):
    """A Sequential with weights that train and weights that do not."""
    return keras.Sequential(
        [
            keras.Input((units,), name=f"{name}_input"),
            dense(units, "dense"),
            layers.Dropout(0.5, name="dropout"),
            layers.BatchNormalization(name="norm"),
            dense(2, "last"),
        ],
        name=name,
    )


def nested_sequential():
    """Two Sequentials inside a functional model."""
    x = keras.Input((3,), name="x")
    a, b = block("first")(x), block("second")(dense(3, "dense")(x))
    return keras.Model(x, layers.Add(name="add")([a, b]), name="nested_sequential"), [(3,)]


def middle():
    """A functional model around a Sequential."""
    x = keras.Input((4,), name="middle_input")
    a = dense(3, "narrow")(x)
    b = block("inner")(a)
    return keras.Model(x, [b, dense(2, "side")(a)], name="middle")


def nested_two_levels():
    """A Sequential in a functional model in a functional model; the middle one has two outputs."""
    x = keras.Input((2,), name="x")
    a = dense(4, "wide")(x)
    first, second = middle()(a)
    return keras.Model(x, dense(1, "out")(layers.Multiply(name="times")([first, second]))), [(2,)]


def sequential_of_models():
    """Models as the layers of a Sequential."""
    steps = [keras.Input((4,), name="x"), block("head", 4), keras.Sequential([dense(3, "a")], name="tail")]
    return keras.Sequential([*steps, dense(1, "out")], name="sequential_of_models"), [(4,)]


def shared_layer():
    """One Dense and one GRU, each called twice."""
    left, right = keras.Input((4, 2), name="left"), keras.Input((4, 2), name="right")
    step, read = dense(3, "step"), layers.GRU(3, name="read")
    a, b = read(step(left)), read(step(right))
    gap = layers.Subtract(name="gap")([a, b])
    near = dense(1, "near", "sigmoid")(layers.Multiply(name="square")([gap, gap]))
    return keras.Model([left, right], near, name="shared_layer"), [(4, 2), (4, 2)]


def shared_model():
    """One nested model called twice, and its output in turn fed to itself."""
    encoder = keras.Sequential([keras.Input((3,), name="e"), dense(4, "a", "relu"), dense(3, "b")], name="encoder")
    left, right = keras.Input((3,), name="left"), keras.Input((3,), name="right")
    a, b = encoder(left), encoder(right)
    outputs = [layers.Average(name="mean")([a, b]), encoder(a)]
    return keras.Model([left, right], outputs, name="shared_model"), [(3,), (3,)]


def layer_in_both():
    """A layer that the outer model and a nested model share."""
    common = dense(3, "common")
    inner_x = keras.Input((3,), name="inner_x")
    inner = keras.Model(inner_x, dense(3, "own")(common(inner_x)), name="inner")
    x = keras.Input((3,), name="x")
    return keras.Model(x, dense(1, "out")(common(inner(common(x)))), name="layer_in_both"), [(3,)]


def encoder_decoder():
    """The encoder's states start the decoder; words are masked."""
    words, start = keras.Input((5,), dtype="int32", name="words"), keras.Input((3, 2), name="start")
    embedded = layers.Embedding(9, 3, mask_zero=True, name="embedding")(words)
    _, h, c = layers.LSTM(4, return_state=True, name="encoder")(embedded)
    out = layers.LSTM(4, return_sequences=True, name="decoder")(start, initial_state=[h, c])
    y = layers.TimeDistributed(dense(3, "inner", "softmax"), name="each")(out)
    return keras.Model([words, start], [y, h], name="encoder_decoder"), [(5,), (3, 2)]


def keyword_tensors():
    """A mask and an initial state that are inputs of the model, given by keyword."""
    x, keep = keras.Input((4, 2), name="x"), keras.Input((4,), dtype="bool", name="keep")
    state = keras.Input((3,), name="state")
    y, h = layers.GRU(3, return_sequences=True, return_state=True, name="gru")(x, mask=keep, initial_state=state)
    z = layers.SimpleRNN(2, name="rnn")(y, mask=keep)
    return keras.Model([x, keep, state], [z, h], name="keyword_tensors"), [(4, 2), (4,), (3,)]


def masked_branches():
    """A masked sequence through layers that pass the mask on and layers that lose it."""
    x = keras.Input((5, 2), name="x")
    masked = layers.Masking(MASK, name="masking")(x)
    a = layers.LSTM(3, return_sequences=True, name="lstm")(masked)
    a = layers.Dropout(0.5, name="dropout")(a)
    b = layers.Bidirectional(layers.GRU(2, return_sequences=True), name="both_ways")(masked)
    both = layers.Concatenate(name="both")([a, b])
    last = layers.GRU(2, name="last")(both)
    flat = layers.Flatten(name="flat")(layers.TimeDistributed(dense(1, "one"), name="each")(a))
    return keras.Model(x, layers.Concatenate(name="out")([last, flat]), name="masked_branches"), [(5, 2)]


def many_merges():
    """Merges of three inputs, one into the next."""
    inputs = [keras.Input((2, 3), name=f"x{i}") for i in range(3)]
    total = layers.Add(name="add")(inputs)
    product = layers.Multiply(name="multiply")(inputs)
    high = layers.Maximum(name="maximum")([total, product, inputs[0]])
    low = layers.Minimum(name="minimum")([total, product, inputs[1]])
    mean = layers.Average(name="average")([high, low, inputs[2]])
    gap = layers.Subtract(name="subtract")([high, low])
    joined = layers.Concatenate(axis=1, name="concatenate")([mean, gap, total])
    return keras.Model(inputs, [joined, layers.Dot(axes=2, name="dot")([mean, gap])]), [(2, 3)] * 3


def weight_free():
    """Layers without weights between layers with weights."""
    steps = [
        keras.Input((4, 3), name="x"),
        layers.Dropout(0.1, name="dropout_a"),
        dense(4, "one", None),
        layers.Activation("tanh", name="activation"),
        layers.Permute((2, 1), name="permute"),
        layers.Reshape((2, 8), name="reshape"),
        layers.PReLU(name="slopes"),
        layers.GaussianNoise(0.1, name="noise"),
        layers.BatchNormalization(name="norm"),
        layers.Flatten(name="flatten"),
        layers.LeakyReLU(name="leaky"),
        dense(3, "two", None),
        layers.RepeatVector(2, name="repeat"),
        layers.Softmax(name="softmax"),
    ]
    return keras.Sequential(steps, name="weight_free"), [(4, 3)]


def many_dense():
    """Thirteen Dense and four BatchNormalization layers with automatic names: dense_10 sorts before dense_2."""
    steps = [keras.Input((2,), name="x")]
    for index in range(13):
        steps.append(layers.Dense(2 + index % 3, activation="tanh"))
        if index % 4 == 3:
            steps.append(layers.Dropout(0.1))
            steps.append(layers.BatchNormalization())
    return keras.Sequential(steps, name="many_dense"), [(2,)]


def many_functional():
    """The same class many times in a functional model, made in another order than they are called."""
    made = [layers.Dense(3, activation="tanh", name=f"layer_{index}") for index in reversed(range(12))]
    x = a = keras.Input((3,), name="x")
    for layer in made:
        a = layer(a)
    return keras.Model(x, layers.Add(name="sum")([a, made[5](x), made[0].output]), name="many_functional"), [(3,)]


def wrappers():
    """Bidirectional and TimeDistributed around layers and models."""
    x = keras.Input((4, 3), name="x")
    a = layers.Bidirectional(layers.LSTM(2, return_sequences=True, name="memory"), name="wide")(x)
    other = layers.GRU(2, return_sequences=True, go_backwards=True, use_bias=False, name="other")
    same = layers.SimpleRNN(2, return_sequences=True, name="simple")
    b = layers.Bidirectional(same, "sum", backward_layer=other, name="mixed")(a)
    c = layers.TimeDistributed(block("inside", 2), name="each")(b)
    d = layers.TimeDistributed(dense(2, "deep"), name="each_dense")(c)
    e = layers.Bidirectional(layers.GRU(2, reset_after=False), merge_mode="mul", name="narrow")(d)
    return keras.Model(x, e, name="wrappers"), [(4, 3)]


def stacked_cells():
    """RNN over a list of cells, and over one cell, with states."""
    x = keras.Input((4, 2), name="x")
    cells = [layers.LSTMCell(3, name="lower"), layers.GRUCell(2, name="upper")]
    a = layers.RNN(cells, return_sequences=True, name="stack")(x)
    y, h, c = layers.RNN(layers.LSTMCell(2, name="cell"), return_state=True, name="one")(a)
    return keras.Model(x, [y, h, c], name="stacked_cells"), [(4, 2)]


def norm_order():
    """BatchNormalization first, last and frozen, in a nested model: whose weights come when?"""
    frozen = dense(3, "frozen")
    frozen.trainable = False
    inner = keras.Sequential(
        [
            keras.Input((3,), name="i"),
            layers.BatchNormalization(name="norm_first"),
            frozen,
            dense(3, "free"),
            layers.BatchNormalization(name="norm_last", center=False),
        ],
        name="inner",
    )
    still = block("still")
    still.trainable = False
    x = keras.Input((3,), name="x")
    a = layers.BatchNormalization(name="norm", scale=False)(x)
    return keras.Model(x, dense(1, "out")(still(inner(a))), name="norm_order"), [(3,)]


def long_names():
    """Names so long that the .h5 splits its list of layers over several attributes."""
    x = a = keras.Input((2,), name="x")
    for index in range(24):
        name = f"layer_{index:02}_" + "x" * (2750 if index == 11 else 10)
        a = dense(2, name)(a) if index in (3, 15) else layers.Activation("linear", name=name)(a)
    return keras.Model(x, a, name="long_names"), [(2,)]


def lazy_sequential():
    """A Sequential that learnt its input shape only when it was called."""
    model = keras.Sequential([layers.Dense(3, activation="relu"), layers.Dense(2)], name="lazy_sequential")
    for batch in (1, 2):
        model(np.zeros((batch, 4), "float32"))
    return model, [(4,)]


def half_precision():
    """Weights of 2 bytes: float16, and bfloat16 where Keras saves it."""
    x = keras.Input((4,), name="x")
    a = dense(3, "half", dtype="float16")(x)
    b = dense(3, "brain" if MAJOR == 3 else "mixed", dtype="bfloat16" if MAJOR == 3 else "mixed_bfloat16")(a)
    return keras.Model(x, dense(2, "full", dtype="float32")(b), name="half_precision"), [(4,)]


def ops():
    """Operations on tensors between layers, as Keras 3 writes them."""
    k = keras.ops
    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    keep = k.any(k.not_equal(x, 0.0), axis=-1)
    a = layers.LSTM(3, return_sequences=True, name="lstm")(x, mask=keep)
    b = a[:, 1:, :] * 2.0 + y[:, :-1] - 1.0
    c = k.matmul(b, k.transpose(b, (0, 2, 1)))
    d = k.relu(k.concatenate([k.reshape(c, (-1, 9)), k.mean(a, axis=1)], axis=-1))
    e = dense(2, "dense")(d) / 2.0 + np.array([0.5, -0.25], "float32")
    return keras.Model([x, y], [e, k.sum(k.square(b), axis=(1, 2))], name="ops"), [(4, 3), (4, 3)]


def tf_ops():
    """Operations on tensors between layers, as Keras 2 writes them."""
    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    a = layers.LSTM(3, return_sequences=True, name="lstm")(x)
    b = a[:, 1:, :] * 2.0 + y[:, :-1] - 1.0
    c = tf.nn.relu(tf.concat([tf.reduce_mean(a, axis=1), tf.reshape(b, (-1, 9))], axis=-1))
    return keras.Model([x, y], dense(2, "dense")(c) / 2.0, name="tf_ops"), [(4, 3), (4, 3)]


def slash_names():
    """Layer names with '/', which Keras 3 forbids."""
    x = keras.Input((3,), name="x")
    a = dense(2, "block/dense")(x)
    b = dense(2, "block/deeper/dense")(layers.Dropout(0.1, name="block/dropout")(a))
    return keras.Model(x, b, name="slash_names"), [(3,)]


def odd_names():
    """Layer names that Keras 3 allows: beyond ASCII, with spaces, with terminal escapes."""
    x = a = keras.Input((2,), name="x 1")
    for name in ("größe", "a b\tc", "lstm@2.C#2:1", "\x1b[31mred\x1b[0m\n", "%s{}"):
        a = dense(2, name)(a)
    return keras.Model(x, a, name="odd names"), [(2,)]


# What to save: <tag>.<container>, words as in writers().
BOTH = "k3.keras k3.h5 k2.keras k2.h5"
MODELS = {
    "two-in-two-out": (
        two_in_two_out,
        BOTH + " k3.json k3.weights k3.unzipped k3.folder k3.sharded k2.json k2.weights k2.legacy"
        " tf213.keras tf212.keras tf212.hdf5",
    ),
    "dict-io": (dict_io, BOTH + " tf213.keras"),
    "one-in-lists": (one_in_lists, "k3.keras k3.h5 k2.h5"),
    "nested-sequential": (nested_sequential, "k3.keras k2.h5"),
    "nested-two-levels": (nested_two_levels, BOTH + " k2.json k2.legacy tf212.keras"),
    "sequential-of-models": (sequential_of_models, "k3.keras k3.h5 k2.h5 tf212.keras"),
    "shared-layer": (shared_layer, "k3.keras k2.h5 tf213.keras"),
    "shared-model": (shared_model, "k3.keras k3.h5 k2.h5 tf213.keras"),
    "layer-in-both": (layer_in_both, BOTH + " tf212.keras"),
    "encoder-decoder": (encoder_decoder, BOTH + " tf212.keras"),
    "keyword-tensors": (keyword_tensors, BOTH),
    "masked-branches": (masked_branches, "k3.keras k2.h5"),
    "many-merges": (many_merges, "k3.keras k2.h5"),
    "weight-free": (weight_free, "k3.keras k2.h5"),
    "many-dense": (many_dense, "k3.keras tf212.keras"),
    "many-functional": (many_functional, "k3.h5 k2.keras"),
    "wrappers": (wrappers, "k3.keras k2.h5 tf212.keras"),
    "stacked-cells": (stacked_cells, "k3.keras k3.h5 k2.h5 tf213.keras"),
    "norm-order": (norm_order, "k3.keras k2.h5 k2.legacy"),
    "long-names": (long_names, "k2.h5"),
    "lazy-sequential": (lazy_sequential, BOTH + " tf212.keras"),
    "half-precision": (half_precision, BOTH),
    "ops": (ops, "k3.keras k3.h5"),
    "odd-names": (odd_names, "k3.keras k3.h5"),
    "tf-ops": (tf_ops, "k2.keras k2.h5"),
    "slash-names": (slash_names, "k2.keras k2.h5"),
    **MORE,
    **DEEP,
    **FILES,
}


def inputs_of(model, name, shapes):
    """Five samples: words for integers, patterns for masks, a few masked steps for Masking."""
    masked = any(layer.__class__.__name__ == "Masking" for layer in model.layers)

    def one(tensor, shape, index):
        kind = tensor.dtype if MAJOR == 3 else tensor.dtype.name
        if kind == "int32":
            words = values.integers((5, *shape), 9, name, index)
            words[0, 3:] = words[2, :2] = 0
            return words
        if kind == "bool":
            return values.random(name, index).uniform(size=(5, *shape)) < 0.6
        x = values.normal((5, *shape), name, index)
        if masked or name == "ops":
            x[0, 3:] = x[2, :2] = x[4, 1] = MASK if masked else 0
        return x

    tensors = {tensor.name.split(":")[0]: tensor for tensor in model.inputs}
    if isinstance(shapes, dict):
        return {key: one(tensors[key], shape, key) for key, shape in shapes.items()}
    return [one(*pair, index) for index, pair in enumerate(zip(model.inputs, shapes))]


def writers(model, folder):
    """{container: function that saves the model so} for the Keras at hand."""
    at = lambda name: str(folder / name)  # noqa: E731
    save = model.save
    common = {
        "keras": lambda: save(at(f"{TAG}.keras")),
        "h5": lambda: save(at(f"{TAG}.h5")),
        "json": lambda: (folder / f"{TAG}.json").write_text(model.to_json()),
        "weights": lambda: model.save_weights(at(f"{TAG}.weights.h5")),
    }
    if MAJOR == 3:
        sharded = folder / "k3.sharded"
        common["unzipped"] = lambda: save(at("k3.unzipped"), zipped=False)
        common["folder"] = lambda: zip_folder(folder / "k3.unzipped", folder / "k3.folder.keras")
        common["sharded"] = lambda: model.save_weights(sharded / "model.weights.json", max_shard_size=1e-7)
        return common
    if TAG == "k2":
        return {**common, "legacy": lambda: model.save_weights(at("k2_weights_legacy.h5"))}
    # What early TensorFlow 2 calls .keras: its own ZIP, and plain HDF5 in 2.12.
    return {
        "keras": lambda: save(at(f"{TAG}.keras"), save_format="keras_v3"),
        "hdf5": lambda: save(at(f"{TAG}_hdf5.keras")),
    }


def save_all(model, folder, wanted):
    """Save in the wanted containers, and say what cannot be saved."""
    for container, write in writers(model, folder).items():
        if f"{TAG}.{container}" not in wanted:
            continue
        for old in (folder / "k3.unzipped", folder / "k3.sharded"):
            if old.name == f"{TAG}.{container}":
                shutil.rmtree(old, ignore_errors=True)
                old.mkdir()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                write()
        except Exception as error:
            print(f"  {folder.name} {TAG} {container}: not saved: {' '.join(str(error).split())[:200]}")


def equal(a, b):
    """Whether two arrays are equal up to rounding."""
    return a.shape == b.shape and np.allclose(a, b, 1e-5, 1e-6)


def write_golden(folder, found):
    """golden.npz, or what differs from it."""
    path = folder / "golden.npz"
    older = folder / f"{TAG}_golden.npz"
    if older.exists():
        older.unlink()
    if TAG == "k3" or not path.exists() or folder.name in ("long-names", "tf-ops", "all-tf-ops", "slash-names"):
        np.savez_compressed(path, **found)
        return
    with np.load(path) as file:
        known = {name: file[name] for name in file.files}
    both = set(known) & set(found)
    odd = [name for name in sorted(both) if not equal(known[name], found[name])]
    extra = sorted(set(known) ^ set(found))
    if odd or extra:
        print(f"  {folder.name} {TAG}: other numbers in {odd}, other names {extra}")
        np.savez_compressed(older, **found)


def reopened(folder, found, inputs):
    """Say which of its own files this Keras cannot open again, or reads differently."""
    for path in sorted(folder.glob(f"{TAG}*")):
        if path.suffix not in (".keras", ".h5") or "weights" in path.name:
            continue
        try:
            again = golden(keras.models.load_model(path), inputs)
        except Exception as error:
            print(f"  {folder.name} {path.name}: not opened: {' '.join(str(error).split())[:200]}")
            continue
        wrong = [k for k in found if k[0] == "y" and k in again and not np.allclose(found[k], again[k], 1e-5, 1e-6)]
        if wrong:
            print(f"  {folder.name} {path.name}: opened, but other numbers in {wrong}")


def make(root):
    """A folder for each of MODELS."""
    print(VERSION)
    for name, (build, wanted) in MODELS.items():
        wanted = wanted.split()
        if not any(word.startswith(f"{TAG}.") for word in wanted):
            continue
        fresh()
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        model, shapes = build()
        fill(model, name)
        inputs = inputs_of(model, name, shapes)
        found = golden(model, inputs, ops=name == "ops")
        write_golden(folder, found)
        save_all(model, folder, wanted)
        if name in AFTER:
            AFTER[name](folder / f"{TAG}.h5")
            continue
        reopened(folder, found, inputs)
