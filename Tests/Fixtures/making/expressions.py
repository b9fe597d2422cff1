"""What NumPy gives for expressions as people type them: `expressions/numpy.txt`.

A line of the file is `name = value` for the arrays that the expressions speak of, or `expression ->
kind (shape) [numbers]`, the elements in C order with nine digits; kind is bool, int or float.
"""

import re
import warnings

import numpy as np

VALUES = {
    "x": "np.float32([1, 2, 3])",
    "z": "np.float32([-1.5, 0, 0.25, 2])",
    "W": "np.float32([[1, 2], [3, 4], [5, 6]])",
    "V": "np.float32([[0.5, -1, 2, 0], [1.5, 3, -2, 1]])",
    "U": "np.float32([[2, -1], [0.5, 4]])",
    "b": "np.float32([0.5, -0.5])",
    "h": "np.float32([0.25, -2])",
    "A": "np.arange(24).reshape(2, 3, 4).astype(np.float32) - 8",
    "m": "np.array([True, False, True])",
    "n": "np.array([2, 0])",
    "y": "np.float32(-3.5)",
}

EXPRESSIONS = """
x @ W + b
x @ W + h @ U + b
np.dot(x, W) + b
np.matmul(x, W)
x.dot(W)
x @ x
W @ U
W.T @ x
A @ V.T
np.dot(2, x)
np.dot(W, U)
np.outer(x, b)
V[:, 1:3].T
V[:, 2:]
V[:, ::-1]
V[-1]
V[-1, -2]
V[:, -2:]
V[::-1, ::2]
A[0]
A[..., 0]
A[:, 1]
A[1, :, 1:3]
A[-1][::-2]
A[1, 2, 3]
x[None, :]
x[:, None]
x[:, np.newaxis] * x
x[::-1]
x[-2:]
x[:-1]
x[3:]
x[5:1]
x[n]
x[[0, -1]]
W[[2, 0]]
x[m]
x[x > 1]
W[m]
W[W > 2.5]
x[~m]
x[[True, False, True]]
V[:, [0, 2]]
V[:, [True, False, False, True]]
A[:, [2, 0], ::2]
A[..., [3, -1, 0]]
A[:, :, A[0, 0] > -7]
V[n[1]:, [1]]
x[n[n[1] - 2 + 1]]
sigmoid(z)
relu(z)
tanh(z)
np.tanh(z)
np.exp(z)
np.log(x)
np.log2(x)
np.log10(x)
np.log1p(x)
np.expm1(z)
np.sqrt(x)
np.square(z)
np.abs(z)
np.absolute(z)
abs(z)
np.fabs(z)
np.sign(z)
np.floor(z)
np.ceil(z)
np.round(z)
np.round(z, 1)
np.sin(z)
np.cos(z)
np.tan(z)
np.sinh(z)
np.cosh(z)
np.reciprocal(x)
np.negative(x)
-x
+x
softmax(z)
softmax(V, axis=0)
softmax(V, axis=-1)
softmax(V, axis=1)
np.maximum(z, 0)
np.maximum(0, z)
np.minimum(z, 0.5)
np.maximum(V, V[::-1])
np.where(z > 0, z, 0)
np.where(m, x, -x)
np.where(V > 0, V, 0.1 * V)
np.where([True, False], [1, 2], [3, 4])
np.sum(V)
np.sum(V, axis=0)
np.sum(V, 1)
np.sum(V, axis=1, keepdims=True)
np.sum(A, axis=(0, 2))
sum(x)
V.sum()
V.sum(axis=0)
V.sum(axis=-1, keepdims=True)
np.mean(V, axis=0)
V.mean()
V.mean(axis=1)
np.min(V)
np.max(V, axis=0)
min(x)
max(x)
V.min(axis=1)
V.max()
np.prod(x)
np.ptp(V, axis=1)
np.argmax(V)
np.argmax(V, axis=0)
np.argmin(V, axis=1)
V.argmax()
V.argmax(axis=1)
V.argmin(axis=-1)
np.any(V > 2)
np.all(V > -3)
np.any(V > 2, axis=0)
(V > 2).any()
(V > 2).all(axis=1)
(V > 0).sum()
(V > 0).sum(axis=0)
(V > 0).mean()
np.count_nonzero(V)
np.std(V)
np.var(V, axis=0)
V.std(axis=1)
np.linalg.norm(z)
np.linalg.norm(V)
np.linalg.norm(V, axis=1)
np.linalg.norm(V, axis=0, keepdims=True)
np.concatenate([x, b])
np.concatenate((V, V), axis=0)
np.concatenate([V, V], axis=1)
np.concatenate([x @ W, h], axis=-1)
np.stack([b, h])
np.stack((b, h), axis=1)
np.stack([b, h], axis=-1)
np.vstack([b, h])
np.hstack([b, h])
np.hstack([V, V])
np.vstack([V, z])
np.reshape(W, (2, 3))
np.reshape(W, -1)
W.reshape(2, 3)
W.reshape((2, -1))
W.reshape(-1)
W.reshape(3, 1, 2)
A.reshape(2, -1)
W.flatten()
W.ravel()
np.ravel(W)
np.transpose(W)
np.transpose(A, (2, 0, 1))
W.transpose()
A.transpose(1, 0, 2)
np.swapaxes(A, 0, 1)
A.T
np.squeeze(x[None])
x[None, :, None].squeeze()
np.expand_dims(x, 0)
np.expand_dims(x, axis=-1)
np.flip(x)
np.flip(V, axis=1)
np.flip(V)
np.repeat(x, 2)
np.repeat(V, 2, axis=0)
np.tile(x, 2)
np.zeros(3)
np.zeros((2, 3))
np.ones((2, 2))
np.ones(2) * 3
np.full(3, 0.5)
np.full_like(W, 0.5)
np.arange(5)
np.arange(2, 8, 2)
np.arange(5, 0, -2)
np.arange(0, 1, 0.25)
np.arange(24).reshape(4, 3, 2)[0]
np.eye(3)
np.eye(2, 3)
np.identity(2)
np.linspace(0, 1, 5)
np.zeros_like(V)
np.ones_like(x)
np.full_like(x, 2)
np.clip(z, 0, 1)
z.clip(-1, 1)
np.clip(z, -0.5, None)
z > 0
z >= 0
z < 0.25
z <= 0
z == 0
z != 0
(z > 0) & (z < 1)
(z < 0) | (z > 1)
~(z > 0)
m & True
np.logical_and(z > 0, z < 1)
np.logical_or(m, x > 2)
np.logical_not(m)
not y > 0
y > 0 or y < -3
y > 0 and y < -3
np.equal(x, 2)
np.greater(x, 2)
np.isnan(x)
np.isinf(x / 0)
np.isfinite(z)
np.allclose(x, x + 1e-7)
np.array_equal(x, x)
np.array_equal(x, b)
np.isclose(x, [1, 2.1, 3])
1 + 2
7 / 2
7 // 2
-7 // 2
-7 % 3
2 ** 10
2 ** -1
2 ** 0.5
-2 ** 2
1e-3
.5
1_000
True
x // 2
x % 2
x ** 2
2 ** x
x / 2
z // 0.5
np.power(x, 2)
np.mod(x, 2)
np.add(x, 1)
np.subtract(x, 1)
np.multiply(x, x)
np.divide(x, 2)
np.floor_divide(x, 2)
np.pi
np.e
np.inf
np.sin(np.pi / 2)
[1, 2, 3]
[[1, 2], [3, 4]]
np.array([[1, 2], [3, 4]])
np.array([1.5, 2])
np.asarray([1, 2]) * 2
np.float32(1) / 3
np.int32(x)
x.astype(int)
x.astype(np.int32)
np.array([1, 2], dtype=np.float32)
x.astype(bool)
x.shape
V.shape[0]
V.shape[-1]
V.size
A.ndim
len(x)
np.shape(V)
np.ndim(A)
np.size(V)
float(y)
int(y)
bool(y)
x * [1, 2, 3]
x + 1 - 2 * 3
(x + 1) * 2
x[0] * W[0]
W * b + 1
W - W.mean(axis=0)
(W - W.mean(axis=0)) / W.std(axis=0)
1 / (1 + np.exp(-z))
np.exp(z) / np.sum(np.exp(z))
np.maximum(0, x @ W + b)
np.tanh(x @ W)[0]
V.max(axis=1)[:, None] - V
""".strip().splitlines()


