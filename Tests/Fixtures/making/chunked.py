"""Weights as people and h5repack store them: in chunks, packed, shuffled, with checksums.

grid.zip has a file for every family of the grid, with one case for every set of layer classes, its weights in a group of its
number; and there is one whole model as .h5 and as a deflated .keras.
"""

import io
import json
import zipfile

import h5py
import numpy as np

OPTIONS = [
    {"compression": "gzip", "shuffle": True},
    {"compression": "gzip", "shuffle": True, "fletcher32": True},
    {"shuffle": True},
    {},
]


def make(folder):
    """Write all files anew."""
    folder.mkdir(exist_ok=True)
    here = folder.parent
    with zipfile.ZipFile(folder / "grid.zip", "w") as archive:
        for path in sorted((here / "grid").glob("*.k3.npz")):
            put(archive, f"{path.stem}.h5", repack(np.load(path)))
    with h5py.File(here / "lstm-gates" / "k2.h5") as source:
        (folder / "lstm-gates.h5").write_bytes(chunked(source))
    deflate(here / "lstm-gates" / "k3.keras", folder / "lstm-gates.keras")


def repack(cases):
    """The weights of one case for every set of layer classes, as the bytes of a file."""
    seen = set()
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        for number in sorted(json.loads(cases["cases"].tobytes())):
            classes = frozenset(kinds(json.loads(cases[f"{number}/json"].tobytes())))
            if classes in seen or f"{number}/w0" not in cases:
                continue
            seen.add(classes)
            index = 0
            while f"{number}/w{index}" in cases:
                write(file, f"{number}/w{index}", cases[f"{number}/w{index}"], index)
                index += 1
    return memory.getvalue()


def kinds(value):
    """All class names in a config."""
    if isinstance(value, dict):
        if isinstance(value.get("class_name"), str):
            yield value["class_name"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from kinds(one)


def write(group, name, array, number):
    """One array in two chunks along every axis, and a bit that sticks out."""
    if array.ndim == 0 or array.size == 0:
        group.create_dataset(name, data=array)
        return
    chunks = tuple(max(1, size // 2 + size % 2) for size in array.shape)
    group.create_dataset(name, data=array, chunks=chunks, **OPTIONS[number % len(OPTIONS)])


def chunked(source):
    """A copy of a file with all its arrays in chunks, as bytes."""
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        file.attrs.update(source.attrs)
        numbers = iter(range(10**6))

        def copy(name, item):
            if isinstance(item, h5py.Dataset):
                write(file, name, item[()], next(numbers))
            else:
                file.require_group(name)
            file[name].attrs.update(item.attrs)

        source.visititems(copy)
    return memory.getvalue()


def deflate(source, target):
    """A .keras with its entries packed and its weights in chunks."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".h5"):
                with h5py.File(io.BytesIO(content)) as file:
                    content = chunked(file)
            put(new, name, content)


def put(archive, name, content):
    """An entry that is packed and has no date."""
    archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
