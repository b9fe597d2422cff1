"""The grid of what attention by several heads adds along other axes than it seems to, and of the masks that it finds."""

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.pack import Pack
from making.plain import MASK

L = keras.layers


def heads(*sizes, **options):
    """A maker of a MultiHeadAttention."""
    return lambda: L.MultiHeadAttention(*sizes, name="mha", **options)


def shared(*sizes, **options):
    """A maker of a GroupQueryAttention."""
    return lambda: L.GroupQueryAttention(*sizes, name="gqa", **options)


def one(pack, case, make, shape, other=None, **call):
    """Attention over itself, or over another sample."""
    shapes = [shape] if other is None else [shape, other]

    def build():
        made = [keras.Input(s, name=f"x{i}") for i, s in enumerate(shapes)]
        return keras.Model(made, make()(made[0], made[-1], **call))

    pack.add(case, build, [values.normal((2, *s), case, i) for i, s in enumerate(shapes)])


def add_biases(pack):
    """One number a head, where there are as many places along the first axis of a sample."""
    for length in (2, 3):
        for options in ({"value_dim": 1}, {"value_dim": 3}):
            one(pack, f"heads of 1, {length} steps, {options}", heads(2, 1, **options), (length, 4))
            if MAJOR == 3:
                gated = heads(2, 3, **{**options, "use_gate": True})
                one(pack, f"a gate, {length} steps, {options}", gated, (length, 4))
        one(pack, f"output (2, 1), {length} steps", heads(2, 3, output_shape=(2, 1)), (length, 4))
        one(pack, f"output (1, 2), {length} steps", heads(2, 3, output_shape=(1, 2)), (length, 4))
        one(pack, f"output (2, 1), {length} by 3", heads(2, 3, output_shape=(2, 1)), (length, 3, 4))
        if MAJOR == 3:
            for gate in (False, True):
                make = shared(1, 4, 2, use_gate=gate)
                one(pack, f"shared heads of 1, {length * 2} steps, {gate}", make, (length * 2, 4))
                one(pack, f"shared heads of 1, {length} steps, {gate}", make, (length, 4))
    one(pack, "heads of 1, another value", heads(2, 1), (3, 4), (2, 4))
    for shape in ((2, 3, 4), (1, 2, 4), (2, 1, 4), (3, 2, 4), (2, 2, 3, 4)):
        for axes in (None, (1,), (2,), (2, 1)):
            one(pack, f"heads of 1 over {shape}, axes {axes}", heads(2, 1, attention_axes=axes), shape)
            if MAJOR == 3:
                make = heads(2, 1, attention_axes=axes, use_gate=True)
                one(pack, f"heads of 1 over {shape}, axes {axes}, a gate", make, shape)
    one(pack, "heads of 1 over axes, another value", heads(2, 1, attention_axes=(1,)), (3, 2, 4), (2, 2, 4))


def add_orders(pack):
    """Axes in another order, and counted from the end."""
    for axes in ((2, 1), (3, 1), (2, 1, 3), (-3,), (-3, 1)):
        for call in ({}, {"return_attention_scores": True}):
            # Keras 2 counts from the end with the axes of heads and their width, Keras 3 with that of heads.
            own = tuple(a + 1 if a < 0 and MAJOR == 3 else a for a in axes)
            shape = (2, 3, 2, 4) if 3 in axes or axes[0] < 0 else (2, 3, 4)
            one(pack, f"axes {own}{call or ''}", heads(2, 3, attention_axes=own), shape, **call)


