"""Writes the archive of the source, and the formula by which Homebrew builds it.

    formula.py PROGRAM REPOSITORY FOLDER

PROGRAM says which version it is; REPOSITORY is the address at which the release of that version has the archive.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import elf
import sums

ROOT = Path(__file__).resolve().parent.parent


def main():
    program, repository, folder = sys.argv[1], sys.argv[2].removesuffix(".git"), Path(sys.argv[3])
    if not repository.startswith("https://"):
        raise SystemExit("make formula REPOSITORY=https://…: the address that has the releases")
    version = elf.version(program)
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"kerastep-{version}-source.tar.gz"
    command = ["git", "-C", ROOT, "archive", f"--prefix=kerastep-{version}/", "-o", source.resolve(), "HEAD"]
    subprocess.run(command, check=True)
    text = (ROOT / ".packaging/kerastep.rb").read_text(encoding="utf-8")
    for word, value in {
        "@REPOSITORY@": repository,
        "@VERSION@": version,
        "@SOURCE@": source.name,
        "@SHA256@": hashlib.sha256(source.read_bytes()).hexdigest(),
    }.items():
        text = text.replace(word, value)
    # What is said of the template is not true of what is made of it.
    (folder / "kerastep.rb").write_text(text[text.index("class "):], encoding="utf-8")
    sums.write(folder)
    print(f"{folder / 'kerastep.rb'}: {source.name} of {repository}")


if __name__ == "__main__":
    main()
