"""Draws a random model: line after line, each of them a piece of the catalog that takes what is there."""

import dataclasses
import math
import random

import environment
from catalog import PIECES
from lines import Input, Line, Recipe, mentions
from models import SAMPLES, run_line

LARGEST = 600
POLICIES = ["float32"] * 17 + ["float64", "mixed_float16", "mixed_bfloat16"]


@dataclasses.dataclass
class Known:
    """A tensor that is there: one sample's shape, its format; for whole numbers the end of their range."""

    name: str
    shape: tuple
    dtype: str
    high: int = 0

    @property
    def rank(self):
        return len(self.shape)

    def is_float(self):
        return "float" in self.dtype


class Draw:
    """The state of a model that is being drawn, and the dice."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.lines = []
        self.known = []
        self.used = set()
        self.words = environment.words()
        self.count = 0
        self.batch = SAMPLES if self.dice.random() < 0.06 else 0

    # MARK: Dice

    def pick(self, *choices):
        return self.dice.choice(choices)

    def whole(self, low, high):
        return self.dice.randint(low, high)

    def chance(self, probability=0.5):
        return self.dice.random() < probability

    def some(self, **options):
        """Each option with a chance of a half; a list is one to pick from."""
        return {key: self.pick(*value) for key, value in options.items() if self.chance()}

    # MARK: Names and tensors

    def name(self):
        self.count += 1
        return f"h{self.count}"

    def names(self, count):
        return [self.name() for _ in range(count)]

    def add(self, line):
        """Adds a line if Keras takes it; what it made."""
        if isinstance(line, Line) and (line.maker or line.model) and self.chance(0.08):
            line.frozen = True
        called = {line.name, getattr(line, "again", "")}
        words = dict(self.words)
        tensors = run_line(line, words, called)
        made = [Known(n, environment.shape_of(t), environment.dtype_of(t)) for n, t in zip(line.makes, tensors)]
        for known in made:
            if known.shape is None or None in known.shape or math.prod(known.shape) > LARGEST or known.rank > 5:
                raise ValueError("too large, or of open length")
            if not all(known.shape):
                raise ValueError("empty")
        if isinstance(line, Input):
            made[0].high = line.high
        self.words = words
        self.lines.append(line)
        self.known += made
        self.used |= set(line.uses)
        return made

    def input(self, shape, dtype="float32", kind="normal", high=0):
        """A new input; for pieces that need a mask, a state or ids."""
        line = Input(self.name(), tuple(shape), dtype, kind, high, self.batch)
        return self.add(line)[0]

    def like(self, shape, dtype="float32"):
        """A tensor of a shape and kind of format: one that is there, or a new input."""
        fits = [k for k in self.known if k.shape == tuple(shape) and k.dtype == dtype]
        if fits and self.chance(0.8):
            return self.pick(*fits)
        return self.input(shape, dtype)

    # MARK: Lines that pieces make

    def layer(self, maker, call, outputs=1, **options):
        """A layer of Keras; `call` names the tensors: "h1", "[h1, h2]", "h1, mask=h2"."""
        return Line(self.names(outputs), str(call), mentions(str(call)), f"layers.{maker}", options)

    def formula(self, text, outputs=1):
        """An expression of tensors."""
        return Line(self.names(outputs), text, mentions(text))


def first_input(draw):
    """An input of one of the common shapes, odd lengths and 1 among them."""
    kind = draw.pick("features", "sequence", "sequence", "sequence", "masked", "ids", "ids", "image", "image", "volume")
    if kind == "features":
        return draw.input((draw.pick(1, 2, 3, 5, 6, 8),))
    if kind in ("sequence", "masked"):
        return draw.input(
            (draw.pick(1, 2, 3, 4, 5, 7, 9), draw.pick(1, 2, 3, 4, 6)), kind="masked" if kind == "masked" else "normal"
        )
    if kind == "ids":
        return draw.input((draw.whole(1, 6),), "int32", draw.pick("tail", "tail", "normal"), draw.whole(2, 9))
    if kind == "image":
        return draw.input(
            (draw.whole(1, 8), draw.whole(1, 8), draw.pick(1, 2, 3, 4)), kind=draw.pick("normal", "image")
        )
    return draw.input((draw.whole(1, 5), draw.whole(1, 5), draw.whole(1, 4), draw.pick(1, 2, 4)))


def step(draw):
    """One more line, out of what the catalog has for a tensor that is there."""
    fresh_ones = [known for known in draw.known if known.name not in draw.used] or draw.known
    x = draw.pick(*(fresh_ones if draw.chance(0.75) else draw.known))
    for _ in range(12):
        piece = draw.pick(*PIECES)
        if not piece.takes(x):
            continue
        kept = (list(draw.lines), list(draw.known), set(draw.used), draw.words)
        try:
            line = piece.make(draw, x)
            if line is not None:
                draw.add(line)
                return
        except Exception:  # Keras refuses much of what is drawn; that says nothing about kerastep
            draw.lines, draw.known, draw.used, draw.words = kept


def recipe(seed):
    """The model of a seed."""
    environment.fresh()
    draw = Draw(seed)
    policy = draw.pick(*POLICIES)
    environment.set_policy(policy)
    try:
        first_input(draw)
        for _ in range(draw.whole(1, 7)):
            step(draw)
    finally:
        environment.set_policy("float32")
    makers = {name for line in draw.lines if isinstance(line, Line) for name in line.makes}
    ends = [k.name for k in draw.known if k.name in makers and k.name not in draw.used]
    if not ends:
        return None
    return Recipe(draw.lines, ends, policy).only(ends)
