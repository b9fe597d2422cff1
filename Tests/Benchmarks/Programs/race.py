"""Rivals of kerastep on one model: how long they take to open it and to predict.

    race.py models FOLDER          makes the models of the race: .keras, .npz, and .onnx where tf2onnx is
    race.py RIVAL FOLDER/NAME N    measures batches of one sample and of N

RIVAL is keras (`predict_on_batch`), graph (`tf.function`), onnx (ONNX Runtime), lite (LiteRT) or numpy (by hand).
RACE_THREADS says how many threads it may use. Prints a name and a number a line, in seconds and bytes.
"""

import os
import resource
import sys
import time

THREADS = int(os.environ.get("RACE_THREADS", "1"))
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
    os.environ.setdefault(name, str(THREADS))

import numpy as np


def models():
    """Name → a function that makes the Keras model."""
    import keras
    from keras import layers as L

    def line(shape, *layers):
        return lambda: keras.Sequential([keras.Input(shape), *layers])

    def convolutions():
        for filters in (32, 64, 128):
            yield L.Conv1D(filters, 5, padding="same", activation="relu")
            yield L.MaxPooling1D(2)

    def transformer():
        x = given = keras.Input((128, 256))
        x = L.LayerNormalization()(x + L.MultiHeadAttention(8, 32)(x, x))
        wide = L.Dense(1024, activation="relu")(x)
        return keras.Model(given, L.LayerNormalization()(x + L.Dense(256)(wide)))

    return {
        "mlp": line((33,), L.Dense(64, "relu"), L.Dense(32, "relu"), L.Dense(1, "sigmoid")),
        "dense": line((4096,), L.Dense(4096)),
        "lstm": line((100, 64), L.LSTM(128)),
        "gru": line((100, 64), L.GRU(512)),
        "bilstm": line((200, 64), L.Bidirectional(L.LSTM(64))),
        "conv1d": line((512, 16), *convolutions(), L.GlobalAveragePooling1D(), L.Dense(10, "softmax")),
        "cnn": line(
            (28, 28, 1), L.Conv2D(32, 3, activation="relu"), L.MaxPooling2D(), L.Conv2D(64, 3, activation="relu"),
            L.MaxPooling2D(), L.Flatten(), L.Dense(128, "relu"), L.Dense(10, "softmax")),
        "mobilenet": lambda: keras.applications.MobileNetV2(weights=None),
        "transformer": transformer,
    }


def make(folder):
    import keras

    for name, model in models().items():
        path = os.path.join(folder, name)
        if os.path.exists(path + ".npz"):
            continue
        keras.utils.set_random_seed(1)
        model = model()
        model.save(path + ".keras")
        x = np.random.default_rng(0).standard_normal((64, *model.input_shape[1:])).astype(np.float32)
        y = model.predict_on_batch(x[:1])
        try:
            onnx_file(name, model, path + ".onnx")
        except ImportError:
            pass
        np.savez(path + ".npz", x=x, sum=np.sum(y, dtype=np.float64))


# How ONNX orders the gates: Keras has i f g o and z r h.
ORDER = {"lstm": (4, [0, 3, 1, 2]), "bilstm": (4, [0, 3, 1, 2]), "gru": (3, [0, 1, 2])}


def onnx_file(name, model, path):
    """Recurrent layers as ONNX's own operators; tf2onnx would make loops of them, which are slower."""
    if name not in ORDER:
        return model.export(path, format="onnx", verbose=False)
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    gates, order = ORDER[name]
    weights = model.get_weights()
    directions = len(weights) // 3

    def turned(matrix):
        parts = np.split(matrix, gates, axis=-1)
        return np.concatenate([parts[at] for at in order], axis=-1)

    W = np.stack([turned(weights[3 * d]).T for d in range(directions)])
    R = np.stack([turned(weights[3 * d + 1]).T for d in range(directions)])
    both = [weights[3 * d + 2] for d in range(directions)]
    B = np.stack([turned(b).reshape(-1) if b.ndim == 2 else np.concatenate([turned(b), 0 * b]) for b in both])
    units = R.shape[-1]
    kind, more = ("GRU", {"linear_before_reset": 1}) if gates == 3 else ("LSTM", {})
    steps, features = model.input_shape[1:]
    nodes = [
        helper.make_node("Transpose", ["x"], ["xt"], perm=[1, 0, 2]),
        helper.make_node(
            kind, ["xt", "W", "R", "B"], ["", "h"], hidden_size=units,
            direction="bidirectional" if directions == 2 else "forward", **more),
        helper.make_node("Transpose", ["h"], ["ht"], perm=[1, 0, 2]),
        helper.make_node("Reshape", ["ht", "shape"], ["y"]),
    ]
    constants = {"W": W, "R": R, "B": B, "shape": np.array([-1, directions * units])}
    graph = helper.make_graph(
        nodes, name, [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, steps, features])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, directions * units])],
        [numpy_helper.from_array(np.ascontiguousarray(value), key) for key, value in constants.items()])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)


