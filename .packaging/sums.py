"""SHA256SUMS of a folder of packages, which sha256sum -c checks."""

import hashlib


def write(folder):
    """Writes the sums of all that is in the folder anew."""
    packages = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in packages]
    (folder / "SHA256SUMS").write_text("".join(lines))
