"""What compile says, one part at a time: losses, optimizers, schedules, regularizers, constraints, metrics.

recipes/<part>.<k2 or k3>.npz: `cases` is JSON {"000": {"title": …, "config": what Keras saves of it, …}}, the arrays of a case are
`000/<name>`.
"""

import json

import numpy as np
import tensorflow as tf

from making import values
from making.environment import MAJOR, TAG, keras
from making.pack import text

if MAJOR == 3:
    from keras.src.trainers.compile_utils import CompileLoss
else:
    from keras.src.engine.compile_utils import LossesContainer


class Parts:
    """The cases of one part."""

    def __init__(self, part):
        self.part = part
        self.cases = {}
        self.arrays = {}

    def add(self, title, config, arrays, **more):
        number = f"{len(self.cases):03}"
        self.cases[number] = {"title": title, "config": config, **more}
        self.arrays.update({f"{number}/{name}": np.array(a) for name, a in arrays.items()})

    def save(self, folder):
        folder.mkdir(exist_ok=True)
        path = folder / f"{self.part}.{TAG}.npz"
        np.savez_compressed(path, cases=text(json.dumps(self.cases, default=plain)), **self.arrays)
        print(f"{path.name}: {len(self.cases)} cases, {path.stat().st_size:,} bytes")


def plain(value):
    """What json does not know: numbers of NumPy."""
    return value.item() if hasattr(value, "item") else str(value)


def saved(thing):
    """What Keras writes into a file of it."""
    return thing if isinstance(thing, str) else keras.saving.serialize_keras_object(thing)


def normal(shape, *seed):
    """Normal numbers from words."""
    return values.normal(shape, "recipes", *seed)


def shares(shape, *seed):
    """Probabilities, among them 0 and 1 and such as the clip reaches."""
    p = np.exp(2 * normal(shape, *seed))
    p = p / p.sum(-1, keepdims=True)
    p.reshape(-1, shape[-1])[0] = [1] + [0] * (shape[-1] - 1)
    p.reshape(-1, shape[-1])[1] = [1e-9] + [(1 - 1e-9) / (shape[-1] - 1)] * (shape[-1] - 1)
    return p.astype("float32")


def hot(shape, *seed):
    """One class each."""
    classes = labels(shape[:-1], shape[-1], *seed)
    return np.eye(shape[-1], dtype="float32")[classes]


def labels(shape, count, *seed):
    """Numbers of classes."""
    return np.abs((1000 * normal(shape, *seed)).astype("int64")) % count


# Losses


def judged(loss, y, p, weight=None, mask=None, logits=None):
    """The loss of a batch as `fit` takes it, and of its places."""
    prediction = tf.constant(p)
    if logits is not None:
        name, z = logits
        prediction = keras.activations.get(name)(tf.constant(z))
    if mask is not None:
        prediction._keras_mask = tf.constant(mask)
    if MAJOR == 3:
        whole = CompileLoss(loss)(tf.constant(y), prediction, weight)
    else:
        weight = None if weight is None else tf.constant(weight)
        whole = LossesContainer(loss)(tf.constant(y), prediction, weight)
    return np.asarray(whole)


def places(make, y, p, logits=None):
    """The loss of every place, before any reduction."""
    loss = make(reduction="none")
    prediction = tf.constant(p)
    if logits is not None:
        name, z = logits
        prediction = keras.activations.get(name)(tf.constant(z))
    y = tf.constant(y)
    if y.shape.rank == 1 and prediction.shape.rank == 2 and MAJOR == 2:
        y = tf.expand_dims(y, -1)
    return np.asarray(loss.call(y, prediction))


class Maker:
    """A loss with options, made with any reduction."""

    def __init__(self, kind, options):
        self.kind, self.options = kind, options

    def __call__(self, **more):
        return getattr(keras.losses, self.kind)(**self.options, **more)


def regression(kind):
    """y and ŷ for a loss of numbers."""
    y, p = normal((4, 3), kind, "y"), normal((4, 3), kind, "p")
    p[0, 0] = y[0, 0]
    if kind in ("MeanAbsolutePercentageError", "MeanSquaredLogarithmicError"):
        y[1, 1] = 0
    if kind == "Poisson":
        y, p = np.abs(y), np.abs(p)
    return y, p


REGRESSION = [
    ("MeanSquaredError", {}),
    ("MeanAbsoluteError", {}),
    ("MeanAbsolutePercentageError", {}),
    ("MeanSquaredLogarithmicError", {}),
    ("Huber", {}),
    ("Huber", {"delta": 0.4}),
    ("LogCosh", {}),
    ("Poisson", {}),
    ("CosineSimilarity", {}),
]

