"""Compares kerastep with real Keras on random models, layer by layer, and on steps of training; see README.md.

python3 run.py --kerastep PROGRAM [--seed 1] [--number 1000] [--trained 300] [--version keras3 keras2]
               [--environments FOLDER] [--keep FOLDER] [--only NUMBER]
"""

import argparse
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "Fixtures"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "kerastep" / "environments"
VERSIONS = ["keras3", "keras2"]


def interpreter(folder, version):
    """The Python that has this Keras; makes its environment where there is none."""
    python = folder / version / "bin" / "python"
    if not python.exists():
        print(f"making {folder / version}, once", flush=True)
        subprocess.run(["sh", str(FIXTURES / "environments.sh"), str(folder), version], check=True)
    if not python.exists():
        sys.exit(f"{python} is not there: Tests/Fixtures/requirements.txt says which Python it needs")
    return python


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kerastep", required=True, type=pathlib.Path, help="the program")
    parser.add_argument("--seed", type=int, default=1, help="of all models")
    parser.add_argument("--number", type=int, default=1000, help="how many models under each Keras")
    parser.add_argument("--trained", type=int, default=300, help="how many are trained besides")
    parser.add_argument("--version", nargs="+", choices=VERSIONS, default=VERSIONS, help="which Keras")
    parser.add_argument(
        "--environments", type=pathlib.Path, default=CACHE, help="where keras3 and keras2 are or are made"
    )
    parser.add_argument(
        "--keep", type=pathlib.Path, default=pathlib.Path(".build/conformance"), help="where models that differ go"
    )
    parser.add_argument("--only", type=int, help="this model alone")
    return parser.parse_args()


def main():
    options = arguments()
    worst = 0
    for version in options.version:
        for worker, number in (("worker.py", options.number), ("training.py", options.trained)):
            if number <= 0:
                continue
            command = [interpreter(options.environments.resolve(), version), HERE / worker]
            command += ["--kerastep", options.kerastep.resolve(), "--keep", options.keep.resolve()]
            command += ["--seed", options.seed, "--number", number]
            command += [] if options.only is None else ["--only", options.only]
            run = subprocess.run([str(word) for word in command], stderr=subprocess.PIPE, text=True)
            if run.returncode not in (0, 1):
                print(run.stderr[-4000:], file=sys.stderr)
            worst = max(worst, abs(run.returncode))
    sys.exit(worst)


if __name__ == "__main__":
    main()
