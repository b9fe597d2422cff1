"""Random small models of Keras with the numbers that known mistakes give, by NumPy (making/by_hand.py).

One .npz of cases as in the grid, with `<case>/wrong:<id>/<variant>` for every mistake that was made in one layer, or in
all of its kind, and `<case>/right:<way>` for the right numbers computed in another way. `nets.npz` is what rules may be
tried on while they are written; nobody looks at `unseen.npz` before it is counted.
"""

import json

import numpy as np

from making import by_hand as hand
from making.environment import VERSION, fresh, keras
from making.pack import text
from making.run import array, legacy_weights

L = keras.layers


class Net:
    """Layers one behind the other: what Keras builds of them, and the same by hand."""

    def __init__(self, random, shape, whole_numbers=None):
        self.random = random
        self.shape = shape
        self.whole_numbers = whole_numbers
        self.layers = []
        self.is_loud = False

    def add(self, layer):
        self.layers.append(layer)
        return self

    def model(self):
        fresh()
        x = keras.Input(self.shape, dtype="int32" if self.whole_numbers else "float32")
        y, self.parts = x, []
        for layer in self.layers:
            part = layer.keras()
            self.parts.append(part)
            y = layer.call(part, y)
        model = keras.Model(x, y)
        for layer, part in zip(self.layers, self.parts):
            for one in part if isinstance(part, list) else [part]:
                if isinstance(one, keras.layers.Layer) and one.weights:
                    one.set_weights([self.number(w) for w in one.weights])
        return model

    def number(self, variable):
        """Seeded numbers of a size that keeps every unit alive."""
        name, shape = variable.path.split("/")[-1], tuple(variable.shape)
        draw = self.random.standard_normal(shape)
        if name in ("gamma", "scale"):
            return (1 + 0.4 * draw).astype("float32")
        if name == "moving_variance":
            return (0.3 + draw**2).astype("float32")
        if name in ("beta", "bias", "moving_mean"):
            return (0.4 * draw).astype("float32")
        fan = max(1, int(np.prod(shape[:-1])) if len(shape) != 2 else shape[0])
        return (1.2 * draw / np.sqrt(min(fan, 12))).astype("float32")

    def sample(self, count):
        if self.whole_numbers:
            ids = self.random.integers(1, self.whole_numbers, (count, *self.shape))
            for row in ids:
                row[len(row) - self.random.integers(0, 3) :] = 0
            return ids.astype("int32")
        return self.random.standard_normal((count, *self.shape)).astype("float32")

    def weights(self):
        return [
            [np.asarray(w) for one in (part if isinstance(part, list) else [part]) for w in getattr(one, "weights", [])]
            for part in self.parts
        ]

    def by_hand(self, x, weights, wrong=None):
        """`wrong`: {number of a layer: what is done wrong in it}."""
        state = {"mask": None}
        for number, layer in enumerate(self.layers):
            x = layer.by_hand(x, weights[number], (wrong or {}).get(number, ""), state)
        return x

    def mistakes(self, weights):
        """(name, {layer: what is wrong}) of every mistake, in each layer alone and in all that it fits."""
        found = {}
        shape = (1, *self.shape)
        for number, layer in enumerate(self.layers):
            for name in layer.wrong(weights[number], shape):
                found.setdefault(name, []).append(number)
            shape = (1, *layer.shape(shape[1:], weights[number]))
        ways = []
        for name, numbers in found.items():
            ways += [(name, {number: name}) for number in numbers]
            if len(numbers) > 1 and not name.startswith("C5"):
                ways.append((name, {number: name for number in numbers}))
        return ways


class Layer:
    """What a layer is in Keras and by hand."""

    def call(self, part, x):
        for one in part if isinstance(part, list) else [part]:
            x = one(x)
        return x

    def wrong(self, weights, shape):
        return []

    def shape(self, shape, weights):
        return shape


class Conv(Layer):
    def __init__(self, filters, size, stride, padding, act):
        self.filters, self.size, self.stride, self.padding, self.act = filters, size, stride, padding, act

    def keras(self):
        kind = L.Conv1D if len(self.size) == 1 else L.Conv2D
        return kind(self.filters, self.size, strides=self.stride, padding=self.padding, activation=self.act)

    def by_hand(self, x, weights, wrong, state):
        W, b = weights
        return hand.activate(self.act, hand.conv(x, W, b, self.stride, self.padding, wrong), wrong)

    def wrong(self, weights, shape):
        return hand.wrong_convs(weights[0], self.stride, self.padding, shape[1:-1]) + hand.wrong_acts(
            self.act, len(shape))

    def shape(self, shape, weights):
        places = [
            hand.borders(n, k, s, self.padding, "")[2] for n, k, s in zip(shape[:-1], self.size, self.stride)
        ]
        return (*places, self.filters)


