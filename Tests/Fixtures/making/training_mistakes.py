"""Wrong numbers of training: what comes out of a step when a known mistake is made, by NumPy from the weights alone.

One .npz, mistakes/training.npz: `<case>/told` is JSON with the architecture, the loss, the optimizer, how many steps come
before (right ones, or "always" made with the mistake), and `found`: the id ("right" for none), variant, place and shape of numbers, which stand one behind the other in
`<case>/numbers`; `<case>/w0` … are weights, `<case>/x0` and `<case>/y0` the batch, `<case>/mask` what a dropout keeps. Nothing here knows kerastep but the names of
places: the step is written out as people write it out, with an argument for what can go wrong.
"""

import json

import numpy as np

from making.environment import fresh, keras
from making.pack import text

L = keras.layers


# --- functions -------------------------------------------------------------------------------------------------------


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


ACTS = {
    "linear": (lambda z: z, lambda a: np.ones_like(a)),
    "sigmoid": (sigmoid, lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
    "softmax": (softmax, None),
}


def slope(act, z, a, wrong):
    """The slope of an activation of one number."""
    function, of_a = ACTS[act]
    if wrong.get("slope") == "forgotten":
        return np.ones_like(a)
    if act in ("sigmoid", "tanh"):
        if wrong.get("slope") == "at a":
            return of_a(function(a))
        if wrong.get("slope") == "z for a":
            return of_a(z)
    return of_a(a)


# --- the loss and its slope --------------------------------------------------------------------------------------------


def loss_and_slope(kind, act, z, a, y, wrong):
    """The loss of the batch, and its slope by z of the last layer, a row for each sample."""
    n, k = a.shape
    samples = {"sum": 1, "twice": n * n}.get(wrong.get("batch"), n)
    half = 0.5 if wrong.get("half") else 1
    if kind == "mse":
        over = 1 if wrong.get("outputs") == "sum" else k
        loss = half * ((y - a) ** 2).sum() / over / samples
        da = half * 2 * (a - y) / over / samples
    elif kind == "mae":
        loss = np.abs(y - a).sum() / k / samples
        da = (a - y if wrong.get("squares") else np.sign(a - y)) / k / samples
    elif kind == "binary_crossentropy":
        p = np.clip(a, 1e-7, 1 - 1e-7) if wrong.get("clipped") else a
        loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / k / samples
        dz = (a - y) * (p == a) / k / samples
        if wrong.get("slope twice"):
            dz = dz * a * (1 - a)
    else:
        p = np.clip(a, 1e-7, 1 - 1e-7) if wrong.get("clipped") else a
        loss = -(y * np.log(p)).sum() / samples
        # Beyond the clip the slope by a number is 0.
        slopes = -y / p * (p == a)
        dz = a * (slopes - (slopes * a).sum(axis=-1, keepdims=True)) / samples
        if wrong.get("slope twice"):
            dz = dz * a * (1 - a)
        if wrong.get("cross terms"):
            dz = -(y / a) * a * (1 - a) / samples
    if kind in ("mse", "mae"):
        dz = da * slope(act, z, a, wrong)
    return loss, -dz if wrong.get("turned") else dz


# --- optimizers ------------------------------------------------------------------------------------------------------


def updated(how, w, g, state, t, wrong):
    """A weight after a step, and what is kept; t counts from 1."""
    rate = how["lr"] * wrong.get("rate", 1)
    decay = how.get("weight_decay", 0) if not wrong.get("no decay") else 0
    if how.get("clipnorm") and not wrong.get("no clip"):
        g = g * min(1, how["clipnorm"] / np.sqrt((g * g).sum()))
    if wrong.get("up"):
        g = -g
    if wrong.get("coupled"):
        g, decay = g + decay * w, 0
    w = w - w * decay * rate
    m, v = state
    if how["name"] == "sgd":
        mu = how.get("momentum", 0)
        if not mu:
            return w - rate * g, state
        share = {"forgotten": 0, "turned": -mu}.get(wrong.get("momentum"), mu)
        m = share * m - (1 - mu if wrong.get("momentum") == "mean" else 1) * rate * g
        ahead = how.get("nesterov") and not wrong.get("no nesterov")
        look = 0 if wrong.get("momentum") == "forgotten" else mu
        return (w + look * m - rate * g if ahead else w + m), (m, v)
    if how["name"] == "rmsprop":
        v = 0.9 * v + 0.1 * g * g
        e = how["epsilon"]
        return w - rate * g / (np.sqrt(v) + e if wrong.get("epsilon") else np.sqrt(v + e)), (m, v)
    if wrong.get("anew"):
        m, v = 0 * m, 0 * v
        t = 1 if wrong["anew"] == "t too" else t
    if wrong.get("from 0"):
        t = max(t - 1, 1) if wrong["from 0"] == "1 for it" else t - 1
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
    alpha = rate if wrong.get("uncorrected") or wrong.get("from 0") == "first not corrected" and t == 0 else rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    e = how.get("epsilon", 1e-7)
    root = np.sqrt(v + e) if wrong.get("epsilon") else np.sqrt(v) + e
    return w - alpha * m / root, (m, v)


# --- nets of dense layers ----------------------------------------------------------------------------------------------


class Net:
    """Dense layers with a loss and an optimizer; `names` are those of the layers."""

    def __init__(self, names, acts, loss, how, weights, l2=0.0, frozen=()):
        self.names, self.acts, self.loss, self.how, self.l2 = names, acts, loss, how, l2
        self.frozen = frozen
        self.weights = [[np.asarray(w, "float64") for w in layer] for layer in weights]
        self.states = [[(0 * w, 0 * w) for w in layer] for layer in self.weights]
        self.t = 0
        self.sums = {}

    def step(self, x, y, wrong=None):
        """One step; gives the numbers of its places."""
        wrong = wrong or {}
        self.t += 1
        inputs, zs = [x], []
        for (W, *b), act in zip(self.weights, self.acts):
            zs.append(inputs[-1] @ W + (b[0] if b else 0))
            inputs.append(ACTS[act][0](zs[-1]))
        loss, dz = loss_and_slope(self.loss, self.acts[-1], zs[-1], inputs[-1], y, wrong)
        found, slopes = {}, [None] * len(self.weights)
        l2 = 0 if wrong.get("no penalty") else self.l2 * (0.5 if wrong.get("half penalty") else 1)
        loss += sum(l2 * (layer[0] ** 2).sum() for layer in self.weights)
        for i in reversed(range(len(self.weights))):
            W, x_in = self.weights[i][0], inputs[i]
            dW = x_in.T @ dz + (0 if wrong.get("no slope of penalty") else 2 * l2 * W)
            slopes[i] = [dW, dz.sum(axis=0)][: len(self.weights[i])]
            if i == 0:
                break
            back = W - self.how["lr"] * dW if wrong.get("updated first") else W
            dz = (dz @ back.T) * slope(self.acts[i - 1], zs[i - 1], inputs[i], wrong)
        for i, (name, layer) in enumerate(zip(self.names, self.weights)):
            for j, kind in enumerate("Wb"[: len(layer)]):
                if name in self.frozen and not wrong.get("frozen"):
                    found[f"{name}.{kind}'"] = layer[j]
                    continue
                if name not in self.frozen:
                    found[f"{name}.d{kind}"] = slopes[i][j]
                if j == 1 and wrong.get("still"):
                    found[f"{name}.b'"] = layer[j]
                    continue
                g = slopes[i][j]
                if wrong.get("added"):
                    g = self.sums[i, j] = self.sums.get((i, j), 0) + g
                layer[j], self.states[i][j] = updated(self.how, layer[j], g, self.states[i][j], self.t, wrong)
                found[f"{name}.{kind}'"] = layer[j]
        found["loss"] = np.asarray(loss)
        return found


# --- an LSTM and a dense layer -----------------------------------------------------------------------------------------


class Recurrent:
    """LSTM and a dense layer of one number, MSE, SGD; what is 0 everywhere in a timestep is masked, if asked for."""

    def __init__(self, weights, how, masks=False):
        self.weights, self.how, self.masks = [np.asarray(w, "float64") for w in weights], how, masks

    def step(self, x, y, wrong=None):
        wrong = wrong or {}
        W, U, b, V, c = self.weights
        n, steps, _ = x.shape
        units = U.shape[0]
        h, C = [np.zeros((n, units))], [np.zeros((n, units))]
        counts = (x != 0).any(axis=-1, keepdims=True) if self.masks else np.ones((n, steps, 1), bool)
        gates = []
        for t in range(steps):
            i, f, g, o = np.split(x[:, t] @ W + h[-1] @ U + b, 4, axis=-1)
            i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
            m = counts[:, t]
            C.append(np.where(m, f * C[-1] + i * g, C[-1]))
            h.append(np.where(m, o * np.tanh(C[-1]), h[-1]))
            gates.append((i, f, g, o))
        a = h[-1] @ V + c
        loss, da = loss_and_slope("mse", "linear", a, a, y, wrong)
        dV, dc = h[-1].T @ da, da.sum(axis=0)
        dh, dC = da @ V.T, np.zeros((n, units))
        dW, dU, db = 0 * W, 0 * U, 0 * b
        for t in reversed(range(steps)):
            i, f, g, o = gates[t]
            tc, m = np.tanh(C[t + 1]), counts[:, t]
            skipped = (0 * dh, 0 * dC) if wrong.get("masked cleared") else (dh, dC)
            dC = dC + dh * o * (1 - tc * tc)
            dz = np.concatenate(
                [dC * g * i * (1 - i), dC * C[t] * f * (1 - f), dC * i * (1 - g * g), dh * tc * o * (1 - o)], axis=-1)
            dz = np.where(m, dz, 0)
            dW, db = dW + x[:, t].T @ dz, db + dz.sum(axis=0)
            dU = dU + h[t + 1 if wrong.get("h for before") else t].T @ dz
            cut = 0 if wrong.get("cut") else 1
            dh = np.where(m, cut * (dz @ U.T), skipped[0]) + (da @ V.T if wrong.get("to all") else 0)
            dC = np.where(m, cut * dC * f * (0 if wrong.get("no C") else 1), skipped[1])
        found = {"loss": np.asarray(loss), "lstm.dW": dW, "lstm.dU": dU, "lstm.db": db, "out.dW": dV, "out.db": dc}
        for name, w, g in zip(["lstm.W'", "lstm.U'", "lstm.b'", "out.W'", "out.b'"], self.weights, [dW, dU, db, dV, dc]):
            still = wrong.get("still") and name.endswith("b'")
            found[name] = w if still else updated(self.how, w, g, (0 * w, 0 * w), 1, wrong)[0]
        return found


# --- a layer between two dense ones --------------------------------------------------------------------------------------


class Dropping:
    """A dense layer of tanh, a dropout with a mask that is given, a dense layer; MSE, SGD."""

    def __init__(self, weights, how, mask, rate):
        self.weights, self.how = [np.asarray(w, "float64") for w in weights], how
        self.mask, self.rate = mask, rate

    def step(self, x, y, wrong=None):
        wrong = wrong or {}
        W, b, V, c = self.weights
        scale = 1 / (1 - self.rate)
        a = np.tanh(x @ W + b)
        d = a * self.mask * (1 if wrong.get("unscaled") == "both ways" else scale)
        out = d @ V + c
        loss, dout = loss_and_slope("mse", "linear", out, out, y, wrong)
        dV, dc, dd = d.T @ dout, dout.sum(axis=0), dout @ V.T
        back = {"plain": 1, "scaled": scale}.get(wrong.get("no mask"))
        if back is None:
            back = wrong.get("anew", self.mask) * (1 if wrong.get("unscaled") else scale)
        da = dd * back
        dz = da * (1 - a * a)
        dW, db = x.T @ dz, dz.sum(axis=0)
        if "anew" in wrong:  # what is summed up over the samples shows no mask
            return {"d.dx": da, "hidden.dz": dz}
        found = {"loss": np.asarray(loss), "d.dx": da, "hidden.dz": dz}
        for name, w, g in zip(("hidden.W", "hidden.b", "out.W", "out.b"), self.weights, (dW, db, dV, dc)):
            layer, kind = name.split(".")
            found[f"{layer}.d{kind}"] = g
            found[f"{name}'"] = updated(self.how, w, g, (0, 0), 1, wrong)[0]
        return found


class Normalizing:
    """A dense layer, a BatchNormalization over all but the last axis, a dense layer of what is flat; MSE, SGD.

    `keeps_less`: whether the moving variance is divided by one less than there are, as the fused kernel of tf.keras does.
    """

    def __init__(self, weights, how, momentum, epsilon=1e-3, keeps_less=False):
        self.weights, self.how = [np.asarray(w, "float64") for w in weights], how
        self.momentum, self.epsilon, self.keeps_less = momentum, epsilon, keeps_less

    def step(self, x, y, wrong=None):
        wrong = wrong or {}
        W, b, gamma, beta, mean, variance, V, c = self.weights
        a = x @ W + b
        over = tuple(range(a.ndim - 1))
        count = a.size // a.shape[-1]
        mu, sigma2 = a.mean(axis=over), a.var(axis=over)
        root = np.sqrt(sigma2 + self.epsilon)
        n = (a - mu) / root
        flat = (gamma * n + beta).reshape(len(x), -1)
        out = flat @ V + c
        loss, dout = loss_and_slope("mse", "linear", out, out, y, wrong)
        dV, dc = flat.T @ dout, dout.sum(axis=0)
        dy = (dout @ V.T).reshape(a.shape)
        dn = dy * gamma
        dsigma2 = (dn * (a - mu) * -0.5 * root**-3).sum(axis=over)
        dmu = -(dn / root).sum(axis=over)
        without = wrong.get("held", "")
        da = dn / root
        da = da + (0 if "variance" in without else dsigma2 * 2 * (a - mu) / count)
        da = da + (0 if "mean" in without else dmu / count)
        rows = x.reshape(-1, x.shape[-1])
        dW, db = rows.T @ da.reshape(-1, a.shape[-1]), da.sum(axis=over)
        share = 1 - self.momentum if wrong.get("turned round") else self.momentum
        less = self.keeps_less != bool(wrong.get("other count"))
        kept = sigma2 * count / (count - 1) if less else sigma2
        found = {
            "loss": np.asarray(loss), "n.dx": da, "n.moving_mean'": share * mean + (1 - share) * mu,
            "n.moving_variance'": share * variance + (1 - share) * kept,
        }
        names = ("hidden.W", "hidden.b", "n.gamma", "n.beta", "out.W", "out.b")
        slopes = (dW, db, (dy * n).sum(axis=over), dy.sum(axis=over), dV, dc)
        for name, w, g in zip(names, self.weights[:4] + self.weights[6:], slopes):
            layer, kind = name.split(".")
            found[f"{layer}.d{kind}"] = g
            found[f"{name}'"] = updated(self.how, w, g, (0, 0), 1, wrong)[0]
        return found


# --- what is tried -----------------------------------------------------------------------------------------------------

GRADIENTS = [
    ("T01", "", {"batch": "sum"}),
    ("T02", "", {"batch": "twice"}),
    ("T05", "y for a", {"turned": True}),
]
SQUARES = [("T03", "", {"outputs": "sum"}), ("T04", "", {"half": True})]
SLOPES = [
    ("T07", "at a", {"slope": "at a"}),
    ("T07", "z for a", {"slope": "z for a"}),
    ("T08", "", {"slope": "forgotten"}),
]
DESCENT = [
    ("T05", "up", {"up": True}),
    ("T29", "ten", {"rate": 10}),
    ("T29", "tenth", {"rate": 0.1}),
    ("T11", "", {"still": True}),
]
PENALTY = [
    ("T13", "", {"half penalty": True}),
    ("T14", "", {"no penalty": True}),
    ("T14", "gradient", {"no slope of penalty": True}),
]
ADAM = [
    ("T15", "", {"uncorrected": True}),
    ("T17", "", {"anew": "m and v"}),
    ("T17", "t too", {"anew": "t too"}),
    ("T18", "", {"from 0": True}),
]
MOMENTUM = [
    ("T19", "", {"momentum": "forgotten"}),
    ("T20", "", {"momentum": "turned"}),
    ("T21", "", {"momentum": "mean"}),
]
DROPPED = [
    ("T30", "", {"unscaled": "back"}),
    ("T30", "both ways", {"unscaled": "both ways"}),
    ("T31", "plain", {"no mask": "plain"}),
    ("T31", "scaled", {"no mask": "scaled"}),
]
NORMALIZED = [
    ("T32", "", {"held": "mean and variance"}),
    ("T32", "mean", {"held": "mean"}),
    ("T32", "variance", {"held": "variance"}),
    ("T33", "", {"other count": True}),
    ("T34", "", {"turned round": True}),
]
TIME = [("T26", "", {"cut": True}), ("T27", "", {"no C": True}), ("T28", "", {"h for before": True})]


def optimizer_text(how):
    """As it is typed: sgd(lr=0.1)."""
    return f"{how['name']}({', '.join(f'{k}={v}' for k, v in how.items() if k != 'name')})"


def dense(sizes, acts, names, bias=True, l2=0.0, frozen=()):
    """The architecture of a net of dense layers."""
    fresh()
    regularizer = keras.regularizers.L2(l2) if l2 else None
    layers = [
        L.Dense(size, activation=act, name=name, use_bias=bias, kernel_regularizer=regularizer,
                trainable=name not in frozen)
        for size, act, name in zip(sizes[1:], acts, names)
    ]
    return keras.Sequential([keras.Input((sizes[0],), name="x")] + layers, name="net")


class Pack:
    """The cases, one after the other."""

    def __init__(self):
        self.arrays, self.count = {}, 0

    def add(self, case, model, weights, make, x, y, loss, how, mistakes, before=0, always=False, version=None, mask=None):
        """`make` gives the model in NumPy; `before` steps come first, right ones unless the mistake is always made."""
        told = {
            "architecture": json.loads(model.to_json()), "version": version or keras.__version__, "loss": loss,
            "optimizer": optimizer_text(how), "before": before, "always": always,
            "layers": [[layer.name, len(layer.weights)] for layer in model.layers if layer.weights],
        }
        found, numbers = [], []

        def note(name, variant, place, value):
            found.append([name, variant, place, list(np.shape(value))])
            numbers.append(np.ravel(value))

        for i, w in enumerate(weights):
            self.arrays[f"{case}/w{i}"] = np.asarray(w, "float32")
        self.arrays.update({f"{case}/x0": np.asarray(x, "float32"), f"{case}/y0": np.asarray(y, "float32")})

        def places(wrong):
            net = make()
            for _ in range(before):
                net.step(x, y, wrong if always else {})
            return net.step(x, y, wrong)

        right = places({})
        for place, value in right.items():
            note("right", "", place, value)
        for name, variant, wrong in mistakes:
            for place, value in places(wrong).items():
                if np.abs(value - right[place]).max() > 1e-4:
                    note(name, variant, place, value)
                    self.count += 1
        if mask is not None:
            self.arrays[f"{case}/mask"] = np.asarray(mask, "float32")
        self.arrays[f"{case}/told"] = text(json.dumps({**told, "found": found}))
        self.arrays[f"{case}/numbers"] = np.concatenate(numbers).astype("float32")


def drawn(case, *shapes):
    """Arrays of a case, of numbers between −1 and 1 that float32 has."""
    random = np.random.default_rng([ord(c) for c in case])
    return [random.uniform(-1, 1, shape).astype("float32").astype("float64") for shape in shapes]


def net(pack, case, sizes, acts, loss, how, mistakes, n, before=0, bias=True, l2=0.0, given=None, always=False,
        frozen=(), far=1):
    """A case of dense layers; `far`: how many times as large the last weights are."""
    names = ["hidden", "out"]
    shapes = [s for a, b in zip(sizes, sizes[1:]) for s in [(a, b), (b,)][: 2 if bias else 1]]
    x, y, *weights = given or drawn(case, (n, sizes[0]), (n, sizes[-1]), *shapes)
    weights[-2:] = [w * far for w in weights[-2:]]
    if loss.endswith("crossentropy") and not given:
        y = np.eye(sizes[-1])[np.arange(n) % sizes[-1]] if sizes[-1] > 1 else (y > 0) * 1.0
    per = 2 if bias else 1
    layers = [weights[i : i + per] for i in range(0, len(weights), per)]
    pack.add(
        case, dense(sizes, acts, names, bias, l2, frozen), weights,
        lambda: Net(names, acts, loss, how, [list(layer) for layer in layers], l2, frozen), x, y, loss, how, mistakes,
        before, always)


def between(pack, case, layer, middle, make, mistakes, shape=(3,), units=4, n=5, version=None, mask=None):
    """A case of a layer between two dense ones; `middle` are the shapes of its weights, which `layer` makes."""
    places = int(np.prod(shape[:-1]))
    x, y, *weights = drawn(case, (n, *shape), (n, 2), (shape[-1], units), (units,), *middle, (places * units, 2), (2,))
    if middle:
        weights[5] = weights[5] + 1.5  # a variance is not negative
    how = {"name": "sgd", "lr": 0.2}
    fresh()
    act = None if middle else "tanh"
    layers = [L.Dense(units, activation=act, name="hidden"), layer(), *([L.Flatten(name="flat")] if places > 1 else [])]
    model = keras.Sequential([keras.Input(shape, name="x"), *layers, L.Dense(2, name="out")], name="net")
    pack.add(case, model, weights, lambda: make(weights, how), x, y, "mse", how, mistakes, version=version, mask=mask)


def make(target):
    """Write mistakes/training.npz."""
    target.mkdir(exist_ok=True)
    pack = Pack()
    sgd = {"name": "sgd", "lr": 0.5}
    given = [
        np.array([[0.05, 0.1]]), np.array([[0.01, 0.99]]), np.array([[0.15, 0.25], [0.2, 0.3]]), np.array([0.35, 0.35]),
        np.array([[0.4, 0.5], [0.45, 0.55]]), np.array([0.6, 0.6]),
    ]
    first = [("T10", "", {"updated first": True})]
    net(pack, "two-two-two", (2, 2, 2), ("sigmoid", "sigmoid"), "mse", sgd,
        GRADIENTS[2:] + SLOPES + DESCENT + first, 1, given=given)
    corners = [np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([[0], [1], [1], [0.0]])]
    net(pack, "xor", (2, 3, 1), ("tanh", "sigmoid"), "binary_crossentropy", {"name": "sgd", "lr": 0.3},
        GRADIENTS + SLOPES + DESCENT + first + [("T09", "", {"slope twice": True})], 4,
        given=corners + drawn("xor", (2, 3), (3,), (3, 1), (1,)))
    net(pack, "mlp", (3, 4, 3), ("tanh", "linear"), "mse", {"name": "sgd", "lr": 0.2},
        GRADIENTS + SQUARES + SLOPES + DESCENT + first, 5)
    net(pack, "relu", (3, 4, 2), ("relu", "sigmoid"), "mse", {"name": "sgd", "lr": 0.2},
        GRADIENTS + SQUARES + SLOPES + first, 3)
    net(pack, "mae", (2, 5, 1), ("sigmoid", "sigmoid"), "mae", {"name": "sgd", "lr": 0.1},
        GRADIENTS + SLOPES + [("T06", "", {"squares": True})], 3, bias=False)
    net(pack, "l2", (3, 4, 2), ("tanh", "linear"), "mse", {"name": "sgd", "lr": 0.2}, PENALTY, 3, l2=0.05)
    net(pack, "clipped", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "sgd", "lr": 0.5, "clipnorm": 0.2},
        [("T25", "", {"no clip": True})] + DESCENT[:3], 3)
    net(pack, "momentum", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "sgd", "lr": 0.1, "momentum": 0.9},
        MOMENTUM + GRADIENTS[:2], 3, before=2)
    net(pack, "nesterov", (3, 3, 2), ("tanh", "linear"), "mse",
        {"name": "sgd", "lr": 0.1, "momentum": 0.8, "nesterov": "true"},
        MOMENTUM + [("T22", "", {"no nesterov": True})], 3, before=1)
    net(pack, "softmax", (3, 4, 3), ("relu", "softmax"), "categorical_crossentropy", {"name": "adam", "lr": 0.01},
        GRADIENTS + ADAM[:1] + DESCENT[:3]
        + [("T12", "", {"cross terms": True}), ("T09", "", {"slope twice": True})], 4)
    net(pack, "adam", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "adam", "lr": 0.02}, ADAM, 3, before=3)
    net(pack, "epsilon", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "adam", "lr": 0.02, "epsilon": 0.001},
        [("T16", "", {"epsilon": True})], 3)
    net(pack, "rmsprop", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "rmsprop", "lr": 0.02, "epsilon": 0.001},
        [("T16", "", {"epsilon": True})], 3, before=1)
    net(pack, "adamw", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "adamw", "lr": 0.02, "weight_decay": 0.1},
        [("T23", "", {"coupled": True}), ("T24", "", {"no decay": True}), ADAM[1]], 3, before=1)
    net(pack, "always", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "sgd", "lr": 0.1},
        GRADIENTS[:2] + SQUARES[1:] + DESCENT[1:], 3, before=3, always=True)
    net(pack, "always adam", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "adam", "lr": 0.02}, ADAM[:2], 3, before=4,
        always=True)
    added = [("T102", "", {"added": True})]
    adam = {"name": "adam", "lr": 0.02}
    counted = [("T18", way, {"from 0": way}) for way in ("first not corrected", "1 for it")]
    net(pack, "added", (3, 3, 2), ("tanh", "linear"), "mse", {"name": "sgd", "lr": 0.1}, added, 4, before=2, always=True)
    net(pack, "added adam", (3, 3, 2), ("relu", "linear"), "mse", adam, added, 4, before=3, always=True)
    net(pack, "counted", (3, 3, 2), ("tanh", "linear"), "mse", adam, counted, 4, before=2, always=True)
    net(pack, "counted later", (2, 4, 1), ("tanh", "linear"), "mse", adam, counted, 5, before=4, always=True)
    how = {"name": "sgd", "lr": 0.3}
    x, y, *weights = drawn("lstm", (3, 3, 2), (3, 1), (2, 8), (2, 8), (8,), (2, 1), (1,))
    fresh()
    model = keras.Sequential(
        [keras.Input((3, 2), name="x"), L.LSTM(2, name="lstm"), L.Dense(1, name="out")], name="net")
    pack.add("lstm", model, weights, lambda: Recurrent(weights, how), x, y, "mse", how,
             TIME + [("T37", "", {"to all": True})] + GRADIENTS + SQUARES[1:] + DESCENT)
    x, y, *weights = drawn("masked lstm", (4, 4, 2), (4, 1), (2, 8), (2, 8), (8,), (2, 1), (1,))
    x[0, 3], x[1, 2:], x[2, 1], x[3, 0] = 0, 0, 0, 0
    fresh()
    model = keras.Sequential(
        [keras.Input((4, 2), name="x"), L.Masking(name="mask"), L.LSTM(2, name="lstm"), L.Dense(1, name="out")],
        name="net")
    pack.add("masked lstm", model, weights, lambda: Recurrent(weights, how, masks=True), x, y, "mse", how,
             TIME[1:] + [("T36", "", {"masked cleared": True}), ("T37", "", {"to all": True})] + GRADIENTS[:2])
    clipped = [("T35", "", {"clipped": True})]
    net(pack, "far softmax", (3, 4, 3), ("tanh", "softmax"), "categorical_crossentropy", {"name": "sgd", "lr": 0.1},
        clipped + GRADIENTS[:2], 4, far=30)
    net(pack, "far sigmoid", (3, 4, 1), ("tanh", "sigmoid"), "binary_crossentropy", {"name": "sgd", "lr": 0.1},
        clipped + GRADIENTS[:2], 7, far=40)
    frozen = [("T38", "", {"frozen": True})]
    net(pack, "frozen", (3, 4, 2), ("tanh", "linear"), "mse", {"name": "sgd", "lr": 0.2}, frozen + GRADIENTS[:2], 3,
        frozen=("hidden",))
    net(pack, "always frozen", (3, 4, 2), ("tanh", "linear"), "mse", {"name": "sgd", "lr": 0.2}, frozen, 3,
        before=2, always=True, frozen=("hidden",))
    mask = np.array([[1, 0, 1, 1], [0, 1, 1, 0], [1, 1, 0, 1], [0, 0, 1, 1], [1, 1, 1, 0.0]])
    anew = np.array([[0, 1, 1, 1], [1, 1, 0, 1], [1, 0, 1, 1], [0, 1, 0, 1], [1, 0, 1, 1.0]])
    between(pack, "dropout", lambda: L.Dropout(0.4, name="d"), (), lambda w, how: Dropping(w, how, mask, 0.4),
            DROPPED + [("T31", "anew", {"anew": anew})] + GRADIENTS[:2], mask=mask)
    normalized = lambda: L.BatchNormalization(momentum=0.8, name="n")
    four = [(4,)] * 4
    between(pack, "normalized", normalized, four, lambda w, how: Normalizing(w, how, 0.8), NORMALIZED + GRADIENTS[:2])
    between(pack, "normalized timesteps", normalized, four, lambda w, how: Normalizing(w, how, 0.8), NORMALIZED,
            shape=(3, 2), n=3)
    between(pack, "normalized images", normalized, four, lambda w, how: Normalizing(w, how, 0.8, keeps_less=True),
            NORMALIZED[:1] + NORMALIZED[3:], shape=(2, 2, 2), n=2, version="2.15.0")
    np.savez_compressed(target / "training.npz", **pack.arrays)
    print(f"{pack.count} wrong arrays, {(target / 'training.npz').stat().st_size:,} bytes")