BINARY = [
    ("BinaryCrossentropy", {}),
    ("BinaryCrossentropy", {"label_smoothing": 0.2}),
    ("BinaryCrossentropy", {"from_logits": True}),
    ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}),
    ("BinaryFocalCrossentropy", {}),
    ("BinaryFocalCrossentropy", {"apply_class_balancing": True, "alpha": 0.3, "gamma": 1.5}),
    ("BinaryFocalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}),
    ("Hinge", {}),
    ("SquaredHinge", {}),
]

CATEGORICAL = [
    ("CategoricalCrossentropy", {}),
    ("CategoricalCrossentropy", {"label_smoothing": 0.2}),
    ("CategoricalCrossentropy", {"from_logits": True}),
    ("CategoricalFocalCrossentropy", {}),
    ("CategoricalFocalCrossentropy", {"alpha": 0.4, "gamma": 3.0, "label_smoothing": 0.1}),
    ("CategoricalFocalCrossentropy", {"from_logits": True}),
    ("CategoricalHinge", {}),
    ("KLDivergence", {}),
]

SPARSE = [
    ("SparseCategoricalCrossentropy", {}),
    ("SparseCategoricalCrossentropy", {"from_logits": True}),
    ("SparseCategoricalCrossentropy", {"ignore_class": 1}),
    ("SparseCategoricalCrossentropy", {"ignore_class": -1, "from_logits": True}),
]


def add_loss(parts, kind, options, y, p, title="", reduction=None, **more):
    """One loss of one batch."""
    make = Maker(kind, options)
    loss = make(**({} if reduction is None else {"reduction": reduction}))
    logits = more.get("logits")
    words = [kind, str(options) if options else "", title, reduction or ""]
    arrays = {
        "y": y,
        "p": p,
        "places": places(make, y, p, logits),
        "loss": judged(loss, y, p, more.get("weight"), more.get("mask"), logits),
    }
    for name in ("weight", "mask"):
        if more.get(name) is not None:
            arrays[name] = more[name]
    if logits is not None:
        arrays["z"] = logits[1]
    config = saved(loss)
    # Keras 3 forgets delta and axis of some losses when it saves them; the formulas are wanted with them.
    config["config"] = {**options, **config["config"]}
    parts.add(" ".join(word for word in words if word), config, arrays)


def make_losses(folder):
    parts = Parts("losses")
    for kind, options in REGRESSION:
        add_loss(parts, kind, options, *regression(kind))
    for kind, options in BINARY:
        y = labels((4, 3), 2, kind).astype("float32")
        p = shares((4, 3), kind)
        if options.get("from_logits") or "Hinge" in kind:
            p = 3 * normal((4, 3), kind, "z")
        add_loss(parts, kind, options, y, p)
    for kind in ("Hinge", "SquaredHinge"):
        add_loss(parts, kind, {}, 2 * labels((4, 3), 2, kind) - 1.0, normal((4, 3), kind), "signed")
    for kind, options in CATEGORICAL:
        z = options.get("from_logits")
        p = 3 * normal((4, 3), kind, "z") if z else shares((4, 3), kind)
        add_loss(parts, kind, options, hot((4, 3), kind), p)
    add_loss(parts, "CategoricalCrossentropy", {}, hot((4, 3), "sums"), 3 * shares((4, 3), "sums"), "sums are not 1")
    for kind, options in SPARSE:
        z = options.get("from_logits")
        y = labels((5,), 3, kind).astype("int32")
        if options.get("ignore_class") is not None:
            y[[1, 3]] = options["ignore_class"]
        p = 3 * normal((5, 3), kind, "z") if z else shares((5, 3), kind)
        add_loss(parts, kind, options, y, p)
        add_loss(parts, kind, options, y[:, None], p, "y in a column")
    add_axes(parts)
    add_logits(parts)
    add_sequences(parts)
    add_ranks(parts)
    if MAJOR == 3:
        add_overlaps(parts)
    parts.save(folder)


def add_axes(parts):
    """Other axes than the last."""
    p, y = normal((2, 3, 4), "axes", "p"), normal((2, 3, 4), "axes", "y")
    add_loss(parts, "CosineSimilarity", {"axis": 1}, y, p)
    q = np.exp(p) / np.exp(p).sum(1, keepdims=True)
    add_loss(parts, "CategoricalCrossentropy", {"axis": 1}, np.moveaxis(hot((2, 4, 3), "axes"), 2, 1), q)
    add_loss(parts, "BinaryCrossentropy", {"axis": 1}, np.moveaxis(hot((2, 4, 3), "axes"), 2, 1), q)


