"""Gradients of whole models by TensorFlow's GradientTape: Tests/Fixtures/gradients.

Each model is compiled and saved; its .npz holds inputs x0, targets y0, …, the loss of the batch and the
gradient of every trainable variable, PATH:grad. Everything is computed as at inference: what acts otherwise
in training is another matter.
"""

import numpy as np
import tensorflow as tf

from making.environment import fresh, keras

L = keras.layers


def sequential(*layers):
    return keras.Sequential(list(layers))


def shared():
    x = keras.Input((4,))
    step = L.Dense(4, activation="tanh", name="step")
    near = L.Dense(2, name="near")
    y = step(step(x))
    return keras.Model(x, near(L.Add()([x, y])))


def two_outputs():
    x = keras.Input((5, 3))
    h = L.GRU(4, return_sequences=True)(x)
    a = L.Dense(3, activation="softmax", name="kinds")(h)
    b = L.Dense(1, name="height")(L.GlobalAveragePooling1D()(h))
    return keras.Model(x, [a, b])


def attending():
    x = keras.Input((5, 4))
    y = L.MultiHeadAttention(2, 3)(x, x)
    y = L.LayerNormalization()(L.Add()([x, y]))
    return keras.Model(x, L.Dense(2)(L.Flatten()(y)))


REG = keras.regularizers
CASES = {
    "softmax": (lambda: sequential(L.Input((3,)), L.Dense(4, activation="tanh"),
                                   L.Dense(3, activation="softmax")), "categorical_crossentropy"),
    "classes": (lambda: sequential(L.Input((3,)), L.Dense(4, activation="relu"),
                                   L.Dense(3, activation="softmax")), "sparse_categorical_crossentropy"),
    "sigmoid": (lambda: sequential(L.Input((3,)), L.Dense(4, activation="gelu"),
                                   L.Dense(1, activation="sigmoid")), "binary_crossentropy"),
    "clipped": (lambda: sequential(L.Input((3,)), L.Dense(3, activation="softmax"), L.Reshape((3,))),
                "categorical_crossentropy"),
    "penalties": (lambda: sequential(
        L.Input((3,)), L.Dense(4, activation="selu", kernel_regularizer=REG.L2(0.01)),
        L.Dense(2, kernel_regularizer=REG.L1L2(0.02, 0.03), bias_regularizer=REG.L1(0.1))), "mse"),
    "lstm": (lambda: sequential(L.Input((6, 3)), L.LSTM(4, return_sequences=True), L.LSTM(3),
                                L.Dense(2)), "mae"),
    "masked": (lambda: sequential(L.Input((6,), dtype="int32"), L.Embedding(8, 4, mask_zero=True),
                                  L.GRU(3, return_sequences=True), L.SimpleRNN(3),
                                  L.Dense(2, activation="softmax")), "categorical_crossentropy"),
    "bidirectional": (lambda: sequential(
        L.Input((5, 3)), L.Bidirectional(L.LSTM(3, return_sequences=True)),
        L.TimeDistributed(L.Dense(2, activation="elu")), L.GRU(3, go_backwards=True, reset_after=False)),
                      "huber"),
    "masked_sequence": (lambda: sequential(
        L.Input((5, 2)), L.Masking(-1.0), L.LSTM(3, return_sequences=True),
        L.Dense(3, activation="softmax")), "categorical_crossentropy"),
    "convolution": (lambda: sequential(
        L.Input((6, 6, 2)), L.Conv2D(3, 3, activation="relu"), L.MaxPooling2D(2),
        L.DepthwiseConv2D(2, depth_multiplier=2), L.Flatten(), L.Dense(2)), "mse"),
    "strides": (lambda: sequential(
        L.Input((8, 2)), L.Conv1D(4, 3, strides=2, padding="same"), L.Conv1D(4, 2, padding="causal", groups=2),
        L.Conv1DTranspose(3, 3, strides=2), L.AveragePooling1D(2, padding="same"), L.Flatten(),
        L.Dense(2, activation="softplus")), "log_cosh"),
    "shared": (shared, "mse"),
    "two_outputs": (two_outputs, ["categorical_crossentropy", "mse"]),
    "attending": (attending, "mse"),
}


def one_hot(rng, shape):
    return np.eye(shape[-1], dtype="float32")[rng.integers(0, shape[-1], shape[:-1])]


def target(rng, loss, shape):
    if loss == "sparse_categorical_crossentropy":
        return rng.integers(0, shape[-1], shape[:-1]).astype("int32")
    if "crossentropy" in loss:
        return one_hot(rng, shape) if shape[-1] > 1 else rng.integers(0, 2, shape).astype("float32")
    return rng.normal(size=shape).astype("float32")


def make(folder):
    """Save the models, each with its batch, loss and gradients."""
    folder.mkdir(exist_ok=True)
    for number, (name, (build, loss)) in enumerate(CASES.items()):
        fresh()
        keras.utils.set_random_seed(100 + number)
        rng = np.random.default_rng(number)
        model = build()
        for variable in model.trainable_variables:
            variable.assign(variable + rng.normal(scale=0.2, size=variable.shape))
        weights = {"loss_weights": [0.5, 2.0]} if isinstance(loss, list) else {}
        model.compile(optimizer="sgd", loss=loss, **weights)
        shape = (4,) + tuple(model.inputs[0].shape[1:])
        if name == "masked":
            x = rng.integers(1, 8, shape).astype("int32")
            x[0, 4:] = 0
            x[1, 0] = 0
            x[3, 2:4] = 0
        else:
            x = rng.normal(size=shape).astype("float32")
        if name == "masked_sequence":
            x[0, 3:] = -1
            x[2, 1] = -1
        losses = loss if isinstance(loss, list) else [loss]
        ys = [target(rng, one, (4,) + tuple(out.shape[1:])) for one, out in zip(losses, model.outputs)]
        with tf.GradientTape() as tape:
            predicted = model(x, training=False)
            y = ys if isinstance(loss, list) else ys[0]
            total = model.compute_loss(x=x, y=y, y_pred=predicted, training=False)
        gradients = tape.gradient(total, [v.value for v in model.trainable_variables])
        arrays = {"x0": x, "loss": np.float32(total)}
        arrays.update({f"y{i}": one for i, one in enumerate(ys)})
        for variable, gradient in zip(model.trainable_variables, gradients):
            arrays[variable.path + ":grad"] = tf.convert_to_tensor(gradient).numpy()
        model.save(folder / (name + ".keras"))
        np.savez(folder / (name + ".npz"), **arrays)
