"""Models in which rounding grows: the same numbers added in another order give others that are as right.

Large numbers that cancel, loops that magnify what they are given, many layers one behind the other. Two programs in
float32 differ here by far more than elsewhere, and both are right.
"""

import numpy as np

from making import values
from making.environment import fresh, keras
from making.plain import Plain
from making.run import fill, run

layers = keras.layers


class Rounding(Plain):
    """A pack of models whose weights and inputs are set so that rounding grows."""

    def __init__(self, family):
        super().__init__(family)
        self.setting = lambda built, inputs: None

    def grown(self, case, shape, makers, setting, x):
        """A Sequential of layers; `setting` gives it its weights after the seeded ones."""
        self.setting = setting
        self.one(case, shape, *makers, x=x)

    def _moderate(self, case, build, inputs, second):
        fresh()
        built = fill(build(), self.family, case)
        self.setting(built, inputs)
        return built, self._results(built, inputs, second)


def times(factor, *words):
    """Multiplies every weight whose name ends with one of some words."""

    def setting(built, inputs):
        for layer in built.layers:
            names = [v.name.split(":")[0].split("/")[-1] for v in layer.weights]
            arrays = [w * np.float32(factor if n.endswith(words) else 1) for n, w in zip(names, layer.get_weights())]
            layer.set_weights(arrays)

    return setting


def calibrated(built, inputs):
    """Every BatchNormalization has the mean and variance of its own input, as after training on it."""
    names = [layer.name for layer in built.layers]
    for place, layer in enumerate(built.layers):
        if "norm" not in layer.name:
            continue
        _, found = run(built, inputs)
        before = found[names[place - 1]].astype("float64")
        gamma, beta, _, _ = layer.get_weights()
        axes = tuple(range(before.ndim - 1))
        layer.set_weights([gamma, beta, before.mean(axes), before.var(axes)])


def uneven(shape, *words, **options):
    """Normal values with all their digits."""
    return values.random(*words).normal(0, options.get("scale", 1.0), shape).astype("float32")


def add_cancellation(pack):
    """Large numbers that nearly cancel, and a normalization of what is left."""
    x = 300 + uneven((6, 5), "cancel", scale=0.05)
    stack = []
    for place in range(4):
        stack.append(lambda place=place: layers.Dense(6, name=f"dense{place}"))
        stack.append(lambda place=place: layers.BatchNormalization(epsilon=1e-9, name=f"norm{place}"))
        stack.append(lambda place=place: layers.ReLU(name=f"relu{place}"))
    pack.grown("BatchNormalization after cancellation", (5,), [*stack, lambda: layers.Dense(2, name="last")], calibrated, x)
    x = 900 + uneven((3, 6), "equal", scale=0.002)
    norm = lambda: layers.LayerNormalization(epsilon=1e-7, name="norm")  # noqa: E731
    pack.grown("LayerNormalization of nearly equal numbers", (6,), [norm, lambda: layers.Dense(3, name="dense")], times(1), x)
    x = uneven((1, 8), "logits", scale=3000)
    dense = lambda n, **o: lambda: layers.Dense(n, name=f"dense{n}", **o)  # noqa: E731
    pack.grown(
        "large logits", (8,), [dense(16), lambda: layers.ReLU(name="relu"), dense(15), dense(4, activation="softmax")],
        times(300, "kernel"), x)


def magnified(make, low, high):
    """Recurrent kernels so large that a loop's rounding grows to between two numbers.

    What rounding does is seen beside the same loop in float64.
    """

    def setting(built, inputs):
        loop = built.layers[-1]
        start = loop.get_weights()
        x = np.asarray(inputs[0])
        twin = make(dtype="float64")
        twin.build(x.shape)
        for factor in np.arange(2, 40, 0.25, "float32"):
            kernel, recurrent, *bias = start
            weights = [kernel, recurrent * factor, *bias]
            loop.set_weights(weights)
            twin.set_weights([w.astype("float64") for w in weights])
            apart = np.abs(np.asarray(loop(x)) - np.asarray(twin(x.astype("float64")))).max()
            if low < apart < high:
                return
        raise ValueError("nothing grows so far")

    return setting


def add_loops(pack):
    """Loops whose states are magnified in every timestep."""
    x = uneven((2, 40, 3), "chaos", scale=0.3)
    for cell in (layers.LSTM, layers.GRU):
        make = lambda **o: cell(8, return_sequences=True, name="loop", **o)  # noqa: E731
        pack.grown(f"{cell.__name__} over 40 timesteps", (40, 3), [make], magnified(make, 0.03, 0.1), x)
    last = lambda **o: layers.LSTM(8, name="loop", **o)  # noqa: E731
    pack.grown("LSTM over 40 timesteps, the last", (40, 3), [last], magnified(last, 1e-3, 0.1), x)
    loop = lambda: layers.LSTM(4, activation="relu", return_sequences=True, name="lstm")  # noqa: E731
    for factor in (16, 64):
        pack.grown(
            f"LSTM(relu) that grows, {factor}", (18, 3), [loop], times(factor, "kernel"), uneven((3, 18, 3), "grows"))


def add_depth(pack):
    """Thirty layers."""
    makers = []
    for place in range(28):
        makers.append(
            lambda place=place: layers.Conv1D(3, 3, padding="same", activation="tanh", name=f"conv{place}"))
    for place in range(2):
        makers.append(
            lambda place=place: layers.Bidirectional(layers.LSTM(3, return_sequences=True), name=f"bi{place}"))
    makers.append(lambda: layers.Dense(1, name="dense"))
    pack.grown("thirty layers of convolution and LSTM", (8, 2), makers, times(2.5, "kernel"), uneven((1, 8, 2), "deep"))


def make(folder):
    """The family in which rounding grows."""
    pack = Rounding("rounding")
    add_cancellation(pack)
    add_loops(pack)
    add_depth(pack)
    pack.save(folder)
