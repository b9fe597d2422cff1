"""Layers of several tensors: sums, products, parts side by side, dot products."""

from catalog import piece


def broadcasts(draw, shape):
    """The shape itself, or one with some lengths 1."""
    if draw.chance(0.7):
        return shape
    return tuple(1 if draw.chance(0.4) else length for length in shape)


@piece(1, 2, 3, 4, often=4)
def merge(draw, x):
    kind = draw.pick("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")
    count = 1 if kind == "Subtract" else draw.whole(1, 2)
    names = [x.name] + [draw.like(broadcasts(draw, x.shape), x.dtype).name for _ in range(count)]
    draw.dice.shuffle(names)
    return draw.layer(kind, f"[{', '.join(names)}]")


@piece(1, 2, 3, often=2)
def concatenate(draw, x):
    axis = draw.whole(1, x.rank)
    shape = list(x.shape)
    shape[axis - 1] = draw.whole(1, 4)
    other = draw.like(tuple(shape), x.dtype)
    return draw.layer("Concatenate", f"[{x.name}, {other.name}]", axis=draw.pick(axis, axis - x.rank - 1))


@piece(1, 2, 3)
def dot(draw, x):
    mine = draw.whole(1, x.rank)
    shape = [draw.whole(1, 3) for _ in range(draw.whole(1, 2))]
    its = draw.whole(1, len(shape))
    shape[its - 1] = x.shape[mine - 1]
    other = draw.like(tuple(shape), x.dtype)
    return draw.layer("Dot", f"[{x.name}, {other.name}]", axes=(mine, its), **draw.some(normalize=[True]))
