"""Dense layers, activations, embeddings, normalizations, and what does nothing at inference."""

from catalog import piece
from environment import MAJOR
from lines import Source

BOTH = [
    "relu",
    "tanh",
    "sigmoid",
    "softmax",
    "elu",
    "selu",
    "softplus",
    "softsign",
    "hard_sigmoid",
    "gelu",
    "linear",
    "exponential",
    "swish",
    "mish",
]
NEWER = [
    "celu",
    "hard_shrink",
    "hard_silu",
    "hard_swish",
    "hard_tanh",
    "leaky_relu",
    "log_sigmoid",
    "log_softmax",
    "relu6",
]
NEWER += ["silu", "soft_shrink", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "tanh_shrink"]
ACTIVATIONS = BOTH + NEWER if MAJOR == 3 else BOTH + ["relu6", "silu", "leaky_relu"]
GENTLE = [name for name in ACTIVATIONS if name != "exponential"]


def axes(draw, x):
    """An axis as Keras counts it, or several."""
    one = draw.whole(1, x.rank) * 1
    if x.rank > 1 and draw.chance(0.25):
        first = draw.whole(1, x.rank - 1)
        return [first, first + 1]
    return one if draw.chance() else one - x.rank - 1


@piece(1, 2, 3, 4, often=3)
def dense(draw, x):
    return draw.layer("Dense", x.name, units=draw.whole(1, 6), **draw.some(activation=GENTLE, use_bias=[False]))


@piece(1, 2, 3, 4, often=2)
def activation(draw, x):
    return draw.layer("Activation", x.name, activation=draw.pick(*GENTLE))


@piece(1, 2, 3, versions=(3,), when=lambda x: x.shape[-1] % 2 == 0)
def glu(draw, x):
    return draw.layer("Activation", x.name, activation="glu")


@piece(1, 2, 3)
def relu(draw, x):
    options = draw.some(max_value=[0.5, 1.0, 6.0], negative_slope=[0.1, 0.3], threshold=[0.0, 0.2])
    return draw.layer("ReLU", x.name, **options)


@piece(1, 2, 3)
def parametric(draw, x):
    kind = draw.pick("LeakyReLU", "ELU", "PReLU", "Softmax", *(["ThresholdedReLU"] if MAJOR == 2 else []))
    if kind == "Softmax":
        return draw.layer(kind, x.name, **draw.some(axis=[axes(draw, x)]))
    if kind == "PReLU":
        shared = sorted(draw.dice.sample(range(1, x.rank + 1), draw.whole(0, x.rank)))
        return draw.layer(kind, x.name, **({"shared_axes": shared} if shared else {}))
    key = {"ELU": "alpha", "ThresholdedReLU": "theta"}.get(kind, "negative_slope" if MAJOR == 3 else "alpha")
    return draw.layer(kind, x.name, **draw.some(**{key: [0.05, 0.4, 1.3]}))


@piece(1, 2, 3, 4)
def quiet(draw, x):
    kind = draw.pick(
        "Dropout", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization", "Identity"
    )
    options = (
        {} if kind in ("ActivityRegularization", "Identity") else {"stddev" if kind == "GaussianNoise" else "rate": 0.3}
    )
    return draw.layer(kind, x.name, **options)


@piece(2, 3, 4)
def spatial_dropout(draw, x):
    return draw.layer(f"SpatialDropout{x.rank - 1}D", x.name, rate=0.4)


@piece(1, 2, 3, often=2)
def normalization(draw, x):
    kinds = ["BatchNormalization", "LayerNormalization", "UnitNormalization", "GroupNormalization"]
    kind = draw.pick(*kinds, *(["RMSNormalization"] if MAJOR == 3 else []))
    learned = draw.some(center=[False], scale=[False], epsilon=[0.1, 1e-5])
    if kind == "UnitNormalization":
        return draw.layer(kind, x.name, **draw.some(axis=[axes(draw, x)]))
    if kind == "RMSNormalization":
        return draw.layer(kind, x.name, **draw.some(axis=[axes(draw, x)], epsilon=[0.1]))
    if kind == "BatchNormalization":
        axis = draw.pick(-1, -1, draw.whole(1, x.rank))
        return draw.layer(kind, x.name, **({} if axis == -1 else {"axis": axis}), **learned)
    if kind == "LayerNormalization":
        scaling = draw.some(rms_scaling=[True]) if MAJOR == 3 and draw.chance(0.3) else {}
        return draw.layer(kind, x.name, **draw.some(axis=[axes(draw, x)]), **learned, **scaling)
    axis = draw.whole(1, x.rank)
    fits = [n for n in range(1, x.shape[axis - 1] + 1) if x.shape[axis - 1] % n == 0]
    return draw.layer(kind, x.name, groups=draw.pick(-1, *fits), axis=axis, **learned)


@piece(1, 2, dtype="int32", often=12, when=lambda x: x.high > 0)
def embedding(draw, x):
    return draw.layer(
        "Embedding", x.name, input_dim=x.high, output_dim=draw.whole(1, 5), **draw.some(mask_zero=[True, True, False])
    )


@piece(1, 2, dtype="int32", versions=(3,), often=2, when=lambda x: x.high > 0)
def reversible_embedding(draw, x):
    width = draw.whole(1, 5)
    options = draw.some(tie_weights=[False], mask_zero=[True], logit_soft_cap=[2.0])
    return draw.layer("ReversibleEmbedding", x.name, input_dim=x.high, output_dim=width, **options)


@piece(1, 2)
def einsum_dense(draw, x):
    units = draw.whole(1, 5)
    if x.rank == 1:
        equation, shape, biases = "ab,bc->ac", units, ["c"]
    else:
        equation, shape, biases = draw.pick(
            ("abc,cd->abd", (x.shape[0], units), ["d", "bd", "b"]),
            ("abc,cde->abde", (x.shape[0], 2, units), ["de", "e"]),
            ("...c,cd->...d", (x.shape[0], units), ["d"]),
            ("abc,bd->adc", (units, x.shape[1]), ["dc", "d"]),
        )
    options = draw.some(activation=GENTLE, bias_axes=biases)
    return draw.layer("EinsumDense", x.name, equation=equation, output_shape=shape, **options)


@piece(1, 2, versions=(3,))
def adapted_dense(draw, x):
    return draw.layer("Dense", x.name, units=draw.whole(2, 4), lora_rank=draw.whole(1, 2))


@piece(1)
def spectral_dense(draw, x):
    inner = Source(f"layers.Dense({draw.whole(1, 4)})")
    return draw.layer("SpectralNormalization", x.name, layer=inner, **draw.some(power_iterations=[1, 3]))
