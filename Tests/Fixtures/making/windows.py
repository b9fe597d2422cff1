"""The grid of layers with windows, and of attention."""

import itertools

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.plain import MASK, Plain

layers = keras.layers

# A length along each axis of places that no step divides.
PLACES = {1: (7,), 2: (6, 5), 3: (4, 3, 5)}


def sizes(rank, *lengths):
    """The first `rank` of some lengths."""
    return lengths[:rank]


def add_convolutions(pack):
    """Conv1D to Conv3D: windows, steps, padding, dilation, groups, bias."""
    for rank in (1, 2, 3):
        conv = getattr(layers, f"Conv{rank}D")
        shape = (*PLACES[rank], 4)
        paddings = ["valid", "same"] + ["causal"] * (rank == 1)
        for padding, step in itertools.product(paddings, (1, 2, 3)):
            window = sizes(rank, 3, 2, 2)
            pack.one(
                f"Conv{rank}D(strides={step}, {padding})",
                shape,
                lambda: conv(3, window, strides=step, padding=padding, name="conv"),
                batch=2,
            )
        for padding in paddings:
            pack.one(
                f"Conv{rank}D(dilation=2, {padding})",
                shape,
                lambda: conv(2, 2, dilation_rate=2, padding=padding, activation="relu", name="conv"),
                batch=2,
            )
        pack.one(f"Conv{rank}D(no bias)", shape, lambda: conv(2, 2, use_bias=False, name="conv"), batch=2)
        pack.one(f"Conv{rank}D(1)", shape, lambda: conv(5, 1, activation="tanh", name="conv"), batch=2)
        if rank < 3:
            pack.one(f"Conv{rank}D(groups)", shape, lambda: conv(6, 2, groups=2, name="conv"), batch=2)
            pack.one(
                f"Conv{rank}D(groups, same)",
                shape,
                lambda: conv(4, 3, groups=4, padding="same", strides=2, name="conv"),
                batch=2,
            )
    pack.one("Conv2D(strides=(2, 1), softmax)", (6, 5, 3), lambda: layers.Conv2D(3, (3, 2), (2, 1), activation="softmax"))
    pack.one("Conv2D(even window, same)", (5, 6, 2), lambda: layers.Conv2D(2, (4, 2), strides=(3, 2), padding="same"))
    pack.one("Conv2D(window larger than the input, same)", (2, 3, 2), lambda: layers.Conv2D(2, 5, padding="same"))
    pack.one("Conv1D(dilation=3, causal)", (9, 2), lambda: layers.Conv1D(3, 3, dilation_rate=3, padding="causal"))
    for policy in ("float64", "mixed_float16"):
        pack.one(f"Conv2D,{policy}", (6, 5, 3), lambda: layers.Conv2D(4, 3, dtype=policy, name="conv"), batch=2)
    pack.one(
        "TimeDistributed(Conv2D)",
        (3, 4, 4, 2),
        lambda: layers.TimeDistributed(layers.Conv2D(2, 2, name="conv"), name="each"),
        batch=2,
    )


def add_depthwise(pack):
    """DepthwiseConv1D, 2D and SeparableConv1D, 2D."""
    for rank in (1, 2):
        shape = (*PLACES[rank], 3)
        depthwise = getattr(layers, f"DepthwiseConv{rank}D")
        separable = getattr(layers, f"SeparableConv{rank}D")
        for padding, step, depth in itertools.product(("valid", "same"), (1, 2), (1, 2)):
            about = f"(strides={step}, {padding}, depth={depth})"
            options = {"strides": step, "padding": padding, "depth_multiplier": depth}
            pack.one(f"DepthwiseConv{rank}D{about}", shape, lambda: depthwise(3, **options, name="conv"), batch=2)
            pack.one(f"SeparableConv{rank}D{about}", shape, lambda: separable(4, 3, **options, name="conv"), batch=2)
        pack.one(f"DepthwiseConv{rank}D(dilation)", shape, lambda: depthwise(2, dilation_rate=2, activation="relu"))
        pack.one(f"SeparableConv{rank}D(dilation)", shape, lambda: separable(4, 2, dilation_rate=2, use_bias=False))
    pack.one("SeparableConv1D(causal)", (7, 3), lambda: layers.SeparableConv1D(4, 3, padding="causal"))


