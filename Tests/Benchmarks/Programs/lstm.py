"""One prediction of an LSTM, measured: `lstm.py numpy ARRAYS.npz`, `lstm.py keras MODEL ARRAYS.npz`.

Prints the median time in seconds and the sum of the outputs.
"""

import sys
import time

import numpy as np


def by_hand(x, W, U, b):
    """An LSTM as one writes it, every intermediate of every timestep kept."""

    def sigmoid(v):
        return 1 / (1 + np.exp(-v))

    n = U.shape[0]
    h = C = np.zeros(n, np.float32)
    kept = []
    xW = x @ W
    for t in range(len(x)):
        z = xW[t] + h @ U + b
        i = sigmoid(z[:n])
        f = sigmoid(z[n : 2 * n])
        g = np.tanh(z[2 * n : 3 * n])
        o = sigmoid(z[3 * n :])
        C = f * C + i * g
        h = o * np.tanh(C)
        kept.append((z, i, f, g, o, C, h))
    return h, kept


def median(count, predict):
    for _ in range(3):
        result = predict()
    times = []
    for _ in range(count):
        start = time.perf_counter()
        predict()
        times.append(time.perf_counter() - start)
    print("seconds", sorted(times)[count // 2])
    print("sum", float(np.sum(result, dtype=np.float64)))


def train(path, arrays):
    """Warm steps of a model by Adam and MSE; the first loss tells that it is the same model."""
    import keras

    model = keras.saving.load_model(path)
    model.compile(keras.optimizers.Adam(0.001), "mse")
    data = np.load(arrays)
    x, y = data["x0"], data["y0"]
    print("loss", float(model.train_on_batch(x, y)))
    times = []
    for _ in range(30):
        start = time.perf_counter()
        model.train_on_batch(x, y)
        times.append(time.perf_counter() - start)
    print("seconds", sorted(times)[len(times) // 2])


if sys.argv[1] == "train":
    train(sys.argv[2], sys.argv[3])
elif sys.argv[1] == "numpy":
    arrays = np.load(sys.argv[2])
    x, W, U, b = (arrays[name] for name in ("x", "W", "U", "b"))
    median(300, lambda: by_hand(x, W, U, b)[0])
else:
    import keras

    model = keras.saving.load_model(sys.argv[2])
    x = np.load(sys.argv[3])["x"][None]
    median(15, lambda: model.predict(x, verbose=0))
