"""Many small models in one .npz: <case>/json, keras_version, w_layers, w0…, x0…, y0…, layer:<name>.

Cases are numbered; the array `cases` is JSON that says what each number is about.
"""

import json

import numpy as np

from making.environment import TAG, VERSION, fresh, keras
from making.run import fill, legacy_weights, ordered, run

LARGEST = 300.0


def text(value):
    """UTF-8 bytes."""
    return np.frombuffer(value.encode(), "uint8")


def same(a, b):
    """Whether two arrays are equal to the last bit."""
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


class Pack:
    """The cases of one family under one version of Keras."""

    def __init__(self, family):
        self.family = family
        self.arrays = {}
        self.cases = []
        self.troubles = []

    def add(self, case, build, inputs, second=None):
        """Build a model, give it its seeded weights, run it and keep everything.

        `second` holds the inputs of a following call (stateful layers). What this Keras refuses
        to build is noted and left out.
        """
        if case in self.cases:
            raise ValueError(f"two cases named {case}")
        try:
            model, found = self._moderate(case, build, inputs, second)
        except Exception as error:
            self._note(case, "refused", error)
            return
        self.cases.append(case)
        self._reload(case, model, inputs, found)
        outputs = [y for name, y in found.items() if name.startswith("y")]
        for name, value in {**self._architecture(model), **found}.items():
            if not (name.startswith("layer:") and any(same(value, y) for y in outputs)):
                self.arrays[f"{len(self.cases) - 1:03}/{name}"] = value

    def _moderate(self, case, build, inputs, second):
        """A model and its results, with weights small enough that nothing grows without bound."""
        for scale in (1, 0.5, 0.25, 0.125):
            fresh()
            model = fill(build(), self.family, case, scale=scale)
            found = self._results(model, inputs, second)
            results = [y for name, y in found.items() if "x" not in name and y.dtype.kind == "f"]
            if all((np.abs(y[np.isfinite(y)]) < LARGEST).all() for y in results):
                break
        return model, found

    def _architecture(self, model):
        weights = legacy_weights(model)
        flat = [w for _, arrays in weights for w in arrays]
        counts = json.dumps([[name, len(arrays)] for name, arrays in weights])
        return {
            "json": text(model.to_json()),
            "keras_version": text(VERSION),
            "w_layers": text(counts),
            **{f"w{i}": w for i, w in enumerate(flat)},
        }

    def _results(self, model, inputs, second):
        outputs, layers = run(model, inputs)
        found = {f"x{i}": np.asarray(x) for i, x in enumerate(ordered(model, inputs))}
        found.update({f"y{i}": y for i, y in enumerate(outputs)})
        found.update({f"layer:{name}": y for name, y in layers.items()})
        if second is not None:
            outputs, _ = run(model, second)
            found.update({f"second/x{i}": x for i, x in enumerate(ordered(model, second))})
            found.update({f"second/y{i}": y for i, y in enumerate(outputs)})
        return found

    def _reload(self, case, model, inputs, found):
        """Whether the architecture's JSON and the weights alone give the same numbers."""
        try:
            twin = keras.models.model_from_json(model.to_json())
            if twin.inputs is None:
                twin.build(model.input_shape)
            for mine, its in zip(twin.layers, model.layers):
                mine.set_weights(its.get_weights())
            outputs, _ = run(twin, inputs)
        except Exception as error:
            self._note(case, "cannot be rebuilt", error)
            return
        for index, y in enumerate(outputs):
            if not np.allclose(y, found[f"y{index}"], 1e-5, 1e-5, equal_nan=True):
                self._note(case, "differs when rebuilt from its JSON", f"y{index}")

    def _note(self, case, what, detail):
        words = " ".join(str(detail).split())
        self.troubles.append(f"{self.family}.{TAG} {case}: {what}: {words[:300]}")

    def _note_moved(self, path, names):
        """Which cases of the file that is there get another number: other fixtures know them by it."""
        if not path.exists():
            return
        with np.load(path) as old:
            known = json.loads(bytes(old["cases"]))
        moved = [case for number, case in known.items() if names.get(number) != case]
        if moved:
            self.troubles.append(
                f"{len(moved)} cases have another number, from {moved[0]} on: nans, chunked and mistakes know them by it."
                " Add new cases behind all others"
            )

    def save(self, folder):
        """Write <family>.<k2 or k3>.npz."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.family}.{TAG}.npz"
        names = {f"{number:03}": case for number, case in enumerate(self.cases)}
        self._note_moved(path, names)
        np.savez_compressed(path, cases=text(json.dumps(names, indent=0)), **self.arrays)
        print(f"{path.name}: {len(self.cases)} cases, {path.stat().st_size:,} bytes")
        for line in self.troubles:
            print("  " + line)


