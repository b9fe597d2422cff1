"""Trains random models under one Keras, has kerastep compare five steps of each, and keeps what differs, made small. See run.py."""

import textwrap

import models
import stepping
import trained
from environment import TAG, VERSION
from judge import judge
from worker import Conformance, main

TRIES = 30


class TrainingConformance(Conformance):
    """One run over models that are trained."""

    def place(self, number, made):
        """Where a model is saved; an .h5 of Keras 3 opens no operations."""
        legacy = number % 3 == 0 and (TAG == "k2" or all(line.maker or line.again for line in made.calls()))
        return self.folder / ("model.h5" if legacy else "model.keras")

    def verdict(self, made, seed, path):
        """What kerastep says of a model's steps; None where Keras does not make them."""
        try:
            stepping.write(made, seed, path)
        except models.KerasRefuses as refusal:
            return refusal
        return judge(self.options.kerastep, path)

    def one(self, number):
        """One model from its seed."""
        seed = f"{self.options.seed}/{number}"
        made = trained.drawn(seed)
        if made is None:
            return "none"
        path = self.place(number, made)
        verdict = self.verdict(made, seed, path)
        if isinstance(verdict, models.KerasRefuses):
            self.excuses[" ".join(str(verdict).split())[:140]] += 1
            return "none"
        if verdict.outcome == "refused":
            self.reasons[verdict.reason] += 1
            print(f"  model {number} is refused: {verdict.reason}", flush=True)
        if verdict.outcome == "agree":
            self.parts.update(set(made.parts()))
        if verdict.outcome == "differ":
            self.keep_small(number, made, seed, path)
        return verdict.outcome

    def keep_small(self, number, made, seed, path):
        """The smallest model and the fewest options that differ still, in a folder of their own."""
        left, progress = TRIES, True
        while progress and left > 0:
            progress = False
            for candidate in trained.less(made):
                left -= 1
                if left <= 0:
                    break
                verdict = self.verdict(candidate, seed, path)
                if not isinstance(verdict, models.KerasRefuses) and verdict.outcome == "differ":
                    made, progress = candidate, True
                    break
        folder = self.kept / f"train-{TAG}-{self.options.seed}-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"model{path.suffix}"
        verdict = self.verdict(made, seed, kept)
        what = str(verdict) if isinstance(verdict, models.KerasRefuses) else f"{verdict.array}: {verdict.reason}"
        (folder / "model.py").write_text(f'"""{what}; Keras {VERSION}"""\n\n{made.program()}')
        print(f"\nmodel {number} differs: {what}")
        print(textwrap.indent(made.program(), "    "))
        print(f"    replay: {self.options.kerastep} check {kept} {kept.with_suffix('.npz')}", flush=True)


if __name__ == "__main__":
    main(TrainingConformance, __doc__, number=300)
