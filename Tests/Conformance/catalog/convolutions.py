"""Convolutions of one to three axes: plain, transposed, depthwise, separable, locally connected."""

from catalog import piece
from catalog.plain import GENTLE


def sizes(draw, x, axes, low=1, high=3):
    """A size for all axes, or one for each."""
    if axes == 1 or draw.chance():
        return draw.whole(low, high)
    return tuple(draw.whole(low, high) for _ in range(axes))


def reach(draw, x, axes, causal=False):
    """Padding, and strides or dilation, never both."""
    padding = draw.pick("valid", "same", *(["causal"] if causal else []))
    options = {"padding": padding}
    if draw.chance(0.3):
        options["dilation_rate"] = sizes(draw, x, axes, 1, 3)
    elif draw.chance(0.4):
        options["strides"] = sizes(draw, x, axes, 1, 3)
    return options


@piece(2, 3, 4, often=3)
def conv(draw, x):
    axes = x.rank - 1
    options = {"filters": draw.whole(1, 4), "kernel_size": sizes(draw, x, axes), **reach(draw, x, axes, axes == 1)}
    # With channels first Keras on a CPU runs Conv3D alone, which TensorFlow then pads otherwise than it says.
    channels = x.shape[-1]
    fits = [n for n in range(2, channels + 1) if channels % n == 0]
    if fits and draw.chance(0.3):
        options["groups"] = draw.pick(*fits)
        options["filters"] *= options["groups"]
    return draw.layer(f"Conv{axes}D", x.name, **options, **draw.some(activation=GENTLE, use_bias=[False]))


@piece(2, 3, 4, often=2)
def transposed(draw, x):
    axes = x.rank - 1
    options = {"filters": draw.whole(1, 3), "kernel_size": sizes(draw, x, axes), "padding": draw.pick("valid", "same")}
    if draw.chance(0.6):
        options["strides"] = sizes(draw, x, axes, 1, 3)
    if draw.chance(0.2):
        options["output_padding"] = sizes(draw, x, axes, 0, 1)
    if draw.chance(0.15):
        options["dilation_rate"] = sizes(draw, x, axes, 1, 2)
    return draw.layer(f"Conv{axes}DTranspose", x.name, **options, **draw.some(activation=GENTLE, use_bias=[False]))


@piece(2, 3)
def depthwise(draw, x):
    axes = x.rank - 1
    # TensorFlow takes equal strides alone.
    options = {"kernel_size": sizes(draw, x, axes), "padding": draw.pick("valid", "same")}
    options.update(draw.pick({}, {"strides": draw.whole(1, 3)}, {"dilation_rate": draw.whole(1, 3)}))
    return draw.layer(
        f"DepthwiseConv{axes}D",
        x.name,
        **options,
        **draw.some(depth_multiplier=[1, 2, 3], activation=GENTLE, use_bias=[False]),
    )


@piece(2, 3)
def separable(draw, x):
    axes = x.rank - 1
    options = {
        "filters": draw.whole(1, 3),
        "kernel_size": sizes(draw, x, axes),
        "padding": draw.pick("valid", "same", "causal") if axes == 1 else draw.pick("valid", "same"),
    }
    options.update(draw.pick({}, {"strides": draw.whole(1, 3)}, {"dilation_rate": draw.whole(1, 3)}))
    return draw.layer(
        f"SeparableConv{axes}D",
        x.name,
        **options,
        **draw.some(depth_multiplier=[1, 2], activation=GENTLE, use_bias=[False]),
    )


@piece(2, 3, versions=(2,))
def locally_connected(draw, x):
    axes = x.rank - 1
    implementation = draw.pick(1, 2, 3)
    options = {"filters": draw.whole(1, 3), "kernel_size": sizes(draw, x, axes), "implementation": implementation}
    if implementation > 1:
        options["padding"] = draw.pick("valid", "same")
    return draw.layer(
        f"LocallyConnected{axes}D", x.name, **options, **draw.some(strides=[1, 2], activation=GENTLE, use_bias=[False])
    )