# Rivals: each opens a model and gives a function from a batch to its prediction.


def with_keras(path, _):
    import keras

    return keras.saving.load_model(path + ".keras").predict_on_batch


def with_graph(path, _):
    import keras
    import tensorflow as tf

    model = keras.saving.load_model(path + ".keras")
    function = tf.function(lambda x: model(x, training=False))
    return lambda x: function(x).numpy()


def with_onnx(path, _):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(path + ".onnx", options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda x: session.run(None, {name: x})[0]


def with_lite(path, x):
    """The model is converted for each size of a batch; that is not counted as opening."""
    import keras
    import tensorflow as tf
    from ai_edge_litert.interpreter import Interpreter

    model = keras.saving.load_model(path + ".keras")
    function = tf.function(lambda x: model(x, training=False))
    interpreters = {}

    def predict(x):
        if len(x) not in interpreters:
            signature = function.get_concrete_function(tf.TensorSpec(x.shape, tf.float32))
            bytes_ = tf.lite.TFLiteConverter.from_concrete_functions([signature], model).convert()
            interpreters[len(x)] = Interpreter(model_content=bytes_, num_threads=THREADS)
            interpreters[len(x)].allocate_tensors()
        interpreter = interpreters[len(x)]
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], x)
        interpreter.invoke()
        return interpreter.get_tensor(interpreter.get_output_details()[0]["index"])

    return predict


def with_numpy(path, _):
    """As one writes it by hand: dense layers and recurrent ones."""
    import keras

    name = os.path.basename(path)
    if name not in ("mlp", "dense", "lstm", "gru", "bilstm"):
        raise SystemExit("nobody writes this by hand")
    weights = keras.saving.load_model(path + ".keras").get_weights()

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def lstm(x, W, U, b):
        n = len(U)
        h = C = np.zeros((len(x), n), np.float32)
        xW = x @ W + b
        for t in range(x.shape[1]):
            z = xW[:, t] + h @ U
            i, f, o = sigmoid(z[:, :n]), sigmoid(z[:, n : 2 * n]), sigmoid(z[:, 3 * n :])
            C = f * C + i * np.tanh(z[:, 2 * n : 3 * n])
            h = o * np.tanh(C)
        return h

    def gru(x, W, U, b):
        n = len(U)
        h = np.zeros((len(x), n), np.float32)
        xW = x @ W + b[0]
        for t in range(x.shape[1]):
            inner = h @ U + b[1]
            z = sigmoid(xW[:, t, :n] + inner[:, :n])
            r = sigmoid(xW[:, t, n : 2 * n] + inner[:, n : 2 * n])
            h = z * h + (1 - z) * np.tanh(xW[:, t, 2 * n :] + r * inner[:, 2 * n :])
        return h

    def mlp(x):
        for at in range(0, len(weights), 2):
            x = x @ weights[at] + weights[at + 1]
            last = at + 2 == len(weights)
            x = sigmoid(x) if last else np.maximum(x, 0)
        return x

    return {
        "mlp": mlp,
        "dense": lambda x: x @ weights[0] + weights[1],
        "lstm": lambda x: lstm(x, *weights),
        "gru": lambda x: gru(x, *weights),
        "bilstm": lambda x: np.concatenate([lstm(x, *weights[:3]), lstm(x[:, ::-1], *weights[3:])], axis=1),
    }[name]


RIVALS = {"keras": with_keras, "graph": with_graph, "onnx": with_onnx, "lite": with_lite, "numpy": with_numpy}


def median(predict, x):
    """The median time of predictions in about a second, after three that do not count."""
    for _ in range(3):
        predict(x)
    times = []
    while len(times) < 5 or (sum(times) < 1 and len(times) < 300):
        start = time.perf_counter()
        predict(x)
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def measure(rival, path, batch):
    x = np.load(path + ".npz")["x"]
    start = time.perf_counter()
    predict = RIVALS[rival](path, x)
    first = predict(x[:1])
    print("opened", time.perf_counter() - start)
    print("sum", float(np.sum(first, dtype=np.float64)))
    print("one", median(predict, x[:1]))
    print("many", median(predict, x[:batch]))
    print("memory", peak())


def peak():
    """The most memory of this program; Linux counts what its parent had into `ru_maxrss`."""
    if os.path.exists("/proc/self/status"):
        with open("/proc/self/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if sys.argv[1] == "models":
    make(sys.argv[2])
else:
    measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))