def add_masks(pack):
    """Masks over several axes, given and travelling."""
    cases = [((1, 2), (2, 3, 4), (2, 3, 2, 3)), ((2, 1), (2, 3, 4), (3, 2, 3, 2)), ((1,), (2, 3, 4), (2, 2)), ((2,), (2, 3, 4), (3, 3))]
    cases += [((2,), (2, 3, 4), (2, 3, 3)), ((2,), (2, 3, 4), (2, 2, 3, 3)), ((1,), (2, 3, 4), (3, 1, 2, 2)), ((1, 2), (2, 3, 4), (2, 2, 3, 2, 3))]
    cases += [((1,), (2, 3, 4), (1, 2, 2)), ((2,), (2, 3, 2, 4), (2, 3, 3)), (None, (3, 4), (3, 3)), (None, (3, 4), (1, 3, 3)), (None, (3, 4), (2, 3, 3))]
    for axes, shape, seen in cases:
        for call in ({}, {"return_attention_scores": True}):
            title = f"a mask {seen}, axes {axes} of {shape}{call or ''}"

            def build():
                x, see = keras.Input(shape, name="x"), keras.Input(seen, dtype="bool", name="see")
                return keras.Model([x, see], heads(2, 3, attention_axes=axes)()(x, x, attention_mask=see, **call))

            see = values.random("see", title).uniform(0, 1, (3, *seen)) > 0.4
            see[..., 0] = True
            pack.add(title, build, [values.normal((3, *shape), title), see])
    for axes, shape in (((2,), (2, 3, 4)), ((1,), (3, 3, 4)), ((1,), (2, 2, 4)), ((2,), (1, 3, 4)), ((2,), (3, 3, 2, 4))):
        for call in ({}, {"use_causal_mask": True}):
            title = f"travelling, axes {axes} of {shape}{call or ''}"

            def build():
                x = keras.Input(shape, name="x")
                y = L.Masking(MASK, name="masking")(x)
                return keras.Model(x, heads(2, 3, attention_axes=axes)()(y, y, **call))

            x = values.normal((3, *shape), title)
            x[0, :, 1], x[1, 0, :1] = MASK, MASK
            pack.add(title, build, [x])
    for axes, shape in (((2,), (3, 3, 4)), ((1,), (3, 2, 4))):
        make = heads(2, 3, attention_axes=axes)
        one(pack, f"causal, axes {axes} of {shape}", make, shape, use_causal_mask=True)


def add_casts(pack):
    """A layer of another format than what it attends over, which others read too."""
    names = {"float32": "single", "float64": "double", "float16": "half", "mixed_float16": "mixed"}
    for before, own in (("float64", "float32"), ("float32", "float64"), ("float32", "mixed_float16"), ("float32", "float32"), ("mixed_float16", "float16")):
        for order in ("later", "sooner"):
            title = f"{names[own]} behind {names[before]}, an LSTM {order}"

            def build():
                x = keras.Input((4,), dtype="int32", name="x")
                e = L.Embedding(5, 3, mask_zero=True, dtype=before, name="embedding")(x)
                attend = lambda: L.MultiHeadAttention(2, 2, dtype=own, name="mha")(e, e)  # noqa: E731
                read = lambda: L.LSTM(2, dtype="float32", name="lstm")(e)  # noqa: E731
                y = [attend(), read()] if order == "later" else [read(), attend()]
                return keras.Model(x, y + [L.GlobalAveragePooling1D(name="pool")(y[order != "later"])])

            pack.add(title, build, [np.array([[1, 2, 0, 0], [3, 0, 4, 1], [2, 2, 2, 2]], "int32")])
    for own in ("float64", "mixed_float16", "float32"):
        for places in ("query", "value", "both"):
            title = f"{names[own]} attends over single, masked {places}"

            def build():
                x, z = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="z")
                q = L.Masking(MASK, name="mq")(x) if places != "value" else x
                v = L.Masking(MASK, name="mv")(z) if places != "query" else z
                return keras.Model([x, z], L.MultiHeadAttention(2, 2, dtype=own, name="mha")(q, v))

            x, z = (values.normal((3, 4, 3), title, i) for i in (0, 1))
            x[0, 2:] = x[1, 0] = z[0, 1] = z[2, 2:] = MASK
            pack.add(title, build, [x, z])


def add_given(pack):
    """A layer that is not computed, whose output is given: what is behind it finds the mask."""
    for options in ({"zero_output_for_mask": True}, {}):

        def build():
            x = keras.Input((3, 3), name="x")
            cell = L.StackedRNNCells([L.GRUCell(2, dtype="float64", name="gru")], name="cells")
            y = L.RNN(cell, dtype="float64", name="rnn", return_sequences=True, **options)(L.Masking(MASK, name="masking")(x))
            return keras.Model(x, L.GlobalAveragePooling1D(name="pool")(y))

        x = values.normal((2, 3, 3), "given", str(options))
        x[0, 1:] = x[1, 0] = MASK
        pack.add(f"cells of another dtype {options}", build, [x])


def make(folder):
    """The family."""
    pack = Pack("attended")
    add_biases(pack)
    add_orders(pack)
    add_masks(pack)
    add_casts(pack)
    if MAJOR == 2:
        add_given(pack)
    pack.save(folder)
