"""The grid of functional models of Keras 2 that compute with lengths: tf.shape(x) into tf.reshape, tf.zeros and arithmetic."""

import numpy as np

from making import values
from making.environment import keras, tf
from making.pack import Pack

layers = keras.layers

# With x (4, 3), y (6, 2) and n = tf.shape(x)[0]: each a model of its own.
TEXTS = """
    reshape(x, [n, 12])|reshape(x, [n, -1])|reshape(x, (-1, shape(x)[1] * shape(x)[2]))|reshape(x, [n, shape(x)[2], shape(x)[1]])
    reshape(x, stack([n, 6, 2]))|reshape(x, concat([shape(x)[:1], [2, 6]], 0))|reshape(x, concat([shape(x)[:-1], [3, 1]], axis=0))
    reshape(x, shape(y))|reshape(x, [n, math.reduce_prod(shape(x)[1:])])|reshape(x, [n, shape(x)[1] // 2, 6])
    reshape(x, [n, -1, 2])|reshape(x, [shape(x)[0], shape(x)[1] + 2, 2])|reshape(x, [n, 3 * shape(x)[1]])
    reshape(reshape(x, [n, 12]), shape(x))|reshape(x, [shape(x, out_type=int64)[0], 12])
    x / cast(shape(x)[1], "float32")|x * cast(shape(x)[-1] - 1, "float32")|x / math.sqrt(cast(shape(x)[2], "float32"))
    reduce_sum(x, axis=1) / cast(shape(x)[1], x.dtype)|cast(shape(y)[1], "float32") + x
    concat([x, zeros([n, 2, 3])], 1)|x + ones([n, 4, 1])|concat([fill([n, 1, 3], 0.5), x], axis=1)
    concat([zeros(stack([n, 1, 3])), x], 1)|concat([zeros((n, 1, shape(x)[2])), x], 1)
    broadcast_to(x[:, :, :1], shape(x))|broadcast_to(x[:, :1], [n, 5, 3])|reshape(x, shape(x) * [1, 1, 1])
    K.reshape(x, (K.shape(x)[0], 12))|K.reshape(x, K.stack([K.shape(x)[0], 2, 6]))
"""


def add_texts(pack):
    """A model for each text."""
    inputs = {"x": values.normal((3, 4, 3), "lengths", "x"), "y": values.normal((3, 6, 2), "lengths", "y")}
    functions = {name: getattr(tf, name) for name in dir(tf) if not name.startswith("_")}
    for text in [text.strip() for line in TEXTS.strip().splitlines() for text in line.split("|")]:
        named = [name for name in inputs if name == "x" or "(y)" in text]

        def build():
            given = {name: keras.Input(inputs[name].shape[1:], name=name) for name in named}
            own = {"n": tf.shape(given["x"])[0]} if "n," in text else {}
            outputs = eval(text, {**functions, "K": keras.backend, "np": np, **given, **own})  # the texts above
            return keras.Model(list(given.values()), outputs)

        pack.add(text, build, [inputs[name] for name in named])


def add_models(pack):
    """What people build with them."""

    def starting():
        x = keras.Input((4, 3), name="x")
        state = tf.zeros([tf.shape(x)[0], 2])
        return keras.Model(x, layers.LSTM(2, name="lstm")(x, initial_state=[state, state]))

    pack.add("LSTM that begins with tf.zeros", starting, [values.normal((3, 4, 3), "lengths", "lstm")])

    def flattening():
        x = keras.Input((4, 3), name="x")
        inner = keras.Input((4, 3), name="inner")
        flat = keras.Model(inner, tf.reshape(inner, [tf.shape(inner)[0], 12]), name="flat")
        return keras.Model(x, layers.Dense(2, name="dense")(flat(x)))

    pack.add("a model in a model", flattening, [values.normal((3, 4, 3), "lengths", "flat")])

    def heads():
        x = keras.Input((None, 4), name="x")
        shape = tf.shape(x)
        split = tf.transpose(tf.reshape(x, [shape[0], shape[1], 2, 2]), [0, 2, 1, 3])
        scores = tf.nn.softmax(tf.matmul(split, split, transpose_b=True) / tf.sqrt(2.0))
        joined = tf.reshape(tf.transpose(tf.matmul(scores, split), [0, 2, 1, 3]), [shape[0], shape[1], 4])
        return keras.Model(x, layers.Dense(2, name="dense")(joined))

    pack.add("attention by hand, any length", heads, [values.normal((3, 5, 4), "lengths", "heads")])


def make(folder):
    """The family."""
    pack = Pack("lengths")
    add_texts(pack)
    add_models(pack)
    pack.save(folder)
