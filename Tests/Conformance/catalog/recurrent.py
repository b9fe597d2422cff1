"""Recurrent layers with all their options, cells, both directions, states given, masks given."""

from catalog import piece
from catalog.plain import GENTLE
from environment import MAJOR
from lines import Source

KINDS = ["SimpleRNN", "LSTM", "GRU"]
STATES = {"SimpleRNN": 1, "LSTM": 2, "GRU": 1}


def cell_options(draw, kind, units):
    """What a cell and its layer both take."""
    options = {"units": units, **draw.some(use_bias=[False], activation=GENTLE)}
    if kind != "SimpleRNN":
        options.update(draw.some(recurrent_activation=["sigmoid", "hard_sigmoid", "tanh"]))
    if kind == "LSTM" and draw.chance(0.2):
        options["unit_forget_bias"] = False
    if kind == "GRU" and draw.chance(0.4):
        options["reset_after"] = False
    return {key: value for key, value in options.items() if key == "units" or draw.chance(0.6)}


def loop_options(draw):
    """What concerns the loop."""
    return {key: True for key in ("go_backwards", "unroll", "zero_output_for_mask") if draw.chance(0.2)}


def shape_after(draw):
    return {key: True for key, chance in (("return_sequences", 0.6), ("return_state", 0.2)) if draw.chance(chance)}


@piece(2, often=6)
def recurrent(draw, x):
    kind, units = draw.pick(*KINDS), draw.whole(1, 4)
    options = {**cell_options(draw, kind, units), **loop_options(draw), **shape_after(draw)}
    call = x.name
    if draw.chance(0.2):
        states = [draw.like((units,)).name for _ in range(STATES[kind])]
        call += f", initial_state=[{', '.join(states)}]"
    if draw.chance(0.2):
        call += f", mask={draw.like(x.shape[:1], 'bool').name}"
    if draw.batch and draw.chance():
        options["stateful"] = True
    return draw.layer(kind, call, 1 + STATES[kind] * ("return_state" in options), **options)


def text(kind, options):
    return f"layers.{kind}({', '.join(f'{key}={value!r}' for key, value in options.items())})"


@piece(2, often=3)
def cells(draw, x):
    made, states = [], 0
    for _ in range(draw.whole(1, 3)):
        kind = draw.pick(*KINDS)
        made.append(text(kind + "Cell", cell_options(draw, kind, draw.whole(1, 3))))
        states += STATES[kind]
    options = {"cell": Source(made[0] if len(made) == 1 else f"[{', '.join(made)}]"), **loop_options(draw)}
    options.pop("zero_output_for_mask", None)
    outputs = shape_after(draw)
    if len(made) > 1:
        outputs.pop("return_state", None)
    return draw.layer("RNN", x.name, 1 + states * ("return_state" in outputs), **options, **outputs)


@piece(2, often=4)
def both_ways(draw, x):
    kind, units = draw.pick(*KINDS), draw.whole(1, 3)
    outputs = shape_after(draw)
    own = loop_options(draw)
    forth = {**cell_options(draw, kind, units), **outputs, **own}
    options = {"layer": Source(text(kind, forth)), **draw.some(merge_mode=["sum", "mul", "ave", "concat", None])}
    if draw.chance(0.3):
        back = {**cell_options(draw, kind, units), **outputs, **own}
        back["go_backwards"] = not forth.get("go_backwards", False)
        options["backward_layer"] = Source(text(kind, back))
    count = 2 if options.get("merge_mode", "") is None else 1
    count += 2 * STATES[kind] * ("return_state" in outputs)
    call = x.name
    if draw.chance(0.15):
        states = [draw.like((units,)).name for _ in range(2 * STATES[kind])]
        call += f", initial_state=[{', '.join(states)}]"
    return draw.layer("Bidirectional", call, count, **options)


@piece(2, often=2)
def masking(draw, x):
    return draw.layer("Masking", x.name, **draw.some(mask_value=[0.0, 1.0]))


@piece(3, 4)
def of_images(draw, x):
    axes = x.rank - 2
    options = {
        "filters": draw.whole(1, 2),
        "kernel_size": draw.whole(1, 3),
        **draw.some(padding=["same"], activation=["tanh", "relu"]),
    }
    options.update(draw.some(recurrent_activation=["sigmoid", "hard_sigmoid"], use_bias=[False], go_backwards=[True]))
    outputs = shape_after(draw)
    return draw.layer(f"ConvLSTM{axes}D", x.name, 1 + 2 * ("return_state" in outputs), **options, **outputs)