class Pool(Layer):
    def __init__(self, kind, size, stride, padding):
        self.kind, self.size, self.stride, self.padding = kind, size, stride, padding

    def keras(self):
        rank = len(self.size)
        kind = {("avg", 1): L.AveragePooling1D, ("avg", 2): L.AveragePooling2D, ("max", 1): L.MaxPooling1D}.get(
            (self.kind, rank), L.MaxPooling2D)
        size = self.size[0] if rank == 1 else self.size
        return kind(size, strides=self.stride[0] if rank == 1 else self.stride, padding=self.padding)

    def by_hand(self, x, weights, wrong, state):
        return hand.pool(x, self.kind, self.size, self.stride, self.padding, wrong)

    def wrong(self, weights, shape):
        if self.padding != "same":
            return []
        spatial = shape[1:-1]
        reach = [hand.borders(n, k, s, "same", "") for n, k, s in zip(spatial, self.size, self.stride)]
        zeros = any((p - 1) * s + k > n for n, k, s, (_, _, p) in zip(spatial, self.size, self.stride, reach))
        counted = "C7" if self.kind == "avg" else "C8"
        found = hand.wrong_borders("C5", spatial, self.size, self.stride)
        return found + ([counted] if zeros else []) + hand.wrong_borders(counted, spatial, self.size, self.stride)

    def shape(self, shape, weights):
        places = [
            hand.borders(n, k, s, self.padding, "")[2] for n, k, s in zip(shape[:-1], self.size, self.stride)
        ]
        return (*places, shape[-1])


class Flatten(Layer):
    def keras(self):
        return L.Flatten()

    def by_hand(self, x, weights, wrong, state):
        if wrong == "C9":
            x = np.moveaxis(x, -1, 1)
        if wrong == "C10":
            x = x.transpose(0, *reversed(range(1, x.ndim)))
        return x.reshape(len(x), -1)

    def wrong(self, weights, shape):
        return ["C9"] * (len(shape) > 2) + ["C10"] * (len(shape) > 3)

    def shape(self, shape, weights):
        return (int(np.prod(shape)),)


class Mean(Layer):
    def __init__(self, rank):
        self.rank = rank

    def keras(self):
        return L.GlobalAveragePooling1D() if self.rank == 1 else L.GlobalAveragePooling2D()

    def by_hand(self, x, weights, wrong, state):
        if state["mask"] is not None:
            m = state["mask"][..., None]
            return ((x * m).sum(axis=1) / m.sum(axis=1)).astype(x.dtype)
        return x.mean(axis=tuple(range(1, x.ndim - 1)))

    def shape(self, shape, weights):
        return shape[-1:]


class Dense(Layer):
    def __init__(self, units, act):
        self.units, self.act = units, act

    def keras(self):
        return L.Dense(self.units, activation=self.act)

    def by_hand(self, x, weights, wrong, state):
        W, b = weights
        return hand.activate(self.act, x @ W + b, wrong)

    def wrong(self, weights, shape):
        return hand.wrong_acts(self.act, len(shape))

    def shape(self, shape, weights):
        return (*shape[:-1], self.units)


class GeluByTanh(Layer):
    def keras(self):
        return None

    def call(self, part, x):
        return keras.ops.gelu(x, approximate=True)

    def by_hand(self, x, weights, wrong, state):
        return hand.gelu(x) if wrong == "F4" else hand.gelu_by_tanh(x)

    def wrong(self, weights, shape):
        return ["F4"]


