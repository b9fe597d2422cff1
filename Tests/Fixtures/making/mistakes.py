"""Wrong numbers: every mistake of the catalogue, made by hand in NumPy, on the models of the fixtures.

One .npz, mistakes/wrong.npz: an array `<model>/<id>/<variant>` for every mistake and way to read it, `<model>/right`
beside them. A model is a folder of the fixtures or a case of the grid (`gru.k3:000`). Nothing here knows kerastep:
the layers are written out as people write them out, with an argument for what can go wrong.
"""

import json

import numpy as np

MASK = -99.0


# --- functions -------------------------------------------------------------------------------------------------------


def sigmoid(z):
    return (1 / (1 + np.exp(-z))).astype(z.dtype)


def relu(z):
    return np.maximum(z, 0)


def linear(z):
    return z


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def hard2(z):
    return np.clip(np.float32(0.2) * z + np.float32(0.5), 0, 1)


def hard3(z):
    return np.clip(z / np.float32(6) + np.float32(0.5), 0, 1)


tanh = np.tanh


# --- dense nets ------------------------------------------------------------------------------------------------------


def mlp(x, layers, acts):
    """Layers [(W, b), …] with an activation each."""
    for (W, b), act in zip(layers, acts):
        x = act(x @ W + b)
    return x


def dense_mistakes(X, layers, acts):
    """D01 to D17 for a net of dense layers."""
    found = {"right": mlp(X, layers, acts)}
    n = len(X)
    last = len(layers) - 1

    found["D01"] = mlp(X, layers, [linear] * len(layers))
    found["D02"] = mlp(X, layers, [linear] * last + [acts[-1]])
    found["D03"] = mlp(X, layers, acts[:-1] + [linear])
    if relu in acts[:-1]:
        found["D04"] = mlp(X, layers, [sigmoid if a is relu else a for a in acts[:-1]] + acts[-1:])
    if acts[-1] is relu:
        found["D05"] = mlp(X, layers, acts[:-1] + [sigmoid])
    found["D06"] = mlp(X, [(W, 0) for W, b in layers], acts)
    found["D07"] = mlp(X, layers[:-1] + [(layers[-1][0], 0)], acts)
    found["D08"] = mlp(X, [(layers[0][0], 0)] + layers[1:], acts)
    h = X
    for (W, b), act in zip(layers, acts):
        h = act(h @ W) + b
    found["D09"] = h
    found["D10"] = acts[-1](found["right"])
    columns = X.T
    for (W, b), act in zip(layers, acts):
        columns = act(W.reshape(W.shape[1], W.shape[0]) @ columns + b[:, None])
    found["D11"] = columns.T
    if any(W.shape[0] == W.shape[1] for W, _ in layers):
        found["D12"] = mlp(X, [(W.T if W.shape[0] == W.shape[1] else W, b) for W, b in layers], acts)

    def reshaped(acts):
        """Z = (XW).reshape(units, n) + b[:, None]; A = act(Z); W2.reshape(1, u) @ A + b2."""
        (W, b), *rest = layers
        A = acts[0]((X @ W).reshape(W.shape[1], n) + b[:, None])
        for (W, b), act in zip(rest, acts[1:]):
            A = act(W.reshape(W.shape[1], W.shape[0]) @ A + b[:, None])
        return A.T

    found["D13/kernels reshaped"] = reshaped(acts)
    if relu in acts[:-1]:
        found["D14/kernels reshaped"] = reshaped([sigmoid if a is relu else a for a in acts[:-1]] + acts[-1:])
    if len(layers) > 2:
        A = X
        for (W, b), act in zip(layers[:1], acts):
            A = act((A @ W).reshape(W.shape[1], n) + b[:, None])
        for (W, b), act in zip(layers[1:], acts[1:]):
            A = act(W.T @ A + b[:, None])
        found["D13/first layer"] = A.T
        A = X
        for (W, b), act in zip(layers, acts):
            A = act((A @ W).reshape(W.shape[1], n) + b[:, None]).T
        found["D13/every layer"] = A
    if any(W.shape[1] == n for W, _ in layers):
        h = X
        for (W, b), act in zip(layers, acts):
            h = act(h @ W + (b[:, None] if len(b) == n else b))
        found["D15"] = h
    order = np.arange(n)
    order[[1, 2]] = order[[2, 1]]
    found["D16"] = mlp(X[order], layers, acts)
    found["D17"] = found["right"].round()
    return found


