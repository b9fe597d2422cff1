"""Converts models with kerastep and asks real Keras 3 what it makes of them.

    python convert_check.py KERASTEP [--to .keras|.h5] [--list] [FILE | GRID.npz[:CASE] ...]

Without files: every model of the fixtures that has a golden, and every case of the grid. A line each: `agrees`, `differs`,
`not opened` (by Keras), `refused` (by kerastep), each with what is said; a count of them at the end. Ends with 1 where Keras
does not open a file, or gives other numbers than the golden, with 77 where there is no Keras to ask.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

try:
    import h5py
    import keras
    import numpy as np
except ImportError as error:
    print(f"not asked: {error}")
    sys.exit(77)

HERE = Path(__file__).parent


def models():
    """The models of the fixtures with their goldens."""
    others = ("gradients", "slopes", "training")  # their y are targets
    for path in sorted(HERE.glob("*/*")) + sorted(HERE.glob("graphs/*/*")):
        if path.suffix not in (".keras", ".h5", ".json", ".yaml") or path.is_dir() or "weights" in path.name:
            continue
        if path.parent.name in others:
            continue
        golden = golden_of(path)
        if golden:
            yield path, golden
    for path in sorted(HERE.glob("grid/*.npz")):
        with np.load(path) as pack:
            for case in sorted(json.loads(text(pack["cases"]))):
                yield f"{path}:{case}", None


def golden_of(path):
    tag = path.name.split(".")[0]
    for name in (f"{tag}_golden.npz", "golden.npz", path.with_suffix(".npz").name):
        if (path.parent / name).exists():
            return path.parent / name
    return None


def weights_of(path):
    """The weights beside an architecture."""
    stem = path.stem
    for name in (f"{stem}.weights.h5", f"{stem}_weights_legacy.h5", f"{stem}_weights.h5"):
        if (path.parent / name).exists():
            return ["--weights", str(path.parent / name)]
    return []


def version_of(path):
    """What an architecture of Keras 3 does not say."""
    versions = {"k1": "2.2.4", "k2": "2.15", "k3": "3.15"}
    return ["--keras-version", versions[path.name[:2]]] if path.name[:2] in versions else []


def text(array):
    return array.tobytes().decode() if array.dtype == np.uint8 else str(array)


def grid_file(pack, case, folder):
    """A case of the grid as an .h5 of the Keras that made it, and its golden."""
    path = os.path.join(folder, "case.h5")
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = text(pack[f"{case}/json"])
        file.attrs["keras_version"] = text(pack[f"{case}/keras_version"])
        file.attrs["backend"] = "tensorflow"
        group = file.create_group("model_weights")
        layers = json.loads(text(pack[f"{case}/w_layers"]))
        group.attrs["layer_names"] = [name.encode() for name, _ in layers]
        index = 0
        for name, count in layers:
            names = []
            layer = group.create_group(name)
            for _ in range(count):
                names.append(f"w{index}")
                layer[f"w{index}"] = pack[f"{case}/w{index}"]
                index += 1
            layer.attrs["weight_names"] = [name.encode() for name in names]
    golden = {key[len(case) + 1 :]: pack[key] for key in pack.files if key.startswith(case + "/")}
    return path, golden


def series(golden, letter):
    found = []
    while f"{letter}{len(found)}" in golden:
        found.append(golden[f"{letter}{len(found)}"])
    return found


def compare(model, golden):
    """Nothing, or how a model differs from a golden."""
    inputs = [as_keras(array) for array in series(golden, "x")]
    expected = series(golden, "y")
    struct = model._inputs_struct if hasattr(model, "_inputs_struct") else None
    if isinstance(struct, dict):
        inputs = dict(zip(sorted(struct), inputs))
    elif len(inputs) == 1 and not isinstance(struct, (list, tuple)):
        inputs = inputs[0]
    found = keras.tree.flatten(model(inputs, training=False))
    if len(found) != len(expected):
        return f"{len(found)} outputs for {len(expected)}"
    for index, (one, two) in enumerate(zip(found, expected)):
        if "bfloat16" in str(one.dtype):
            one = keras.ops.cast(one, "float32")
        one = np.asarray(keras.ops.convert_to_numpy(one), np.float64)
        two = np.asarray(two, np.float64)
        if one.shape != two.shape:
            return f"y{index} is {one.shape} for {two.shape}"
        half = any("float16" in str(layer.compute_dtype) for layer in model.layers)
        finite = np.isfinite(two)
        if not np.array_equal(np.isnan(one), np.isnan(two)):
            return f"y{index} has NaN elsewhere"
        size = max(1.0, np.abs(two[finite]).max(initial=0))
        gap = np.abs(one - two)[finite].max(initial=0)
        if gap > (2e-2 if half else 3e-5) * size:
            return f"y{index} is {gap:.2g} apart, of {size:.2g}"
    return None


def as_keras(array):
    return array.astype("float32") if array.dtype == np.float64 else array


def check(program, path, golden, ending, folder):
    """(verdict, what is said) of one model."""
    if isinstance(path, str) and ".npz:" in path:
        pack, case = path.rsplit(":", 1)
        with np.load(pack) as arrays:
            source, golden = grid_file(arrays, case, folder)
    else:
        source = str(path)
        golden = dict(np.load(golden))
    out = os.path.join(folder, "out" + ending)
    if os.path.exists(out):
        os.remove(out)
    extra = []
    if source.endswith((".json", ".yaml")):
        extra = weights_of(Path(source)) + version_of(Path(source))
    run = subprocess.run(
        [program, "convert", source, out] + extra, capture_output=True, text=True, timeout=300
    )
    if run.returncode != 0:
        return "refused", f"({run.returncode}) " + run.stderr.strip().removeprefix("kerastep: ").replace("\n", " | ")
    try:
        keras.backend.clear_session()
        model = keras.models.load_model(out, compile=False)
    except Exception as error:
        return "not opened", f"{type(error).__name__}: {str(error)[:400]}".replace("\n", " ")
    try:
        said = compare(model, golden)
    except Exception as error:
        return "not opened", f"call: {type(error).__name__}: {str(error)[:300]}".replace("\n", " ")
    return ("differs", said) if said else ("agrees", "")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("files", nargs="*")
    options.add_argument("--to", default=".keras")
    options.add_argument("--list", action="store_true", help="agreeing models too")
    options = options.parse_intermixed_args()
    todo = [(file if ".npz:" in file else Path(file), golden_of(Path(file))) for file in options.files]
    counts = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path, golden in todo or models():
            if golden is None and ".npz:" not in str(path):
                print(f"no golden: {path}")
                continue
            verdict, said = check(options.program, path, golden, options.to, folder)
            counts[verdict] += 1
            if options.list or verdict != "agrees":
                name = str(path).removeprefix(str(HERE) + "/")
                print(f"{verdict}: {name}" + (f": {said}" if said else ""), flush=True)
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    return 1 if counts["differs"] or counts["not opened"] else 0


if __name__ == "__main__":
    sys.exit(main())
