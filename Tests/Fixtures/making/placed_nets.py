"""Random nets, and what NumPy gives where a function stands elsewhere or a normalization reads its numbers otherwise.

mistakes/placed.npz, in the form of mistakes/edited.npz (`edited_nets.py`): activations before and behind normalizations,
poolings and joins, softmax along the samples, windows that are counted up or added up.
"""

import itertools
import json

import numpy as np

from making import edited_nets as nets
from making.environment import VERSION, fresh, keras
from making.naive_layers import F, FUNCTIONS, LAYERS, run, softmax
from making.pack import text
from making.run import array, legacy_weights

L = keras.layers
ACTS = ["relu", "tanh", "elu", "softplus", "silu", "sigmoid"]
FUNCTIONS["softmax_0"] = lambda z: softmax(z, 0)
FUNCTIONS["softmax_all"] = lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()


def standardize(one, x):
    """Normalization; `taken` is what is done with σ² in the place of dividing by its root."""
    mean, var = one["mean"], one["var"]
    done = {
        None: lambda: (x - mean) / np.sqrt(var), "variance": lambda: (x - mean) / var, "deviation": lambda: x - mean,
        "mean": lambda: x / np.sqrt(var), "multiplied": lambda: (x - mean) * np.sqrt(var)}
    return done[one.get("taken")]().astype(F)


def additive(one, x):
    """AdditiveAttention of a sequence to itself."""
    s = x[:, :, None] + x[:, None]
    return softmax((one["scale"] * (np.tanh(s) if one.get("tanh", True) else s)).sum(-1)) @ x


def batch_norm(one, x):
    """γ·(x − μ)/√(σ² + ε) + β; `root` is what is done in the place of √(σ² + ε)."""
    var, eps = one["var"], F(one["eps"])
    below = {None: lambda: np.sqrt(var + eps), "none": lambda: var + eps, "bare": lambda: var, "outside": lambda: np.sqrt(var) + eps}
    return (one["gamma"] * (x - one["mean"]) / below[one.get("root")]() + one["beta"]).astype(F)


LAYERS.update({
    "standardize": standardize,
    "additive": additive,
    "batch_norm": batch_norm,
    "extend": lambda one, x: np.pad(x, [(0, 0), *[(0, one["by"])] * (x.ndim - 2), (0, 0)], constant_values=one["fill"]),
    "times": lambda one, x: (x * F(one["by"])).astype(F),
    "grouped_far": lambda one, x: group_far(one["norm"], x),
})


