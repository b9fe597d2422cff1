"""Random stacks of dense layers, with what NumPy gives where something is done wrongly in one of them alone.

mistakes/single.npz, in the form of mistakes/nets.npz (`nets.py`): an activation that is forgotten or applied twice, σ in
its place, a bias that is left out, added twice, or added behind the activation.
"""

import json

import numpy as np

from making.environment import VERSION, fresh, keras
from making.pack import text
from making.run import array, legacy_weights

F = np.float32
L = keras.layers
ACTIVATIONS = {
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
}
MISTAKES = ["D02", "D04", "D09", "D22", "D23", "D24"]


def layer(x, W, b, act, wrong):
    """One layer, or what is taken for it."""
    apply = ACTIVATIONS[act]
    if wrong == "D02":
        return x @ W + b
    if wrong == "D04":
        return ACTIVATIONS["sigmoid"](x @ W + b)
    if wrong == "D09":
        return apply(x @ W) + b
    z = x @ W + {"D22": F(0), "D23": F(2)}.get(wrong, F(1)) * b
    return apply(apply(z)) if wrong == "D24" else apply(z)


def case(r):
    """The arrays of one model; its layers between the first and the last are the places of mistakes."""
    fresh()
    widths = [int(n) for n in r.integers(3, 7, int(r.integers(4, 6)))]
    acts = [str(name) for name in r.choice(list(ACTIVATIONS), len(widths))]
    x = inputs = keras.Input((int(r.integers(2, 5)),))
    for width, act in zip(widths, acts):
        x = L.Dense(width, act)(x)
    model = keras.Model(inputs, L.Dense(2)(x))
    weights = [[r.normal(0, 0.8, w.shape).astype(F) for w in one.get_weights()] for one in model.layers]
    for one, own in zip(model.layers, weights):
        one.set_weights(own)
    numbers = r.normal(0, 1, (3, inputs.shape[1])).astype(F)
    y = array(model(numbers, training=False))

    def by_hand(wrong="", place=None):
        h, parts = numbers, [part for part in weights if part]
        for index, act in enumerate(acts):
            h = layer(h, *parts[index], act, wrong if index == place else "")
        return (h @ parts[-1][0] + parts[-1][1]).astype(F)

    np.testing.assert_allclose(by_hand(), y, atol=5e-6, rtol=5e-5)
    arrays = {"json": text(model.to_json()), "keras_version": text(VERSION), "x0": numbers, "y0": y}
    stored = legacy_weights(model)
    arrays["w_layers"] = text(json.dumps([[name, len(parts)] for name, parts in stored]))
    arrays.update({f"w{i}": w for i, w in enumerate(w for _, parts in stored for w in parts)})
    for name in MISTAKES:
        place = int(r.integers(1, len(widths) - 1))
        # σ in the place of another function is a mistake of its own, and relu twice is relu.
        if acts[place] != "relu" and name == "D04" or acts[place] == "relu" and name == "D24":
            continue
        wrong = by_hand(name, place)
        if np.abs(wrong - y).max() > 1e-3 * np.abs(y).max():
            arrays[f"wrong:{name}@all"] = wrong
    return arrays


def make(target):
    """Write mistakes/single.npz."""
    found, names = {}, {}
    for seed in range(24):
        number = f"{seed:03}"
        names[number] = "stack"
        arrays = case(np.random.default_rng([37, seed]))
        found.update({f"{number}/{key}": value for key, value in arrays.items()})
    np.savez_compressed(target / "single.npz", cases=text(json.dumps(names)), **found)
    count = sum("/wrong:" in key for key in found)
    print(f"single.npz: {len(names)} nets, {count} wrong arrays, {(target / 'single.npz').stat().st_size:,} bytes")
