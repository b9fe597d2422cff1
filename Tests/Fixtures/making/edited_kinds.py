"""What people do to a net of `naive_layers.py` in the place of computing it: (name, net, what is fed)."""

import numpy as np

from making.naive_layers import F

# What is taken for a function, by the name of the mistake.
TAKEN = {
    "leaky_relu": [("F6", "leaky_relu_0.01"), ("F6", "leaky_relu_0.3"), ("D21", "relu")],
    "leaky_relu_0.1": [("F6", "leaky_relu_0.01"), ("F6", "leaky_relu_0.3")],
    "leaky_relu_0.3": [("F6", "leaky_relu_0.01"), ("F6", "leaky_relu_0.1"), ("F6", "leaky_relu")],
    "elu": [("F7", "elu_0.3"), ("F7", "celu_0.5"), ("D21", "relu")],
    "elu_0.5": [("F7", "elu"), ("F7", "celu_0.5"), ("F7", "elu_0.3")],
    "relu": [("F9", "relu6"), ("F9", "softplus"), ("F9", "leaky_relu_0.01"), ("F9", "elu"), ("F9", "silu")],
    "relu6": [("D21", "relu"), ("F9", "leaky_relu_0.01")],
    "softplus": [("D21", "relu")],
    "softsign": [("D21", "tanh")],
    "tanh": [("F9", "softsign")],
    "silu": [("D21", "relu"), ("F10", "silu_1.702"), ("D21", "sigmoid")],
    "hard_sigmoid": [("F8", "hard_sigmoid_2"), ("D21", "sigmoid")],
}
JOINS = ["add", "subtract", "multiply", "average", "maximum", "minimum"]


def with_one(net, index, **changes):
    """The net with one of its layers changed."""
    return net[:index] + [{**net[index], **changes}] + net[index + 1 :]


def of_input(net, x):
    """Other numbers fed."""
    yield "X3/divided", net, x / F(255)
    yield "X3/multiplied", net, x * F(255)
    yield "X3/centred", net, x / F(127.5) - F(1)
    yield "X3/2x-1", net, 2 * x - 1
    yield "X4", net, x[..., ::-1]
    axes = tuple(range(1, x.ndim))
    yield "X5/sample", net, ((x - x.mean(axes, keepdims=True)) / x.std(axes, keepdims=True)).astype(F)
    yield "X5/feature", net, ((x - x.mean(axes[:-1] + (0,))) / x.std(axes[:-1] + (0,))).astype(F)
    yield "X5/ddof", net, ((x - x.mean(0)) / x.std(0, ddof=1)).astype(F) if x.ndim == 2 else x
    yield "X5/range", net, ((x - x.min()) / (x.max() - x.min())).astype(F)


def of_functions(net):
    """Another function in one layer, or in all that have it."""
    for act, others in TAKEN.items():
        places = [i for i, one in enumerate(net) if one.get("act") == act]
        for name, other in others if places else []:
            every = [{**one, "act": other} if one.get("act") == act else one for one in net]
            yield f"{name}/{act}/{other}/all", every, None
            if len(places) > 1:
                yield f"{name}/{act}/{other}/one", with_one(net, places[-1], act=other), None


def of_windows(net, index):
    """A convolution or pooling that goes over its input otherwise."""
    one = net[index]
    if one["layer"] not in ("conv", "depthwise", "pool"):
        return
    yield "C13", with_one(net, index, strides=1), None
    yield "C14", with_one(net, index, dilation=1), None
    yield "C15", with_one(net, index, padding="valid" if one.get("padding") == "same" else "same"), None
    if one["layer"] == "pool":
        yield "C18", with_one(net, index, kind="max" if one["kind"] == "mean" else "mean"), None
        yield "C20", with_one(net, index, strides=one["size"]), None
    if one["layer"] == "depthwise":
        yield "C17", with_one(net, index, multiplier_first=True), None
    if one.get("groups", 1) > 1:
        n, wide = one["groups"], one["W"].shape[-1]
        narrow = one["W"].shape[-2]
        dealt = [list(range(g, narrow * n, n)) for g in range(n)]
        yield "C16/channels", with_one(net, index, channels=dealt), None
        filters = [list(range(g, wide, n)) for g in range(n)]
        yield "C16/both", with_one(net, index, channels=dealt, filters=filters), None
        yield "C16/filters", with_one(net, index, filters=filters), None
        yield "C16/first", with_one(net, index, channels=[list(range(narrow))] * n), None


