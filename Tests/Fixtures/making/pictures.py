"""The grid of images of whole numbers and of truth values, in layers of every number format."""

from making import values
from making.environment import MAJOR, keras
from making.pack import Pack

layers = keras.layers

AUGMENTING = {
    "RandomBrightness": (0.2,), "RandomContrast": (0.2,), "RandomFlip": (), "RandomRotation": (0.2,),
    "RandomTranslation": (0.2, 0.2), "RandomZoom": (0.2,),
}  # fmt: skip
OF_KERAS2 = {"RandomHeight": (0.2,), "RandomWidth": (0.2,)}
OF_KERAS3 = {
    "AugMix": (), "CutMix": (), "MixUp": (), "RandAugment": (), "RandomColorDegeneration": (0.2,), "RandomColorJitter": (),
    "RandomElasticTransform": (), "RandomErasing": (), "RandomGaussianBlur": (), "RandomGrayscale": (), "RandomHue": (0.2,),
    "RandomInvert": (), "RandomPerspective": (), "RandomPosterization": (4,), "RandomSaturation": (0.2,),
    "RandomSharpness": (0.2,), "Solarization": (),
}  # fmt: skip


def image(dtype, *name):
    """Two images of numbers that every format of whole numbers holds."""
    return (abs(values.normal((2, 4, 5, 3), "pictures", *name)) * 40 % 120).astype(dtype)


def add(pack, case, call, x):
    """A layer that is called with an array."""

    def build():
        made = keras.Input(x.shape[1:], dtype=str(x.dtype), name="x")
        return keras.Model(made, call(made))

    pack.add(case, build, [x])


def make(folder):
    """The cases of one version."""
    pack = Pack("pictures")
    for kind, given in (AUGMENTING | (OF_KERAS3 if MAJOR == 3 else OF_KERAS2)).items():
        for dtype in ("uint8", "int32"):
            call = lambda x: getattr(layers, kind)(*given, name="layer")(x)  # noqa: B023, E731
            add(pack, f"{kind} of {dtype}", call, image(dtype, kind))
    for interpolation in ("nearest", "bilinear", "bicubic"):
        for dtype in ("uint8", "int32", "float32"):
            # Between multiples of 4 there are no halves, which float32 rounds by chance.
            up = lambda x: layers.UpSampling2D((2, 3), interpolation=interpolation, name="layer")(x)  # noqa: B023, E731
            add(pack, f"UpSampling2D({interpolation}) of {dtype}", up, image(dtype, "up") // 4 * 4)
            for policy in ("float32", "float16", "mixed_bfloat16"):
                size = lambda x: layers.Resizing(3, 7, interpolation=interpolation, dtype=policy, name="layer")(x)  # noqa: B023, E731
                add(pack, f"Resizing({interpolation}, {policy}) of {dtype}", size, image(dtype, "size"))
    for rank in (1, 2, 3):
        for dtype in ("bool", "uint8", "int32"):
            x = image(dtype, "mean", str(rank)).reshape((2,) + {1: (20, 3), 2: (4, 5, 3), 3: (2, 2, 5, 3)}[rank])
            call = lambda x: getattr(layers, f"GlobalAveragePooling{rank}D")(name="layer")(x)  # noqa: B023, E731
            add(pack, f"GlobalAveragePooling{rank}D of {dtype}", call, x)
    pack.save(folder)
