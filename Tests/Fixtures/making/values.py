"""Seeded numbers: every array depends on words that name it, on nothing else.

Python 3.6 and NumPy 1.16 run this module too, so that every Keras since 1.2 gets the same numbers.
"""

import zlib

import numpy as np

# Values are multiples of 1/256: exact in float32, and they pack well.
FINENESS = 256


def random(*words):
    """A generator seeded by words."""
    return np.random.RandomState(zlib.crc32("/".join(map(str, words)).encode()))


def even(values, dtype="float32"):
    """The values rounded to multiples of 1/FINENESS."""
    return (np.round(np.asarray(values) * FINENESS) / FINENESS).astype(dtype)


def normal(shape, *words, **options):
    """Rounded normal values; `scale` is their deviation."""
    return even(random(*words).normal(0, options.get("scale", 1.0), shape))


def integers(shape, high, *words, **options):
    """Integers from `low` (1 unless told) up to and without `high`, int32."""
    return random(*words).randint(options.get("low", 1), high, shape).astype("int32")


def weight(name, shape, *words):
    """A value for a variable called `name`, of a size that keeps activations near 1."""
    source = random(*words)
    noise = source.normal(0, 1, shape)
    if name.endswith("variance"):
        return even(0.5 + source.uniform(0, 1, shape))
    if name.endswith(("gamma", "scale")):
        return even(1 + 0.3 * noise)
    if name.endswith("alpha"):
        return even(0.25 + 0.2 * noise)
    if name.endswith("recurrent_kernel"):
        return even(0.7 * noise / np.sqrt(shape[0]))
    if name.endswith(("embeddings", "kernel")):
        return even(noise / np.sqrt(max(1, shape[-2] if len(shape) > 1 else 1)))
    return even(0.3 * noise)
