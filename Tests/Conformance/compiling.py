"""What a random model is compiled with: losses with their options, optimizers with theirs, schedules, weights of samples."""

import dataclasses

from environment import MAJOR, np, values
from lines import Source

RATES = [0.001, 0.01, 0.05, 0.1]
REDUCTIONS = ["sum_over_batch_size", "sum"] + (["mean", "mean_with_sample_weight"] if MAJOR == 3 else ["auto"])

# Loss: activations of what it judges, the kind of its targets, its options.
SMOOTH = {"label_smoothing": [0.1, 0.3]}
LOSSES = {
    "MeanSquaredError": (["linear", "tanh", "relu"], "number", {}),
    "MeanAbsoluteError": (["linear", "tanh"], "number", {}),
    "MeanAbsolutePercentageError": (["linear"], "number", {}),
    "MeanSquaredLogarithmicError": (["softplus", "sigmoid"], "positive", {}),
    "Huber": (["linear"], "number", {"delta": [0.3, 2.0]}),
    "LogCosh": (["linear"], "number", {}),
    "CosineSimilarity": (["linear", "relu"], "number", {"axis": [-1, 1]}),
    "Hinge": (["tanh", "linear"], "signed", {}),
    "SquaredHinge": (["tanh", "linear"], "binary", {}),
    "CategoricalHinge": (["linear"], "hot", {}),
    "KLDivergence": (["softmax", "sigmoid"], "shares", {}),
    "Poisson": (["softplus", "exponential"], "positive", {}),
    "BinaryCrossentropy": (["sigmoid", "linear", "hard_sigmoid", "softmax"], "binary", {**SMOOTH, "axis": [-1, 1]}),
    "BinaryFocalCrossentropy": (
        ["sigmoid", "linear"],
        "binary",
        {**SMOOTH, "apply_class_balancing": [True], "alpha": [0.4], "gamma": [1.0, 3.0]},
    ),
    "CategoricalCrossentropy": (["softmax", "linear", "sigmoid"], "hot", {**SMOOTH, "axis": [-1]}),
    "CategoricalFocalCrossentropy": (["softmax", "linear"], "hot", {**SMOOTH, "alpha": [0.4], "gamma": [1.0]}),
    "SparseCategoricalCrossentropy": (["softmax", "linear", "softplus"], "class", {"ignore_class": [0, -1]}),
}
BY_NAME = {
    "MeanSquaredError": "mse",
    "MeanAbsoluteError": "mae",
    "BinaryCrossentropy": "binary_crossentropy",
    "CategoricalCrossentropy": "categorical_crossentropy",
    "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
}

OWN = {
    "SGD": {"momentum": [0.5, 0.9], "nesterov": [True]},
    "Adam": {"beta_1": [0.8], "beta_2": [0.99], "epsilon": [1e-4], "amsgrad": [True]},
    "AdamW": {"weight_decay": [0.01, 0.1], "amsgrad": [True]},
    "RMSprop": {"rho": [0.8], "momentum": [0.5], "centered": [True], "epsilon": [1e-3]},
    "Nadam": {"beta_1": [0.8], "epsilon": [1e-4]},
    "Adagrad": {"initial_accumulator_value": [0.01, 0.5], "epsilon": [1e-3]},
    "Adadelta": {"rho": [0.8], "epsilon": [1e-4]},
    "Adamax": {"beta_1": [0.8], "epsilon": [1e-3]},
    "Lion": {"beta_1": [0.8], "beta_2": [0.95]},
}
OLD = {
    "SGD": {"momentum": [0.9], "nesterov": [True], "decay": [0.1], "clipnorm": [0.1], "clipvalue": [0.05]},
    "Adam": {"amsgrad": [True], "decay": [0.1], "clipnorm": [0.1]},
    "RMSprop": {"momentum": [0.5], "centered": [True], "decay": [0.1]},
    "Adagrad": {"initial_accumulator_value": [0.5]},
    "Nadam": {},
    "Adadelta": {},
    "Adamax": {"clipvalue": [0.05]},
}


@dataclasses.dataclass
class Judge:
    """A loss for one output: its class, its options, the kind of targets, and what the samples weigh: "", batch, places."""

    kind: str
    options: dict
    target: str
    weights: str = ""

    def source(self):
        if not self.options and self.kind in BY_NAME:
            return repr(BY_NAME[self.kind])
        return made(f"keras.losses.{self.kind}", self.options)