# --- recurrent layers ------------------------------------------------------------------------------------------------


def masked(X):
    """The mask, and the sequence with zeros where it is false."""
    mask = np.any(X != MASK, axis=-1)
    return mask, np.where(mask[..., None], X, np.float32(0))


class RNN:
    """SimpleRNN by hand over one batch; every argument is something that can be done wrongly."""

    def __init__(self, W, U, b):
        self.W, self.U, self.b = W, U, b

    def __call__(self, X, mask=None, h0=0.0, act=tanh, reset=False, backwards=False):
        n, steps, _ = X.shape
        h = np.full((n, self.U.shape[0]), h0, X.dtype)
        for t in reversed(range(steps)) if backwards else range(steps):
            new = act(X[:, t] @ self.W + h @ self.U + self.b)
            if mask is None:
                h = new
            else:
                h = np.where(mask[:, t, None], new, np.zeros_like(h) if reset else h)
        return h


def rnn_mistakes(X, weights):
    """R01 to R18 and dropout for Masking, SimpleRNN, Dropout(0.2), Dense, Dense."""
    W, U, b, W1, b1, W2, b2 = weights
    mask, zeroed = masked(X)
    rnn = RNN(W, U, b)

    def head(h, act1=tanh, act2=tanh):
        return act2(act1(h @ W1 + b1) @ W2 + b2)

    right = rnn(zeroed, mask)
    found = {"right": head(right)}
    found["R01"] = head(rnn(zeroed, mask, h0=1.0))
    found["R02"] = head(tanh(X[:, -1] @ W + right @ U + b))
    found["R03"] = head(rnn(X))
    found["R04"] = head(rnn(zeroed))
    found["R05"] = head(rnn(zeroed, mask, reset=True))
    found["R06"] = head(rnn(X, np.all(X != MASK, axis=-1)))
    found["R07"] = head(rnn(np.where(X == MASK, np.float32(0), X)))
    numbers = np.ma.masked_values(X, MASK)
    h = np.zeros((len(X), U.shape[0]), X.dtype)
    for i in range(X.shape[1]):
        h = tanh(np.asarray(np.dot(numbers[:, i, :], W)) + np.dot(h, U) + b)
    found["R08"] = head(h)
    found["R09/last, raw"] = head(tanh(X[:, -1] @ W + b))
    found["R09/last, zeroed"] = head(tanh(zeroed[:, -1] @ W + b))
    found["R09/masked"] = head(RNN(W, 0 * U, b)(zeroed, mask))
    found["R10"] = head(rnn(zeroed, mask, backwards=True))
    found["R11"] = head(RNN(W, U.T, b)(zeroed, mask))
    found["R12"] = head(RNN(W, U, 0 * b)(zeroed, mask))
    found["R13"] = head(rnn(zeroed, mask, act=linear))
    found["R14"] = head(rnn(zeroed[:, :-1], mask[:, :-1]))
    found["R15"] = head(np.where(mask[:, -1:], right, 0))
    found["R16"] = head(right, linear, linear)
    found["R17"] = head(right, tanh, linear)
    found["R18"] = head(rnn(X, h0=1.0))
    rate = 0.2
    found["D18"] = head(right * np.float32(1 - rate))
    found["D19"] = head(right / np.float32(1 - rate))
    drawn = np.random.default_rng(0).random(right.shape) >= rate
    found["D20"] = head(right * drawn.astype("float32") / np.float32(1 - rate))
    order = np.arange(len(X))
    order[[1, 2]] = order[[2, 1]]
    found["D16"] = found["right"][order]
    found["D07"] = tanh(tanh(right @ W1 + b1) @ W2)
    found["D12"] = tanh(tanh(right @ W1.T + b1) @ W2 + b2)
    return found