def add_transposes(pack):
    """Conv1DTranspose to Conv3DTranspose."""
    for rank in (1, 2, 3):
        transpose = getattr(layers, f"Conv{rank}DTranspose")
        shape = (*sizes(rank, 4, 3, 2), 3)
        for padding, step, window in itertools.product(("valid", "same"), (1, 2, 3), (2, 3)):
            pack.one(
                f"Conv{rank}DTranspose(strides={step}, {window}, {padding})",
                shape,
                lambda: transpose(2, window, strides=step, padding=padding, name="conv"),
                batch=2,
            )
        for padding in ("valid", "same"):
            pack.one(
                f"Conv{rank}DTranspose(output_padding, {padding})",
                shape,
                lambda: transpose(2, 3, strides=2, padding=padding, output_padding=1, name="conv"),
                batch=2,
            )
    pack.one("Conv2DTranspose(dilation)", (4, 3, 2), lambda: layers.Conv2DTranspose(2, 2, dilation_rate=2))
    pack.one("Conv1DTranspose(no bias)", (4, 2), lambda: layers.Conv1DTranspose(2, 3, use_bias=False, activation="relu"))


def add_pools(pack):
    """Pooling of windows and of everything."""
    for rank, name in itertools.product((1, 2, 3), ("MaxPooling", "AveragePooling")):
        pool = getattr(layers, f"{name}{rank}D")
        shape = (*PLACES[rank], 2)
        for padding, step in itertools.product(("valid", "same"), (None, 1, 3)):
            pack.one(
                f"{name}{rank}D(strides={step}, {padding})",
                shape,
                lambda: pool(2, strides=step, padding=padding, name="pool"),
                batch=2,
            )
    pack.one("MaxPooling2D((3, 2), (1, 2))", (6, 5, 2), lambda: layers.MaxPooling2D((3, 2), (1, 2), "same"))
    pack.one("AveragePooling2D(3)", (6, 5, 2), lambda: layers.AveragePooling2D(3, 2, "same"))
    for rank, name, keep in itertools.product((1, 2, 3), ("Max", "Average"), (False, True)):
        pool = getattr(layers, f"Global{name}Pooling{rank}D")
        pack.one(f"Global{name}Pooling{rank}D(keepdims={keep})", (*PLACES[rank], 2), lambda: pool(keepdims=keep))
    pack.one("GlobalMaxPooling2D(channels_first)", (2, 3, 4), lambda: layers.GlobalMaxPooling2D("channels_first"))
    pack.one("GlobalAveragePooling2D(channels_first)", (2, 3, 4), lambda: layers.GlobalAveragePooling2D("channels_first"))
    x = values.normal((4, 5, 3), "masking")
    x[0, 1] = x[1, 3:] = x[2, :2] = MASK
    masking = lambda: layers.Masking(MASK, name="masking")  # noqa: E731
    for name in ("GlobalAveragePooling1D", "GlobalMaxPooling1D", "MaxPooling1D", "ZeroPadding1D", "UpSampling1D"):
        pack.one(f"Masking,{name}", (5, 3), masking, lambda: getattr(layers, name)(name="after"), x=x)
    pack.one(
        "Masking,Conv1D,LSTM",
        (5, 3),
        masking,
        lambda: layers.Conv1D(2, 2, name="conv"),
        lambda: layers.LSTM(2, name="lstm"),
        x=x,
    )


def add_places(pack):
    """ZeroPadding, Cropping, UpSampling."""
    for amount in (1, 2, (1, 2), (0, 3)):
        pack.one(f"ZeroPadding1D({amount})", (5, 2), lambda: layers.ZeroPadding1D(amount))
        pack.one(f"Cropping1D({amount})", (6, 2), lambda: layers.Cropping1D(amount))
    for amount in (1, (1, 2), ((1, 0), (2, 1)), ((0, 0), (0, 2))):
        pack.one(f"ZeroPadding2D({amount})", (3, 4, 2), lambda: layers.ZeroPadding2D(amount))
        pack.one(f"Cropping2D({amount})", (5, 6, 2), lambda: layers.Cropping2D(amount))
    pack.one("ZeroPadding2D(channels_first)", (2, 3, 4), lambda: layers.ZeroPadding2D((1, 2), "channels_first"))
    pack.one("Cropping2D(channels_first)", (2, 5, 6), lambda: layers.Cropping2D((1, 2), "channels_first"))
    pack.one("ZeroPadding3D", (2, 3, 2, 2), lambda: layers.ZeroPadding3D(((1, 0), (0, 2), (1, 1))))
    pack.one("Cropping3D", (4, 4, 4, 2), lambda: layers.Cropping3D(((1, 0), (0, 2), (1, 1))))
    pack.one("UpSampling1D(3)", (4, 2), lambda: layers.UpSampling1D(3))
    pack.one("UpSampling3D", (2, 2, 2, 2), lambda: layers.UpSampling3D((1, 2, 3)))
    for size, mode in itertools.product((2, (1, 3), (3, 2)), ("nearest", "bilinear")):
        pack.one(f"UpSampling2D({size}, {mode})", (3, 4, 2), lambda: layers.UpSampling2D(size, interpolation=mode))
    pack.one("UpSampling2D(one place)", (1, 1, 2), lambda: layers.UpSampling2D(2, interpolation="bilinear"))


