"""Layers written out in NumPy as people write them out, with what they do wrong.

Every layer is a function of its input and its weights in the order of get_weights(); `wrong` is what was done wrong, by
the name that the catalogue has for it, with a variant behind a slash. Nothing here knows kerastep or Keras.
"""

import math

import numpy as np

F = np.float32


# --- functions -------------------------------------------------------------------------------------------------------


def sigmoid(z):
    return (1 / (1 + np.exp(-z))).astype(z.dtype)


def relu(z):
    return np.maximum(z, 0)


def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def erf(x):
    return np.vectorize(math.erf, otypes=[x.dtype])(x)


def gelu(x):
    return (0.5 * x * (1 + erf(x / math.sqrt(2)))).astype(x.dtype)


def gelu_by_tanh(x):
    return (0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))).astype(x.dtype)


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1)).astype(x.dtype)


def selu(x):
    return (1.0507009873554805 * elu(x, 1.6732632423543772)).astype(x.dtype)


ACTS = {
    "linear": lambda z: z, "relu": relu, "tanh": np.tanh, "sigmoid": sigmoid, "softmax": softmax, "gelu": gelu,
    "selu": selu,
}


def activate(name, z, wrong):
    """An activation, or what was taken for it."""
    if name == "gelu" and wrong == "F3":
        return gelu_by_tanh(z)
    if name == "selu" and wrong == "F5/scale":
        return elu(z, 1.6732632423543772)
    if name == "selu" and wrong == "F5/elu":
        return elu(z)
    if name == "softmax" and wrong == "F2":
        with np.errstate(all="ignore"):
            return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
    if name == "softmax" and wrong == "F1/places":
        return softmax(z, axis=1)
    if name == "softmax" and wrong == "F1/all":
        e = np.exp(z - z.max(axis=tuple(range(1, z.ndim)), keepdims=True))
        return e / e.sum(axis=tuple(range(1, z.ndim)), keepdims=True)
    return ACTS[name](z)


def wrong_acts(name, rank):
    """What can be done wrong with an activation of so many axes."""
    found = {"gelu": ["F3"], "selu": ["F5/scale", "F5/elu"], "softmax": []}.get(name, [])
    return found + (["F1/places", "F1/all"] if name == "softmax" and rank > 2 else [])


# --- windows ---------------------------------------------------------------------------------------------------------