def group_far(one, x):
    """Every n-th channel in a group."""
    width = x.shape[-1]
    order = np.arange(width).reshape(width // one["groups"], one["groups"]).T.ravel()
    plain = {**one, "gamma": np.ones(width, F), "beta": np.zeros(width, F)}
    n = LAYERS["group_norm"](plain, x[..., order])[..., np.argsort(order)]
    return (one["gamma"] * n + one["beta"]).astype(F)


def act(name):
    return {"layer": "activation", "act": name}


def normed(r, number):
    """Dense layers with a normalization, and an activation before it or behind it."""
    n, width = int(r.integers(3, 6)), int(r.integers(3, 6))
    one = str(r.choice(ACTS))
    first = [nets.dense(r, n, width, one if number % 2 else "linear"), nets.norm(r, width)]
    net = first + ([] if number % 2 else [act(one)])
    if number % 3 == 0:
        net += [nets.dense(r, width, width), nets.norm(r, width), act(str(r.choice(ACTS)))]
    return r.normal(0, 1.2, (4, n)).astype(F), net + [nets.dense(r, width, 2, str(r.choice(["linear", "softmax"])))]


def pooled(r, number):
    """A convolution and a pooling, the activation before or behind it."""
    rank = 1 + number % 2
    size = int(r.integers(6, 9))
    one = str(r.choice(["tanh", "elu", "softplus", "silu", "sigmoid", "relu"]))
    first = nets.conv(r, 2, 3, rank=rank, act=one if number % 4 < 2 else "linear", padding="valid", strides=1 + (number % 3 == 0))
    kind = "mean" if one == "relu" or number % 3 else "max"
    net = [first, {"layer": "pool", "size": 2, "strides": 2, "padding": "valid", "kind": kind}]
    net += [] if number % 4 < 2 else [act(one)]
    x = r.normal(0, 1, (3, *[size] * rank, 2)).astype(F)
    return x, net + [{"layer": "global", "kind": "mean"}, nets.dense(r, 3, 2)]


def joined(r, number):
    """Two dense layers side by side, joined; the activation before or behind it."""
    n, width, one = int(r.integers(3, 6)), int(r.integers(3, 6)), str(r.choice(["relu", "tanh", "sigmoid", "elu"]))
    before = number % 2 == 0
    sides = [[nets.dense(r, n, width, one if before else "linear")] for _ in range(2)]
    net = [{"layer": "merge", "kind": ["add", "average", "multiply", "subtract"][number % 4], "nets": sides}]
    return r.normal(0, 1, (4, n)).astype(F), net + ([] if before else [act(one)]) + [nets.dense(r, width, 2)]


def classes(r, number):
    """Softmax inside, and at the end."""
    n, width = int(r.integers(3, 6)), int(r.integers(3, 6))
    last = "softmax" if number % 2 else "linear"
    net = [nets.dense(r, n, width, "softmax"), nets.dense(r, width, width, "tanh"), nets.dense(r, width, 3, last)]
    return r.normal(0, 1.5, (4, n)).astype(F), net


def grouped(r, number):
    return nets.grouped(r, number)


def standardized(r, number):
    """A Normalization layer and two dense ones."""
    n = int(r.integers(3, 6))
    first = {"layer": "standardize", "mean": nets.weights(r, n, size=2.0), "var": r.uniform(0.3, 6, n).astype(F)}
    net = [first, nets.dense(r, n, 4, str(r.choice(ACTS))), nets.dense(r, 4, 2)]
    return r.normal(1, 2, (4, n)).astype(F), net


def attending(r, number):
    """AdditiveAttention of a sequence to itself."""
    steps, n = int(r.integers(3, 5)), int(r.integers(2, 5))
    net = [{"layer": "additive", "scale": nets.weights(r, n, size=1.5)}, {"layer": "flatten"}, nets.dense(r, steps * n, 2)]
    return r.normal(0, 1.5, (3, steps, n)).astype(F), net


FAMILIES = [normed, pooled, joined, classes, grouped, standardized, attending, normed]


def built(one, x):
    """A layer of Keras on a tensor, and the arrays that are its weights."""
    if one["layer"] == "standardize":
        return L.Normalization(mean=one["mean"], variance=one["var"]), []
    if one["layer"] == "additive":
        layer = L.AdditiveAttention()
        layer.build([tuple(x.shape)] * 2)
        return layer, [one["scale"]]
    return nets.built(one, x)


def model_of(net, shape):
    """The net as a model of Keras."""
    found = []

    def walk(net, x):
        for one in net:
            if one["layer"] == "merge":
                x = getattr(L, one["kind"].capitalize())()([walk(side, x) for side in one["nets"]])
                continue
            layer, own = built(one, x)
            x = layer([x, x]) if one["layer"] == "additive" else layer(x)
            found.append((layer, own))
        return x

    inputs = keras.Input(shape)
    model = keras.Model(inputs, walk(net, inputs))
    for layer, own in found:
        if own:
            layer.set_weights(own)
    return model


# --- what is done to them ------------------------------------------------------------------------------------------------


def moved(net):
    """Activations on the other side of what they stand beside, or on both."""
    for i, one in enumerate(net[:-1]):
        other, kind = net[i + 1], net[i + 1]["layer"]
        name = {"batch_norm": "N14", "pool": "K5"}.get(kind)
        if name and one.get("act", "linear") not in ("linear", "softmax") and one["layer"] in ("dense", "conv"):
            yield name, net[:i] + [{**one, "act": "linear"}, other, act(one["act"])] + net[i + 2 :]
            if name == "N14":
                yield "N24", net[: i + 2] + [act(one["act"])] + net[i + 2 :]
        if kind == "activation" and one["layer"] in ("batch_norm", "pool"):
            yield "N14" if one["layer"] == "batch_norm" else "K3", net[:i] + [other, one] + net[i + 2 :]
            if one["layer"] == "batch_norm":
                yield "N24", net[:i] + [other, one] + net[i + 1 :]
        if one["layer"] == "merge":
            if kind == "activation":
                yield "K5", net[:i] + [{**one, "nets": [side + [other] for side in one["nets"]]}] + net[i + 2 :]
            elif one["nets"][0][0]["act"] != "linear":
                plain = [[{**side[0], "act": "linear"}] for side in one["nets"]]
                yield "K5", net[:i] + [{**one, "nets": plain}, act(one["nets"][0][0]["act"])] + net[i + 1 :]


def counted(net, x):
    """One place more, and sums for means."""
    for i, one in enumerate(net):
        if one["layer"] not in ("conv", "pool"):
            continue
        window = one["W"].shape[0] if one["layer"] == "conv" else one["size"]
        size, stride = run(net[:i], x).shape[1], one.get("strides", 1)
        rest = (size - window) % stride
        if rest and stride > 1:
            fill = 0.0 if one["layer"] == "conv" else np.nan
            yield "C21", net[:i] + [{"layer": "extend", "by": stride - rest, "fill": fill}] + net[i:]
        if one["layer"] == "pool" and one["kind"] == "mean":
            yield "C22", net[: i + 1] + [{"layer": "times", "by": one["size"] ** (x.ndim - 2)}] + net[i + 1 :]


def read(net, r):
    """A normalization that takes its numbers otherwise; a softmax along another axis; an attention without tanh."""
    for i, one in enumerate(net):
        def with_one(**changes):
            return nets_with(net, i, **changes)

        if one["layer"] == "batch_norm":
            names = ["gamma", "beta", "mean", "var"]
            yield "N2", with_one(eps=0.0)
            yield "N4", with_one(root="none")
            yield "N4/bare", with_one(root="bare")
            yield "N20", with_one(root="outside")
            yield "N5", with_one(gamma=one["beta"], beta=one["gamma"])
            if (one["mean"] > 0).all():
                yield "N6", with_one(mean=one["var"], var=one["mean"])
            orders = [o for o in itertools.permutations(names) if (one[o[3]] > 0).all() and sum(a != b for a, b in zip(o, names)) > 2]
            for order in [orders[k] for k in r.permutation(len(orders))[:2]]:
                if sum(e["layer"] == "batch_norm" for e in net) == 1:
                    yield "N13/" + "-".join(order), with_one(**{name: one[o] for name, o in zip(names, order)})
        if one["layer"] == "standardize":
            for taken in ("variance", "deviation", "mean", "multiplied"):
                yield "M6" if taken == "variance" else f"X7/{taken}", with_one(taken=taken)
        if one["layer"] == "additive":
            yield "A17", with_one(tanh=False)
        if one["layer"] == "group_norm":
            yield "N23", net[:i] + [{"layer": "grouped_far", "norm": one}] + net[i + 1 :]
        if one.get("act") == "softmax":
            yield "L15", with_one(act="softmax_0")
            yield "L14", with_one(act="softmax_all")


def nets_with(net, index, **changes):
    return net[:index] + [{**net[index], **changes}] + net[index + 1 :]


def case(r, family, number):
    """The arrays of one net: the right numbers, and those of every mistake that shows in it."""
    fresh()
    x, net = family(r, number)
    model = model_of(net, x.shape[1:])
    y = array(model(x, training=False))
    np.testing.assert_allclose(run(net, x), y, atol=2e-5, rtol=2e-4)
    arrays = {"json": text(model.to_json()), "keras_version": text(VERSION), "x0": x, "y0": y}
    stored = legacy_weights(model)
    arrays["w_layers"] = text(json.dumps([[name, len(parts)] for name, parts in stored]))
    arrays.update({f"w{i}": w for i, w in enumerate(w for _, parts in stored for w in parts)})
    for k, (name, other) in enumerate([*moved(net), *counted(net, x), *read(net, r)]):
        wrong = run(other, x)
        if wrong.shape == y.shape and np.isfinite(wrong).all() and np.abs(wrong - y).max() > 1e-3 * np.abs(y).max():
            arrays[f"wrong:{name}/{k}@all"] = wrong
    return model, arrays


def make(target):
    """Write mistakes/placed.npz."""
    found, names = {}, {}
    for seed in range(40):
        number = f"{seed:03}"
        family = FAMILIES[seed % len(FAMILIES)]
        names[number] = family.__name__
        _, arrays = case(np.random.default_rng([43, seed]), family, seed // len(FAMILIES) + (seed % len(FAMILIES) == 7))
        found.update({f"{number}/{key}": value for key, value in arrays.items()})
    np.savez_compressed(target / "placed.npz", cases=text(json.dumps(names)), **found)
    count = sum("/wrong:" in key for key in found)
    print(f"placed.npz: {len(names)} nets, {count} wrong arrays, {(target / 'placed.npz').stat().st_size:,} bytes")