@dataclasses.dataclass
class Compiling:
    """All that `compile` is told, and how many steps were made before the model was saved."""

    optimizer: str
    options: dict
    judges: list
    loss_weights: list = None
    before: int = 0

    def source(self):
        losses = ", ".join(judge.source() for judge in self.judges)
        weights = f", loss_weights={self.loss_weights}" if self.loss_weights else ""
        losses = f"[{losses}]" if len(self.judges) > 1 else losses
        return f"model.compile({made('keras.optimizers.' + self.optimizer, self.options)}, {losses}{weights})"


def made(maker, options):
    return f"{maker}({', '.join(f'{key}={value!r}' for key, value in options.items())})"


def judge(draw, depth):
    """A loss, and the activation of what it judges."""
    kind = draw.pick(*LOSSES)
    activations, target, options = LOSSES[kind]
    activation = draw.pick(*activations[:1] * 2, *activations)
    options = {key: draw.pick(*value) for key, value in options.items() if draw.chance(0.3)}
    if depth < 2 and options.get("axis") == 1:
        del options["axis"]
    if activation == "linear" and "entropy" in kind:
        options["from_logits"] = True
    if draw.chance(0.25):
        options["reduction"] = draw.pick(*REDUCTIONS)
    # A weight for each sample fits beside one axis of places at most.
    weights = {1: ["batch"], 2: ["batch", "places"]}.get(depth, ["places"])
    return Judge(kind, options, target, draw.pick(*weights) if draw.chance(0.2) else ""), activation


def schedule(draw):
    """A rate that changes."""
    rate = draw.pick(*RATES[1:])
    restarts = draw.some(t_mul=[1.5], m_mul=[0.8], alpha=[0.1])
    warm = {"warmup_target": 0.2, "warmup_steps": 2} if draw.chance(0.4) else {}
    kind, options = draw.pick(
        ("ExponentialDecay", {"decay_steps": 2, "decay_rate": 0.5, **draw.some(staircase=[True])}),
        ("PolynomialDecay", {"decay_steps": 3, **draw.some(end_learning_rate=[0.001], power=[2.0], cycle=[True])}),
        ("InverseTimeDecay", {"decay_steps": 1, "decay_rate": 0.5, **draw.some(staircase=[True])}),
        ("CosineDecay", {"decay_steps": 4, **warm, **draw.some(alpha=[0.1])}),
        ("CosineDecayRestarts", {"first_decay_steps": 2, **restarts}),
        ("PiecewiseConstantDecay", {}),
    )
    if kind == "PiecewiseConstantDecay":
        return Source(f"keras.optimizers.schedules.{kind}([1, 3], [0.2, 0.1, 0.05])")
    return Source(made(f"keras.optimizers.schedules.{kind}", {"initial_learning_rate": rate, **options}))


def optimizer(draw):
    """An optimizer's class and options."""
    if MAJOR == 2 and draw.chance(0.2):
        kind = draw.pick(*OLD)
        own = {key: draw.pick(*value) for key, value in OLD[kind].items() if draw.chance(0.3)}
        return f"legacy.{kind}", {"learning_rate": draw.pick(*RATES), **own}
    kind = draw.pick(*OWN)
    own = {key: draw.pick(*value) for key, value in OWN[kind].items() if draw.chance(0.3)}
    if own.get("nesterov") and "momentum" not in own:
        del own["nesterov"]
    options = {"learning_rate": schedule(draw) if draw.chance(0.25) else draw.pick(*RATES), **own}
    if draw.chance(0.25):
        options[draw.pick("clipnorm", "clipvalue", "global_clipnorm")] = draw.pick(0.01, 0.1, 1.0)
    if draw.chance(0.15):
        options["weight_decay"] = draw.pick(0.01, 0.1)
    if draw.chance(0.12):
        options.update(use_ema=True, **draw.some(ema_momentum=[0.5, 0.9], ema_overwrite_frequency=[2, 3]))
    if MAJOR == 3 and draw.chance(0.1):
        options["gradient_accumulation_steps"] = draw.pick(2, 3)
    return kind, options


def target(kind, shape, seed):
    """The targets of one output of a shape, the batch's length first."""
    noise = values.normal(shape, "target", seed)
    number = (np.abs(noise[..., 0]) * 997).astype("int32") % shape[-1]
    if kind == "class":
        return number
    if kind == "hot":
        return np.eye(shape[-1], dtype="float32")[number]
    if kind == "shares":
        return (np.exp(noise) / np.exp(noise).sum(-1, keepdims=True)).astype("float32")
    return {
        "number": noise,
        "positive": np.abs(noise),
        "binary": (noise > 0).astype("float32"),
        "signed": np.where(noise > 0, 1, -1).astype("float32"),
    }[kind]
