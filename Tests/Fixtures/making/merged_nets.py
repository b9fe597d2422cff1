"""Random models that mask, add, join and normalize, with what NumPy gives where that is done wrongly.

mistakes/merged.npz, in the form of mistakes/nets.npz (`nets.py`): a mean over timesteps that does not leave out what is
masked, an input of a sum that is forgotten, inputs joined in another order, data that were not normalized.
"""

import json

import numpy as np

from making.environment import VERSION, fresh, keras
from making.pack import text
from making.run import array, legacy_weights

F = np.float32
L = keras.layers


def dense(x, W, b, act="linear"):
    z = x @ W + b
    return np.tanh(z) if act == "tanh" else 1 / (1 + np.exp(-z)) if act == "sigmoid" else z


def masked_mean(x, mask, wrong):
    """The mean over the timesteps that are not masked, or what was taken for it."""
    if wrong == "M1":
        return x.mean(axis=1)
    kept = x * mask[..., None]
    return kept.sum(axis=1) / (x.shape[1] if wrong == "M2" else mask.sum(axis=1)[:, None])


def pooled_words(r):
    """Ids with padding, their vectors, the mean of those that count, a dense layer."""
    words, width, units, steps = (int(n) for n in (r.integers(5, 9), r.integers(2, 5), r.integers(1, 4), r.integers(3, 7)))
    x = keras.Input((steps,), dtype="int32")
    y = L.Dense(units, "sigmoid")(L.GlobalAveragePooling1D()(L.Embedding(words, width, mask_zero=True)(x)))
    ids = r.integers(1, words, (3, steps))
    for row in ids:
        row[int(r.integers(1, steps)):] = 0

    def by_hand(x, w, wrong):
        (E,), (W, b) = w
        return dense(masked_mean(E[x], x != 0, wrong), W, b, "sigmoid")

    return keras.Model(x, y), ids.astype("int32"), by_hand, ["M1", "M2"]


def pooled_numbers(r):
    """Masked timesteps of numbers, a dense layer on each, the mean of those that count, a dense layer."""
    steps, width, units = (int(n) for n in (r.integers(3, 7), r.integers(2, 4), r.integers(2, 5)))
    x = keras.Input((steps, width))
    y = L.GlobalAveragePooling1D()(L.Dense(units, "tanh")(L.Masking()(x)))
    numbers = r.normal(0, 1, (3, steps, width)).astype(F)
    for row in numbers:
        row[int(r.integers(1, steps)):] = 0

    def by_hand(x, w, wrong):
        (V, a), (W, b) = w
        mask = (x != 0).any(axis=-1)
        return dense(masked_mean(dense(x, V, a, "tanh"), mask, wrong), W, b)

    return keras.Model(x, L.Dense(2)(y)), numbers, by_hand, ["M1", "M2"]


def shortcut(r, kind):
    """A dense layer and the way around it, added, averaged or multiplied; then another dense layer."""
    width = int(r.integers(2, 6))
    x = keras.Input((width,))
    joined = {"add": L.Add, "average": L.Average, "subtract": L.Subtract, "multiply": L.Multiply}[kind]()
    y = joined([x, L.Dense(width, "tanh")(x)])

    def by_hand(x, w, wrong):
        (V, a), (W, b) = w
        inner = dense(x, V, a, "tanh")
        if kind in ("multiply",):
            both = inner if wrong == "M3/first" else x if wrong == "M3/second" else x * inner
        else:
            sign = F(-1) if kind == "subtract" else F(1)
            both = (0 if wrong == "M3/first" else x) + (0 if wrong == "M3/second" else sign * inner)
            both = both / F(2) if kind == "average" else both
        return dense(both, W, b, "tanh")

    return keras.Model(x, L.Dense(int(r.integers(1, 4)), "tanh")(y)), r.normal(0, 1, (3, width)).astype(F), by_hand, [
        "M3/first", "M3/second"]


def joined(r):
    """Two dense layers beside each other, joined; then another one."""
    width, one, other = (int(n) for n in (r.integers(2, 5), r.integers(2, 4), r.integers(2, 4)))
    x = keras.Input((width,))
    y = L.Concatenate()([L.Dense(one, "tanh")(x), L.Dense(other, "sigmoid")(x)])

    def by_hand(x, w, wrong):
        (V, a), (U, c), (W, b) = w
        parts = [dense(x, V, a, "tanh"), dense(x, U, c, "sigmoid")]
        return dense(np.concatenate(parts[::-1] if wrong == "M4" else parts, axis=-1), W, b)

    return keras.Model(x, L.Dense(int(r.integers(1, 4)))(y)), r.normal(0, 1, (3, width)).astype(F), by_hand, ["M4"]


def normalized(r):
    """Data brought to mean 0 and deviation 1, then two dense layers."""
    width, units = (int(n) for n in (r.integers(2, 5), r.integers(2, 5)))
    mean, variance = r.normal(0, 2, width).astype(F), r.uniform(0.3, 6, width).astype(F)
    x = keras.Input((width,))
    y = L.Normalization(mean=[float(m) for m in mean], variance=[float(v) for v in variance])(x)
    y = L.Dense(1)(L.Dense(units, "tanh")(y))

    def by_hand(x, w, wrong):
        (V, a), (W, b) = [part for part in w if part]
        spread = variance if wrong == "M6" else np.sqrt(variance)
        z = x if wrong == "M5" else (x - mean) / spread
        return dense(dense(z, V, a, "tanh"), W, b)

    return keras.Model(x, y), r.normal(0, 2, (3, width)).astype(F), by_hand, ["M5", "M6"]


KINDS = [pooled_words, pooled_numbers, joined, normalized] + [
    lambda r, kind=kind: shortcut(r, kind) for kind in ("add", "average", "subtract", "multiply")]


def case(build, r):
    """The arrays of one model."""
    fresh()
    model, x, by_hand, mistakes = build(r)
    weights = [[r.normal(0, 0.7, w.shape).astype(F) for w in layer.get_weights()] for layer in model.layers]
    for layer, own in zip(model.layers, weights):
        layer.set_weights(own)
    y = array(model(x, training=False))
    own = [part for part in weights if part]
    np.testing.assert_allclose(by_hand(x, own, ""), y, atol=5e-6, rtol=5e-5)
    arrays = {"json": text(model.to_json()), "keras_version": text(VERSION), "x0": x, "y0": y}
    stored = legacy_weights(model)
    arrays["w_layers"] = text(json.dumps([[name, len(parts)] for name, parts in stored]))
    arrays.update({f"w{i}": w for i, w in enumerate(w for _, parts in stored for w in parts)})
    for name in mistakes:
        wrong = by_hand(x, own, name).astype(F)
        if np.abs(wrong - y).max() > 1e-3 * np.abs(y).max():
            arrays[f"wrong:{name}@all"] = wrong
    return arrays


def make(target):
    """Write mistakes/merged.npz."""
    found, names = {}, {}
    for seed in range(6):
        for place, kind in enumerate(KINDS):
            number = f"{len(names):03}"
            names[number] = getattr(kind, "__name__", "shortcut").replace("<lambda>", "shortcut")
            arrays = case(kind, np.random.default_rng([31, seed, place]))
            found.update({f"{number}/{key}": value for key, value in arrays.items()})
    np.savez_compressed(target / "merged.npz", cases=text(json.dumps(names)), **found)
    count = sum("/wrong:" in key for key in found)
    print(f"merged.npz: {len(names)} nets, {count} wrong arrays, {(target / 'merged.npz').stat().st_size:,} bytes")
