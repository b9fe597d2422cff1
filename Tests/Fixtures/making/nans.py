"""Models of the grid fed NaN and infinities, and what Keras computes of them.

<family>.npz has the arrays <case>/x0… and <case>/y0… of the cases of grid/<family>.npz, all or every so manyth.

TensorFlow's own kernels make them, without oneDNN: with it a softmax gives 0 beside NaN, and pooling passes over NaN
everywhere. Without it MaxPooling3D gives NaN or not by where it stands in memory, so that its cases are left out.
"""

import json

import numpy as np

from making.environment import TAG, flatten, fresh, keras

FAMILIES = ["layers", "windows", "attention", "further"]
RECURRENT = ["simple_rnn", "lstm", "gru", "bidirectional", "wrappers"]
# Of these there are many cases of few kinds.
STRIDE = {"windows": 2, "simple_rnn": 3, "lstm": 3, "gru": 3, "bidirectional": 2}


def make(folder):
    """Write the families of the Keras at hand."""
    folder.mkdir(exist_ok=True)
    for family in FAMILIES + RECURRENT:
        cases = np.load(folder.parent / "grid" / f"{family}.{TAG}.npz")
        found = {}
        titles = json.loads(cases["cases"].tobytes())
        for number in sorted(titles)[:: STRIDE.get(family, 1)]:
            if titles[number].startswith("MaxPooling3D"):
                continue
            try:
                found.update(one(number, cases))
            except Exception as error:
                print(family, number, type(error).__name__, str(error)[:90].replace("\n", " "))
        np.savez_compressed(folder / f"{family}.{TAG}.npz", **found)
        print(family, len(found))


def one(number, cases):
    """The arrays of one case."""
    fresh()
    model = keras.models.model_from_json(cases[f"{number}/json"].tobytes().decode())
    index = 0
    for name, count in json.loads(cases[f"{number}/w_layers"].tobytes()):
        layer = model.get_layer(name)
        for variable in layer.trainable_weights + layer.non_trainable_weights:
            variable.assign(cases[f"{number}/w{index}"])
            index += 1
    inputs = []
    while f"{number}/x{len(inputs)}" in cases:
        inputs.append(cases[f"{number}/x{len(inputs)}"])
    if any(getattr(layer, "stateful", False) for layer in model.layers):
        return {}
    if not any(x.dtype.kind == "f" and x.size for x in inputs):
        return {}
    inputs = [poked(x, place + int(number)) for place, x in enumerate(inputs)]
    outputs = flatten(model(inputs if len(inputs) > 1 else inputs[0], training=False))
    result = {f"{number}/x{place}": x for place, x in enumerate(inputs)}
    for place, y in enumerate(outputs):
        y = np.asarray(y)
        result[f"{number}/y{place}"] = y.astype("float32") if y.dtype.name == "bfloat16" else y
    return result


def poked(x, seed):
    """Inputs with one NaN in the first sample, infinities in the second, both in the last."""
    if x.dtype.kind != "f" or not x.size:
        return x
    x = x.copy()
    random = np.random.default_rng(seed)
    rows = x.reshape(len(x), -1)
    for sample, values in ((0, [np.nan]), (1, [np.inf, -np.inf]), (2, [np.nan, np.inf])):
        if sample < len(rows):
            for place, value in zip(random.permutation(rows.shape[1]), values):
                rows[sample, place] = value
    return x
