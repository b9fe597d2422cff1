"""The grid of attention by several heads: along other axes, behind gates, near by, with heads of keys that several share."""

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.plain import MASK, Plain

layers = keras.layers


def add(pack, case, make, shapes, masked=False, **call):
    """A layer called with a query, and a value and a key where there are shapes for them."""

    def build():
        inputs = [keras.Input(shape, name=f"x{i}") for i, shape in enumerate(shapes)]
        seen = [layers.Masking(MASK, name=f"masking{i}")(x) for i, x in enumerate(inputs)] if masked else inputs
        outputs = make()(*(seen * 2 if len(seen) == 1 else seen), **call)
        return keras.Model(inputs, outputs)

    inputs = [values.normal((3, *shape), case, i) for i, shape in enumerate(shapes)]
    if masked:
        inputs[0][0, 2:] = inputs[0][1, 0] = MASK
    pack.add(case, build, inputs)


def add_axes(pack):
    """Along the axes that are told, or all."""
    cases = [(None, (2, 4)), (None, (3, 2, 4)), ((1,), (2, 4)), ((1,), (3, 2, 4)), ((2,), (3, 2, 4))]
    cases += [((1, 2), (3, 2, 4)), ((2, 3), (3, 2, 3, 4)), ((1, 3), (3, 2, 3, 4))]
    for axes, shape in cases:
        for call in ({}, {"return_attention_scores": True}):
            make = lambda: layers.MultiHeadAttention(2, 3, attention_axes=axes, name="mha")  # noqa: E731
            add(pack, f"MultiHeadAttention(axes={axes},{shape}){call or ''}", make, [shape], **call)
    other = lambda: layers.MultiHeadAttention(2, 3, attention_axes=(2,), name="mha")  # noqa: E731
    add(pack, "MultiHeadAttention(axes=2,another value)", other, [(2, 3, 4), (2, 5, 3)])
    for shape in ((5,), (2, 4), (2, 3, 2)):
        make = lambda: layers.MultiHeadAttention(2, 3, output_shape=shape, name="mha")  # noqa: E731
        add(pack, f"MultiHeadAttention(output_shape={shape})", make, [(4, 6)])
    bare = lambda: layers.MultiHeadAttention(2, 3, output_shape=(2, 4), use_bias=False, name="mha")  # noqa: E731
    add(pack, "MultiHeadAttention(output_shape,no bias)", bare, [(4, 6)])


def add_gates(pack):
    """Gates and sliding windows."""
    for options in ({"use_gate": True}, {"use_gate": True, "use_bias": False, "value_dim": 2}, {"sliding_window": 2}):
        for call in ({}, {"use_causal_mask": True}, {"return_attention_scores": True}):
            make = lambda: layers.MultiHeadAttention(2, 3, name="mha", **options)  # noqa: E731
            add(pack, f"MultiHeadAttention({options}){call or ''}", make, [(4, 6)], **call)


def add_shared(pack):
    """Heads of keys that several heads of queries share."""
    for sizes in ((3, 4, 2), (3, 2, 1), (3, 4, 4), (2, 6, 2)):
        make = lambda: layers.GroupQueryAttention(*sizes, name="gqa")  # noqa: E731
        add(pack, f"GroupQueryAttention{sizes}", make, [(4, 6)])
    for options in ({"use_bias": False}, {"use_gate": True}, {"sliding_window": 2}, {"dropout": 0.5}):
        make = lambda: layers.GroupQueryAttention(3, 4, 2, name="gqa", **options)  # noqa: E731
        add(pack, f"GroupQueryAttention({options})", make, [(4, 6)])
    make = lambda: layers.GroupQueryAttention(3, 4, 2, name="gqa")  # noqa: E731
    for call in ({"use_causal_mask": True}, {"return_attention_scores": True}):
        add(pack, f"GroupQueryAttention{call}", make, [(4, 6)], **call)
        add(pack, f"GroupQueryAttention(masked){call}", make, [(4, 6)], masked=True, **call)
    add(pack, "GroupQueryAttention(masked)", make, [(4, 6)], masked=True)
    add(pack, "GroupQueryAttention(value)", make, [(4, 6), (5, 6)])
    add(pack, "GroupQueryAttention(value, key)", make, [(4, 6), (5, 6), (5, 6)])
    x = values.normal((3, 4, 6), "attention_mask")
    see = values.random("see").uniform(0, 1, (3, 4, 4)) > 0.4
    see[..., 0] = True

    def given():
        query, mask = keras.Input((4, 6), name="x"), keras.Input((4, 4), dtype="bool", name="see")
        return keras.Model([query, mask], make()(query, query, attention_mask=mask))

    pack.add("GroupQueryAttention(attention_mask)", given, [x, np.asarray(see)])


def make(folder):
    """The family."""
    pack = Plain("heads")
    add_axes(pack)
    if MAJOR == 3:
        add_gates(pack)
        add_shared(pack)
    pack.save(folder)
