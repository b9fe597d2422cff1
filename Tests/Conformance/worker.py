"""Draws models under one Keras, has kerastep compare each, and keeps what differs, made small. See run.py."""

import argparse
import collections
import pathlib
import tempfile
import textwrap

import draw
import environment
import models
from environment import TAG, VERSION, np
from judge import judge
from lines import Line
from shrink import alone, line_of, shrink

PROGRAM = '''"""{what}

Made by conformance under Keras {version}, seed {seed}, model {number}. It builds the model and saves it again:

    {tag}'s python {path}

    kerastep check model.{suffix} model.npz --layers
"""

import pathlib
import sys

sys.path.insert(0, "{conformance}")
import environment  # noqa: E402
from environment import keras, layers, np, ops, tf  # noqa: E402, F401

K = keras.backend
here = pathlib.Path(__file__).resolve().parent

{program}
environment.fill(model, "conformance", scale=0.5)
model.save(here / "model.{suffix}")
with np.load(here / "inputs.npz") as file:
    found = environment.golden(model, [file[name] for name in file.files], ops=True)
np.savez_compressed(here / "model.npz", **found)
'''


# Layers whose numbers go up in steps, as those of some formulas do.
STEPS = {"layers.Discretization", "layers.ReLU", "layers.ThresholdedReLU"}


class Conformance:
    """One run: the counts, and the folder of what differs."""

    def __init__(self, options):
        self.options = options
        self.kept = pathlib.Path(options.keep)
        self.counts = collections.Counter()
        self.reasons = collections.Counter()
        self.excuses = collections.Counter()
        self.parts = collections.Counter()
        self.edges = 0
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="conformance."))

    def path(self, number):
        """Where a model is saved; the formats take turns."""
        legacy = number % (2 if TAG == "k2" else 4) == 0
        return self.folder / ("model.h5" if legacy else "model.keras")

    def differs(self, seed, path):
        """Whether a smaller model differs still, as kerastep sees it."""

        def answer(recipe, given):
            try:
                _, found = models.write(recipe, seed, path, given)
            except models.KerasRefuses:
                return False
            return judge(self.options.kerastep, path).outcome == "differ" and models.tells_the_same(path, found) is None

        return answer

    def one(self, number):
        """One model from its seed."""
        seed = f"{self.options.seed}/{number}"
        path = self.path(number)
        recipe = draw.recipe(seed)
        if recipe is None:
            return "none"
        try:
            _, found = models.write(recipe, seed, path)
        except models.KerasRefuses as refusal:
            self.excuses[" ".join(str(refusal).split())[:140]] += 1
            return "none"
        verdict = judge(self.options.kerastep, path)
        if verdict.outcome == "refused":
            self.reasons[verdict.reason] += 1
        if verdict.outcome == "agree":
            self.parts.update(set(recipe.parts()))
        if verdict.outcome != "differ":
            return verdict.outcome
        lost = models.tells_the_same(path, found)
        if lost:
            self.excuses[lost[:100]] += 1
            return "none"
        model, arrays, lines = models.build_traced(recipe)
        differs = self.differs(seed, path)
        line = line_of(verdict.array, lines)
        cut = alone(recipe, line, found, arrays) if isinstance(line, Line) else None
        steps = line is not None and (line.maker in STEPS or not line.maker and line.model is None)
        if cut is not None and steps and not differs(*cut):
            # A formula that is right for Keras' own numbers: a rounding before it went over an edge, as of round().
            self.edges += 1
            return "agree"
        small, given = shrink(recipe, self.by_name(model, found), line, cut, differs)
        self.keep(number, small, given, seed, path)
        return "differ"

    def by_name(self, model, found):
        """The numbers of the inputs, by their names."""
        tensors = environment.flatten(model.inputs)
        return {tensor.name.split(":")[0]: found[f"x{index}"] for index, tensor in enumerate(tensors)}

    def keep(self, number, recipe, given, seed, path):
        """A folder with the small model, its numbers, and the program that makes it."""
        folder = self.kept / f"{TAG}-{self.options.seed}-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"model{path.suffix}"
        _, found = models.write(recipe, seed, kept, given)
        verdict = judge(self.options.kerastep, kept)
        inputs = {name: found[name] for name in sorted(found) if name[0] == "x" and name[1:].isdigit()}
        np.savez(folder / "inputs.npz", **inputs)
        what = f"{verdict.array}: {verdict.reason}"
        program = PROGRAM.format(
            what=what,
            version=VERSION,
            seed=self.options.seed,
            number=number,
            tag=TAG,
            path=folder / "model.py",
            suffix=path.suffix[1:],
            conformance=pathlib.Path(__file__).resolve().parent,
            program=recipe.program(),
        )
        (folder / "model.py").write_text(program)
        print(f"\nmodel {number} differs: {what}")
        print(textwrap.indent(recipe.program(), "    "))
        print(f"    replay: {self.options.kerastep} check {kept} {kept.with_suffix('.npz')} --layers", flush=True)

    def run(self):
        numbers = [self.options.only] if self.options.only is not None else range(self.options.number)
        for number in numbers:
            self.counts[self.one(number)] += 1
            if number % 50 == 49:
                self.tell(f"{number + 1}: ")
        for reason, count in self.reasons.most_common():
            print(f"  refused {count:4}  {reason}")
        for reason, count in self.excuses.most_common(12):
            print(f"  no case {count:4}  {reason}")
        print(f"  {len(self.parts)} classes and functions in models that agree: ", end="")
        print(", ".join(f"{name} {count}" for name, count in sorted(self.parts.items())))
        if self.edges:
            print(f"  {self.edges} that agree had a formula in which a rounding before it went over an edge")
        self.tell(f"Keras {VERSION}, seed {self.options.seed}: ")
        return 1 if self.counts["differ"] else 0

    def tell(self, before):
        counts = self.counts
        none = f" ({counts['none']} that Keras does not run or loses)" if counts["none"] else ""
        print(
            f"{before}{counts['agree']} agree, {counts['refused']} refused, {counts['differ']} differ{none}", flush=True
        )


def main(run, about, number):
    """What a worker is told in the shell, and its run."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--kerastep", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=number)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", required=True)
    raise SystemExit(run(parser.parse_args()).run())


if __name__ == "__main__":
    main(Conformance, __doc__, number=1000)
