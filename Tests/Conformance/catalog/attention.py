"""Attention of every kind, with masks, causal, with its scores."""

from catalog import piece
from environment import MAJOR


@piece(2, often=2)
def attention(draw, x):
    kind = draw.pick("Attention", "AdditiveAttention")
    v = draw.like((draw.pick(x.shape[0], draw.whole(1, 5)), x.shape[1]))
    names = [x.name, v.name]
    if draw.chance(0.3):
        names.append(draw.like(v.shape).name)
    options = draw.some(use_scale=[True, False])
    if kind == "Attention" and draw.chance(0.3):
        options["score_mode"] = draw.pick("dot", "concat")
    call = f"[{', '.join(names)}]"
    if draw.chance(0.25):
        call += f", mask=[{draw.like(x.shape[:1], 'bool').name}, {draw.like(v.shape[:1], 'bool').name}]"
    if draw.chance(0.3):
        call += ", use_causal_mask=True"
    scores = draw.chance(0.3)
    return draw.layer(kind, call + (", return_attention_scores=True" if scores else ""), 1 + scores, **options)


def heads(draw, x, maker, options):
    """A layer of heads, of itself or of something else."""
    v = x if draw.chance(0.6) else draw.like((draw.pick(x.shape[0], draw.whole(1, 5)), draw.whole(1, 4)))
    call = f"{x.name}, {v.name}"
    if draw.chance(0.25):
        call += f", {draw.like((v.shape[0], draw.whole(1, 4))).name}"
    if draw.chance(0.25):
        call += f", attention_mask={draw.like((x.shape[0], v.shape[0]), 'bool').name}"
    if draw.chance(0.3):
        call += ", use_causal_mask=True"
    scores = draw.chance(0.25)
    return draw.layer(maker, call + (", return_attention_scores=True" if scores else ""), 1 + scores, **options)


@piece(2, often=3)
def multi_head(draw, x):
    options = {"num_heads": draw.whole(1, 3), "key_dim": draw.whole(2, 4)}
    options.update(draw.some(value_dim=[2, 3], use_bias=[False], output_shape=[3, 5]))
    if MAJOR == 3 and draw.chance(0.15):
        options["use_gate"] = True
    return heads(draw, x, "MultiHeadAttention", options)


@piece(3)
def over_axes(draw, x):
    options = {
        "num_heads": draw.whole(1, 2),
        "key_dim": draw.whole(2, 3),
        "attention_axes": draw.pick((1,), (2,), (1, 2)),
    }
    return draw.layer("MultiHeadAttention", f"{x.name}, {x.name}", **options, **draw.some(use_bias=[False]))


@piece(2, versions=(3,))
def grouped(draw, x):
    groups = draw.whole(1, 2)
    options = {
        "head_dim": draw.whole(2, 4),
        "num_query_heads": groups * draw.whole(1, 2),
        "num_key_value_heads": groups,
    }
    return heads(draw, x, "GroupQueryAttention", {**options, **draw.some(use_bias=[False], use_gate=[True])})
