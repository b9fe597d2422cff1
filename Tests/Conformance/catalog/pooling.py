"""Pooling of windows, of everything, to given lengths; padding, cropping and repeating places."""

from catalog import piece
from catalog.convolutions import sizes
from environment import MAJOR


def format_of(draw, chance=0.15):
    return {"data_format": "channels_first"} if MAJOR == 3 and draw.chance(chance) else {}


@piece(2, 3, 4, often=2)
def windows(draw, x):
    axes = x.rank - 1
    options = {"pool_size": sizes(draw, x, axes), "padding": draw.pick("valid", "same"), **format_of(draw)}
    if draw.chance():
        options["strides"] = sizes(draw, x, axes)
    return draw.layer(f"{draw.pick('Max', 'Average')}Pooling{axes}D", x.name, **options)


@piece(2, 3, 4, often=2)
def everything(draw, x):
    axes = x.rank - 1
    return draw.layer(
        f"Global{draw.pick('Max', 'Average')}Pooling{axes}D", x.name, **draw.some(keepdims=[True]), **format_of(draw)
    )


@piece(2, 3, 4, versions=(3,))
def adaptive(draw, x):
    axes = x.rank - 1
    return draw.layer(
        f"Adaptive{draw.pick('Max', 'Average')}Pooling{axes}D", x.name, output_size=sizes(draw, x, axes, 1, 5)
    )


def pairs(draw, axes):
    """One number, one for each axis, or a pair for each."""
    if axes == 1:
        return draw.pick(draw.whole(0, 2), (draw.whole(0, 2), draw.whole(0, 2)))
    whole = tuple(draw.whole(0, 2) for _ in range(axes))
    return draw.pick(draw.whole(0, 2), whole, tuple((draw.whole(0, 2), draw.whole(0, 2)) for _ in range(axes)))


@piece(2, 3, 4)
def padding(draw, x):
    return draw.layer(f"ZeroPadding{x.rank - 1}D", x.name, padding=pairs(draw, x.rank - 1))


@piece(2, 3, 4)
def cropping(draw, x):
    return draw.layer(f"Cropping{x.rank - 1}D", x.name, cropping=pairs(draw, x.rank - 1))


@piece(2, 3, 4)
def up_sampling(draw, x):
    axes = x.rank - 1
    options = {"size": sizes(draw, x, axes)}
    if axes == 2 and draw.chance(0.6):
        options["interpolation"] = draw.pick(
            "nearest",
            "bilinear",
            "bicubic",
            "lanczos3",
            "lanczos5",
            *(["area", "gaussian", "mitchellcubic"] if MAJOR == 2 else []),
        )
    return draw.layer(f"UpSampling{axes}D", x.name, **options)
