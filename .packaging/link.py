"""Links the objects of the release build once more, without the run path that SwiftPM gives it.

    link.py BUILD OUT shared    with the system's libraries, for a distribution's own package
    link.py BUILD OUT static    with all that is not glibc in the program, for any Linux with a glibc as new as this one

BUILD is SwiftPM's folder (.build/release). Beside OUT, a static program gets the licences of what is in it, as Debian's
packages tell them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import elf

# What the program names itself, and what those name in their turn.
OWN = ["z", "edit", "openblas"]
THEIRS = ["tinfo", "bsd", "md", "stdc++"]

# OpenBLAS' kernels for processors, of which a program keeps two sets: any x86-64, and AVX2, which most machines have.
# Every further set is 1 MB.
KEPT = {"PRESCOTT", "HASWELL"}
# The processors with AVX2, which use HASWELL; the others PRESCOTT.
AVX2 = {"ZEN", "SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS"}

# No other program calls functions of this one.
EXPORTS = "{ local: *; };\n"


def archive(name):
    """The static library that the compiler would find; None where there is none."""
    path = Path(elf.run("clang", f"-print-file-name=lib{name}.a").strip())
    return path.resolve() if path.is_absolute() else None


def archives():
    """The static libraries by name; those that the program names itself must be there."""
    found = {name: archive(name) for name in OWN + THEIRS}
    missing = [f"lib{name}.a" for name in OWN if found[name] is None]
    if missing:
        raise SystemExit(
            f"{', '.join(missing)} missing: Debian and Ubuntu have them in libedit-dev, libopenblas-dev and "
            "zlib1g-dev, Fedora in openblas-static and zlib-static"
        )
    return {name: path for name, path in found.items() if path}


def kernel_aliases(openblas):
    """Options that let processors share a set of kernels, so that the linker leaves the other sets out."""
    symbols = subprocess.run(["nm", openblas], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    sets = set(re.findall(r" D gotoblas_(\w+)", symbols))
    if not KEPT <= sets:
        return []
    others = sorted(sets - KEPT)
    return [f"--defsym=gotoblas_{name}=gotoblas_{'HASWELL' if name in AVX2 else 'PRESCOTT'}" for name in others]


def licences(paths):
    """The copyright files of the packages that archives came from, one after the other."""
    texts = []
    for name, path in sorted(paths.items()):
        owner = subprocess.run(["dpkg", "-S", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        package = owner.stdout.split(":")[0]
        copyright_file = Path(f"/usr/share/doc/{package}/copyright")
        if package and copyright_file.is_file():
            text = copyright_file.read_text(errors="replace")
        else:
            text = f"lib{name}, from {path}: see its own distribution.\n"
        if text not in texts:
            texts.append(text)
    return "\n\n".join(texts)


def link(build, out, is_static):
    """Writes the program, stripped."""
    objects = build / "kerastep.product" / "Objects.LinkFileList"
    if not objects.is_file():
        raise SystemExit(f"{objects} is missing: make release builds what it lists")
    out.parent.mkdir(parents=True, exist_ok=True)
    exports = out.parent / "exports.map"
    exports.write_text(EXPORTS)
    linker = ["--gc-sections", "-O2", "--icf=safe", "--defsym=main=kerastep_main", f"--version-script={exports}"]
    names = OWN
    folders = []
    if is_static:
        paths = archives()
        only = out.parent / "archives"
        only.mkdir(exist_ok=True)
        for name, path in paths.items():
            (only / f"lib{name}.a").unlink(missing_ok=True)
            (only / f"lib{name}.a").symlink_to(path)
        folders = [f"-L{only.resolve()}"]
        names = list(paths)
        linker += kernel_aliases(paths["openblas"])
        (out.parent / "licences-of-libraries.txt").write_text(licences(paths))
    draft = out.with_suffix(".part")
    command = ["swiftc", *folders, *(f"-l{name}" for name in names), f"@{objects}", "-o", draft]
    command += ["-emit-executable", "-static-stdlib", "-module-name", "kerastep"]
    if is_static:
        command += ["-Xclang-linker", "-static-libgcc"]
    for option in linker:
        command += ["-Xlinker", option]
    ended = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if ended.returncode != 0:
        raise SystemExit(ended.stdout)
    subprocess.run(["strip", draft], check=True)
    os.replace(draft, out)


def main():
    build, out, kind = sys.argv[1:]
    program = Path(out)
    link(Path(build), program, kind == "static")
    print(f"{out}: {program.stat().st_size / 1e6:.1f} MB, glibc {'.'.join(map(str, elf.glibc(program)))} or newer")
    print(elf.run("ldd", program), end="")


if __name__ == "__main__":
    main()