class LSTM:
    """LSTM by hand over one batch; every argument is something that can be done wrongly."""

    def __init__(self, W, U, b, act=tanh, gate=sigmoid):
        self.W, self.U, self.b, self.act, self.gate = W, U, b, act, gate

    def __call__(
        self, X, mask=None, order="ifco", h0=0.0, c0=0.0, candidate=None, shown=None, gate=None, forget=0.0,
        recurrent=True, reset=False, backwards=False, clip=False, carry="right", previous=False, states=None,
        output_block=None, output_kernel=None,
    ):
        n, steps, _ = X.shape
        u = self.U.shape[0]
        candidate, shown, gate = candidate or self.act, shown or self.act, gate or self.gate
        h, c = states or (np.full((n, u), h0, X.dtype), np.full((n, u), c0, X.dtype))
        at = {name: slice(order.index(name) * u, (order.index(name) + 1) * u) for name in "ifco"}
        for t in reversed(range(steps)) if backwards else range(steps):
            z = X[:, t] @ self.W + self.b
            if recurrent:
                z = z + h @ self.U
            i, f, g = gate(z[:, at["i"]]), gate(z[:, at["f"]] + np.float32(forget)), candidate(z[:, at["c"]])
            zo = z[:, at["o"]]
            if output_block is not None:
                zo = z[:, output_block * u : (output_block + 1) * u]
            if output_kernel is not None:
                Wo = self.W[:, output_kernel * u : (output_kernel + 1) * u]
                zo = X[:, t] @ Wo + h @ self.U[:, at["o"]] + self.b[at["o"]]
            o = gate(zo)
            new = {"right": f * c + i * g, "none": i * g, "all": c + i * g}[carry]
            if clip:
                new = relu(new)
            out = o * (new if clip else shown(c if previous else new))
            if mask is None:
                h, c = out, new
            else:
                m = mask[:, t, None]
                h = np.where(m, out, 0 if reset else h)
                c = np.where(m, new, 0 if reset else c)
        return h, c


def embedded_mistakes(ids, weights):
    """L32 to L34 behind an Embedding, whose index 0 is masked: L33 zeroes the embedded rows, not the ids."""
    E, W, U, b = weights
    X, mask = E[ids], ids != 0
    lstm = LSTM(W, U, b)
    return {
        "right": lstm(X, mask)[0],
        "L32": lstm(X)[0],
        "L33": lstm(np.where(mask[..., None], X, np.float32(0)))[0],
        "L34": lstm(X, mask, reset=True)[0],
    }