def add_logits(parts):
    """ŷ straight from a sigmoid or a softmax: Keras takes the logits."""
    for function in ("sigmoid", "softmax"):
        z = 4 * normal((4, 3), "logits", function)
        p = np.asarray(keras.activations.get(function)(tf.constant(z)))
        for kind in ("BinaryCrossentropy", "BinaryFocalCrossentropy", "CategoricalCrossentropy",
                     "CategoricalFocalCrossentropy", "MeanSquaredError"):
            add_loss(parts, kind, {}, hot((4, 3), kind), p, f"of a {function}", logits=(function, z))
        y = labels((4,), 3, "logits").astype("int32")
        kind = "SparseCategoricalCrossentropy"
        add_loss(parts, kind, {}, y, p, f"of a {function}", logits=(function, z))
        y[1] = -1
        add_loss(parts, kind, {"ignore_class": -1}, y, p, f"of a {function}", logits=(function, z))


def add_sequences(parts):
    """Timesteps, with every reduction, weights and masks."""
    reductions = ["sum", "sum_over_batch_size"] + (["mean", "mean_with_sample_weight"] if MAJOR == 3 else [])
    y, p = normal((3, 4, 2), "seq", "y"), normal((3, 4, 2), "seq", "p")
    classes = labels((3, 4), 3, "seq").astype("int32")
    q = shares((3, 4, 3), "seq")
    mask = np.array([[1, 1, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0]], bool)
    weights = {"sample": np.array([0.5, 2, 1], "float32"), "place": np.abs(normal((3, 4), "seq", "w"))}
    # One weight for each sample, as `fit` hands it on beside losses of timesteps.
    columns = {"sample": weights["sample"][:, None], "place": weights["place"]}
    for reduction in reductions:
        for name, weight in [("", None), *columns.items()]:
            for masked in (None, mask):
                title = " ".join(["weighted by", name, "masked" if masked is not None else ""])
                add_loss(parts, "MeanSquaredError", {}, y, p, title, reduction, weight=weight, mask=masked)
        add_loss(parts, "SparseCategoricalCrossentropy", {}, classes, q, "of timesteps", reduction, mask=mask)
        add_loss(parts, "SparseCategoricalCrossentropy", {"ignore_class": 1}, classes, q, "of timesteps", reduction, mask=mask)
        flat = normal((3, 2), "flat", "p"), normal((3, 2), "flat", "y")
        add_loss(parts, "Huber", {}, *flat, "weighted", reduction, weight=weights["sample"])
    none = np.zeros((3, 4), bool)
    if MAJOR == 3:
        add_loss(parts, "MeanAbsoluteError", {}, y, p, "all masked", mask=none)


def add_ranks(parts):
    """y with an axis less, or one more."""
    p = normal((4, 1), "ranks", "p")
    for y in (normal((4,), "ranks"), normal((4, 1), "ranks")):
        add_loss(parts, "MeanSquaredError", {}, y, p, f"y {y.shape}")
        add_loss(parts, "BinaryCrossentropy", {"from_logits": True}, (y > 0).astype("float32"), p, f"y {y.shape}")
    p = normal((3, 4, 1), "ranks", "seq")
    for y in (normal((3, 4), "ranks", "seq"), normal((3, 4, 1), "ranks", "seq")):
        add_loss(parts, "MeanAbsoluteError", {}, y, p, f"y {y.shape}")


def add_overlaps(parts):
    """What Keras 3 has besides: shares of what both have, and a cross-entropy that a wrong label hurts less."""
    y, p = (normal((3, 4, 2), "overlaps", "y") > 0.2).astype("float32"), shares((3, 4, 2), "overlaps")
    for axis in ((1, 2), 1, (-1, 1)):
        add_loss(parts, "Dice", {"axis": axis}, y, p)
        add_loss(parts, "Tversky", {"axis": axis, "alpha": 0.3, "beta": 0.8}, y, p)
    for q in (0.3, 0.8):
        add_loss(parts, "CategoricalGeneralizedCrossEntropy", {"q": q}, labels((5,), 3, "overlaps").astype("int32"), shares((5, 3), "overlaps", q))


# Regularizers, constraints, metrics, schedules


def make_rest(folder):
    parts = Parts("penalties")
    w = normal((3, 4), "penalty")
    w[1, 2] = 0
    r = keras.regularizers
    for thing in (r.L1(0.02), r.L2(0.03), r.L1L2(0.01, 0.04), r.L1L2(0.0, 0.04), r.OrthogonalRegularizer(0.5),
                  r.OrthogonalRegularizer(0.5, "columns")):
        parts.add(type(thing).__name__, saved(thing), {"w": w, "result": thing(tf.constant(w))}, kind="regularizer")
    c = keras.constraints
    for thing in (c.MaxNorm(0.8), c.MaxNorm(0.8, 1), c.MaxNorm(0.5, [0, 1]), c.NonNeg(), c.UnitNorm(), c.UnitNorm(1),
                  c.MinMaxNorm(0.5, 0.9), c.MinMaxNorm(0.5, 0.9, 0.3, 1)):
        parts.add(type(thing).__name__, saved(thing), {"w": w, "result": thing(tf.constant(w))}, kind="constraint")
    parts.save(folder)
    make_schedules(folder)
    make_metrics(folder)


