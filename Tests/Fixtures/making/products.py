"""The grid of layers of products of their own kind: einsum, kernels for every place, kernels kept small."""

import itertools

from making import values
from making.environment import MAJOR, keras
from making.plain import Plain

layers = keras.layers


def add_einsum(pack):
    """Every form that Keras takes."""
    cases = [
        ("ab,bc->ac", 3, (4,), {"bias_axes": "c"}),
        ("ab,bc->ac", 3, (4,), {"activation": "tanh"}),
        ("abc,cd->abd", (None, 2), (4, 3), {"bias_axes": "d"}),
        ("abc,cd->abd", (4, 2), (4, 3), {"bias_axes": "bd", "activation": "relu"}),
        ("abc,cde->abde", (4, 2, 5), (4, 3), {"bias_axes": "de"}),
        ("abc,cde->abde", (4, 2, 5), (4, 3), {"bias_axes": "b"}),
        ("abcd,cde->abe", (4, 5), (4, 2, 3), {"bias_axes": "e"}),
        ("abc,bcd->abd", (4, 2), (4, 3), {"bias_axes": "bd"}),
        ("abc,bd->adc", (2, 3), (4, 3), {}),
        ("abc,bc->abc", (4, 3), (4, 3), {"bias_axes": "c"}),
        ("abc,dce->aebd", (5, 4, 2), (4, 3), {"bias_axes": "e"}),
        ("abc,cd->ad", 2, (4, 3), {"bias_axes": "d"}),
        ("...x,xy->...y", 5, (4, 3), {"bias_axes": "y"}),
        ("...x,xy->...y", 5, (3,), {"bias_axes": "y"}),
        ("...x,xy->...y", 5, (2, 4, 3), {}),
        ("ab...,bc->ac...", 5, (4, 3), {"bias_axes": "c"}),
        ("ab...,bc->ac...", 5, (4, 3, 2), {}),
    ]
    for equation, shape, inputs, options in cases:
        make = lambda: layers.EinsumDense(equation, shape, name="einsum", **options)  # noqa: E731
        pack.one(f"EinsumDense({equation},{shape},{inputs}){options or ''}", inputs, make)
    masking = lambda: layers.Masking(-9.0, name="masking")  # noqa: E731
    einsum = lambda: layers.EinsumDense("abc,cd->abd", (None, 2), name="einsum")  # noqa: E731
    pack.one("Masking,EinsumDense,LSTM", (4, 3), masking, einsum, lambda: layers.LSTM(2, name="lstm"), x=masked())


def masked():
    """Sequences in which steps are masked."""
    x = values.normal((3, 4, 3), "einsum")
    x[0, 2:] = x[1, 0] = -9.0
    return x


def add_local(pack):
    """Kernels for every place, in every implementation."""
    sizes = {"LocallyConnected1D": (6, 2), "LocallyConnected2D": (5, 4, 2)}
    for (name, shape), how in itertools.product(sizes.items(), (1, 2, 3)):
        cases = {
            "": {},
            "strides": {"strides": 2},
            "no bias": {"use_bias": False},
            "activation": {"activation": "relu", "kernel_size": 3},
            "channels_first": {"data_format": "channels_first"},
        }
        if how > 1:
            cases["same"] = {"padding": "same", "kernel_size": 3}
            cases["same,even"] = {"padding": "same", "strides": 2}
        for what, options in cases.items():
            options = {"filters": 3, "kernel_size": 2, "implementation": how, "name": "local", **options}
            inputs = (shape[-1], *shape[:-1]) if what == "channels_first" else shape
            pack.one(f"{name}({how},{what})", inputs, lambda: getattr(layers, name)(**options))


def add_spectral(pack):
    """Kernels kept small in training."""
    inner = {
        "Dense": ((4,), lambda: layers.Dense(3, name="inner")),
        "Conv2D": ((4, 4, 2), lambda: layers.Conv2D(3, 2, name="inner")),
        "Embedding": ((4,), lambda: layers.Embedding(7, 3, name="inner")),
    }
    for name, (shape, make) in inner.items():
        x = values.integers((3, 4), 7, "spectral", low=0).astype("float32") if name == "Embedding" else None
        wrapped = lambda: layers.SpectralNormalization(make(), power_iterations=2, name="outer")  # noqa: E731
        pack.one(f"SpectralNormalization({name})", shape, wrapped, x=x)


def add_adaptive(pack):
    """Pooling into a number of places."""
    sizes = {1: ((7,), (3, 7, 10, 1)), 2: ((6, 5), (3, (2, 4), (8, 1))), 3: ((3, 4, 5), (2, (1, 3, 7)))}
    for rank, (shape, outputs) in sizes.items():
        for name, size in itertools.product(("Average", "Max"), outputs):
            pool = getattr(layers, f"Adaptive{name}Pooling{rank}D")
            pack.one(f"Adaptive{name}Pooling{rank}D({size})", (*shape, 2), lambda: pool(size))
            first = lambda: pool(size, data_format="channels_first")  # noqa: E731
            pack.one(f"Adaptive{name}Pooling{rank}D({size},channels_first)", (2, *shape), first)


def add_reversible(pack):
    """Embeddings there and back."""
    cases = [{}, {"tie_weights": False}, {"logit_soft_cap": 0.5}, {"mask_zero": True}, {"reverse_dtype": "float16"}]
    for options in cases:

        def there_and_back():
            table = layers.ReversibleEmbedding(7, 3, name="table", **options)
            x = keras.Input((4,), dtype="int32", name="x")
            return keras.Model(x, table(layers.Dense(3, name="dense")(table(x)), reverse=True))

        pack.add(f"ReversibleEmbedding({options})", there_and_back, [values.integers((3, 4), 7, "table", low=0)])


def add_cells(pack):
    """Cells by themselves: one timestep."""
    for name, states in (("SimpleRNNCell", 1), ("GRUCell", 1), ("LSTMCell", 2)):

        def alone():
            x = keras.Input((2,), name="x")
            given = [keras.Input((3,), name=f"s{i}") for i in range(states)]
            y, after = getattr(layers, name)(3, name="cell")(x, given)
            return keras.Model([x, *given], [y, *(after if isinstance(after, (list, tuple)) else [after])])

        inputs = [values.normal((4, 2), name), *(values.normal((4, 3), name, i) for i in range(states))]
        pack.add(f"{name}(by itself)", alone, inputs)


def make(folder):
    """The family."""
    pack = Plain("products")
    add_einsum(pack)
    add_spectral(pack)
    if MAJOR == 2:
        add_local(pack)
    else:
        add_adaptive(pack)
        add_reversible(pack)
    add_cells(pack)
    if MAJOR == 3:
        options = {"output_shape": (None, 3), "bias_axes": "d", "lora_rank": 2, "lora_alpha": 3, "name": "einsum"}
        pack.one("EinsumDense(lora)", (4, 3), lambda: layers.EinsumDense("abc,cd->abd", **options))
        table = {"lora_rank": 2, "name": "table"}
        x = values.integers((3, 4), 7, "lora", low=0)
        pack.one("ReversibleEmbedding(lora)", (4,), lambda: layers.ReversibleEmbedding(7, 3, **table), x=x, dtype="int32")
    pack.save(folder)