def of_layer(net, index):
    """A layer that does otherwise."""
    one = net[index]
    kind = one["layer"]
    if kind == "rescaling":
        if one["offset"]:
            yield "X6/offset", with_one(net, index, offset=0.0), None
            yield "X6/255", with_one(net, index, scale=1 / 255, offset=0.0), None
        else:
            yield "X6/127.5", with_one(net, index, scale=1 / 127.5, offset=-1.0), None
    if kind == "global":
        yield "C19", with_one(net, index, kind="max" if one["kind"] == "mean" else "mean"), None
        yield "C19/sum", with_one(net, index, kind="sum"), None
    if kind == "group_norm":
        width = len(one["gamma"])
        yield "N8/group", with_one(net, index, ddof=1), None
        yield "N12/group", with_one(net, index, gamma=one["beta"], beta=one["gamma"]), None
        yield "N22/one", with_one(net, index, groups=1), None
        yield "N22/all", with_one(net, index, groups=width), None
        yield "N16/group", with_one(net, index, gamma=np.ones(width, F)), None
    if kind == "attention":
        yield "A14", with_one(net, index, q=one["k"], k=one["q"]), None
        yield "A11", with_one(net, index, v=one["k"], k=one["v"]), None
        if one["causal"]:
            yield "A12", with_one(net, index, causal=""), None
            yield "A15", with_one(net, index, causal="behind"), None
        yield "A5", with_one(net, index, axis=-2), None
    if kind == "recurrent":
        name = {"simple": ("R24", "R25"), "lstm": ("L50", "L51"), "gru": ("G34", "G35")}[one["cell"]]
        for taken in ("mean", "max", "first"):
            yield f"{name[0]}/{taken}", with_one(net, index, taken=taken), None
        yield name[1], with_one(net, index, keeps_samples=True), None
    if kind == "both":
        ahead, behind = one["ahead"], one["behind"]
        yield "B5", with_one(net, index, behind=ahead), None
        yield "B6", with_one(net, index, ahead=behind, behind=ahead), None
        if not ahead.get("sequences"):
            yield "B4", with_one(net, index, behind={**behind, "taken": "first"}), None
        if one["mode"] != "concat":
            for mode in {"sum", "ave", "mul"} - {one["mode"]}:
                yield f"B7/{mode}", with_one(net, index, mode=mode), None


def of_merge(net, index):
    """Inputs joined otherwise."""
    one = net[index]
    if one["layer"] != "merge":
        return
    if one["kind"] == "concatenate":
        yield "M9", with_one(net, index, axis=3 - one["axis"]), None
    elif one["kind"] == "dot":
        yield "M11" if not one["normalize"] else "M10", with_one(net, index, normalize=not one["normalize"]), None
    else:
        if one["kind"] == "subtract":
            yield "M7", with_one(net, index, nets=one["nets"][::-1]), None
        for kind in JOINS:
            if kind != one["kind"]:
                yield f"M8/{kind}", with_one(net, index, kind=kind), None


def of_order(net, index):
    """A layer left out, done twice, or before the one in front of it."""
    kind = net[index]["layer"]
    if kind in ("batch_norm", "pool", "rescaling", "dense"):
        yield f"K1/{kind}", net[:index] + net[index + 1 :], None
    if kind in ("batch_norm", "rescaling", "dense", "pool"):
        yield f"K2/{kind}", net[: index + 1] + net[index:], None
    one, other = net[index - 1], net[index]
    both_dense = index and one["layer"] == other["layer"] == "dense"
    if both_dense and one["W"].shape == other["W"].shape and one.get("act") != other.get("act"):
        exchanged = [{**one, "W": other["W"], "b": other["b"]}, {**other, "W": one["W"], "b": one["b"]}]
        yield "K4", net[: index - 1] + exchanged + net[index + 1 :], None
    before = net[index - 1]["layer"] if index else "rescaling"
    if before not in ("rescaling", "group_norm"):
        name = "N14" if {before, kind} == {"batch_norm", "activation"} else "K3"
        yield f"{name}/{before}/{kind}", net[: index - 1] + [net[index], net[index - 1]] + net[index + 1 :], None


def edits(r, net, x):
    """Every mistake of these kinds in the net: its name, the net that was computed, and what was fed."""
    found = list(of_functions(net))
    for index in range(len(net)):
        for kind in (of_windows, of_layer, of_merge, of_order):
            found += [(f"{name}/{index}", other, None) for name, other, _ in kind(net, index)]
    # What is the net's own Rescaling left out or done twice goes by that name.
    same = {0.0: ("X3/divided", "X3/multiplied"), -1.0: ("X3/centred",)}.get(net[0].get("offset"), ())
    fed = [one for one in of_input(net, x) if one[0] not in same]
    found += [fed[i] for i in r.permutation(len(fed))[:4]]
    return [(name, other, x if fed is None else fed) for name, other, fed in found]