def make_schedules(folder):
    parts = Parts("schedules")
    s = keras.optimizers.schedules
    steps = np.array([0, 1, 2, 3, 5, 9, 10, 11, 14, 20, 29, 30, 37, 100], "int64")
    for thing in (
        s.ExponentialDecay(0.1, 10, 0.9), s.ExponentialDecay(0.1, 10, 0.9, staircase=True),
        s.InverseTimeDecay(0.1, 10, 0.5), s.InverseTimeDecay(0.1, 10, 0.5, staircase=True),
        s.PiecewiseConstantDecay([3, 10], [0.1, 0.05, 0.01]), s.PiecewiseConstantDecay([5], [1.0, 0.5]),
        s.PolynomialDecay(0.1, 10), s.PolynomialDecay(0.1, 10, 0.01, power=2.0), s.PolynomialDecay(0.1, 10, 0.01, 0.5, cycle=True),
        s.CosineDecay(0.1, 10), s.CosineDecay(0.1, 10, alpha=0.2), s.CosineDecay(0.01, 10, warmup_target=0.1, warmup_steps=5),
        s.CosineDecayRestarts(0.1, 10), s.CosineDecayRestarts(0.1, 7, t_mul=1.0, m_mul=0.8), s.CosineDecayRestarts(0.1, 5, 1.5, 0.9, 0.1),
    ):
        rates = np.array([np.asarray(thing(tf.constant(n))) for n in steps], "float32")
        parts.add(type(thing).__name__, saved(thing), {"n": steps, "rates": rates})
    parts.save(folder)


def make_metrics(folder):
    parts = Parts("metrics")
    m = keras.metrics
    y, p = hot((6, 4), "metric"), shares((6, 4), "metric")
    sparse = labels((6,), 4, "metric").astype("float32")
    binary = labels((6, 1), 2, "metric").astype("float32")
    q = shares((6, 2), "metric")[:, :1]
    numbers = normal((6, 3), "metric", "y"), normal((6, 3), "metric", "p")
    seq = labels((3, 4), 3, "metric", "seq").astype("float32"), shares((3, 4, 3), "metric", "seq")
    cases = [
        (m.CategoricalAccuracy(), y, p), (m.SparseCategoricalAccuracy(), sparse, p), (m.SparseCategoricalAccuracy(), sparse[:, None], p),
        (m.SparseCategoricalAccuracy(), *seq), (m.BinaryAccuracy(), binary, q), (m.BinaryAccuracy(threshold=0.2), binary, q),
        (m.BinaryAccuracy(), y, p), (m.TopKCategoricalAccuracy(k=2), y, p), (m.SparseTopKCategoricalAccuracy(k=2), sparse, p),
        (m.Accuracy(), np.round(p), y), (m.MeanSquaredError(), *numbers), (m.MeanAbsoluteError(), *numbers),
        (m.MeanAbsolutePercentageError(), *numbers), (m.MeanSquaredLogarithmicError(), *numbers), (m.LogCoshError(), *numbers),
        (m.CosineSimilarity(), *numbers), (m.KLDivergence(), y, p), (m.Poisson(), np.abs(numbers[0]), np.abs(numbers[1])),
        (m.Hinge(), y, p), (m.SquaredHinge(), y, p), (m.CategoricalHinge(), y, p), (m.BinaryCrossentropy(), y, p),
        (m.CategoricalCrossentropy(), y, p), (m.SparseCategoricalCrossentropy(), sparse, p),
    ]
    for thing, target, output in cases:
        thing.update_state(target, output)
        parts.add(type(thing).__name__, saved(thing), {"y": target, "p": output, "result": np.asarray(thing.result())})
    for target, output in ((y, p), (sparse, p), (binary, q), seq):
        model = keras.Sequential([keras.Input(output.shape[1:]), keras.layers.Activation("linear")])
        model.compile("sgd", "mse", metrics=["accuracy"])
        try:
            result = model.evaluate(output, target, verbose=0, return_dict=True)["accuracy"]
        except Exception:  # the loss of another shape; the metric alone is wanted
            model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
            result = model.evaluate(output, target, verbose=0, return_dict=True)["accuracy"]
        parts.add(f"accuracy {target.shape} {output.shape}", "accuracy", {"y": target, "p": output, "result": np.float32(result)})
    parts.save(folder)


def make(folder):
    """All of it."""
    from making.recipe_steps import make_steps

    make_losses(folder)
    make_rest(folder)
    make_steps(folder)