def lstm_mistakes(X, weights, gate=sigmoid, has_mask=False, act=tanh):
    """L01 to L36 for (Masking,) LSTM(, Dense(softmax))."""
    W, U, b, *dense = weights
    mask, zeroed = masked(X) if has_mask else (None, X)
    lstm = LSTM(W, U, b, act, gate)
    u = U.shape[0]

    def head(h):
        return softmax(h @ dense[0] + dense[1]) if dense else h

    def run(**wrong):
        return head(lstm(zeroed, mask, **wrong)[0])

    h, c = lstm(zeroed, mask)
    found = {"right": head(h)}
    for name, order in [("L01", "ifoc"), ("L02", "icfo"), ("L03", "iofc"), ("L04", "fico")]:
        found[name] = run(order=order)
    found["L05"] = run(h0=1.0)
    found["L06"] = run(h0=1.0, c0=1.0)
    found["L07"] = run(candidate=sigmoid)
    found["L08"] = run(shown=linear)
    found["L09"] = head(c)
    found["L10"] = run(forget=1.0)
    found["L11"] = run(recurrent=False)
    turned = np.concatenate([U[:, k * u : (k + 1) * u].T for k in range(4)], axis=1)
    found["L12"] = head(LSTM(W, turned, b, act, gate)(zeroed, mask)[0])
    found["L13"] = head(LSTM(W, U, 0 * b, act, gate)(zeroed, mask)[0])
    if dense:
        z = h @ dense[0] + dense[1]
        found["L14"] = np.exp(z) / np.exp(z).sum()
        found["L15"] = np.exp(z) / np.exp(z).sum(axis=0)
        found["L16"] = z
        found["L17"] = sigmoid(z)
    found["L18"] = run(gate=hard2)
    found["L19"] = run(gate=hard3)
    if gate is not sigmoid:
        found["L20"] = run(gate=sigmoid)
    if gate is not sigmoid or act is not tanh:
        found["L24"] = run(gate=sigmoid, candidate=tanh, shown=tanh)
    found["L21"] = run(candidate=relu, shown=tanh)
    found["L22"] = run(candidate=tanh, shown=relu)
    found["L23"] = run(candidate=gate, shown=gate, gate=act)
    found["L25/candidate tanh"] = run(clip=True)
    found["L25/candidate relu"] = run(clip=True, candidate=relu)
    found["L26/candidate tanh"] = run(clip=True, c0=-1.0)
    found["L26/candidate relu"] = run(clip=True, c0=-1.0, candidate=relu)
    found["L27"] = run(backwards=True)
    found["L28"] = head(lstm(X[:, -1:], states=(h, c))[0])
    found["L29"] = run(previous=True)
    found["L30"] = run(carry="none")
    found["L31"] = run(carry="all")
    if has_mask:
        found["L32"] = head(lstm(X)[0])
        found["L33"] = head(lstm(zeroed)[0])
        found["L34"] = run(reset=True)
    found["L35/z"] = run(output_block=2)
    found["L35/W"] = run(output_kernel=2)
    found["L36/z"] = run(output_block=0)
    found["L36/W"] = run(output_kernel=0)
    return found


def gru(X, W, U, b, reset_after=True, order="zrh", other=False, drop=False, turned=False, act=tanh, gate=sigmoid):
    """GRU by hand; gives the output of every timestep."""
    n, steps, _ = X.shape
    u = U.shape[0]
    at = {name: slice(order.index(name) * u, (order.index(name) + 1) * u) for name in "zrh"}
    bx, bh = (b[0], 0 * b[1] if drop else b[1]) if reset_after else (b, np.zeros_like(b))
    h = np.zeros((n, u), X.dtype)
    rows = []
    for t in range(steps):
        x = X[:, t] @ W + bx
        z = gate(x[:, at["z"]] + h @ U[:, at["z"]] + bh[at["z"]])
        r = gate(x[:, at["r"]] + h @ U[:, at["r"]] + bh[at["r"]])
        if reset_after != other:
            inner = r * (h @ U[:, at["h"]] + bh[at["h"]])
        else:
            inner = (r * h) @ U[:, at["h"]] + bh[at["h"]]
        g = act(x[:, at["h"]] + inner)
        h = (1 - z) * h + z * g if turned else z * h + (1 - z) * g
        rows.append(h)
    return np.stack(rows, axis=1)


def gru_mistakes(X, weights, reset_after, sequences):
    W, U, b = weights
    pick = (lambda y: y) if sequences else (lambda y: y[:, -1])
    found = {"right": gru(X, W, U, b, reset_after)}
    found["G1"] = gru(X, W, U, b, reset_after, order="rzh")
    found["G2"] = gru(X, W, U, b, reset_after, other=True)
    if reset_after:
        found["G3"] = gru(X, W, U, b, reset_after, drop=True)
    found["G4"] = gru(X, W, U, b, reset_after, turned=True)
    return {name: pick(y) for name, y in found.items()}


