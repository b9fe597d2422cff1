"""Writes the files that the Containers module is tested with, next to this script.

Run with NumPy and h5py: python generate.py. What each file holds is told where it is written; a file x.npz beside
x.h5 holds the same arrays, by path without the leading slash. Everything is seeded, times are not stored.
"""

import io
import pathlib
import struct
import zipfile

import h5py
import numpy as np

here = pathlib.Path(__file__).parent
random = np.random.default_rng(7)
DATE = (1980, 1, 1, 0, 0, 0)


def h5(name, **options):
    return h5py.File(here / name, "w", track_order=None, **options)


def save_npz(path, arrays):
    """np.savez with a fixed date, so that running again changes nothing."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.asarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(name + ".npy", DATE), content.getvalue())


def companion(name, arrays):
    save_npz(here / name, arrays)


# Every element type, in both byte orders, as a dataset and as an attribute of the root.
codes = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]
arrays = {}
with h5("types.h5") as f:
    for code in codes:
        for order in "<>":
            dtype = np.dtype(order + code)
            if code[0] == "f":
                values = random.normal(size=(3, 4)).astype(dtype)
                values.flat[:3] = [np.nan, -np.inf, 0]
            else:
                info = np.iinfo(dtype)
                values = random.integers(info.min, info.max, (3, 4), dtype.newbyteorder("="), endpoint=True).astype(dtype)
            name = f"numbers/{'little' if order == '<' else 'big'}_{code}"
            f[name] = arrays[name] = values
            f.attrs[name.replace("/", "_")] = values
    f["bool"] = arrays["bool"] = np.array([True, False, True])
    f["scalar"] = arrays["scalar"] = np.float32(2.5)
    f["empty"] = arrays["empty"] = np.zeros((0, 3), np.float32)
    f["ones"] = arrays["ones"] = np.ones((1, 1, 1, 1, 2), np.float32)
    f["bfloat16"] = np.array([0x3F80, 0xC000, 0x7F80], np.uint16).view("V2")
    f["bfloat16"].attrs["dtype"] = "bfloat16"
    f["bfloat16_unnamed"] = f["bfloat16"][()]
    arrays["bfloat16"] = arrays["bfloat16_unnamed"] = f["bfloat16"][()]
    f["null"] = h5py.Empty("f4")
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    values = np.arange(6, dtype="<i4").reshape(2, 3)
    dataset = h5py.h5d.create(f.id, b"compact", h5py.h5t.STD_I32LE, h5py.h5s.create_simple((2, 3)), compact)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, values)
    arrays["compact"] = values
    f["colour"] = np.array([0, 2, 1], "u1").astype(h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 2}, "u1"))
    arrays["colour"] = np.array([0, 2, 1], "u1")
companion("types.npz", arrays)

# Strings of every layout.
with h5("strings.h5") as f:
    texts = ["", "dense", "größe", "層 🙂"]
    f["fixed"] = np.array([t.encode() for t in texts], "S16")
    f["variable"] = np.array(texts, object).astype(h5py.string_dtype())
    f["grid"] = np.array([["a", "b"], ["c", "dd"]], object).astype(h5py.string_dtype())
    f["scalar"] = "one"
    f["none"] = np.zeros((0,), h5py.string_dtype())
    f.attrs["fixed"] = np.array([t.encode() for t in texts], "S16")
    f.attrs["variable"] = np.array(texts, object).astype(h5py.string_dtype())
    f.attrs["scalar"] = "größe"
    f.attrs["bytes"] = np.bytes_("2.2.4")
    f.attrs["no_names"] = np.zeros((0,))
    f.attrs["null"] = h5py.Empty("S5")
    padded = h5py.h5t.C_S1.copy()
    padded.set_size(6)
    padded.set_strpad(h5py.h5t.STR_SPACEPAD)
    dataset = h5py.h5d.create(f.id, b"spaces", padded, h5py.h5s.create_simple((2,)))
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([b"ab    ", b"abcdef"]), padded)
    f.attrs["long"] = ["name_%04d" % i for i in range(1500)]

# Chunked: edges that stick out, filters, missing chunks, more chunks than one tree node holds.
arrays = {}
with h5("chunked.h5") as f:
    def add(name, values, **options):
        f.create_dataset(name, data=values, **options)
        arrays[name] = values

    wave = np.sin(np.arange(7 * 10 * 3)).astype("f4").reshape(7, 10, 3)
    add("plain", wave, chunks=(3, 4, 2))
    add("gzip", wave, chunks=(3, 4, 2), compression="gzip")
    add("gzip9_shuffle", wave, chunks=(7, 10, 3), compression="gzip", compression_opts=9, shuffle=True)
    add("fletcher", wave, chunks=(2, 10, 3), fletcher32=True)
    add("all", wave, chunks=(4, 3, 3), compression="gzip", shuffle=True, fletcher32=True)
    add("big", wave.astype(">f8"), chunks=(4, 3, 3), compression="gzip", shuffle=True)
    add("bytes", np.arange(101, dtype="u1"), chunks=(10,), shuffle=True, fletcher32=True)
    add("many", np.arange(1000, dtype="<i2"), chunks=(3,))
    add("resizable", np.arange(12.0).reshape(3, 4), chunks=(5, 5), maxshape=(None, None), compression="gzip")
    sparse = f.create_dataset("sparse", (6, 6), "f4", chunks=(2, 2), fillvalue=-1.5)
    sparse[2:4, 2:4] = 8
    arrays["sparse"] = sparse[()]
    strings = f.create_dataset("strings", (5,), h5py.string_dtype(), chunks=(2,), compression="gzip")
    strings[:] = ["v", "w", "x", "y", "zz"]
companion("chunked.npz", arrays)

# Values that were never written, all or some: what h5py reads there is one value, zero unless told otherwise.
arrays = {}
with h5("unwritten.h5") as f:
    for layout, options in {"run": {}, "chunks": {"chunks": (2, 3)}, "packed": {"chunks": (2, 3), "compression": "gzip"}}.items():
        for code, fill in {"f4": 0.25, ">f8": -1e300, "i1": 7, "u4": 2**32 - 1, "f2": np.nan, "?": True}.items():
            name = f"{layout}/{code.strip('>?') or 'bool'}"
            f.create_dataset(name, (4, 5), code, fillvalue=fill, **options)
            f.create_dataset(f"{name}_zero", (4, 5), code, **options)
            if options:
                f.create_dataset(f"{name}_some", (4, 5), code, fillvalue=fill, **options)[:2, 3:] = 1
    f.create_dataset("scalar", (), "f4", fillvalue=2.5)
    f.visititems(lambda name, item: arrays.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
companion("unwritten.npz", arrays)

# Much out of little, as weights of zeros are: 20 MB.
np.savez_compressed(here / "zeros.npz", zeros=np.zeros(5_000_000, "f4"))

# The newer structures: superblock 3, version 2 object headers, link messages.
values = np.arange(6, dtype="<f4").reshape(2, 3)
with h5("latest.h5", libver="latest") as f:
    f["a/b/values"] = values
    f["a/b/values"].attrs["unit"] = "kg"
    f.attrs["names"] = ["x", "y"]
companion("latest.npz", {"a/b/values": values})
with h5("userblock.h5", userblock_size=512) as f:
    f["values"] = values
    f.attrs["name"] = "behind a user block"
companion("userblock.npz", {"values": values})

# Groups of many names, whose trees have two levels.
with h5("many.h5") as f:
    for i in range(300):
        f.create_group(f"layer_{i}").attrs["number"] = i

# What is refused, each by its name; some libraries would follow these out of the file.
with h5("refused.h5") as f:
    f["values"] = values
    f["links/soft"] = h5py.SoftLink("/values")
    f["links/external"] = h5py.ExternalLink("/etc/passwd", "/")
    f["group/loop"] = f["/"]
    f["alias"] = f["values"]
    f.create_dataset("external_storage", (4,), "u1", external=[("/etc/passwd", 0, 4)])
    layout = h5py.VirtualLayout((2, 3), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "values", (2, 3))
    f.create_virtual_dataset("virtual", layout)
    f.create_dataset("bomb", (1 << 40,), "f4")
    f.create_dataset("chunked_bomb", (1 << 40,), "f4", chunks=(1 << 20,), compression="gzip")
    f["chunked_bomb"][0] = 1
    f["compound"] = np.zeros(2, [("a", "f4"), ("b", "i4")])
    f["reference"] = np.array([f.ref], object).astype(h5py.ref_dtype)
    f.create_dataset("sequences", (2,), h5py.vlen_dtype("i4"))[0] = [1, 2]
    vector = h5py.h5t.array_create(h5py.h5t.IEEE_F32LE, (3,))
    h5py.h5d.create(f.id, b"array_type", vector, h5py.h5s.create_simple((2,)))
    f["committed"] = np.dtype("f4")
    f.create_dataset("of_committed", (2,), f["committed"])[:] = 1
    f["values"].attrs.create("of_committed", 1, dtype=f["committed"])
    f["values"].attrs["name"] = "kernel"
    f.create_dataset("lzf", data=np.zeros(64, "f4"), compression="lzf")
    f["opaque"] = np.zeros(2, "V5")
    f["complex"] = np.zeros(2, "c8")
with h5("refused_latest.h5", libver="latest") as f:
    for i in range(20):
        f.attrs[f"a{i}"] = i
        f[f"links/l{i}"] = 1
    f.create_dataset("chunks", data=np.zeros(64, "f4"), chunks=(8,), compression="gzip")
with h5("deep.h5") as f:
    f.create_group("/".join("g" * 120))

# .npy in every version, order and layout.
grid = np.arange(24, dtype="<f4").reshape(2, 3, 4)
arrays = {
    "grid": grid, "big": grid.astype(">f8"), "fortran": np.asfortranarray(grid), "scalar": np.float64(0.5),
    "fortran_bytes": np.asfortranarray(np.array([[b"abc", b"d"], [b"ef", b""]])),
    "fortran_big": np.asfortranarray(grid.astype(">i2")), "vector": np.arange(5), "empty": np.zeros((0, 4), "f2"),
    "bool": np.array([[True], [False]]), "bytes": np.array([b"ab", b"c"]), "text": np.array(["größe", "🙂"]),
    "big_text": np.array(["größe", "🙂"]).astype(">U5"), "half": np.arange(3, dtype="f2"),
}
save_npz(here / "orders.npz", arrays)
np.savez_compressed(here / "deflated.npz", grid=grid, zeros=np.zeros((100, 100)))
for version in [(1, 0), (2, 0), (3, 0)]:
    with open(here / f"v{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, grid, version)
np.savez(here / "pickled.npz", good=grid, bad=np.array([{"a": 1}, None]))


def npy(header, values=b""):
    text = header.encode()
    text += b" " * (63 - (10 + len(text)) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + values


def zip_of(name, entries, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(here / name, "w", method) as archive:
        for entry, content in entries:
            info = zipfile.ZipInfo(entry, DATE)
            info.compress_type = method
            archive.writestr(info, content)


head = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
zip_of("unsupported.npz", [
    ("fields.npy", npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", bytes(8))),
    ("complex.npy", npy(head % ("<c8", "(1,)"), bytes(8))),
    ("dates.npy", npy(head % ("<M8[ns]", "(1,)"), bytes(8))),
    ("bomb.npy", npy(head % ("<f4", "(1099511627776, 1099511627776)"))),
    ("short.npy", npy(head % ("<f4", "(1024,)"), bytes(8))),
    ("python2.npy", npy(head % ("<f4", "(2L,)"), bytes(8))),
    ("negative.npy", npy(head % ("<f4", "(-2,)"), bytes(8))),
    ("code.npy", npy("__import__('os').system('true')")),
])

# ZIP archives.
with open(here / "zip64.zip", "wb") as file, zipfile.ZipFile(file, "w") as archive:
    with archive.open(zipfile.ZipInfo("wide.txt", DATE), "w", force_zip64=True) as entry:
        entry.write(b"sizes in the zip64 field")


class Pipe(io.RawIOBase):
    """A stream that cannot seek: sizes follow the data."""

    def __init__(self):
        self.content = b""

    def writable(self):
        return True

    def write(self, data):
        self.content += bytes(data)
        return len(data)


pipe = Pipe()
with zipfile.ZipFile(pipe, "w") as archive:
    for method, name in [(zipfile.ZIP_STORED, "stored.txt"), (zipfile.ZIP_DEFLATED, "deflated.txt")]:
        info = zipfile.ZipInfo(name, DATE)
        info.compress_type = method
        archive.writestr(info, b"streamed " * 20)
(here / "streamed.zip").write_bytes(pipe.content)

import warnings
warnings.simplefilter("ignore")
zip_of("duplicate.zip", [("config.json", "{}"), ("config.json", "[]")])
zip_of("upwards.zip", [("../config.json", "{}")])
zip_of("absolute.zip", [("/etc/config.json", "{}")])
zip_of("backslash.zip", [("..\\config.json", "{}")])
zip_of("bomb.zip", [("zeros", bytes(70 << 20))], zipfile.ZIP_DEFLATED)
zip_of("bzip2.zip", [("a", bytes(1000))], zipfile.ZIP_BZIP2)
zip_of("good.zip", [("a.txt", "content of a"), ("folder/b.txt", "content of b"), ("empty", "")])
good = (here / "good.zip").read_bytes()


def patched(name, base, changes):
    data = bytearray(base)
    for position, value in changes:
        data[position:position + len(value)] = value
    (here / name).write_bytes(data)


directory = good.index(b"PK\x01\x02")
patched("encrypted.zip", good, [(6, b"\x01"), (directory + 8, b"\x01")])
# Encrypted and stored: longer by the 12 bytes of its key than what it unpacks to.
zip_of("locked.zip", [("a.txt", bytes(36))])
locked = (here / "locked.zip").read_bytes()
entry = locked.index(b"PK\x01\x02")
patched("locked.zip", locked, [
    (6, b"\x01"), (22, struct.pack("<I", 24)), (entry + 8, b"\x01"), (entry + 24, struct.pack("<I", 24))])
patched("renamed.zip", good, [(30, b"b.txt")])
patched("overlap.zip", good, [(directory + 20, struct.pack("<II", 90, 90))])
patched("corrupt.zip", good, [(35, b"X")])
small = io.BytesIO()
with zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as archive:
    info = zipfile.ZipInfo("a", DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, bytes(5000))
small = small.getvalue()
directory = small.index(b"PK\x01\x02")
patched("understated.zip", small, [(22, struct.pack("<I", 1000)), (directory + 24, struct.pack("<I", 1000))])

# An HDF5 file that begins at a byte where HDF5 looks for its signature behind a block of the user's.
with h5py.File(io.BytesIO(), "w") as f:
    f["values"] = np.arange(3, dtype="f4")
    f.flush()
    held = f.id.get_file_image()
zip_of("at512.zip", [("metadata.json", b" " * (512 - 2 * 30 - 13 - 16)), ("model.weights.h5", held)])
assert (here / "at512.zip").read_bytes()[512:520] == b"\x89HDF\r\n\x1a\n"
