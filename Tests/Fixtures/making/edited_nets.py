"""Random nets, and what NumPy gives where a layer is left out, done otherwise, or fed otherwise.

mistakes/edited.npz, in the form of mistakes/nets.npz (`nets.py`). A net is a list of dictionaries (`naive_layers.py`);
a mistake changes the list, or what is fed.
"""

import copy
import json

import numpy as np

import making.naive_recurrent  # noqa: F401  (adds its layers)
from making.edited_kinds import edits
from making.environment import VERSION, fresh, keras
from making.naive_layers import F, run
from making.pack import text
from making.run import array, legacy_weights

L = keras.layers


def weights(r, *shape, size=None):
    """Numbers that keep what goes through them about as large as it is."""
    fan = int(np.prod(shape[:-1])) if len(shape) > 1 else 4
    return r.normal(0, size or 1.3 / np.sqrt(fan), shape).astype(F)


def dense(r, n, units, act="linear"):
    return {"layer": "dense", "W": weights(r, n, units), "b": weights(r, units, size=0.4), "act": act}


def norm(r, n):
    return {
        "layer": "batch_norm",
        "gamma": r.uniform(0.5, 1.5, n).astype(F),
        "beta": weights(r, n, size=0.4),
        "mean": weights(r, n, size=0.4),
        "var": r.uniform(0.4, 1.6, n).astype(F),
        "eps": 1e-3,
    }