def add_channels_first(pack):
    """Layers whose channels come first, where this Keras computes them on a processor."""
    first = {"data_format": "channels_first", "name": "first"}
    made = {
        "Conv1D": ((3, 7), lambda: layers.Conv1D(2, 3, padding="same", **first)),
        "Conv2D": ((3, 6, 5), lambda: layers.Conv2D(2, 3, strides=2, padding="same", activation="relu", **first)),
        "Conv2D(softmax)": ((3, 6, 5), lambda: layers.Conv2D(2, 3, activation="softmax", **first)),
        "Conv2DTranspose": ((3, 4, 3), lambda: layers.Conv2DTranspose(2, 3, strides=2, **first)),
        "DepthwiseConv2D": ((3, 6, 5), lambda: layers.DepthwiseConv2D(2, **first)),
        # Keras 3.15 adds the bias along the width where that is as long as there are filters.
        "SeparableConv2D": ((3, 6, 7), lambda: layers.SeparableConv2D(4, 2, **first)),
        "MaxPooling2D": ((3, 6, 5), lambda: layers.MaxPooling2D(2, **first)),
        "AveragePooling2D": ((3, 6, 5), lambda: layers.AveragePooling2D(2, padding="same", **first)),
        "AveragePooling1D": ((3, 7), lambda: layers.AveragePooling1D(2, **first)),
        "UpSampling2D": ((2, 3, 4), lambda: layers.UpSampling2D(2, **first)),
        "GlobalAveragePooling1D": ((2, 5), lambda: layers.GlobalAveragePooling1D(**first)),
    }
    for case, (shape, make) in made.items():
        pack.one(f"{case},channels_first", shape, make, batch=2)


def add_group_normalizations(pack):
    """GroupNormalization."""
    norm = layers.GroupNormalization
    for shape, groups in (((4,), 2), ((3, 4), 2), ((3, 4), 4), ((2, 3, 6), 3), ((2, 3, 6), -1), ((3, 4), 1)):
        pack.one(f"GroupNormalization({groups}),{len(shape)}d", shape, lambda: norm(groups, name="norm"))
    pack.one("GroupNormalization(axis=1)", (4, 3, 2), lambda: norm(2, axis=1, name="norm"))
    pack.one("GroupNormalization(plain)", (3, 4), lambda: norm(2, scale=False, center=False, epsilon=0.1, name="norm"))


# Attention


def sequences(case, *shapes):
    """Inputs of four samples."""
    return [values.normal((4, *shape), case, index) for index, shape in enumerate(shapes)]


def hidden(x, other=False):
    """The same sequence with masked timesteps: none, the last, the first, all but one."""
    x = x.copy()
    x[1, -2:] = x[2, :2] = MASK
    x[3, 1:] = MASK
    if other:
        x = x[[1, 2, 0, 3]]
    return x


def add_attention(pack):
    """Attention and AdditiveAttention: scale, score mode, keys, masks, causal masks."""
    shapes = {"two": [(3, 4), (5, 4)], "three": [(3, 4), (5, 2), (5, 4)]}
    kinds = {
        "Attention": {},
        "Attention(scale)": {"use_scale": True},
        "Attention(concat)": {"score_mode": "concat"},
        "Attention(concat, scale)": {"score_mode": "concat", "use_scale": True},
        "AdditiveAttention": {},
        "AdditiveAttention(no scale)": {"use_scale": False},
    }
    for (case, options), (about, sides) in itertools.product(kinds.items(), shapes.items()):
        kind = getattr(layers, case.split("(")[0])
        pack.several(f"{case},{about}", lambda xs: kind(**options, name="attention")(xs), sides)
    for case in ("Attention", "AdditiveAttention"):
        kind = getattr(layers, case)
        causal = lambda xs: kind(name="attention")(xs, use_causal_mask=True)  # noqa: E731
        pack.several(f"{case},causal", causal, [(4, 3), (4, 3)])
        scores = lambda xs: kind(name="attention")(xs, return_attention_scores=True)  # noqa: E731
        pack.several(f"{case},scores", scores, [(3, 4), (5, 4)])
        for which in ("value", "query", "both", "causal"):

            def masked(xs):
                q, v = xs
                if which in ("query", "both"):
                    q = layers.Masking(MASK, name="mask_q")(q)
                if which != "query":
                    v = layers.Masking(MASK, name="mask_v")(v)
                y = kind(name="attention")([q, v], use_causal_mask=which == "causal")
                return layers.LSTM(2, name="lstm")(y)

            q, v = sequences(case, (4, 3), (4, 3))
            inputs = [hidden(q, True) if which in ("query", "both") else q, hidden(v) if which != "query" else v]
            pack.several(f"{case},{which} masked,LSTM", masked, [(4, 3), (4, 3)], inputs)