def sequence(kind, X, weights):
    """The outputs of every timestep of a recurrent layer."""
    if kind == "gru":
        return gru(X, *weights)
    rows = []
    for t in range(X.shape[1]):
        part = X[:, : t + 1]
        rows.append(RNN(*weights)(part) if kind == "simple_rnn" else LSTM(*weights)(part)[0])
    return np.stack(rows, axis=1)


def bidirectional_mistakes(kind, X, weights, sequences):
    ahead = sequence(kind, X, weights[:3])
    back = sequence(kind, X[:, ::-1], weights[3:])
    unturned = sequence(kind, X, weights[3:])
    if not sequences:
        ahead, back, unturned = ahead[:, -1], back[:, -1], unturned[:, -1]
        join = np.concatenate
        return {
            "right": join([ahead, back], -1), "B1": join([back, ahead], -1), "B2": join([ahead, unturned], -1),
        }
    flipped = back[:, ::-1]
    join = np.concatenate
    return {
        "right": join([ahead, flipped], -1),
        "B1": join([flipped, ahead], -1),
        "B2/as read": join([ahead, unturned], -1),
        "B2/flipped": join([ahead, unturned[:, ::-1]], -1),
        "B3": join([ahead, back], -1),
    }


# --- normalization ---------------------------------------------------------------------------------------------------


def batch_norm_mistakes(x, gamma, beta, mean, var, epsilon):
    def norm(mean=mean, var=var, epsilon=epsilon, gamma=gamma, beta=beta, root=np.sqrt):
        return (x - mean) / root(var + np.float32(epsilon)) * gamma + beta

    axes = tuple(range(x.ndim - 1))
    with np.errstate(invalid="ignore"):
        return {
            "right": norm(),
            "N1": norm(mean=x.mean(axis=axes), var=x.var(axis=axes)),
            "N2": norm(epsilon=0),
            "N3": norm(epsilon=1e-5),
            "N4": norm(root=linear),
            "N5": norm(gamma=beta, beta=gamma),
            "N6": norm(mean=var, var=mean),
        }


def layer_norm_mistakes(x, gamma, beta, epsilon):
    def norm(axis=-1, epsilon=epsilon, ddof=0):
        mean = x.mean(axis=axis, keepdims=True)
        var = x.var(axis=axis, keepdims=True, ddof=ddof)
        return (x - mean) / np.sqrt(var + np.float32(epsilon)) * gamma + beta

    found = {"right": norm(), "N7/1e-5": norm(epsilon=1e-5), "N7/1e-6": norm(epsilon=1e-6), "N8": norm(ddof=1)}
    for axis in range(x.ndim - 1):
        found[f"N9/axis {axis}"] = norm(axis=axis)
    return found


# --- attention ------------------------------------------------------------------------------------------------------


def attention_mistakes(x, wq, bq, wk, bk, wv, bv, wo, bo):
    def attend(scale):
        q, k, v = (np.einsum("btf,fhd->bhtd", x, w) + b[:, None] for w, b in [(wq, bq), (wk, bk), (wv, bv)])
        scores = np.einsum("bhqd,bhkd->bhqk", q, k) * np.float32(scale)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = np.einsum("bhqk,bhkd->bhqd", shares / shares.sum(axis=-1, keepdims=True), v)
        return np.einsum("bhqd,hdf->bqf", mixed, wo) + bo

    return {"right": attend(1 / np.sqrt(wq.shape[-1])), "A1": attend(1)}


# --- which models ----------------------------------------------------------------------------------------------------


def folder(root, name):
    """A fixture's input and weights in the model's order."""
    stored = np.load(root / name / "weights.npz")
    return np.load(root / name / "golden.npz")["x0"], [stored[key] for key in sorted(stored.files)]


def pairs(weights):
    return list(zip(weights[0::2], weights[1::2]))