class Normed(Layer):
    """A Dense or Conv layer, BatchNormalization, and an activation behind it, or before it."""

    def __init__(self, linear, act, comes_behind=True):
        self.linear, self.act, self.comes_behind = linear, act, comes_behind

    def keras(self):
        norm = L.BatchNormalization()
        act = L.ReLU() if self.act == "relu" else L.Activation(self.act)
        return [self.linear.keras(), norm, act] if self.comes_behind else [self.linear.keras(), act, norm]

    def by_hand(self, x, weights, wrong, state):
        count = len(weights) - 4
        own, norm = weights[:count], weights[count:]
        if wrong.startswith("N15"):
            if isinstance(self.linear, Dense):
                product = lambda x, W: x @ W
            else:
                product = lambda x, W: hand.conv(x, W, 0, self.linear.stride, self.linear.padding)
            return hand.ACTS[self.act](hand.folded(x, *own, *norm, 1e-3, product, wrong))
        z = self.linear.by_hand(x, own, wrong if wrong.startswith("C") else "", state)
        comes_behind = self.comes_behind != (wrong == "N14")
        if comes_behind:
            return hand.activate(self.act, hand.batch_norm(z, *norm, 1e-3, wrong), wrong)
        return hand.batch_norm(hand.activate(self.act, z, wrong), *norm, 1e-3, wrong)

    def wrong(self, weights, shape):
        linear = self.linear.wrong(weights[:-4], shape)
        return linear + hand.BATCH_NORM + ["N14"] + (hand.FOLDED if self.comes_behind else [])

    def shape(self, shape, weights):
        return self.linear.shape(shape, weights)


class Norm(Layer):
    def __init__(self, epsilon):
        self.epsilon = epsilon

    def keras(self):
        return L.LayerNormalization(epsilon=self.epsilon)

    def by_hand(self, x, weights, wrong, state):
        return hand.layer_norm(x, *weights, self.epsilon, wrong)

    def wrong(self, weights, shape):
        return [w for w in hand.LAYER_NORM if w != f"N7/{self.epsilon}"]


class Heads(Layer):
    def __init__(self, heads, width, causal):
        self.heads, self.width, self.causal = heads, width, causal

    def keras(self):
        return L.MultiHeadAttention(self.heads, self.width)

    def call(self, part, x):
        return part(x, x, use_causal_mask=self.causal)

    def by_hand(self, x, weights, wrong, state):
        return hand.multi_head(x, weights, self.causal, wrong)

    def wrong(self, weights, shape):
        return hand.wrong_heads(weights, shape[1], self.causal)


class SelfAttention(Layer):
    def __init__(self, scaled):
        self.scaled = scaled

    def keras(self):
        return L.Attention(use_scale=self.scaled)

    def call(self, part, x):
        return part([x, x])

    def by_hand(self, x, weights, wrong, state):
        return hand.attention(x, x, weights[0] if self.scaled else None, wrong)

    def wrong(self, weights, shape):
        return ["A2", "A5/queries", "A6"] + (["A13"] if self.scaled else [])


class Recurrent(Layer):
    def __init__(self, kind, units, sequences):
        self.kind, self.units, self.sequences = kind, units, sequences

    def keras(self):
        kind = {"rnn": L.SimpleRNN, "lstm": L.LSTM, "gru": L.GRU}[self.kind]
        return kind(self.units, return_sequences=self.sequences)

    def by_hand(self, x, weights, wrong, state):
        y = hand.over_time(self.kind, x, weights, state["mask"], wrong, self.sequences)
        if not self.sequences:
            state["mask"] = None
        return y

    def wrong(self, weights, shape):
        return hand.wrong_recurrent(self.kind, self.sequences)

    def shape(self, shape, weights):
        return (shape[0], self.units) if self.sequences else (self.units,)


class Embedded(Layer):
    def __init__(self, rows, width, masks):
        self.rows, self.width, self.masks = rows, width, masks

    def keras(self):
        return L.Embedding(self.rows, self.width, mask_zero=self.masks)

    def by_hand(self, x, weights, wrong, state):
        state["mask"] = x != 0 if self.masks else None
        return hand.embedding(x, weights[0], wrong)

    def wrong(self, weights, shape):
        # Where id 0 is masked its row is read by nothing.
        return ["I1/large", "I1/small", "I1/last"] + ([] if self.masks else ["I3"])

    def shape(self, shape, weights):
        return (*shape, self.width)


# --- which nets ------------------------------------------------------------------------------------------------------