def add_heads(pack):
    """MultiHeadAttention: widths, bias, masks, scores, dropout."""
    mha = layers.MultiHeadAttention
    kinds = {
        "2 heads": {"num_heads": 2, "key_dim": 3},
        "1 head": {"num_heads": 1, "key_dim": 4},
        "value_dim": {"num_heads": 3, "key_dim": 2, "value_dim": 5},
        "output_shape": {"num_heads": 2, "key_dim": 2, "output_shape": 7},
        "no bias": {"num_heads": 2, "key_dim": 2, "use_bias": False},
        "dropout": {"num_heads": 2, "key_dim": 2, "dropout": 0.25},
    }
    for case, options in kinds.items():
        self_ = lambda xs: mha(**options, name="mha")(xs[0], xs[0])  # noqa: E731
        pack.several(f"MultiHeadAttention({case}),self", self_, [(5, 4)])
        causal = lambda xs: mha(**options, name="mha")(xs[0], xs[0], use_causal_mask=True)  # noqa: E731
        pack.several(f"MultiHeadAttention({case}),causal", causal, [(5, 4)])
        cross = lambda xs: mha(**options, name="mha")(xs[0], xs[1])  # noqa: E731
        pack.several(f"MultiHeadAttention({case}),cross", cross, [(3, 4), (5, 4)])
        scores = lambda xs: mha(**options, name="mha")(xs[0], xs[1], return_attention_scores=True)  # noqa: E731
        pack.several(f"MultiHeadAttention({case}),scores", scores, [(3, 4), (5, 4)])
    three = lambda xs: mha(2, 3, name="mha")(xs[0], xs[1], key=xs[2])  # noqa: E731
    pack.several("MultiHeadAttention,key", three, [(3, 4), (5, 4), (5, 6)])
    keep = (values.random("keep").uniform(0, 1, (4, 3, 5)) < 0.6).astype("bool")
    keep[:, :, 0] = True

    def given(xs):
        return mha(2, 3, name="mha")(xs[0], xs[1], attention_mask=xs[2])

    def with_mask():
        inputs = [keras.Input((3, 4), name="a"), keras.Input((5, 4), name="b")]
        inputs.append(keras.Input((3, 5), dtype="bool", name="keep"))
        return keras.Model(inputs, given(inputs))

    pack.add("MultiHeadAttention,attention_mask", with_mask, [*sequences("given", (3, 4), (5, 4)), keep])
    for dropout, which in itertools.product((0.0, 0.5), ("self", "value", "query", "causal", "scores")):

        def masked(xs):
            q = layers.Masking(MASK, name="mask_q")(xs[0]) if which != "value" else xs[0]
            v = q if which in ("self", "causal", "scores") else xs[1]
            if which == "value":
                v = layers.Masking(MASK, name="mask_v")(v)
            options = {"use_causal_mask": True} if which == "causal" else {}
            if which == "scores":
                options["return_attention_scores"] = True
            y = mha(2, 3, dropout=dropout, name="mha")(q, v, **options)
            if which == "scores":
                return y
            return layers.LSTM(2, name="lstm")(y)

        q, v = sequences("masked", (4, 3), (4, 3))
        two = which in ("value", "query")
        inputs = [hidden(q) if which != "value" else q, hidden(v) if which == "value" else v]
        shapes = [(4, 3), (4, 3)] if two else [(4, 3)]
        pack.several(f"MultiHeadAttention(dropout={dropout}),{which} masked", masked, shapes, inputs[: len(shapes)])
    # Not called float64, which is compared to the last digits: Keras 3 divides by a float32 root.
    pack.several(
        "MultiHeadAttention,double", lambda xs: mha(2, 3, dtype="float64", name="mha")(xs[0], xs[0]), [(5, 4)]
    )
    pack.several(
        "MultiHeadAttention,mixed_float16",
        lambda xs: mha(2, 3, dtype="mixed_float16", name="mha")(xs[0], xs[0]),
        [(5, 4)],
        [values.normal((3, 5, 4), "half", scale=0.5)],
    )


def make(folder):
    """The families of windows and of attention."""
    pack = Plain("windows")
    add_convolutions(pack)
    add_depthwise(pack)
    add_transposes(pack)
    add_pools(pack)
    add_places(pack)
    add_channels_first(pack)
    add_group_normalizations(pack)
    pack.save(folder)
    pack = Plain("attention")
    add_attention(pack)
    add_heads(pack)
    pack.save(folder)
