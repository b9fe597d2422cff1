"""Layers that arrange numbers and change none."""

import math

from catalog import piece
from environment import MAJOR


@piece(1, 2, 3, 4)
def flatten(draw, x):
    return draw.layer("Flatten", x.name, **(draw.some(data_format=["channels_first"]) if draw.chance(0.3) else {}))


@piece(1, 2, 3, 4, often=2)
def reshape(draw, x):
    count = math.prod(x.shape)
    shape = []
    for _ in range(draw.whole(0, 2)):
        length = draw.pick(*[n for n in range(1, count + 1) if count % n == 0])
        shape.append(length)
        count //= length
    shape.insert(draw.whole(0, len(shape)), draw.pick(-1, count))
    return draw.layer("Reshape", x.name, target_shape=tuple(shape))


@piece(2, 3, 4)
def permute(draw, x):
    return draw.layer("Permute", x.name, dims=tuple(draw.dice.sample(range(1, x.rank + 1), x.rank)))


@piece(1)
def repeat(draw, x):
    return draw.layer("RepeatVector", x.name, n=draw.whole(1, 4))


@piece(1, 2, 3)
def as_given(draw, x):
    """The number format of one layer."""
    kind = draw.pick("float64", "float16", "mixed_float16", *(["bfloat16"] if MAJOR == 3 else []))
    return draw.layer("Dense", x.name, units=draw.whole(1, 4), dtype=kind) if draw.chance(0.4) else None
