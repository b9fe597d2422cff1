"""Writes a Debian package of an installed tree.

    deb.py ROOT FOLDER

ROOT has usr/bin and usr/share of a program that was linked with link.py shared; it becomes the package's root. DEBFULLNAME
and DEBEMAIL name its maintainer, as with Debian's own tools.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from email.utils import formatdate
from pathlib import Path

import elf
import sums

SOURCE = Path(__file__).resolve().parent.parent
DESCRIPTION = """debugger that steps through Keras models
 kerastep opens models that Keras saved, without Keras, and walks through a
 prediction equation by equation and timestep by timestep, forwards and
 backwards. Every number can be printed, explained term by term, compared
 with those of Keras and of one's own program; steps of training too.
"""


def maintainer():
    name = os.environ.get("DEBFULLNAME", "The kerastep authors")
    return f"{name} <{os.environ.get('DEBEMAIL', 'kerastep@users.noreply.github.com')}>"


def depends(program):
    """The packages whose libraries a program links, and how new, as dpkg-shlibdeps computes them."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "debian").mkdir()
        (Path(folder) / "debian/control").write_text("Source: kerastep\n\nPackage: kerastep\nArchitecture: any\n")
        told = subprocess.run(
            ["dpkg-shlibdeps", "-O", f"-e{program.resolve()}"],
            check=True, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        ).stdout
    return re.search(r"shlibs:Depends=(.*)", told).group(1)


def compressed(text):
    return gzip.compress(text, 9, mtime=0)


def changelog(version):
    """What Debian wants to know of a version; what changed stands in the project's own list."""
    day = formatdate(int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or None)
    return f"kerastep ({version}) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- {maintainer()}  {day}\n"


def copyright_text():
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: kerastep\n\nFiles: *\nCopyright: 2026 The kerastep authors\nLicense: Apache-2.0\n"
        " On Debian systems the text of this licence is in\n /usr/share/common-licenses/Apache-2.0.\n"
    )


# Lintian's remark on what goes to Debian's own archive, which this does not.
OVERRIDES = "kerastep: initial-upload-closes-no-bugs\n"


def prepare(root, version):
    """Puts files where Debian has them and as it has them: the documents, manual pages, what shells complete by."""
    share = root / "usr/share"
    overrides = share / "lintian/overrides/kerastep"
    overrides.parent.mkdir(parents=True)
    overrides.write_text(OVERRIDES)
    bash = share / "bash-completion/completions/kerastep"
    # It is read by a shell, never run.
    if bash.is_file() and bash.read_text().startswith("#!"):
        bash.write_text(bash.read_text().partition("\n")[2])
    docs = share / "doc/kerastep"
    shutil.rmtree(docs, ignore_errors=True)
    docs.mkdir(parents=True)
    (docs / "copyright").write_text(copyright_text())
    (docs / "changelog.Debian.gz").write_bytes(compressed(changelog(version).encode()))
    (docs / "changelog.gz").write_bytes(compressed((SOURCE / "docs/CHANGELOG.md").read_bytes()))
    for page in list((share / "man").rglob("*.[17]")):
        page.with_name(page.name + ".gz").write_bytes(compressed(page.read_bytes()))
        page.unlink()
    if (share / "zsh/site-functions").is_dir():
        (share / "zsh/site-functions").rename(share / "zsh/vendor-completions")


def control(root, version, architecture):
    """Writes DEBIAN/control and DEBIAN/md5sums."""
    files = sorted(path for path in (root / "usr").rglob("*") if path.is_file())
    folder = root / "DEBIAN"
    folder.mkdir()
    size = sum(path.stat().st_size + 1023 for path in files) // 1024
    fields = [
        ("Package", "kerastep"), ("Version", version), ("Architecture", architecture), ("Maintainer", maintainer()),
        ("Installed-Size", size), ("Depends", depends(root / "usr/bin/kerastep")), ("Suggests", "python3-numpy"),
        ("Section", "science"), ("Priority", "optional"), ("Description", DESCRIPTION),
    ]
    (folder / "control").write_text("".join(f"{name}: {value}\n" for name, value in fields).rstrip("\n") + "\n")
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files]
    (folder / "md5sums").write_text("".join(sums))


def settle(root):
    """Modes as Debian wants them, whatever the umask was."""
    for path in [root, *root.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)


def write(root, folder):
    """Writes the package and gives its path."""
    version = f"{elf.version(root / 'usr/bin/kerastep')}-1"
    architecture = elf.run("dpkg", "--print-architecture").strip()
    prepare(root, version)
    control(root, version, architecture)
    settle(root)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"kerastep_{version}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, path], check=True, stdout=subprocess.DEVNULL)
    return path


def main():
    path = write(Path(sys.argv[1]), Path(sys.argv[2]))
    sums.write(path.parent)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    print(elf.run("dpkg-deb", "-f", path, "Depends"), end="")


if __name__ == "__main__":
    main()