def images(r):
    side = int(r.integers(5, 8))
    net = Net(r, (side, int(r.integers(4, 8)), int(r.integers(1, 4))))

    def conv(act):
        size = (2, 2) if r.random() < 0.25 else (3, 2) if r.random() < 0.2 else (3, 3)
        stride = (2, 2) if r.random() < 0.5 else (1, 1)
        return Conv(int(r.integers(2, 5)), size, stride, str(r.choice(["same", "same", "valid"])), act)

    first = r.random()
    act = str(r.choice(["relu", "tanh", "gelu", "selu"]))
    net.add(conv(act) if first < 0.5 else Normed(conv("linear"), act, first < 0.8))
    if r.random() < 0.6:
        size = int(r.integers(2, 4))
        net.add(Pool(str(r.choice(["avg", "max"])), (size, size), (2, 2), "same"))
    elif r.random() < 0.4:
        net.add(Conv(int(r.integers(2, 4)), (2, 2), (1, 1), "same", "tanh"))
    net.add(Flatten() if r.random() < 0.75 else Mean(2))
    return net.add(Dense(int(r.integers(2, 5)), str(r.choice(["linear", "softmax"]))))


def signals(r):
    net = Net(r, (int(r.integers(6, 11)), int(r.integers(1, 4))))
    for act in ["relu", "tanh"][: int(r.integers(1, 3))]:
        stride = (2,) if r.random() < 0.4 else (1,)
        net.add(Conv(int(r.integers(2, 5)), (int(r.integers(2, 5)),), stride, str(r.choice(["same", "valid", "causal"])), act))
    if r.random() < 0.4:
        net.add(Pool(str(r.choice(["avg", "max"])), (int(r.integers(2, 4)),), (2,), "same"))
    return net.add(Flatten()).add(Dense(int(r.integers(1, 4)), "linear"))


def segments(r):
    net = Net(r, (4, 5, 2)).add(Conv(3, (3, 3), (1, 1), "same", "relu"))
    return net.add(Conv(int(r.integers(2, 5)), (1, 1), (1, 1), "same", "softmax"))


def transformers(r):
    steps, width = int(r.integers(3, 7)), int(r.choice([4, 6, 8]))
    if r.random() < 0.5:
        rows = int(r.integers(7, 14))
        net = Net(r, (steps,), rows).add(Embedded(rows, width, False))
    else:
        net = Net(r, (steps, width))
    net.add(Heads(int(r.integers(1, 4)), int(r.integers(2, 5)), bool(r.random() < 0.5)))
    net.add(Norm(float(r.choice([1e-3, 1e-5, 1e-6]))))
    net.add(Dense(int(r.integers(3, 6)), "gelu"))
    return net.add(Flatten() if r.random() < 0.5 else Mean(1)).add(Dense(2, "linear"))


def attentions(r):
    net = Net(r, (int(r.integers(3, 7)), int(r.integers(2, 6)))).add(Dense(int(r.integers(2, 6)), "tanh"))
    net.add(SelfAttention(bool(r.random() < 0.5)))
    if r.random() < 0.5:
        net.add(Norm(1e-3))
    return net.add(Mean(1) if r.random() < 0.5 else Flatten()).add(Dense(3, "softmax"))


def sequences(r):
    kind = str(r.choice(["rnn", "lstm", "gru"]))
    steps = int(r.integers(3, 8))
    if r.random() < 0.5:
        rows = int(r.integers(6, 12))
        net = Net(r, (steps,), rows).add(Embedded(rows, int(r.integers(2, 5)), bool(r.random() < 0.6)))
    else:
        net = Net(r, (steps, int(r.integers(1, 5))))
    is_deep = r.random() < 0.5
    net.add(Recurrent(kind, int(r.integers(2, 7)), bool(is_deep)))
    if is_deep:
        net.add(Recurrent(str(r.choice(["rnn", "lstm", "gru"])), int(r.integers(2, 5)), False))
    return net.add(Dense(int(r.integers(1, 4)), "linear"))


def perceptrons(r):
    net = Net(r, (int(r.integers(2, 6)),))
    net.add(Dense(int(r.integers(4, 9)), str(r.choice(["gelu", "selu"]))))
    if r.random() < 0.5:
        net.add(Normed(Dense(int(r.integers(3, 7)), "linear"), str(r.choice(["relu", "tanh"])), bool(r.random() < 0.7)))
    else:
        net.add(Dense(int(r.integers(3, 7)), "linear")).add(GeluByTanh())
    if r.random() < 0.5:
        net.add(Norm(1e-3))
    return net.add(Dense(int(r.integers(1, 4)), "linear"))


def loud(r):
    """A softmax of numbers whose powers overflow."""
    net = Net(r, (3,)).add(Dense(4, "relu")).add(Dense(4, "softmax"))
    net.is_loud = True
    return net


KINDS = [images, images, signals, segments, transformers, transformers, attentions, sequences, sequences, perceptrons, loud]


# --- their numbers ---------------------------------------------------------------------------------------------------