def grid(root, family, title):
    """The cases of a family whose title is given: number, input, weights, architecture."""
    stored = np.load(root / "grid" / f"{family}.npz")
    for number, text in json.loads(bytes(stored["cases"])).items():
        if text == title:
            count = sum(count for _, count in json.loads(bytes(stored[f"{number}/w_layers"])))
            weights = [stored[f"{number}/w{k}"] for k in range(count)]
            return f"{family}:{number}", stored[f"{number}/x0"], weights, stored[f"{number}/y0"]
    raise KeyError(f"{family} has no case {title}")


def all_mistakes(root):
    """Model -> mistakes; every right number is compared with what Keras computed."""
    found, golden = {}, {}

    def add(model, mistakes, y):
        found[model], golden[model] = mistakes, y

    nets = {
        "xor-relu": [relu, sigmoid], "xor-published": [relu, sigmoid], "mlp-relu": [relu, relu, relu],
        "xor-activation-layers": [tanh, sigmoid],
    }
    for name, acts in nets.items():
        X, weights = folder(root, name)
        add(name, dense_mistakes(X, pairs(weights), acts), np.load(root / name / "golden.npz")["y0"])
    X, weights = folder(root, "rnn-masked")
    add("rnn-masked", rnn_mistakes(X, weights), np.load(root / "rnn-masked" / "golden.npz")["y0"])
    for name, gate in [("lstm-gates", sigmoid), ("lstm-masked", sigmoid), ("lstm-hard-sigmoid", hard3)]:
        X, weights = folder(root, name)
        y = np.load(root / name / "golden.npz")["y0"]
        add(name, lstm_mistakes(X, weights, gate, name == "lstm-masked"), y)
    for title, wrong in [("activation=relu", {"act": relu}), ("units=8", {})]:
        model, X, weights, y = grid(root, "lstm.k3", title)
        add(model, lstm_mistakes(X, weights, **wrong), y)
    model, X, weights, y = grid(root, "layers.k3", "Embedding(mask_zero=True),lstm")
    add(model, embedded_mistakes(X, weights), y)
    for family in ["gru.k3", "gru.k2"]:
        for title in ["plain", "units=8", "no_reset_after", "batch=5,return_sequences"]:
            model, X, weights, y = grid(root, family, title)
            add(model, gru_mistakes(X, weights, title != "no_reset_after", "sequences" in title), y)
    for kind in ["simple_rnn", "lstm", "gru"]:
        for rest in ["no_return_sequences", "return_sequences"]:
            model, X, weights, y = grid(
                root, "bidirectional.k3", f"cell={kind},merge_mode=concat,{rest}")
            add(model, bidirectional_mistakes(kind, X, weights, rest == "return_sequences"), y)
    for title in ["BatchNormalization{'center': True, 'scale': True}", "BatchNormalization,4d"]:
        model, X, weights, y = grid(root, "layers.k3", title)
        add(model, batch_norm_mistakes(X, *weights, 1e-3), y)
    for title in ["LayerNormalization{'center': True, 'scale': True}", "LayerNormalization(axis=-1)"]:
        model, X, weights, y = grid(root, "layers.k3", title)
        add(model, layer_norm_mistakes(X, *weights, 1e-3), y)
    for title in ["MultiHeadAttention(2 heads),self", "MultiHeadAttention(1 head),self"]:
        model, X, weights, y = grid(root, "attention.k3", title)
        add(model, attention_mistakes(X, *weights), y)
    for model, mistakes in found.items():
        np.testing.assert_allclose(mistakes["right"], golden[model], atol=2e-6, rtol=2e-5, err_msg=model)
    return found


def make(target):
    """Write mistakes/wrong.npz."""
    target.mkdir(exist_ok=True)
    found = all_mistakes(target.parent)
    arrays = {
        f"{model}/{name}": np.asarray(y, "float32") for model, mistakes in found.items() for name, y in mistakes.items()
    }
    np.savez_compressed(target / "wrong.npz", **arrays)
    print(f"{len(found)} models, {len(arrays)} arrays")