def softmax(values, axis=-1):
    """softmax as Keras has it."""
    powers = np.exp(values - np.max(values, axis=axis, keepdims=True))
    return powers / np.sum(powers, axis=axis, keepdims=True)


def names():
    """What the expressions may speak of."""
    given = {
        "np": np,
        "softmax": softmax,
        "sigmoid": lambda values: 1 / (1 + np.exp(-values)),
        "relu": lambda values: np.maximum(values, 0),
        "tanh": np.tanh,
    }
    for name, text in VALUES.items():
        given[name] = eval(text, given)
    return given


def written(value):
    """`float (2) [0.5 -0.5]`."""
    array = np.asarray(value)
    kind = {"b": "bool", "i": "int", "f": "float"}[array.dtype.kind]
    shape = ", ".join(map(str, array.shape))
    numbers = " ".join(
        str(number) if kind != "float" else re.sub(r"\.?0+$", "", f"{number:.9f}")
        for number in array.ravel()
    )
    return f"{kind} ({shape}) [{numbers}]"


def make(folder):
    """Write numpy.txt."""
    folder.mkdir(exist_ok=True)
    given = names()
    lines = [f"{name} = {np.asarray(given[name]).tolist()}" for name in VALUES]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lines += [f"{text} -> {written(eval(text, given))}" for text in EXPRESSIONS]
    (folder / "numpy.txt").write_text("\n".join(lines) + "\n")