def input_mistakes(net, x):
    """The input filled in another order, padded on the other side."""
    if net.whole_numbers:
        return {"I2": hand.padded_in_front(x)}
    found = {}
    # Of a square of two axes, filling it the other way round is exchanging them.
    if x.ndim > 3 or x.ndim == 3 and x.shape[1] != x.shape[2]:
        order = list(range(1, x.ndim))[::-1]
        shape = [x.shape[0]] + [x.shape[axis] for axis in order]
        turned = np.argsort([0] + order)
        found["X1/read"] = x.reshape(shape).transpose(turned)
        found["X1/reshaped"] = x.transpose([0] + order).reshape(x.shape)
    if x.ndim > 2 and x.shape[1] == x.shape[2]:
        found["X2"] = x.swapaxes(1, 2)
    return found


def case(kind, seed, most):
    """One net: its arrays, and what is wrong of it."""
    r = np.random.default_rng([seed, KINDS.index(kind)])
    net = kind(r)
    model = net.model()
    x = net.sample(int(r.integers(2, 5)))
    if net.is_loud:
        x = x * np.float32(60)
    y = array(model(x, training=False))
    weights = net.weights()
    right = net.by_hand(x, weights)
    np.testing.assert_allclose(right, y, atol=5e-6, rtol=5e-5, err_msg=kind.__name__)
    wrong = {}
    ways = net.mistakes(weights)
    if net.is_loud:
        ways.append(("F2", {1: "F2"}))
    for name, where in ways:
        place = "all" if len(where) > 1 else f"{min(where)}"
        wrong[f"{name}@{place}"] = net.by_hand(x, weights, where)
    for name, other in input_mistakes(net, x).items():
        wrong[f"{name}@x"] = net.by_hand(other, weights)
    for name in ["W1/2", "W1/3", "W2/2", "W2/3", "W3"]:
        wrong[f"{name}@w"] = net.by_hand(x, [[hand.written(w, name) for w in part] for part in weights])
    size = max(float(np.abs(y).max()), 1e-3)
    # What changes next to nothing is no mistake that can be named.
    told = {
        name: value for name, value in wrong.items()
        if value.shape == y.shape and not np.abs(value - y).max() < 2e-5 * size
    }
    names = sorted(told)
    # One of each name first, then others, so that no name is left out.
    chosen, seen = [], set()
    for name in r.permutation(names):
        short = name.split("@")[0].split("/")[0]
        if short not in seen:
            seen.add(short)
            chosen.append(str(name))
    rest = [str(name) for name in r.permutation(names) if name not in chosen]
    chosen = (chosen + rest)[:most] if most else names
    doubles = [[w.astype("float64") for w in part] for part in weights]
    halves = [[w.astype("float16") for w in part] for part in weights]
    ids = net.whole_numbers is not None
    ways = {"float64": net.by_hand(x if ids else x.astype("float64"), doubles)}
    with np.errstate(all="ignore"):
        ways["float16"] = net.by_hand(x if ids else x.astype("float16"), halves)
    arrays = {"json": text(model.to_json()), "keras_version": text(VERSION), "x0": x, "y0": y}
    stored = legacy_weights(model)
    arrays["w_layers"] = text(json.dumps([[name, len(parts)] for name, parts in stored]))
    arrays.update({f"w{i}": w for i, w in enumerate(w for _, parts in stored for w in parts)})
    arrays.update({f"wrong:{name}": told[name].astype("float32") for name in chosen})
    arrays.update({f"right:{name}": value.astype("float32") for name, value in ways.items()})
    return arrays, kind.__name__


def write(path, seeds, most):
    """The cases of all kinds from some seeds."""
    found, names = {}, {}
    for seed in seeds:
        for kind in dict.fromkeys(KINDS):
            for turn in range(KINDS.count(kind)):
                number = f"{len(names):03}"
                arrays, name = case(kind, seed + 1000 * turn, most)
                names[number] = name
                found.update({f"{number}/{key}": value for key, value in arrays.items()})
    np.savez_compressed(path, cases=text(json.dumps(names)), **found)
    count = sum("/wrong:" in key for key in found)
    print(f"{path.name}: {len(names)} nets, {count} wrong arrays, {path.stat().st_size:,} bytes")


def make(target):
    """Write mistakes/nets.npz and mistakes/unseen.npz."""
    write(target / "nets.npz", range(3), 14)
    write(target / "unseen.npz", range(7100, 7105), 14)
