"""What Keras draws at random in one call, taken down as it is drawn: masks of dropout as 0 and 1, noise as numbers."""

import contextlib

import numpy as np
import tensorflow as tf

from making.environment import MAJOR


def kept(drop, shape, rate):
    """What a dropout keeps of ones."""
    return drop(tf.ones(shape), rate) != 0


def concrete(inputs, noise):
    """The shape of what is drawn: that of the input, where nothing else is said."""
    full = inputs.shape.as_list()
    return full if noise is None else [f if n is None else int(n) for f, n in zip(full, noise)]


def apply(inputs, keep, rate):
    """The input with what was kept, in its scale."""
    return tf.where(keep, inputs * (1 / (1 - rate)), tf.zeros([], inputs.dtype))


@contextlib.contextmanager
def taken_down():
    """Everything that is drawn inside, as ('keep' or 'noise' or 'even', array) in order."""
    found = []
    patches = keras3(found) if MAJOR == 3 else keras2(found)
    before = [(owner, name, owner.__dict__[name]) for owner, name, _ in patches]
    for owner, name, made in patches:
        setattr(owner, name, made)
    try:
        yield found
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


def keras3(found):
    """The three functions of the backend that layers draw with."""
    from keras.src import backend

    source = backend.random
    drop, normal, uniform = source.dropout, source.normal, source.uniform

    def dropout(inputs, rate, noise_shape=None, seed=None):
        if not 0 < rate < 1 or None in concrete(inputs, noise_shape):
            return drop(inputs, rate, noise_shape, seed)
        keep = kept(lambda ones, r: drop(ones, r, None, seed), concrete(inputs, noise_shape), rate)
        found.append(("keep", np.asarray(keep)))
        return apply(inputs, keep, rate)

    def noise(*args, **options):
        result = normal(*args, **options)
        found.append(("noise", np.asarray(result)))
        return result

    def even(*args, **options):
        result = uniform(*args, **options)
        found.append(("even", np.asarray(result)))
        return result

    return [(source, "dropout", dropout), (source, "normal", noise), (source, "uniform", even)]


def keras2(found):
    """The generator that layers draw with; of masks that a cell makes and does not use, only the first is kept."""
    from keras.src.backend import RandomGenerator
    from keras.src.layers.rnn.dropout_rnn_cell_mixin import DropoutRNNCellMixin

    drop, normal, uniform = RandomGenerator.dropout, RandomGenerator.random_normal, RandomGenerator.random_uniform

    def dropout(self, inputs, rate, noise_shape=None):
        if not 0 < rate < 1 or None in concrete(inputs, noise_shape):
            return drop(self, inputs, rate, noise_shape)
        keep = kept(lambda ones, r: drop(self, ones, r), concrete(inputs, noise_shape), rate)
        found.append(("keep", np.asarray(keep)))
        return apply(inputs, keep, rate)

    def noise(self, *args, **options):
        result = normal(self, *args, **options)
        found.append(("noise", np.asarray(result)))
        return result

    def even(self, *args, **options):
        result = uniform(self, *args, **options)
        found.append(("even", np.asarray(result)))
        return result

    def masks(original):
        def create(self, inputs, training, count=1):
            start = len(found)
            result = original(self, inputs, training, count)
            if getattr(self, "_could_use_gpu_kernel", False) or getattr(self, "implementation", 1) != 1:
                del found[start + 1 :]
            return result

        return create

    patches = [(RandomGenerator, "dropout", dropout), (RandomGenerator, "random_normal", noise), (RandomGenerator, "random_uniform", even)]
    for name in ("_create_dropout_mask", "_create_recurrent_dropout_mask"):
        patches.append((DropoutRNNCellMixin, name, masks(DropoutRNNCellMixin.__dict__[name])))
    return patches