def borders(size, window, stride, padding, wrong):
    """How many zeros stand before and after an axis, and how many places there are."""
    if padding == "valid":
        return 0, 0, (size - window) // stride + 1
    places = -(-size // stride)
    total = max((places - 1) * stride + window - size, 0)
    before = {"same": total // 2, "causal": window - 1}[padding]
    if wrong.endswith("torch"):
        before = window // 2
    elif wrong.endswith("front"):
        before = total
    elif wrong.endswith("behind"):
        before = 0
    elif wrong.endswith("middle"):
        before = total // 2
    return before, max(0, (places - 1) * stride + window - size - before), places


def windows(x, size, stride, padding, wrong=""):
    """For each place of the result and each tap the numbers there, and whether they are inside: (N, places…, taps, C)."""
    spatial = x.shape[1:-1]
    pads, counts = [], []
    for axis, length in enumerate(spatial):
        before, after, places = borders(length, size[axis], stride[axis], padding, wrong)
        pads.append((before, after))
        counts.append(places)
    wide = np.pad(x, [(0, 0), *pads, (0, 0)])
    inside = np.pad(np.ones((1, *spatial, 1), bool), [(0, 0), *pads, (0, 0)])
    taps, marks = [], []
    for tap in np.ndindex(*size):
        cut = tuple(
            slice(t, t + (n - 1) * s + 1, s) for t, n, s in zip(tap, counts, stride)
        )
        taps.append(wide[(slice(None), *cut)])
        marks.append(inside[(slice(None), *cut)])
    return np.stack(taps, axis=-2), np.stack(marks, axis=-2)


def conv(x, W, b, stride, padding, wrong=""):
    rank = W.ndim - 2
    name = wrong.split("/")[0]
    if name in ("C2", "C3"):
        W = W.swapaxes(0, 1)
    if name in ("C1", "C3"):
        W = W[(slice(None, None, -1),) * rank]
    if name == "C4":
        turned = W.reshape(W.shape[-1], W.shape[-2], *W.shape[:rank])
        W = turned.transpose(*range(2, rank + 2), 1, 0)
    if name == "C12":
        W = W.swapaxes(-1, -2)
    taken, _ = windows(x, W.shape[:rank], stride, padding, wrong if name in ("C5", "C6") else "")
    flat = W.reshape(-1, W.shape[-2], W.shape[-1])
    z = np.einsum("...tc,tcf->...f", taken, flat)
    return z if name == "C11" else z + b


def pool(x, kind, size, stride, padding, wrong=""):
    taken, inside = windows(x, size, stride, padding, wrong)
    counted = wrong.split("/")[0] in ("C7", "C8")
    if kind == "max":
        return (taken if counted else np.where(inside, taken, -np.inf)).max(axis=-2).astype(x.dtype)
    count = taken.shape[-2] if counted else inside.sum(axis=-2)
    return (taken.sum(axis=-2) / count).astype(x.dtype)


def wrong_convs(W, stride, padding, spatial):
    """What can be done wrong with a kernel."""
    rank = W.ndim - 2
    found = ["C4", "C11"]
    if max(W.shape[:rank]) > 1:
        found += ["C1"]
        if rank == 2 and W.shape[0] == W.shape[1]:
            found += ["C2", "C3"]
    if W.shape[-1] == W.shape[-2] > 1:
        found += ["C12"]
    if padding == "same":
        found += wrong_borders("C5", spatial, W.shape[:rank], stride)
    if padding == "causal":
        found += ["C6/behind", "C6/middle"]
    return found


def wrong_borders(name, spatial, size, stride):
    """The sides on which zeros would stand elsewhere than where Keras puts them."""
    own = [borders(n, k, s, "same", "")[0] for n, k, s in zip(spatial, size, stride)]
    return [
        f"{name}/{side}" for side in ("torch", "front", "behind")
        if [borders(n, k, s, "same", side)[0] for n, k, s in zip(spatial, size, stride)] != own
    ]


# --- normalization ---------------------------------------------------------------------------------------------------

EPSILONS = [0, 1e-5, 1e-6, 1e-7, 1e-8]


def layer_norm(x, gamma, beta, epsilon, wrong=""):
    name, _, way = wrong.partition("/")
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True, ddof=1 if name in ("N8", "N21") or way == "ddof" else 0)
    if name == "N7":
        epsilon = float(way)
    if name == "N21":
        place, number = way.split(" ")
        epsilon = float(number)
        name = "N20" if place == "outside" else ""
    elif name == "N20" and way:
        epsilon = float(way)
    if name == "N19":
        return (x - mean) / np.sqrt(var)
    root = np.sqrt(var) + F(epsilon) if name == "N20" else np.sqrt(var + F(epsilon))
    n = (x - mean) / root
    return n * (1 if name in ("N16", "N18") else gamma) + (0 if name in ("N17", "N18") else beta)


LAYER_NORM = (
    ["N8", "N16", "N17", "N18", "N19", "N19/ddof", "N20", "N20/1e-5", "N21/inside 0", "N21/inside 1e-5", "N21/outside 1e-6"]
    + [f"N7/{e}" for e in EPSILONS]
)


def batch_norm(x, gamma, beta, mean, var, epsilon, wrong=""):
    name, _, way = wrong.partition("/")
    if name == "N13":
        # The order in which the four arrays were taken to stand.
        given = dict(zip(way.rstrip("|").split(" "), [gamma, beta, mean, var]))
        gamma, beta, mean, var = (given[word] for word in ("gamma", "beta", "mean", "variance"))
        var = np.abs(var) if way.endswith("|") else var
    if name in ("N10", "N2", "N3"):
        epsilon = {"N2": 0, "N3": 1e-5}.get(name) if name != "N10" else float(way)
    if name == "N19":
        axes = tuple(range(x.ndim - 1))
        with np.errstate(all="ignore"):
            return (x - x.mean(axis=axes)) / x.std(axis=axes)
    if name == "N20" and way:
        epsilon = float(way)
    with np.errstate(invalid="ignore"):
        root = np.sqrt(var) + F(epsilon) if name == "N20" else np.sqrt(var + F(epsilon))
    n = (x - mean) / root
    return n * (1 if name in ("N16", "N18") else gamma) + (0 if name in ("N17", "N18") else beta)


BATCH_NORM = (
    ["N2", "N3", "N10/1e-6", "N16", "N17", "N18", "N19", "N20", "N20/1e-5"]
    + ["N13/mean variance gamma beta|", "N13/mean gamma variance beta|", "N13/variance mean gamma beta|"]
    + ["N13/beta gamma variance mean|", "N13/mean beta gamma variance"]
)


def folded(x, W, b, gamma, beta, mean, var, epsilon, product, wrong):
    """A linear layer and the normalization behind it as one layer, whose bias is wrong."""
    s = gamma / np.sqrt(var + F(epsilon))
    bias = {
        "scale": b + beta - mean * s, "bias": beta - mean * s, "mean": b * s + beta - mean, "no mean": b * s + beta,
    }[wrong.split("/")[1]]
    return product(x, W * s) + bias


FOLDED = ["N15/scale", "N15/bias", "N15/mean", "N15/no mean"]


# --- attention -------------------------------------------------------------------------------------------------------


def multi_head(x, weights, causal=False, wrong=""):
    wq, bq, wk, bk, wv, bv, wo, bo = weights
    name, _, way = wrong.partition("/")
    features, heads, width = wq.shape
    n, steps, _ = x.shape
    if name == "A10":
        bq, bk, bv = (b * 0 if way in ("all", "qkv", side) else b for side, b in [("q", bq), ("k", bk), ("v", bv)])
        bo = bo * 0 if way in ("all", "o") else bo
    if name == "A11":
        wk, bk, wv, bv = wv, bv, wk, bk

    def split(w, b):
        """(N, T, heads·width) in heads: (N, heads, T, width)."""
        flat = x @ w.reshape(features, heads * width) + b.reshape(-1)
        if name == "A8":
            return flat.reshape(n, heads, steps, width)
        if name == "A7" and way in ("all", "qkv"):
            return flat.reshape(n, steps, width, heads).transpose(0, 3, 1, 2)
        return flat.reshape(n, steps, heads, width).transpose(0, 2, 1, 3)

    q, k, v = split(wq, bq), split(wk, bk), split(wv, bv)
    scale = {"A1": 1, "A3/features": features, "A3/heads": heads * width, "A3/keys": steps, "A4": width * width}
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(F(scale.get(wrong, width)))
    if causal and name != "A12":
        scores = np.where(np.tril(np.ones((steps, steps), bool)), scores, F(-1e9))
    axis = {"A5/queries": 2, "A5/heads": 1}.get(wrong, 3)
    shares = scores if name == "A6" else softmax(scores, axis)
    mixed = shares @ v
    if name == "A9" or wrong == "A8/joined":
        flat = mixed.reshape(n, steps, heads * width)
    elif name == "A7" and way in ("all", "o"):
        flat = mixed.transpose(0, 2, 3, 1).reshape(n, steps, heads * width)
    else:
        flat = mixed.transpose(0, 2, 1, 3).reshape(n, steps, heads * width)
    return flat @ wo.reshape(heads * width, -1) + bo


def wrong_heads(weights, steps, causal):
    features, heads, width = weights[0].shape
    found = ["A1", "A4", "A5/queries", "A10/all", "A10/qkv", "A10/o", "A10/q", "A10/v", "A11"]
    lengths = {"A3/features": features, "A3/heads": heads * width, "A3/keys": steps}
    seen = {width}
    for name, length in lengths.items():
        if length not in seen:
            seen.add(length)
            found.append(name)
    if heads > 1:
        found += ["A5/heads", "A7/all", "A7/qkv", "A7/o", "A8", "A8/joined", "A9"]
    return found + (["A12"] if causal else ["A6"])


def attention(q, v, scale=None, wrong=""):
    """Dot-product attention of one weight at most."""
    scores = q @ v.transpose(0, 2, 1)
    if scale is not None and wrong != "A13":
        scores = scores * scale
    if wrong == "A2":
        scores = scores / np.sqrt(F(q.shape[-1]))
    shares = scores if wrong == "A6" else softmax(scores, 1 if wrong == "A5/queries" else 2)
    return shares @ v


# --- recurrent layers ------------------------------------------------------------------------------------------------


def over_time(kind, X, weights, mask=None, wrong="", sequences=False):
    """SimpleRNN, LSTM or GRU (reset_after) by hand over one batch."""
    W, U, b = weights
    n, steps, _ = X.shape
    u = U.shape[0]
    name, _, way = wrong.partition("/")
    twice = 2 if name in ("R19", "L43", "G25") else 1
    gates = {"rnn": 1, "lstm": 4, "gru": 3}[kind]
    units = name in ("L44", "G26")
    in_place = name in ("R22", "L48", "G32")

    def blocks(z):
        """The gates of a sum, one after the other."""
        return [z[:, g::gates] if units else z[:, g * u : (g + 1) * u] for g in range(gates)]

    if name == "G27":
        b = b[::-1]
    if name == "G28":
        b = np.stack([b[0] + b[1], 0 * b[1]])

    def step(x, h, c):
        """One timestep from a whole h and c."""
        if kind == "rnn":
            return np.tanh(x @ W + h @ U + twice * b), c
        if kind == "lstm":
            i, f, g, o = blocks(x @ W + h @ U + twice * b)
            i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
            c = f * c + i * g
            return o * np.tanh(c), c
        p, q = blocks(x @ W + twice * b[0]), blocks(h @ U + twice * b[1])
        z, r = sigmoid(p[0] + q[0]), sigmoid(p[1] + q[1])
        g = np.tanh(p[2] + r * q[2])
        kept = r * h if name == "G31" else h
        return z * kept + (1 - z) * g, c

    h = np.zeros((n, u), X.dtype)
    c = np.zeros((n, u), X.dtype)
    rows = []
    for _ in range(2 if name in ("R20", "L46", "G29") else 1):
        rows = []
        for t in range(steps):
            if name == "L45":
                h, c = 0 * h, 0 * c
            if in_place:
                new, cell = h.copy(), c.copy()
                for unit in range(u):
                    # Only this unit is written; the next ones read what is in the array by now.
                    if kind == "gru":
                        new[:, unit] = gru_unit(X[:, t], h, new, unit, W, U, b)
                        continue
                    all_h, all_c = step(X[:, t], new, c)
                    new[:, unit], cell[:, unit] = all_h[:, unit], all_c[:, unit]
            else:
                new, cell = step(X[:, t], h, c)
            if mask is not None:
                m = mask[:, t, None]
                new, cell = np.where(m, new, h), np.where(m, cell, c)
            h, c = new, cell
            rows.append(h)
    if name in ("R21", "L47", "G30"):
        rows = [h] * steps
    return np.stack(rows, axis=1) if sequences else h


def gru_unit(x, before, now, unit, W, U, b):
    """One unit of a GRU's new state: its sums read `now`, what is kept is `before`."""
    u = U.shape[0]
    p = (x @ W + b[0])[:, unit::u]
    q = (now @ U + b[1])[:, unit::u]
    z, r = sigmoid(p[:, 0] + q[:, 0]), sigmoid(p[:, 1] + q[:, 1])
    return z * before[:, unit] + (1 - z) * np.tanh(p[:, 2] + r * q[:, 2])


def wrong_recurrent(kind, sequences):
    found = {
        "rnn": ["R19", "R20", "R22"], "lstm": ["L43", "L44", "L45", "L46", "L48"],
        "gru": ["G25", "G26", "G27", "G28", "G29", "G31", "G32"],
    }[kind]
    return found + ([{"rnn": "R21", "lstm": "L47", "gru": "G30"}[kind]] if sequences else [])


# --- ids -------------------------------------------------------------------------------------------------------------


def embedding(ids, table, wrong=""):
    ids = ids.astype(int)
    if wrong == "I1/large":
        ids = np.minimum(ids + 1, len(table) - 1)
    if wrong == "I1/small":
        ids = np.maximum(ids - 1, 0)
    if wrong == "I1/last":
        ids = ids - 1
    y = table[ids]
    return np.where(ids[..., None] == 0, F(0), y) if wrong == "I3" else y


def padded_in_front(ids):
    """Sequences of ids with the zeros at their ends brought to the front."""
    rows = []
    for row in ids:
        kept = np.trim_zeros(row, "b")
        rows.append(np.concatenate([np.zeros(len(row) - len(kept), row.dtype), kept]))
    return np.stack(rows)


# --- weights ---------------------------------------------------------------------------------------------------------


def written(weight, wrong):
    """A weight as it was written down."""
    name, _, digits = wrong.partition("/")
    if name == "W1":
        return np.array([float(f"{number:.{digits}f}") for number in weight.ravel()], "float32").reshape(weight.shape)
    if name == "W2":
        return np.array(
            [float(f"{number:.{int(digits) - 1}e}") for number in weight.ravel()], "float32"
        ).reshape(weight.shape)
    return weight.astype("float16").astype("float32")
