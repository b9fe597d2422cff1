"""Writes a .tar.gz of an installed tree.

    archive.py TREE FOLDER

It is unpacked anywhere: the program finds its models and lessons beside itself.
"""

import gzip
import platform
import sys
import tarfile
from pathlib import Path

import elf
import sums


def plain(entry):
    """Nobody's, and of no time, so that the same files make the same archive."""
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = "root"
    return entry


def write(tree, folder):
    """Writes the archive and gives its path."""
    system = f"{platform.system().lower()}-{platform.machine()}"
    name = f"kerastep-{elf.version(tree / 'bin' / 'kerastep')}-{system}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.tar.gz"
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for part in [tree, *sorted(tree.rglob("*"))]:
                archive.add(part, f"{name}/{part.relative_to(tree)}", recursive=False, filter=plain)
    return path


def main():
    folder = Path(sys.argv[2])
    path = write(Path(sys.argv[1]), folder)
    sums.write(folder)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
