"""The grid of recurrent layers: options one at a time, then every pair of options."""

import itertools

import numpy as np

from making import values
from making.environment import MAJOR, keras
from making.pack import Pack

layers = keras.layers
MASK = -9.0
CELLS = {"simple_rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
STATES = {"simple_rnn": 1, "lstm": 2, "gru": 1}
PLAIN = {
    "kind": "functional",
    "mask": None,
    "rows": None,
    "initial_state": False,
    "steps": 5,
    "known_steps": True,
    "features": 2,
    "batch": 2,
    "units": 3,
}


# Inputs


def patterns(steps):
    """Rows of kept steps: all, all but leading, trailing, middle, alternating; the last only; none."""
    t = np.arange(steps)
    return np.array(
        [
            t >= 0,
            t >= (steps + 1) // 3,
            t < steps - (steps + 1) // 3,
            (t < steps // 3) | (t >= steps - (steps + 1) // 3),
            t % 2 == 0,
            t == steps - 1,
            t < 0,
        ]
    )


def kept(spec):
    """The steps that the mask keeps, (batch, steps)."""
    rows = patterns(spec["steps"])
    if spec["rows"] is not None:
        return rows[[spec["rows"]]]
    return rows[np.arange(spec["batch"]) % len(rows)]


def inputs_of(spec, family, case, call=0):
    """The input arrays that a case's model takes, in its order."""
    keep = kept(spec)
    shape = (len(keep), spec["steps"], spec["features"])
    words = (family, case, "x", call)
    if spec["mask"] == "embedding":
        arrays = [values.integers(shape[:2], 7, *words) * keep.astype("int32")]
    else:
        x = values.normal(shape, *words)
        if spec["mask"] == "masking":
            x[~keep] = MASK
        arrays = [x]
    if spec["mask"] == "argument":
        arrays.append(keep)
    if spec["initial_state"]:
        for state in range(STATES[spec["cell"]] * spec.get("directions", 1)):
            arrays.append(values.normal((len(keep), spec["units"]), *words, "state", state, scale=0.5))
    return arrays


def batch_of(spec):
    """The batch size to build with: stateful layers must know it."""
    return len(kept(spec)) if spec["options"].get("stateful") else None


def entrance(spec):
    """The input layer and the layers that mask its output."""
    batch, steps = batch_of(spec), spec["steps"] if spec["known_steps"] else None
    if spec["mask"] == "embedding":
        x = keras.Input(batch_shape=(batch, steps), dtype="int32", name="x")
        return x, [layers.Embedding(7, spec["features"], mask_zero=True, name="embedding")]
    x = keras.Input(batch_shape=(batch, steps, spec["features"]), name="x")
    return x, [layers.Masking(MASK, name="masking")] if spec["mask"] == "masking" else []


def assemble(spec, layer):
    """A model around one recurrent layer."""
    x, before = entrance(spec)
    if spec["kind"] == "sequential":
        return keras.Sequential([x, *before, layer] if MAJOR == 3 else sequential2(x, before, layer))
    inputs, options, value = [x], {}, x
    for step in before:
        value = step(value)
    if spec["mask"] == "argument":
        mask = keras.Input(batch_shape=x.shape[:2], dtype="bool", name="keep")
        inputs.append(mask)
        options["mask"] = mask
    if spec["initial_state"]:
        count = STATES[spec["cell"]] * spec.get("directions", 1)
        states = [
            keras.Input(batch_shape=(x.shape[0], spec["units"]), name=f"state{i}") for i in range(count)
        ]
        inputs += states
        options["initial_state"] = states if count > 1 else states[0]
    return keras.Model(inputs if len(inputs) > 1 else x, layer(value, **options))


def can_be_sequential(spec):
    """Whether a Sequential of either Keras can hold the case: one input, one output."""
    several = spec["initial_state"] or spec["mask"] == "argument" or spec["options"].get("return_state")
    return not several


def sequential2(x, before, layer):
    """Keras 2 wants an input layer, not its tensor."""
    shape = tuple(x.shape)
    return [keras.layers.InputLayer(batch_input_shape=shape, dtype=x.dtype.name, name="x"), *before, layer]


# One recurrent layer


def spec_of(cell, **changes):
    """A full specification; keys that PLAIN lacks are arguments of the layer."""
    spec = {**PLAIN, "cell": cell, "options": {}}
    for key, value in changes.items():
        (spec if key in PLAIN else spec["options"])[key] = value
    return spec


def recurrent(spec):
    """The recurrent layer that a specification describes."""
    make = getattr(layers, CELLS[spec["cell"]])
    return make(spec["units"], name=spec["cell"], **spec["options"])


def add_recurrent(pack, case, spec):
    """Add a case of one recurrent layer."""
    second = None
    if spec["options"].get("stateful"):
        second = inputs_of(spec, pack.family, case, call=1)
    inputs = inputs_of(spec, pack.family, case)
    pack.add(case, lambda: assemble(spec, recurrent(spec)), inputs, second)


def activations(cell):
    """(argument, names) to try one at a time."""
    yield "activation", ["linear", "relu", "sigmoid", "hard_sigmoid", "softsign", "elu", "selu"]
    if cell != "simple_rnn":
        yield "recurrent_activation", ["linear", "relu", "tanh", "hard_sigmoid", "softplus"]


def switches(cell):
    """Sets of options to try one at a time."""
    yield {"use_bias": False}
    yield {"return_sequences": True}
    yield {"return_state": True}
    yield {"return_sequences": True, "return_state": True}
    yield {"go_backwards": True}
    yield {"go_backwards": True, "return_sequences": True}
    yield {"stateful": True}
    yield {"stateful": True, "return_sequences": True, "return_state": True}
    yield {"stateful": True, "go_backwards": True, "mask": "masking", "batch": 7}
    yield {"unroll": True}
    yield {"unroll": True, "return_sequences": True, "mask": "masking", "batch": 7}
    yield {"unroll": True, "go_backwards": True, "mask": "argument", "batch": 7}
    yield {"initial_state": True}
    yield {"initial_state": True, "return_sequences": True, "return_state": True}
    yield {"initial_state": True, "mask": "masking", "batch": 7, "return_state": True}
    yield {"initial_state": True, "stateful": True}
    yield {"dropout": 0.5, "recurrent_dropout": 0.25}
    yield {"known_steps": False}
    if cell == "lstm":
        yield {"unit_forget_bias": False}
    if cell == "gru":
        yield {"reset_after": False}
        yield {"reset_after": False, "return_sequences": True, "use_bias": False}
        yield {"reset_after": True, "use_bias": False}
        yield {"reset_after": False, "mask": "masking", "batch": 7, "return_sequences": True}
    if MAJOR == 3:
        yield {"kind": "sequential", "return_state": True}
    if MAJOR == 2:
        yield {"time_major": True, "return_sequences": True, "batch": 5}
        for implementation in (1, 2):
            yield {"implementation": implementation, "return_sequences": True}
            if cell == "gru":
                yield {"implementation": implementation, "reset_after": False}


def masks():
    """Sets of options about masks."""
    for source in ("masking", "embedding", "argument"):
        for sequences in (False, True):
            yield {"mask": source, "batch": 7, "return_sequences": sequences, "steps": 6}
    for row in range(1, 7):
        yield {"mask": "masking", "rows": row, "return_sequences": True, "return_state": True}
    for sequences in (False, True):
        for backwards in (False, True):
            yield {
                "mask": "masking",
                "batch": 7,
                "zero_output_for_mask": True,
                "return_sequences": sequences,
                "go_backwards": backwards,
                "return_state": True,
            }
    yield {"mask": "embedding", "batch": 7, "go_backwards": True, "return_sequences": True}
    yield {"mask": "argument", "batch": 7, "go_backwards": True, "return_sequences": True, "return_state": True}


def sizes():
    """Sets of options about sizes."""
    for steps in (1, 2, 7, 20):
        yield {"steps": steps, "return_sequences": True}
    for units in (1, 2, 4, 8, 17, 33):
        yield {"units": units}
    for features in (1, 3, 9):
        yield {"features": features}
    for batch in (1, 5):
        yield {"batch": batch, "return_sequences": True}


def slug(changes):
    """A case's name from what is special about it."""
    words = []
    for key, value in changes.items():
        words.append(key if value is True else f"no_{key}" if value is False else f"{key}={value}")
    return ",".join(words) or "plain"


def sweep(cell):
    """One option at a time; Sequential and functional models take turns."""
    yield {}
    for argument, names in activations(cell):
        for name in names:
            yield {argument: name}
    yield from switches(cell)
    yield from masks()
    yield from sizes()


def factors(cell):
    """The options of which every pair of values is to occur together."""
    choices = {
        "activation": ["tanh", "relu", "hard_sigmoid", "linear"],
        "use_bias": [True, False],
        "return_sequences": [False, True],
        "return_state": [False, True],
        "go_backwards": [False, True],
        "stateful": [False, True],
        "unroll": [False, True],
        "initial_state": [False, True],
        "mask": [None, "masking", "embedding", "argument"],
        "zero_output_for_mask": [False, True],
        "steps": [2, 3, 6, 11],
        "units": [1, 2, 5],
        "batch": [1, 7],
    }
    if cell != "simple_rnn":
        choices["recurrent_activation"] = ["sigmoid", "hard_sigmoid", "relu", "tanh"]
    if cell == "gru":
        choices["reset_after"] = [True, False]
    if MAJOR == 2 and cell != "simple_rnn":
        choices["implementation"] = [1, 2]
    return choices


def pairwise(choices, seed):
    """Few combinations in which every pair of values occurs: greedy, the best of some random ones."""
    source = values.random("pairwise", seed)
    names = list(choices)
    uncovered = {
        (a, x, b, y)
        for a, b in itertools.combinations(names, 2)
        for x in range(len(choices[a]))
        for y in range(len(choices[b]))
    }
    while uncovered:
        best, covered = None, set()
        for _ in range(60):
            picked = {name: source.randint(len(choices[name])) for name in names}
            a, x, b, y = min(uncovered)
            picked[a], picked[b] = x, y
            pairs = {(m, picked[m], n, picked[n]) for m, n in itertools.combinations(names, 2)}
            if len(pairs & uncovered) > len(covered):
                best, covered = picked, pairs & uncovered
        uncovered -= covered
        yield {name: choices[name][index] for name, index in best.items()}


def make_cell(cell, folder):
    """The family of one cell."""
    pack = Pack(cell)
    for index, changes in enumerate(sweep(cell)):
        spec = spec_of(cell, **changes)
        if index % 2 and can_be_sequential(spec):
            spec["kind"] = "sequential"
        add_recurrent(pack, slug(changes), spec)
    for number, changes in enumerate(pairwise(factors(cell), cell)):
        add_recurrent(pack, f"pair {number}: {slug(changes)}", spec_of(cell, **changes))
    pack.save(folder)


# Bidirectional


def bidirectional(spec, **options):
    """The wrapper around the layer that a specification describes."""
    return layers.Bidirectional(recurrent(spec), name="bidirectional", **options)


def bidirectional_cases():
    """(cell, options of the inner layer and the inputs, options of the wrapper)."""
    merges = ["concat", "sum", "ave", "mul", None]
    for cell in CELLS:
        for merge, sequences in itertools.product(merges, (False, True)):
            yield cell, {"return_sequences": sequences}, {"merge_mode": merge}
            yield cell, {"return_sequences": sequences, "mask": "masking", "batch": 7}, {"merge_mode": merge}
        for sequences in (False, True):
            returns = {"return_sequences": sequences, "return_state": True}
            yield cell, returns, {"merge_mode": "concat"}
            yield cell, returns, {"merge_mode": None}
            yield cell, {**returns, "mask": "embedding", "batch": 7}, {"merge_mode": "sum"}
            yield cell, {**returns, "mask": "argument", "batch": 7}, {"merge_mode": "mul"}
            yield cell, {**returns, "initial_state": True}, {"merge_mode": "ave"}
            yield cell, {"return_sequences": sequences, "stateful": True}, {"merge_mode": "concat"}
        yield cell, {"return_sequences": True, "go_backwards": True}, {"merge_mode": "concat"}
        yield cell, {"return_sequences": True, "steps": 1, "batch": 1}, {"merge_mode": "concat"}
        yield cell, {"zero_output_for_mask": True, "mask": "masking", "batch": 7}, {"merge_mode": "sum"}
    yield "gru", {"reset_after": False, "return_sequences": True}, {"merge_mode": "concat"}
    yield "lstm", {"units": 9, "steps": 20, "use_bias": False}, {"merge_mode": "concat"}
    yield "lstm", {"activation": "relu", "recurrent_activation": "hard_sigmoid"}, {"merge_mode": "sum"}


def other_backward(cell, units):
    """A backward layer unlike the forward one."""
    return getattr(layers, CELLS[cell])(
        units, go_backwards=True, return_sequences=True, activation="relu", name="other"
    )


def stacked_bidirectional(mask, inner):
    """Masked input → two Bidirectionals → Dense, the stack that people use."""
    before = [layers.Masking(MASK, name="masking")] if mask else []
    return keras.Sequential(
        [
            keras.Input((6, 2), name="x"),
            *before,
            layers.Bidirectional(layers.LSTM(3, return_sequences=True), name="first"),
            layers.Dropout(0.5, name="dropout"),
            layers.Bidirectional(layers.GRU(2, return_sequences=inner), name="second"),
            layers.Dense(2, activation="softmax", name="dense"),
        ]
    )


def make_bidirectional(folder):
    """The family of Bidirectional."""
    pack = Pack("bidirectional")
    for index, (cell, changes, wrapper) in enumerate(bidirectional_cases()):
        spec = {**spec_of(cell, **changes), "directions": 2}
        if index % 4 == 1 and wrapper["merge_mode"] and can_be_sequential(spec):
            spec["kind"] = "sequential"
        case = slug({"cell": cell, **wrapper, **changes})
        second = None
        if spec["options"].get("stateful"):
            second = inputs_of(spec, pack.family, case, call=1)
        inputs = inputs_of(spec, pack.family, case)
        pack.add(case, lambda: assemble(spec, bidirectional(spec, **wrapper)), inputs, second)
    for cell, merge in itertools.product(CELLS, ("concat", None)):
        spec = spec_of(cell, return_sequences=True, mask="masking", batch=7)
        case = slug({"cell": cell, "merge_mode": merge, "backward_layer": "other"})
        build = lambda: assemble(  # noqa: E731
            spec, bidirectional(spec, backward_layer=other_backward(cell, 3), merge_mode=merge)
        )
        pack.add(case, build, inputs_of(spec, pack.family, case))
    for mask, inner in itertools.product((False, True), (False, True)):
        spec = spec_of("lstm", mask="masking" if mask else None, batch=7, steps=6)
        case = slug({"stack": "two", "mask": mask, "return_sequences": inner})
        pack.add(case, lambda: stacked_bidirectional(mask, inner), inputs_of(spec, pack.family, case))
    pack.save(folder)


# RNN(cell), stacked cells, TimeDistributed, stacks


def cell_layers():
    """(name, what RNN() gets) for cells by themselves and stacked."""
    simple, lstm, gru = layers.SimpleRNNCell, layers.LSTMCell, layers.GRUCell
    return {
        "SimpleRNNCell": lambda: simple(3),
        "LSTMCell": lambda: lstm(3),
        "GRUCell": lambda: gru(3),
        "GRUCell(reset_after=False)": lambda: gru(3, reset_after=False),
        "LSTMCell(relu,no_bias)": lambda: lstm(3, activation="relu", use_bias=False),
        "[LSTMCell,LSTMCell]": lambda: [lstm(3), lstm(2)],
        "[GRUCell,SimpleRNNCell,LSTMCell]": lambda: [gru(2), simple(4), lstm(3)],
        "StackedRNNCells": lambda: layers.StackedRNNCells([lstm(4), gru(3)]),
        "StackedRNNCells(one)": lambda: layers.StackedRNNCells([simple(2)]),
    }


def add_rnn_cells(pack):
    """RNN(cell) with the options that matter."""
    options = [
        {},
        {"return_sequences": True},
        {"return_sequences": True, "return_state": True},
        {"go_backwards": True, "return_state": True},
        {"mask": "masking", "batch": 7, "return_sequences": True},
        {"mask": "masking", "batch": 7, "return_state": True, "zero_output_for_mask": True},
        {"stateful": True},
        {"unroll": True},
    ]
    for name, make in cell_layers().items():
        for changes in options:
            spec = spec_of("rnn", **changes)
            case = slug({"RNN": name, **changes})
            build = lambda: assemble(spec, layers.RNN(make(), name="rnn", **spec["options"]))  # noqa: E731
            second = inputs_of(spec, pack.family, case, 1) if "stateful" in changes else None
            pack.add(case, build, inputs_of(spec, pack.family, case), second)
    for sequences in (False, True):
        spec = spec_of("rnn", return_sequences=sequences, mask="masking", batch=7)
        for name in ("LSTMCell", "[LSTMCell,LSTMCell]"):
            inner = lambda: layers.RNN(cell_layers()[name](), return_sequences=sequences)  # noqa: E731
            case = slug({"Bidirectional": f"RNN({name})", "return_sequences": sequences})
            build = lambda: assemble(spec, layers.Bidirectional(inner(), name="bidirectional"))  # noqa: E731
            pack.add(case, build, inputs_of(spec, pack.family, case))


def nested_sequential():
    """A small model to put into TimeDistributed."""
    return keras.Sequential(
        [
            keras.Input((2,)),
            layers.Dense(3, activation="relu", name="inner"),
            layers.BatchNormalization(name="norm"),
            layers.Dense(2, name="outer"),
        ],
        name="nested",
    )


def nested_functional():
    """The same with a branch."""
    x = keras.Input((2,), name="nested_input")
    a = layers.Dense(3, activation="tanh", name="left")(x)
    b = layers.Dense(3, name="right")(x)
    return keras.Model(x, layers.Add(name="add")([a, b]), name="nested")


def distributed():
    """(case, input shape without batch, layers, whether to mask with Masking)."""
    td = lambda layer: layers.TimeDistributed(layer, name="distributed")  # noqa: E731
    yield "Dense", (5, 2), lambda: [td(layers.Dense(3, activation="relu"))], False
    yield "Dense,4d", (3, 4, 2), lambda: [td(layers.Dense(3))], False
    yield "Dense,mask", (5, 2), lambda: [td(layers.Dense(3)), layers.LSTM(2, name="lstm")], True
    yield "Dense,mask,sequences", (5, 2), lambda: [
        td(layers.Dense(3)),
        layers.GRU(2, return_sequences=True, name="gru"),
        layers.TimeDistributed(layers.Dense(1), name="last"),
    ], True
    yield "LSTM", (3, 4, 2), lambda: [td(layers.LSTM(3))], False
    yield "LSTM,return_sequences", (3, 4, 2), lambda: [td(layers.LSTM(3, return_sequences=True))], False
    yield "LSTM,mask", (3, 4, 2), lambda: [td(layers.LSTM(3))], True
    yield "LSTM,mask,return_sequences", (3, 4, 2), lambda: [td(layers.LSTM(3, return_sequences=True))], True
    yield "LSTM,hierarchy", (3, 4, 2), lambda: [td(layers.LSTM(3)), layers.GRU(2, name="gru")], True
    yield "Bidirectional", (3, 4, 2), lambda: [td(layers.Bidirectional(layers.GRU(2)))], False
    yield "SimpleRNN,one_step", (1, 4, 2), lambda: [td(layers.SimpleRNN(3))], False
    yield "Flatten", (3, 2, 2), lambda: [td(layers.Flatten())], False
    yield "Dropout", (3, 2), lambda: [td(layers.Dropout(0.5))], False
    yield "Activation", (3, 4), lambda: [td(layers.Activation("softmax"))], False
    yield "Reshape", (3, 4), lambda: [td(layers.Reshape((2, 2)))], False
    yield "RepeatVector", (3, 2), lambda: [td(layers.RepeatVector(2))], False
    yield "BatchNormalization", (3, 4), lambda: [td(layers.BatchNormalization())], False
    yield "LayerNormalization", (3, 4), lambda: [td(layers.LayerNormalization())], False
    yield "TimeDistributed", (2, 3, 4), lambda: [td(layers.TimeDistributed(layers.Dense(2)))], False
    yield "Sequential", (4, 2), lambda: [td(nested_sequential())], False
    yield "Functional", (4, 2), lambda: [td(nested_functional())], False


def stacks():
    """(case, input shape, layers, whether to mask) for recurrent layers one after another."""
    yield "LSTM,LSTM,Dense", (5, 2), lambda: [
        layers.LSTM(3, return_sequences=True, name="lower"),
        layers.LSTM(2, name="upper"),
        layers.Dense(1, activation="sigmoid", name="dense"),
    ]
    yield "GRU,backwards,LSTM", (5, 2), lambda: [
        layers.GRU(3, return_sequences=True, go_backwards=True, name="gru"),
        layers.LSTM(2, return_sequences=True, name="lstm"),
    ]
    yield "Dense,LayerNormalization,GRU", (5, 2), lambda: [
        layers.Dense(3, name="dense"),
        layers.LayerNormalization(name="norm"),
        layers.Dropout(0.5, name="dropout"),
        layers.Activation("tanh", name="activation"),
        layers.GRU(2, name="gru"),
    ]
    yield "BatchNormalization,LSTM", (5, 2), lambda: [
        layers.BatchNormalization(name="norm"),
        layers.LSTM(2, name="lstm"),
    ]
    yield "LSTM,RepeatVector,LSTM,TimeDistributed", (5, 2), lambda: [
        layers.LSTM(3, name="encoder"),
        layers.RepeatVector(4, name="repeat"),
        layers.LSTM(3, return_sequences=True, name="decoder"),
        layers.TimeDistributed(layers.Dense(2), name="distributed"),
    ]
    yield "LSTM,Flatten,Dense", (5, 2), lambda: [
        layers.LSTM(3, return_sequences=True, name="lstm"),
        layers.Flatten(name="flatten"),
        layers.Dense(1, name="dense"),
    ]


def masked_input(shape, mask, *words):
    """Rows whose first time axis follows the mask patterns; 4-D input masks inner steps too."""
    keep = patterns(shape[0])
    x = values.normal((len(keep), *shape), *words)
    if mask:
        x[~keep] = MASK
        if len(shape) == 3:
            x[1::2, :, -1] = MASK
    return x


def add_sequence(pack, case, shape, make, mask):
    """A Sequential of the layers, after Masking if asked for."""
    before = [layers.Masking(MASK, name="masking")] if mask else []
    build = lambda: keras.Sequential([keras.Input(shape, name="x"), *before, *make()])  # noqa: E731
    pack.add(case, build, [masked_input(shape, mask, pack.family, case)])


def make_wrappers(folder):
    """The family of RNN(cell), TimeDistributed and stacks."""
    pack = Pack("wrappers")
    add_rnn_cells(pack)
    for case, shape, make, mask in distributed():
        add_sequence(pack, f"TimeDistributed={case}", shape, make, mask)
    for case, shape, make in stacks():
        for mask in (False, True):
            add_sequence(pack, f"stack={case}" + ",mask" * mask, shape, make, mask)
    pack.save(folder)


def make(folder):
    """All families of recurrent layers."""
    for cell in CELLS:
        make_cell(cell, folder)
    make_bidirectional(folder)
    make_wrappers(folder)
