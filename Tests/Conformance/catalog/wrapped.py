"""Layers in layers, a layer once more, models in models."""

from catalog import piece
from lines import Input, Line, Recipe, Source, mentions


@piece(2, 3, 4, often=2)
def each_timestep(draw, x):
    inner = [
        "Dense(2)",
        "Dense(3, activation='relu')",
        "BatchNormalization()",
        "LayerNormalization()",
        "Flatten()",
        "Softmax()",
    ]
    if x.rank == 3:
        inner += [
            "LSTM(2)",
            "GRU(2, return_sequences=True)",
            "Conv1D(2, 2, padding='same')",
            "MaxPooling1D(2, padding='same')",
            "Bidirectional(layers.GRU(1))",
        ]
        inner += ["GlobalAveragePooling1D()", "Permute((2, 1))", "SimpleRNN(2, go_backwards=True)"]
    if x.rank == 4:
        inner += [
            "Conv2D(2, 2, padding='same')",
            "AveragePooling2D(2, padding='same')",
            "GlobalMaxPooling2D()",
            "DepthwiseConv2D(2, padding='same')",
        ]
    return draw.layer("TimeDistributed", x.name, layer=Source(f"layers.{draw.pick(*inner)}"))


@piece(dtype="any", often=5)
def once_more(draw, x):
    """The layer of a line that took a tensor of this shape."""
    shapes = {known.name: (known.shape, known.dtype) for known in draw.known}
    fits = [
        line
        for line in draw.lines
        if isinstance(line, Line)
        and line.uses
        and shapes[line.uses[0]] == (x.shape, x.dtype)
        and line.call == line.uses[0]
        if (line.maker and not line.options.get("stateful")) or line.model is not None
    ]
    if not fits:
        return None
    line = draw.pick(*fits)
    return Line(draw.names(len(line.makes)), x.name, [x.name], again=line.again or line.name)


@piece(1, 2, 3, often=3)
def nested(draw, x):
    """A model of a few lines as a layer."""
    from draw import Draw, step

    inner = Draw(draw.dice.random())
    inner.batch = draw.batch
    inner.count = 100 * draw.whole(1, 99)
    inner.input(x.shape, x.dtype)
    for _ in range(draw.whole(1, 3)):
        step(inner)
    if len([line for line in inner.lines if isinstance(line, Input)]) > 1:
        return None
    ends = [
        known.name for known in inner.known if known.name not in inner.used and known.name not in inner.lines[0].makes
    ]
    if not ends:
        return None
    return Line(draw.names(len(ends)), x.name, mentions(x.name), model=Recipe(inner.lines, ends).only(ends))
