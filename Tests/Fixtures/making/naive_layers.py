"""Layers written down plainly in NumPy, each a function of its input and of a dictionary that says what it is.

A net is a list of such dictionaries: whoever changes one of them computes another net, and so does a mistake.
"""

import itertools

import numpy as np

F = np.float32


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(z / 2)


def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def leaky(slope):
    return lambda z: np.where(z > 0, z, F(slope) * z)


def elu(alpha=1.0):
    return lambda z: np.where(z > 0, z, F(alpha) * np.expm1(np.minimum(z, 0)))


def celu(alpha):
    return lambda z: np.where(z > 0, z, F(alpha) * np.expm1(np.minimum(z, 0) / F(alpha)))


FUNCTIONS = {
    "linear": lambda z: z,
    "relu": relu,
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "softmax": softmax,
    "relu6": lambda z: np.clip(z, 0, 6),
    "elu": elu(),
    "softplus": lambda z: np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0),
    "softsign": lambda z: z / (1 + np.abs(z)),
    "silu": lambda z: z * sigmoid(z),
    "leaky_relu": leaky(0.2),
    "hard_sigmoid": lambda z: np.clip(z / 6 + 0.5, 0, 1),
    "hard_sigmoid_2": lambda z: np.clip(0.2 * z + 0.5, 0, 1),
    "leaky_relu_0.01": leaky(0.01),
    "leaky_relu_0.1": leaky(0.1),
    "leaky_relu_0.3": leaky(0.3),
    "elu_0.3": elu(0.3),
    "elu_0.5": elu(0.5),
    "celu_0.5": celu(0.5),
    "silu_1.702": lambda z: z * sigmoid(F(1.702) * z),
}


def apply(one, z):
    return FUNCTIONS[one.get("act", "linear")](z).astype(F)


def dense(one, x):
    return apply(one, x @ one["W"] + one["b"])


def edges(size, window, stride, dilation, padding):
    """How many zeros stand before and after an axis, and how many places there are."""
    reach = (window - 1) * dilation + 1
    if padding == "same":
        places = -(-size // stride)
        total = max((places - 1) * stride + reach - size, 0)
        return total // 2, total - total // 2, places
    return 0, 0, (size - reach) // stride + 1


def windows(one, x, window, fill=0.0):
    """Each place's window: (place, array of the samples (n, …window, channels)), and the places of every axis."""
    strides, dilation = one.get("strides", 1), one.get("dilation", 1)
    rank = x.ndim - 2
    found = [edges(x.shape[a + 1], window[a], strides, dilation, one.get("padding", "valid")) for a in range(rank)]
    wide = np.pad(x, [(0, 0)] + [(a, b) for a, b, _ in found] + [(0, 0)], constant_values=fill)
    places = [n for _, _, n in found]

    def each():
        for place in itertools.product(*[range(n) for n in places]):
            index = tuple(
                slice(p * strides, p * strides + (w - 1) * dilation + 1, dilation) for p, w in zip(place, window)
            )
            yield place, wide[(slice(None), *index)]

    return each(), places


def conv(one, x):
    W, groups = one["W"], one.get("groups", 1)
    rank = x.ndim - 2
    each, places = windows(one, x, W.shape[:rank])
    y = np.zeros((len(x), *places, W.shape[-1]), F)
    wide, narrow = W.shape[-1] // groups, x.shape[-1] // groups
    channels = one.get("channels", [list(range(g * narrow, (g + 1) * narrow)) for g in range(groups)])
    filters = one.get("filters", [list(range(g * wide, (g + 1) * wide)) for g in range(groups)])
    for place, part in each:
        for mine, his in zip(channels, filters):
            y[(slice(None), *place, his)] = np.tensordot(part[..., mine], W[..., his], rank + 1)
    return apply(one, y + one["b"])


def depthwise(one, x):
    W = one["W"]
    rank = x.ndim - 2
    each, places = windows(one, x, W.shape[:rank])
    count, depth = W.shape[-2:]
    y = np.zeros((len(x), *places, count * depth), F)
    for place, part in each:
        for c, m in itertools.product(range(count), range(depth)):
            at = m * count + c if one.get("multiplier_first") else c * depth + m
            y[(slice(None), *place, at)] = (part[..., c] * W[..., c, m]).reshape(len(x), -1).sum(1)
    return apply(one, y + one["b"])


def pool(one, x):
    rank = x.ndim - 2
    of = np.nanmax if one["kind"] == "max" else np.nanmean
    each, places = windows(one, x, (one["size"],) * rank, np.nan)
    y = np.zeros((len(x), *places, x.shape[-1]), F)
    for place, part in each:
        y[(slice(None), *place)] = of(part, axis=tuple(range(1, rank + 1)))
    return y


def global_pool(one, x):
    return getattr(np, one["kind"])(x, axis=tuple(range(1, x.ndim - 1))).astype(F)


def batch_norm(one, x):
    return (one["gamma"] * (x - one["mean"]) / np.sqrt(one["var"] + F(one["eps"])) + one["beta"]).astype(F)


def group_norm(one, x):
    n, c = len(x), x.shape[-1]
    g = x.reshape(n, -1, one["groups"], c // one["groups"])
    mean = g.mean((1, 3), keepdims=True)
    variance = g.var((1, 3), keepdims=True, ddof=one.get("ddof", 0))
    y = ((g - mean) / np.sqrt(variance + F(one["eps"]))).reshape(x.shape)
    return (one["gamma"] * y + one["beta"]).astype(F)


def merge(one, x):
    parts = [run(net, x) for net in one["nets"]]
    a, b = parts
    kind = one["kind"]
    if kind == "concatenate":
        return np.concatenate(parts, one.get("axis", -1))
    if kind == "dot":
        if one["normalize"]:
            a, b = [p / np.sqrt(np.maximum((p * p).sum(-1, keepdims=True), F(1e-12))) for p in parts]
        return (a * b).sum(-1, keepdims=True).astype(F)
    joined = {"add": a + b, "subtract": a - b, "multiply": a * b, "average": (a + b) / 2}
    return {**joined, "maximum": np.maximum(a, b), "minimum": np.minimum(a, b)}[kind].astype(F)


def attention(one, x):
    q, k, v = [np.einsum("ntd,dhe->nhte", x, one[w]) for w in "qkv"]
    s = np.einsum("nhte,nhse->nhts", q, k) / np.sqrt(F(q.shape[-1]))
    if one["causal"]:
        seen = {"before": np.tril, "behind": np.triu}[one["causal"]](np.ones(s.shape[-2:], bool))
        s = np.where(seen, s, F(-1e9))
    y = np.einsum("nhts,nhse->nhte", softmax(s, one.get("axis", -1)), v)
    return np.einsum("nhte,heo->nto", y, one["o"]).astype(F)


LAYERS = {
    "dense": dense,
    "conv": conv,
    "depthwise": depthwise,
    "pool": pool,
    "global": global_pool,
    "batch_norm": batch_norm,
    "group_norm": group_norm,
    "merge": merge,
    "attention": attention,
    "activation": apply,
    "rescaling": lambda one, x: (x * F(one["scale"]) + F(one["offset"])).astype(F),
    "flatten": lambda one, x: x.reshape(len(x), -1),
}


def run(net, x):
    """What a net gives."""
    for one in net:
        x = LAYERS[one["layer"]](one, x)
    return x.astype(F)
