"""Tests of what makes packages, of a program that every Linux has in the place of ours; and of the wheel that make wheel
left, where it did: that one is installed and predicts.

    python -m unittest discover Tests/Python
"""

import base64
import gzip
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".packaging"))
sys.dont_write_bytecode = True

import archive  # noqa: E402
import deb  # noqa: E402
import elf  # noqa: E402
import link  # noqa: E402
import sums  # noqa: E402
import wheel  # noqa: E402

PROGRAM = "/bin/true"
WHEELS = sorted((ROOT / ".build/packages").glob("*.whl"))


def has_tools(*names):
    return sys.platform == "linux" and all(shutil.which(name) for name in names)


@unittest.skipUnless(has_tools("objdump"), "needs Linux and objdump")
class Packages(unittest.TestCase):
    """A tree as make install leaves it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name) / "packages"
        self.root = Path(folder.name) / "root"
        self.tree = self.root / "usr"
        for name, text in {
            "share/kerastep/python/kerastep.py": "NAME = 'kerastep'\n",
            "share/kerastep/models/xor.keras": "a model",
            "share/doc/kerastep/LICENSE": "a licence",
            "share/man/man1/kerastep.1": ".TH KERASTEP 1",
            "share/bash-completion/completions/kerastep": "#!/bin/bash\ncomplete kerastep\n",
            "share/zsh/site-functions/_kerastep": "#compdef kerastep",
        }.items():
            (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
            (self.tree / name).write_text(text)
        (self.tree / "bin").mkdir()
        shutil.copy(PROGRAM, self.tree / "bin/kerastep")
        told = mock.patch.object(elf, "version", return_value="1.2.3")
        told.start()
        self.addCleanup(told.stop)

    def test_a_wheel_says_what_is_in_it(self):
        path = wheel.write(self.tree, self.out)
        with zipfile.ZipFile(path) as packed:
            self.assertIsNone(packed.testzip())
            names = packed.namelist()
            rows = [line.split(",") for line in packed.read("kerastep-1.2.3.dist-info/RECORD").decode().split()]
            self.assertEqual(sorted(name for name, _, _ in rows), sorted(names))
            for name, digest, size in rows[:-1]:
                data = packed.read(name)
                told = base64.urlsafe_b64decode(digest.partition("=")[2] + "=")
                self.assertEqual((told, int(size)), (hashlib.sha256(data).digest(), len(data)), name)
            self.assertEqual(rows[-1][1:], ["", ""])
            script = packed.getinfo("kerastep-1.2.3.data/scripts/kerastep")
            self.assertEqual(script.external_attr >> 16, 0o100755)
            self.assertEqual(packed.read(script), Path(PROGRAM).read_bytes())
            self.assertIn("kerastep-1.2.3.data/data/share/kerastep/models/xor.keras", names)
            self.assertIn("kerastep-1.2.3.data/data/share/man/man1/kerastep.1", names)
            self.assertIn("kerastep-1.2.3.dist-info/licenses/LICENSE", names)
            tag = path.name.removeprefix("kerastep-1.2.3-").removesuffix(".whl")
            self.assertIn(f"\nTag: {tag}\n", packed.read("kerastep-1.2.3.dist-info/WHEEL").decode())

    def test_the_same_files_are_the_same_packages(self):
        for write in [wheel.write, archive.write]:
            first, second = (write(self.tree, self.out / name) for name in "ab")
            self.assertEqual(first.read_bytes(), second.read_bytes())

    def test_a_wheel_claims_no_older_glibc_than_it_needs(self):
        symbols = "GLIBC_2.2.5) a\nGLIBC_2.34) b\n(GLIBC_2.9) c\nGLIBCXX_3.4.30) d\n"
        with mock.patch.object(elf, "run", return_value=symbols):
            self.assertEqual(elf.glibc("any"), (2, 34))
        with mock.patch.object(elf, "glibc", return_value=(2, 34)):
            self.assertRegex(wheel.tag(self.tree / "bin/kerastep"), "^manylinux_2_34_")

    def test_a_wheel_of_what_not_every_linux_has_is_refused(self):
        with mock.patch.object(elf, "libraries", return_value=["libc.so.6", "libedit.so.2"]):
            with self.assertRaisesRegex(SystemExit, "libedit.so.2"):
                wheel.write(self.tree, self.out)
        self.assertEqual(list(self.out.glob("*.whl")), [])

    def test_processors_share_the_kernels_that_are_kept(self):
        names = ["PRESCOTT", "HASWELL", "ZEN", "NEHALEM"]
        symbols = "".join(f"0 D gotoblas_{name}\n" for name in names) + "0 B gotoblas_ATHLON\n"
        ended = subprocess.CompletedProcess([], 0, symbols)
        with mock.patch.object(subprocess, "run", return_value=ended):
            self.assertEqual(
                link.kernel_aliases("any"),
                ["--defsym=gotoblas_NEHALEM=gotoblas_PRESCOTT", "--defsym=gotoblas_ZEN=gotoblas_HASWELL"],
            )
        ended = subprocess.CompletedProcess([], 0, "0 D gotoblas_NEOVERSEN1\n")
        with mock.patch.object(subprocess, "run", return_value=ended):
            self.assertEqual(link.kernel_aliases("any"), [])

    def test_an_archive_and_its_sum(self):
        path = archive.write(self.tree, self.out)
        sums.write(self.out)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.assertEqual((self.out / "SHA256SUMS").read_text(), f"{digest}  {path.name}\n")
        with tarfile.open(path) as packed:
            self.assertEqual(packed.getmember(f"{path.name[:-7]}/bin/kerastep").mode & 0o111, 0o111)
            self.assertEqual({entry.uid for entry in packed}, {0})
            self.assertTrue(all(name.startswith("kerastep-1.2.3-linux-") for name in packed.getnames()))

    @unittest.skipUnless(has_tools("dpkg-deb", "dpkg-shlibdeps"), "needs Debian's tools")
    def test_a_package_of_debian(self):
        path = deb.write(self.root, self.out)
        fields = elf.run("dpkg-deb", "-f", path)
        self.assertIn("Version: 1.2.3-1\n", fields)
        self.assertRegex(fields, r"Depends: .*libc6")
        unpacked = self.out / "unpacked"
        subprocess.run(["dpkg-deb", "-R", path, unpacked], check=True)
        sums = (unpacked / "DEBIAN/md5sums").read_text().splitlines()
        files = [file for file in (unpacked / "usr").rglob("*") if file.is_file()]
        self.assertEqual(len(sums), len(files))
        for line in sums:
            digest, name = line.split("  ")
            self.assertEqual(hashlib.md5((unpacked / name).read_bytes()).hexdigest(), digest)
        share = unpacked / "usr/share"
        self.assertEqual(gzip.decompress((share / "man/man1/kerastep.1.gz").read_bytes()), b".TH KERASTEP 1")
        self.assertEqual((share / "bash-completion/completions/kerastep").read_text(), "complete kerastep\n")
        self.assertTrue((share / "zsh/vendor-completions/_kerastep").is_file())
        self.assertIn(b"kerastep (1.2.3-1)", gzip.decompress((share / "doc/kerastep/changelog.Debian.gz").read_bytes()))


@unittest.skipUnless(WHEELS and has_tools("objdump"), "make wheel makes what is tested")
class Installed(unittest.TestCase):
    """The last wheel, in an environment of its own, without a network."""

    def test_it_predicts_and_is_imported(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = Path(folder) / "an environment"
            subprocess.run([sys.executable, "-m", "venv", environment], check=True)
            python = environment / "bin/python"
            pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-index"]
            subprocess.run([*pip, WHEELS[-1]], check=True, cwd=folder)
            plain = {"PATH": "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8"}

            def told(*command):
                return subprocess.run(
                    command, check=True, cwd=folder, env=plain, stdout=subprocess.PIPE, text=True
                ).stdout

            program = environment / "bin/kerastep"
            self.assertIn("0.9984", told(program, "predict", "xor", "[0,1]"))
            self.assertIn("xor-by-hand", told(program, "lesson"))
            self.assertEqual(told(program, "--version").strip(), WHEELS[-1].name.split("-")[1])
            self.assertEqual(
                told(python, "-c", "import kerastep; print(kerastep.program())"), f"{program}\n"
            )


if __name__ == "__main__":
    unittest.main()
