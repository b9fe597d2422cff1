"""Models whose files are read in ways of their own: calls counted twice over, frozen parts, own classes."""

import io
import zipfile

import h5py

from making.environment import MAJOR, keras, tf

layers = keras.layers


def dense(units, name, **options):
    """A named Dense layer."""
    return layers.Dense(units, activation="tanh", name=name, **options)


def nested_outputs():
    """A nested model called several times, whose calls are outputs, read on, or both."""
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    i = keras.Input((3,), name="i")
    encoder = keras.Model(i, dense(2, "narrow")(i), name="encoder")
    j = keras.Input((2,), name="j")
    decoder = keras.Model(j, dense(3, "wide")(j), name="decoder")
    first, second, third = encoder(a), encoder(b), encoder(layers.Add(name="sum")([a, b]))
    read = [decoder(first), decoder(third), dense(1, "head")(second), layers.Add(name="both")([first, third])]
    return keras.Model([a, b], [third, first, *read], name="nested_outputs"), [(3,), (3,)]


def frozen_parts():
    """Parts frozen without a word in the config of Keras 2: halves of Bidirectional, projections of attention."""
    x = keras.Input((4, 3), name="x")
    a = layers.Bidirectional(layers.SimpleRNN(3, return_sequences=True, name="rnn"), name="ahead")
    b = layers.Bidirectional(layers.GRU(3, return_sequences=True, name="gru"), name="behind")
    # As many features as heads · key_dim, so that the shapes tell nothing.
    c = layers.MultiHeadAttention(2, 3, name="attention")
    d = layers.MultiHeadAttention(3, 2, name="query_first")
    y = b(a(x))
    y = d(c(y, y), y)
    model = keras.Model(x, y, name="frozen_parts")
    a.forward_layer.trainable = False
    b.backward_layer.trainable = False
    for layer, frozen in ((c, ("query", "value")), (d, ("key", "output"))):
        for name in frozen:
            getattr(layer, f"_{name}_dense").trainable = False
    return model, [(4, 3)]


def frozen_inside():
    """A nested model that is frozen but for some of its layers, with statistics among its weights."""
    i = keras.Input((3,), name="i")
    a = layers.BatchNormalization(name="norm")(dense(3, "first")(i))
    inner = keras.Model(i, layers.BatchNormalization(name="last_norm")(dense(3, "second")(a)), name="inner")
    x = keras.Input((3,), name="x")
    y = dense(2, "head")(inner(x))
    model = keras.Model(x, y, name="frozen_inside")
    inner.trainable = False
    inner.get_layer("second").trainable = True
    inner.get_layer("last_norm").trainable = True
    return model, [(3,)]


def frozen_distributed():
    """A model inside a frozen TimeDistributed, some of whose layers are not frozen; all shapes are alike."""
    i = keras.Input((3,), name="i")
    a = layers.BatchNormalization(name="norm")(dense(3, "first")(i))
    inner = keras.Model(i, layers.BatchNormalization(name="last_norm")(a), name="inner")
    outer = keras.Sequential([keras.Input((3,)), inner, layers.BatchNormalization(name="outer_norm")], name="outer")
    x = keras.Input((4, 3), name="x")
    distributed = layers.TimeDistributed(outer, name="distributed")
    model = keras.Model(x, distributed(x), name="frozen_distributed")
    distributed.trainable = False
    outer.trainable = inner.trainable = True
    for name in ("first", "norm"):
        inner.get_layer(name).trainable = False
    outer.get_layer("outer_norm").trainable = False
    return model, [(4, 3)]


def frozen_half():
    """A half of a Bidirectional frozen in a model inside, so that its weights stand behind those of other layers."""
    i = keras.Input((4, 3), name="i")
    both = layers.Bidirectional(layers.GRU(3, return_sequences=True, name="gru"), merge_mode="sum", name="both")
    inner = keras.Model(i, dense(3, "second")(dense(3, "first")(both(i))), name="inner")
    x = keras.Input((4, 3), name="x")
    model = keras.Model(x, dense(2, "head")(inner(x)), name="frozen_half")
    both.backward_layer.trainable = False
    return model, [(4, 3)]


def frozen_sequence():
    """A frozen Sequential, of which the config of Keras 2 does not tell, beside what is not: Keras cannot read its .h5."""
    sequence = keras.Sequential(
        [keras.Input((3,)), dense(3, "first"), layers.BatchNormalization(name="norm")], name="sequence"
    )
    i = keras.Input((3,), name="i")
    inner = keras.Model(i, layers.BatchNormalization(name="last_norm")(sequence(i)), name="inner")
    x = keras.Input((3,), name="x")
    model = keras.Model(x, dense(2, "head")(inner(x)), name="frozen_sequence")
    sequence.trainable = False
    for layer in sequence.layers:
        layer.trainable = True
    return model, [(3,)]


class Trainer(keras.Model):
    """A Functional with a train_step of its own."""

    def train_step(self, data):
        """Not as Keras does it; nothing that a file would hold."""
        return {}


class Sequence(keras.Sequential):
    """A Sequential with a train_step of its own."""

    def train_step(self, data):
        """Not as Keras does it; nothing that a file would hold."""
        return {}