def conv(r, n, filters, **options):
    groups = options.get("groups", 1)
    window = (3,) * options.pop("rank", 2)
    W, b = weights(r, *window, n // groups, filters), weights(r, filters, size=0.3)
    return {"layer": "conv", "W": W, "b": b, **options}


def image(r, number):
    """Pictures of three channels: brought to 0…1 or −1…1, convolved, pooled, classified."""
    size = int(r.integers(5, 8))
    x = r.integers(0, 256, (3, size, size, 3)).astype(F)
    scale, offset = [(1 / 255, 0.0), (1 / 127.5, -1.0)][int(r.integers(2))]
    net = [{"layer": "rescaling", "scale": scale, "offset": offset}]
    acts = [str(a) for a in r.choice(["relu", "tanh", "leaky_relu", "elu", "silu"], 2)]
    padding = str(r.choice(["same", "valid"]))
    net.append(conv(r, 3, 4, act=acts[0], padding=padding, strides=int(r.integers(1, 3))))
    if r.random() < 0.4:
        net.append(norm(r, 4))
        net.append({"layer": "activation", "act": str(r.choice(["relu", "leaky_relu_0.3", "elu"]))})
    if r.random() < 0.8:
        one = {"layer": "pool", "size": 2, "padding": "same"}
        net.append({**one, "kind": str(r.choice(["max", "mean"])), "strides": int(r.integers(1, 3))})
    kind = ["plain", "dilated", "groups", "depthwise"][number % 4]
    if kind == "depthwise":
        W, b = weights(r, 2, 2, 4, 2, size=0.5), weights(r, 8, size=0.3)
        net.append({"layer": "depthwise", "W": W, "b": b, "act": acts[1], "padding": "same"})
        width = 8
    else:
        options = {"plain": {}, "dilated": {"dilation": 2}, "groups": {"groups": 2}}[kind]
        net.append(conv(r, 4, 6, act=acts[1], padding="same", **options))
        width = 6
    net.append({"layer": "global", "kind": str(r.choice(["max", "mean"]))})
    net.append(dense(r, width, 3, "softmax"))
    return x, net


def stack(r, number):
    """Dense layers of one width, with functions and normalizations between them."""
    n, width = int(r.integers(3, 6)), int(r.integers(4, 7))
    acts = ["relu", "leaky_relu", "elu", "relu6", "softplus", "silu", "hard_sigmoid", "softsign", "tanh"]
    net = [dense(r, n, width, str(r.choice(acts)))]
    for _ in range(int(r.integers(1, 3))):
        net.append(dense(r, width, width, str(r.choice(["linear", *acts]))))
        extra = r.random()
        if extra < 0.4:
            net.append(norm(r, width))
        if extra < 0.7:
            acts_between = ["relu", "leaky_relu_0.1", "leaky_relu_0.3", "elu_0.5", "tanh"]
            net.append({"layer": "activation", "act": str(r.choice(acts_between))})
    net.append(dense(r, width, 2))
    return r.normal(0, 1.2, (4, n)).astype(F), net


def joined(r, number):
    """Two layers side by side, joined."""
    n, width = int(r.integers(3, 6)), int(r.integers(3, 6))
    kind = ["dot", "subtract", "add", "dot", "maximum", "multiply", "average"][number % 7]
    sides = [[dense(r, n, width, str(r.choice(["tanh", "linear", "relu"])))] for _ in range(2)]
    one = {"layer": "merge", "kind": kind, "nets": sides}
    if kind == "dot":
        one["normalize"] = number % 7 == 0
        width = 1
    return r.normal(0, 1, (4, n)).astype(F), [one, dense(r, width, 2, "tanh")]


def rows(r, number):
    """Two layers over timesteps, one behind the other along an axis, then flattened."""
    steps, n = int(r.integers(3, 5)), int(r.integers(2, 4))
    sides = [[dense(r, n, 3, "tanh")] for _ in range(2)]
    one = {"layer": "merge", "kind": "concatenate", "axis": int(r.integers(1, 3)), "nets": sides}
    return r.normal(0, 1, (3, steps, n)).astype(F), [one, {"layer": "flatten"}, dense(r, steps * 6, 2)]


def recurrent(r, n, units, cell, **options):
    blocks = {"simple": 1, "gru": 3, "lstm": 4}[cell]
    bias = (2, blocks * units) if cell == "gru" else (blocks * units,)
    return {
        "layer": "recurrent",
        "cell": cell,
        "W": weights(r, n, blocks * units, size=0.7),
        "U": weights(r, units, blocks * units, size=0.6),
        "b": weights(r, *bias, size=0.4),
        **options,
    }


def over_time(r, number):
    """One recurrent layer, forwards or both ways."""
    n, units, cell = int(r.integers(2, 4)), int(r.integers(3, 5)), str(r.choice(["simple", "lstm", "gru"]))
    x = r.normal(0, 1, (3, int(r.integers(4, 7)), n)).astype(F)
    if r.random() < 0.5:
        return x, [recurrent(r, n, units, cell), dense(r, units, 2)]
    sequences = bool(r.integers(2))
    mode = str(r.choice(["concat", "sum", "ave", "mul"]))
    halves = [recurrent(r, n, units, cell, sequences=sequences) for _ in range(2)]
    net = [{"layer": "both", "mode": mode, "ahead": halves[0], "behind": halves[1]}]
    if sequences:
        net.append({"layer": "global", "kind": "mean"})
    return x, net + [dense(r, units * (2 if mode == "concat" else 1), 2)]


def grouped(r, number):
    """GroupNormalization between convolutions."""
    groups, width = [(2, 8), (4, 8), (3, 6)][int(r.integers(3))]
    x = r.normal(0, 1, (2, 6, 3)).astype(F)
    gamma, beta = r.uniform(0.5, 1.5, width).astype(F), weights(r, width, size=0.5)
    group = {"layer": "group_norm", "groups": groups, "gamma": gamma, "beta": beta, "eps": 1e-3}
    first = conv(r, 3, width, rank=1, act="tanh", padding="same")
    return x, [first, group, {"layer": "global", "kind": "max"}, dense(r, width, 2)]


def attending(r, number):
    """Attention of two heads to itself, causal or not."""
    steps, n, width = int(r.integers(3, 6)), 4, 3
    one = {"layer": "attention", "causal": str(r.choice(["", "before"])), "key_dim": width}
    one.update({w: weights(r, n, 2, width, size=0.8) for w in "qkv"}, o=weights(r, 2, width, n, size=0.6))
    return r.normal(0, 1.2, (2, steps, n)).astype(F), [one, {"layer": "flatten"}, dense(r, steps * n, 2)]


FAMILIES = [image, stack, joined, rows, over_time, grouped, attending]


def activation(name):
    """The layer of Keras that is a function by itself."""
    word, _, number = name.rpartition("_")
    if word == "leaky_relu":
        return L.LeakyReLU(negative_slope=float(number))
    return L.ELU(alpha=float(number)) if word == "elu" else L.Activation(name)


def built(one, x):
    """A layer of Keras on a tensor, and the arrays that are its weights."""
    kind, act = one["layer"], one.get("act", "linear")
    rank = len(x.shape) - 2
    own = [one[w] for w in ("W", "U", "b") if w in one]
    if kind == "dense":
        return L.Dense(own[0].shape[1], act), own
    if kind in ("conv", "depthwise"):
        options = {
            "padding": one.get("padding", "valid"),
            "strides": one.get("strides", 1),
            "dilation_rate": one.get("dilation", 1),
            "activation": act,
        }
        if kind == "depthwise":
            return L.DepthwiseConv2D(own[0].shape[:2], depth_multiplier=own[0].shape[-1], **options), own
        layer = getattr(L, f"Conv{rank}D")
        return layer(own[0].shape[-1], own[0].shape[:rank], groups=one.get("groups", 1), **options), own
    if kind == "pool":
        word = {"max": "Max", "mean": "Average"}[one["kind"]]
        return getattr(L, f"{word}Pooling{rank}D")(one["size"], one["strides"], one["padding"]), []
    if kind == "global":
        word = {"max": "Max", "mean": "Average"}[one["kind"]]
        return getattr(L, f"Global{word}Pooling{rank}D")(), []
    if kind == "batch_norm":
        return L.BatchNormalization(epsilon=one["eps"]), [one[w] for w in ("gamma", "beta", "mean", "var")]
    if kind == "group_norm":
        return L.GroupNormalization(one["groups"], epsilon=one["eps"]), [one["gamma"], one["beta"]]
    if kind == "recurrent":
        layer = {"simple": L.SimpleRNN, "lstm": L.LSTM, "gru": L.GRU}[one["cell"]]
        return layer(own[1].shape[0], return_sequences=one.get("sequences", False)), own
    if kind == "both":
        inner, ahead = built(one["ahead"], x)
        return L.Bidirectional(inner, merge_mode=one["mode"]), ahead + built(one["behind"], x)[1]
    simple = {
        "activation": lambda: activation(act),
        "rescaling": lambda: L.Rescaling(one["scale"], one["offset"]),
        "flatten": lambda: L.Flatten(),
        "attention": lambda: L.MultiHeadAttention(2, one["key_dim"], use_bias=False),
    }
    return simple[kind](), [one[w] for w in "qkvo" if kind == "attention"]


def model_of(net, shape):
    """The net as a model of Keras."""
    found = []

    def walk(net, x):
        for one in net:
            if one["layer"] == "merge":
                sides = [walk(side, x) for side in one["nets"]]
                options = {
                    "concatenate": {"axis": one.get("axis")},
                    "dot": {"axes": -1, "normalize": one.get("normalize")},
                }
                x = getattr(L, one["kind"].capitalize())(**options.get(one["kind"], {}))(sides)
                continue
            layer, own = built(one, x)
            if one["layer"] == "attention":
                x = layer(x, x, use_causal_mask=bool(one["causal"]))
                own = [own[0], own[1], own[2], own[3]]
            else:
                x = layer(x)
            found.append((layer, own))
        return x

    inputs = keras.Input(shape)
    model = keras.Model(inputs, walk(net, inputs))
    for layer, own in found:
        if own:
            layer.set_weights(own)
    return model


def case(r, family, number):
    """The arrays of one net: the right numbers, and those of every mistake that shows in it.

    `number` says which of its kinds a family makes.
    """
    fresh()
    x, net = family(r, number)
    model = model_of(net, x.shape[1:])
    y = array(model(x, training=False))
    np.testing.assert_allclose(run(net, x), y, atol=1e-5, rtol=1e-4)
    arrays = {"json": text(model.to_json()), "keras_version": text(VERSION), "x0": x, "y0": y}
    stored = legacy_weights(model)
    arrays["w_layers"] = text(json.dumps([[name, len(parts)] for name, parts in stored]))
    arrays.update({f"w{i}": w for i, w in enumerate(w for _, parts in stored for w in parts)})
    for name, other, fed in edits(r, net, x):
        try:
            wrong = run(copy.deepcopy(other), fed)
        except (ValueError, IndexError):
            continue
        if wrong.shape == y.shape and np.abs(wrong - y).max() > 1e-3 * np.abs(y).max():
            arrays[f"wrong:{name}@all"] = wrong
    return model, arrays


def make(target):
    """Write mistakes/edited.npz."""
    found, names = {}, {}
    for seed in range(35):
        number = f"{seed:03}"
        family = FAMILIES[seed % len(FAMILIES)]
        names[number] = family.__name__
        _, arrays = case(np.random.default_rng([41, seed]), family, seed // len(FAMILIES))
        found.update({f"{number}/{key}": value for key, value in arrays.items()})
    np.savez_compressed(target / "edited.npz", cases=text(json.dumps(names)), **found)
    count = sum("/wrong:" in key for key in found)
    print(f"edited.npz: {len(names)} nets, {count} wrong arrays, {(target / 'edited.npz').stat().st_size:,} bytes")
