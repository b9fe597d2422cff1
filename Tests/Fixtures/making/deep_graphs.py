"""Models of convolutions and of attention, small: what people build from these layers."""

from making.environment import keras

layers = keras.layers


def small_cnn():
    """Two convolutions with normalization and pooling, a branch with separable ones, dense layers."""
    x = keras.Input((8, 8, 2), name="picture")
    a = layers.Conv2D(4, 3, activation="relu", name="conv")(x)
    a = layers.BatchNormalization(name="norm")(a)
    a = layers.MaxPooling2D(2, name="pool")(a)
    b = layers.SeparableConv2D(4, 3, padding="same", activation="relu", name="separable")(a)
    b = layers.DepthwiseConv2D(2, padding="same", name="depthwise")(b)
    a = layers.Add(name="add")([a, b])
    up = layers.Conv2DTranspose(2, 2, strides=2, name="up")(a)
    a = layers.Flatten(name="flatten")(layers.AveragePooling2D(2, padding="same", name="mean")(a))
    a = layers.Dropout(0.25, name="dropout")(a)
    kind = layers.Dense(3, activation="softmax", name="kind")(a)
    return keras.Model(x, [kind, layers.GlobalMaxPooling2D(name="peak")(up)], name="small_cnn"), [(8, 8, 2)]


def signals():
    """Causal convolutions over time with growing gaps, as WaveNet has them."""
    x = keras.Input((12, 2), name="signal")
    a = x
    for gap in (1, 2, 4):
        b = layers.Conv1D(4, 2, dilation_rate=gap, padding="causal", activation="relu", name=f"causal_{gap}")(a)
        a = b if gap == 1 else layers.Add(name=f"add_{gap}")([a, b])
    a = layers.Cropping1D((1, 0), name="crop")(layers.UpSampling1D(2, name="twice")(a))
    a = layers.ZeroPadding1D(1, name="pad")(a)
    return keras.Model(x, layers.GlobalAveragePooling1D(name="mean")(a), name="signals"), [(12, 2)]


def block(x, name, other=None, **options):
    """Attention and a feed-forward part, each added to what came and normalized."""
    attention = layers.MultiHeadAttention(2, 3, name=f"{name}_attention")
    a = attention(x, x if other is None else other, **options)
    a = layers.LayerNormalization(name=f"{name}_norm_1")(layers.Add(name=f"{name}_add_1")([x, a]))
    b = layers.Dense(8, activation="relu", name=f"{name}_wide")(a)
    b = layers.Dense(4, name=f"{name}_narrow")(b)
    return layers.LayerNormalization(name=f"{name}_norm_2")(layers.Add(name=f"{name}_add_2")([a, b]))


def transformer():
    """An encoder block over masked words, and a decoder block that sees no later word."""
    words, other = keras.Input((6,), dtype="int32", name="words"), keras.Input((5,), dtype="int32", name="other")
    embedding = layers.Embedding(9, 4, mask_zero=True, name="embedding")
    seen = block(embedding(words), "encoder")
    said = block(embedding(other), "self", use_causal_mask=True)
    said = block(said, "cross", other=seen)
    mean = layers.GlobalAveragePooling1D(name="mean")(said)
    return keras.Model([words, other], layers.Dense(2, activation="softmax", name="kind")(mean)), [(6,), (5,)]


def scores_out():
    """Layers of attention that hand their scores on."""
    q, v = keras.Input((3, 4), name="q"), keras.Input((5, 4), name="v")
    y, heads = layers.MultiHeadAttention(2, 3, name="heads")(q, v, return_attention_scores=True)
    z, dot = layers.Attention(use_scale=True, name="dot")([y, v], return_attention_scores=True)
    w = layers.AdditiveAttention(name="additive")([z, v])
    return keras.Model([q, v], [w, heads, dot], name="scores_out"), [(3, 4), (5, 4)]


def not_lowered():
    """Merges as in many-merges, and a layer of a later Keras beside the last."""
    inputs = [keras.Input((2, 3), name=f"x{i}") for i in range(3)]
    total = layers.Add(name="add")(inputs)
    product = layers.Multiply(name="multiply")(inputs)
    high = layers.Maximum(name="maximum")([total, product, inputs[0]])
    low = layers.Minimum(name="minimum")([total, product, inputs[1]])
    mean = layers.Average(name="average")([high, low, inputs[2]])
    gap = layers.Subtract(name="subtract")([high, low])
    joined = layers.Concatenate(axis=1, name="concatenate")([mean, gap, total])
    einsum = layers.EinsumDense("abc,cd->abd", output_shape=(None, 2), name="einsum")(gap)
    return keras.Model(inputs, [joined, einsum], name="not_lowered"), [(2, 3)] * 3


DEEP = {
    "not-lowered": (not_lowered, "k3.keras"),
    "small-cnn": (small_cnn, "k3.keras k3.h5 k3.json k3.weights k2.keras k2.h5"),
    "signals": (signals, "k3.keras k2.h5"),
    "transformer": (transformer, "k3.keras k3.h5 k3.json k3.weights k2.keras k2.h5"),
    "scores-out": (scores_out, "k3.keras k2.h5"),
}