def own_training():
    """A subclass of Functional around another one."""
    i = keras.Input((3,), name="i")
    inner = Trainer(i, layers.BatchNormalization(name="norm")(dense(2, "first")(i)), name="inner")
    x = keras.Input((3,), name="x")
    return Trainer(x, [inner(x), dense(1, "head")(inner(x))], name="own_training"), [(3,)]


def own_sequence():
    """A subclass of Sequential."""
    return Sequence([keras.Input((3,), name="x"), dense(2, "first"), dense(2, "last")], name="own_sequence"), [(3,)]


def adapted():
    """Low-rank adaptations, which an .h5 keeps beside their kernels."""
    x = keras.Input((5,), dtype="int32", name="x")
    a = layers.Embedding(9, 3, lora_rank=2, name="words")(x)
    b = layers.Conv1D(3, 2, lora_rank=2, activation="tanh", name="conv")(a)
    c = dense(2, "plain", lora_rank=2)(b)
    return keras.Model(x, dense(2, "bare", lora_rank=1, use_bias=False)(c), name="adapted"), [(5,)]


def renorm():
    """BatchNormalization with the statistics of its renormalization."""
    kind = layers if MAJOR == 3 else tf.compat.v1.keras.layers
    x = keras.Input((3,), name="x")
    a = kind.BatchNormalization(renorm=True, name="norm")(dense(3, "first")(x))
    return keras.Model(x, dense(2, "last")(a), name="renorm"), [(3,)]


class Scale(layers.Layer):
    """A layer of one's own with weights of its own and of an inner layer."""

    def build(self, shape):
        """Three numbers, and those of a Dense."""
        self.scale = self.add_weight(shape=(shape[-1],), name="scale")
        self.inner = layers.Dense(2, use_bias=False, name="inside")
        self.inner.build(shape)
        super().build(shape)

    def call(self, x):
        """Scaled, then mixed."""
        return self.inner(x * self.scale)


def own_layer():
    """A layer that is not supported between others, inside a nested model too."""
    x = keras.Input((2,), name="x")
    a = dense(3, "before")(x)
    i = keras.Input((2,), name="i")
    inner = keras.Model(i, dense(2, "inside_model")(dense(0 + 2, "no_bias", use_bias=False)(i)), name="inner")
    return keras.Model(x, dense(1, "after", use_bias=False)(inner(Scale(name="scale")(a))), name="own_layer"), [(2,)]


def rewritten(path, change):
    """Change the convolutions of an .h5 to what an older Keras had, with its backend and version."""
    with h5py.File(path, "r+") as file:
        change(file, file["model_weights"])


def of_a_later_keras(path):
    """EinsumDense as a class LaterDense of Keras', which no version has."""
    path = path.with_suffix(".keras")
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["config.json"] = parts["config.json"].replace(b"EinsumDense", b"LaterDense")
    weights = io.BytesIO(parts["model.weights.h5"])
    with h5py.File(weights, "r+") as file:
        file.move("layers/einsum_dense", "layers/later_dense")
    parts["model.weights.h5"] = weights.getvalue()
    with zipfile.ZipFile(path, "w") as again:
        for name, part in parts.items():
            again.writestr(zipfile.ZipInfo(name), part)


def theano(path):
    """As Theano had it: windows turned by 180 degrees."""

    def change(file, group):
        for holder in (file, group):
            holder.attrs["backend"] = b"theano"
            holder.attrs["keras_version"] = b"2.0.8"

        def turn(name, item):
            if name.endswith("kernel:0") and item.ndim > 2:
                item[...] = item[...][tuple([slice(None, None, -1)] * (item.ndim - 2))]

        group.visititems(turn)

    rewritten(path, change)


def convolutions():
    """Convolutions whose windows are not symmetric, in a model and in one inside it."""
    i = keras.Input((4, 5, 2), name="i")
    inner = keras.Model(i, layers.Conv2DTranspose(2, (2, 3), name="spread")(i), name="inner")
    x = keras.Input((5, 6, 2), name="x")
    a = inner(layers.Conv2D(2, 2, activation="tanh", name="conv")(x))
    b = layers.Conv1D(2, 3, name="line")(layers.Reshape((-1, 2), name="row")(a))
    return keras.Model(x, layers.TimeDistributed(dense(1, "each"), name="steps")(b), name="theano"), [(5, 6, 2)]


def zip_folder(folder, target):
    """Zip an unpacked .keras with its folder, as a desktop does, macOS' extras included."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.iterdir()):
            for name in (f"model/{path.name}", f"__MACOSX/model/._{path.name}"):
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                archive.writestr(info, path.read_bytes() if name.startswith("model") else b"\0\5\x16\7")


BOTH = "k3.keras k3.h5 k2.h5"
FILES = {
    "nested-outputs": (nested_outputs, BOTH),
    "frozen-parts": (frozen_parts, BOTH),
    "frozen-inside": (frozen_inside, BOTH),
    "frozen-distributed": (frozen_distributed, BOTH),
    "frozen-half": (frozen_half, BOTH),
    "frozen-sequence": (frozen_sequence, BOTH),
    "own-training": (own_training, BOTH + " k2.keras"),
    "own-sequence": (own_sequence, BOTH),
    "adapted": (adapted, "k3.keras k3.h5"),
    "renorm": (renorm, BOTH),
    "own-layer": (own_layer, "k3.keras k2.h5"),
    "theano": (convolutions, "k2.h5"),
}
# What is done to a file after it was saved.
AFTER = {"theano": theano, "not-lowered": of_a_later_keras}
