"""Layers that prepare data: scaling, resizing, classes, what is random in training alone."""

from catalog import piece
from environment import MAJOR

CUBIC = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] + (
    ["area", "gaussian", "mitchellcubic"] if MAJOR == 2 else []
)


@piece(1, 2, 3)
def rescaling(draw, x):
    return draw.layer("Rescaling", x.name, scale=draw.pick(1 / 255, 0.5, 2.0), **draw.some(offset=[-1.0, 0.5]))


@piece(1, 2)
def normalization(draw, x):
    mean, variance = ([round(draw.dice.uniform(low, 2), 2) for _ in range(x.shape[-1])] for low in (-1, 0.1))
    if draw.chance(0.4):
        return draw.layer(
            "Normalization", x.name, axis=None, mean=mean[0], variance=variance[0], **draw.some(invert=[True])
        )
    return draw.layer("Normalization", x.name, axis=-1, mean=mean, variance=variance, **draw.some(invert=[True]))


@piece(3)
def resizing(draw, x):
    options = {"height": draw.whole(1, 7), "width": draw.whole(1, 7), **draw.some(interpolation=CUBIC)}
    options.update(draw.some(crop_to_aspect_ratio=[True]) if draw.chance(0.4) else {})
    return draw.layer("Resizing", x.name, **options)


@piece(3)
def crop(draw, x):
    return draw.layer(
        draw.pick("CenterCrop", "RandomCrop"), x.name, height=draw.whole(1, x.shape[0]), width=draw.whole(1, x.shape[1])
    )


@piece(3)
def at_random(draw, x):
    return draw.layer("RandomFlip", x.name) if draw.chance() else draw.layer("RandomRotation", x.name, factor=0.2)


@piece(1, 2)
def discretization(draw, x):
    modes = ["int", "one_hot", "multi_hot", "count"] if x.rank == 1 else ["int"]
    return draw.layer("Discretization", x.name, bin_boundaries=[-0.5, 0.0, 0.7], **draw.some(output_mode=modes))


@piece(1, dtype="int", often=2, when=lambda x: x.high > 0)
def categories(draw, x):
    return draw.layer("CategoryEncoding", x.name, num_tokens=x.high, **draw.some(output_mode=["multi_hot", "count"]))


@piece(1, 2, dtype="int", often=2)
def lookup(draw, x):
    modes = ["int", "multi_hot", "count"] if x.rank == 1 else ["int"]
    options = draw.some(num_oov_indices=[0, 1, 2], output_mode=modes) if x.high else {}
    return draw.layer("IntegerLookup", x.name, vocabulary=[3, 5, 2, 7], **options)


@piece(1, 2, dtype="int", often=2)
def hashing(draw, x):
    modes = ["int", "multi_hot", "count"] if x.rank == 1 else ["int"]
    return draw.layer(
        "Hashing", x.name, num_bins=draw.whole(2, 9), **draw.some(salt=[133, [5, 9]], mask_value=[3], output_mode=modes)
    )
