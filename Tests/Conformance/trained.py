"""Random models that are trained: heads on what a model of conformance gives, a loss on each, and what else `compile` is told.

Regularizers, constraints and frozen layers are drawn besides.
"""

import dataclasses

import compiling
import draw
import environment
import models
import shrink
from catalog import PIECES
from environment import TAG
from lines import Line, Recipe, Source

# What is made before training has no slope.
PIECES[:] = [piece for piece in PIECES if piece.make.__module__ != "catalog.preprocessing"]
# What is drawn at random, as nothing here, for nobody draws the same.
QUIET = {"rate": 0.0, "stddev": 0.0}
REGULARIZERS = [f"keras.regularizers.{text}" for text in ("L2(0.01)", "L1(0.02)", "L1L2(0.01, 0.02)")]
CONSTRAINTS = [f"keras.constraints.{text}" for text in ("MaxNorm(0.8)", "NonNeg()", "UnitNorm()", "MinMaxNorm(0.4, 0.9)")]
LEARNING = ("layers.Dense", "layers.Conv", "layers.LSTM", "layers.GRU", "layers.SimpleRNN")


@dataclasses.dataclass
class Trained:
    """A model and what it is compiled with."""

    recipe: Recipe
    compiling: object

    def program(self):
        return f"{self.recipe.program()}{self.compiling.source()}\n"

    def calls(self):
        """The lines that call something, those of models inside alike."""
        return [line for line in self.recipe.lines if isinstance(line, Line)]

    def parts(self):
        """What it is made of: layers, losses, the optimizer."""
        yield from self.recipe.parts()
        yield from (judge.kind for judge in self.compiling.judges)
        yield self.compiling.optimizer


def drawn(seed):
    """The model of a seed; None where nothing in it can be trained."""
    recipe = draw.recipe(seed)
    if recipe is None:
        return None
    dice = draw.Draw(f"{seed}/compile")
    dice.count = 9000
    lines, outputs, judges = [decorated(line, dice) for line in recipe.lines], [], []
    shapes = shapes_of(recipe)
    for name in [name for name in recipe.outputs if 0 < len(shapes.get(name, ())) < 4][:2]:
        shape = shapes[name]
        loss, activation = compiling.judge(dice, len(shape))
        units = dice.whole(2, 4)
        # Outputs of half precision are what Keras 2 warns of: its losses are then as narrow.
        wide = {"dtype": "float32"} if "16" in recipe.policy and (TAG == "k2" or dice.chance()) else {}
        made = dice.layer("Dense", name, units=units, activation=activation, **wide)
        lines.append(made)
        outputs.append(made.name)
        judges.append(loss)
    if not outputs:
        return None
    kind, options = compiling.optimizer(dice)
    weights = [dice.pick(0.5, 2.0) for _ in judges] if dice.chance(0.2) else None
    made = compiling.Compiling(kind, options, judges, weights, dice.pick(0, 0, 3))
    if options.get("use_ema"):
        # Keras begins averages that no file keeps at what layers had before it read them.
        made.before = 3
    if kind == "Nadam" and TAG == "k2":
        # tf.keras keeps the product of its momentums in no file, and multiplies it once a weight after opening one.
        made.before = 0
    return Trained(Recipe(lines, outputs, recipe.policy).only(outputs), made)


def decorated(line, dice):
    """The line with what only training knows of."""
    if not isinstance(line, Line) or not line.maker:
        if isinstance(line, Line) and line.model is not None:
            inner = line.model
            own = Recipe([decorated(one, dice) for one in inner.lines], inner.outputs, inner.policy)
            return dataclasses.replace(line, model=own)
        return line
    options = {**line.options, **{key: value for key, value in QUIET.items() if key in line.options}}
    if line.maker.startswith(LEARNING) and "Transpose" not in line.maker:
        for key, found in (("kernel_regularizer", REGULARIZERS), ("bias_regularizer", REGULARIZERS),
                           ("kernel_constraint", CONSTRAINTS), ("activity_regularizer", REGULARIZERS)):  # fmt: skip
            if dice.chance(0.08):
                options[key] = Source(dice.pick(*found))
    return dataclasses.replace(line, options=options)


def shapes_of(recipe):
    """One sample's shapes of what a model gives in floating point."""
    try:
        model = models.build(recipe)
    except models.KerasRefuses:
        return {}
    found = zip(recipe.outputs, environment.flatten(model.outputs))
    return {name: environment.shape_of(y) for name, y in found if "float" in environment.dtype_of(y)}


def less(trained):
    """Models and ways to compile them with one thing less, for the smallest that differs."""
    recipe, plan = trained.recipe, trained.compiling
    if len(recipe.outputs) > 1:
        for index, name in enumerate(recipe.outputs):
            own = dataclasses.replace(plan, judges=[plan.judges[index]], loss_weights=None)
            yield Trained(recipe.only([name]), own)
    for candidate in shrink.smaller(recipe):
        if candidate.outputs == recipe.outputs:
            yield Trained(candidate, plan)
    if plan.optimizer != "SGD" or plan.options != {"learning_rate": 0.1}:
        yield Trained(recipe, dataclasses.replace(plan, optimizer="SGD", options={"learning_rate": 0.1}))
    for key in plan.options:
        rest = {name: value for name, value in plan.options.items() if name != key}
        yield Trained(recipe, dataclasses.replace(plan, options=rest))
    if plan.before:
        yield Trained(recipe, dataclasses.replace(plan, before=0))
    if plan.loss_weights:
        yield Trained(recipe, dataclasses.replace(plan, loss_weights=None))
    for index, one in enumerate(plan.judges):
        changed = [dataclasses.replace(one, weights="")] if one.weights else []
        changed += [dataclasses.replace(one, options={k: v for k, v in one.options.items() if k != key}) for key in one.options]
        for other in changed:
            judges = [other if place == index else judge for place, judge in enumerate(plan.judges)]
            yield Trained(recipe, dataclasses.replace(plan, judges=judges))
