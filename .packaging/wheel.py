"""Writes a wheel of an installed tree: `pip install` of the file is all that a student needs.

    wheel.py TREE FOLDER

TREE is what make install made of a program that was linked with link.py static. The program is among the wheel's
scripts, as with ruff and uv; models, lessons and manual pages are its data, and kerastep.py is the module.
"""

import base64
import csv
import hashlib
import io
import sys
import zipfile
from pathlib import Path

import elf
import sums

# What may be asked of every Linux that pip installs a manylinux wheel on.
EVERYWHERE = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1"}
MOST_BYTES = 12_000_000
ROOT = Path(__file__).resolve().parent.parent


def tag(program):
    """The platform that the program runs on, by what it needs: `manylinux_2_35_x86_64`, no older one."""
    strangers = [name for name in elf.libraries(program) if name not in EVERYWHERE and not name.startswith("ld-linux")]
    if strangers:
        raise SystemExit(f"{program} needs {', '.join(strangers)}, which not every Linux has: link.py static")
    major, minor = elf.glibc(program)
    machine = elf.run("uname", "-m").strip()
    return f"manylinux_{major}_{minor}_{machine}"


def metadata(version):
    """What pip shows; the README is the description."""
    fields = [
        ("Metadata-Version", "2.1"),
        ("Name", "kerastep"),
        ("Version", version),
        ("Summary", "Step through a Keras model's prediction, equation by equation"),
        ("License", "Apache-2.0"),
        ("Keywords", "keras,debugger,education,lstm,neural network"),
        ("Classifier", "Environment :: Console"),
        ("Classifier", "Intended Audience :: Education"),
        ("Classifier", "License :: OSI Approved :: Apache Software License"),
        ("Classifier", "Operating System :: POSIX :: Linux"),
        ("Classifier", "Topic :: Scientific/Engineering :: Artificial Intelligence"),
        ("Requires-Python", ">=3.8"),
        ("Description-Content-Type", "text/markdown"),
    ]
    head = "".join(f"{name}: {value}\n" for name, value in fields)
    return head + "\n" + (ROOT / "README.md").read_text(encoding="utf-8")


class Wheel:
    """An archive and the record of what is in it."""

    def __init__(self, path, name):
        self.archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self.record = f"{name}.dist-info/RECORD"
        self.rows = []

    def add(self, name, data, mode=0o644):
        """Adds a file; every wheel of the same files is the same wheel, so it has no time."""
        data = data.encode() if isinstance(data, str) else data
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.external_attr = (0o100000 | mode) << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.archive.writestr(entry, data)
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        self.rows.append((name, f"sha256={digest}", len(data)))

    def close(self):
        """Writes the record last, in which only it has no sum."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(self.rows + [(self.record, "", "")])
        rows, self.rows = self.rows, []
        self.add(self.record, text.getvalue())
        self.rows = rows
        self.archive.close()


def write(tree, folder):
    """Writes the wheel and gives its path."""
    program = tree / "bin" / "kerastep"
    version = elf.version(program)
    platform = tag(program)
    name = f"kerastep-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-py3-none-{platform}.whl"
    wheel = Wheel(path, name)
    wheel.add("kerastep.py", (tree / "share/kerastep/python/kerastep.py").read_bytes())
    wheel.add(f"{name}.data/scripts/kerastep", program.read_bytes(), 0o755)
    for part in ["share/kerastep/models", "share/kerastep/walks", "share/kerastep/walkthroughs", "share/man"]:
        for file in sorted((tree / part).rglob("*")):
            if file.is_file():
                wheel.add(f"{name}.data/data/{file.relative_to(tree)}", file.read_bytes())
    wheel.add(f"{name}.dist-info/METADATA", metadata(version))
    wheel.add(
        f"{name}.dist-info/WHEEL",
        f"Wheel-Version: 1.0\nGenerator: kerastep\nRoot-Is-Purelib: false\nTag: py3-none-{platform}\n",
    )
    for licence in sorted((tree / "share/doc/kerastep").glob("*")):
        wheel.add(f"{name}.dist-info/licenses/{licence.name}", licence.read_bytes())
    wheel.close()
    return path


def main():
    path = write(Path(sys.argv[1]), Path(sys.argv[2]))
    size = path.stat().st_size
    print(f"{path}: {size / 1e6:.1f} MB")
    if size > MOST_BYTES:
        path.unlink()
        raise SystemExit(f"a wheel of more than {MOST_BYTES / 1e6:.0f} MB is too large for a course's network")
    sums.write(path.parent)


if __name__ == "__main__":
    main()
