"""The grid of lookups whose output leaves zeros out, or keeps as many words as there are."""

import numpy as np

from making import values
from making.environment import MAJOR, fresh, keras, tf
from making.pack import Pack
from making.run import array
from making.texts import VOCABULARY, WORDS, kind, plain, tensor

layers = keras.layers


def whole(value):
    """A tensor with its zeros."""
    if isinstance(value, tf.SparseTensor):
        return tf.sparse.to_dense(value).numpy()
    return value.to_tensor().numpy() if isinstance(value, tf.RaggedTensor) else array(value)


class Spare(Pack):
    """Models whose outputs alone are kept."""

    def _moderate(self, case, build, inputs, second):
        fresh()
        model = build()
        for layer in model.layers:
            if type(layer).__name__ in ("Dense", "Embedding"):
                named = [values.weight(w.name.split(":")[0].split("/")[-1], tuple(w.shape), case) for w in layer.weights]
                layer.set_weights(named)
        given = [tensor(x) for x in inputs]
        found = {f"x{i}": x for i, x in enumerate(inputs)}
        return model, plain({**found, "y0": whole(model(given[0]))})

    def _reload(self, case, model, inputs, found):
        pass


def model(x, *steps):
    """A model of layers for an input like this."""
    return keras.Sequential([keras.Input(np.shape(x)[1:], dtype=kind(x), name="x"), *steps])


def make(folder):
    """The family."""
    pack = Spare("spare")
    numbers = values.integers((4, 2), 6, "spare", low=0)
    makers = {
        "StringLookup": (lambda **o: layers.StringLookup(vocabulary=VOCABULARY, **o), WORDS),
        "IntegerLookup": (lambda **o: layers.IntegerLookup(vocabulary=[1, 3], **o), numbers.astype("int64")),
        "CategoryEncoding": (lambda **o: layers.CategoryEncoding(6, **o), numbers),
        "Hashing": (lambda **o: layers.Hashing(4, **o), WORDS),
        "Discretization": (lambda **o: layers.Discretization([0.0, 0.3], **o), values.normal((3, 4), "spare")),
    }
    for name, (maker, x) in makers.items():
        for mode in ("one_hot", "multi_hot", "count"):
            own = [row[:1] for row in x] if mode == "one_hot" and isinstance(x, list) else x
            own = x[:, :1] if mode == "one_hot" and not isinstance(x, list) else own
            for more in (0, 1):
                steps = lambda: [maker(output_mode=mode, sparse=True), *[layers.Dense(2)] * more]  # noqa: E731
                pack.add(f"{name}({mode},sparse){',Dense' * more}", lambda: model(own, *steps()), [own])
    vectorize = lambda **o: layers.TextVectorization(vocabulary=VOCABULARY, **o)  # noqa: E731
    texts = [["the cat sat"], ["a dog, twice!"], ["on THE mat"]]
    modes = ("multi_hot", "count") + (("tf_idf",) if MAJOR == 2 else ())
    for mode in modes:
        idf = {"idf_weights": [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]} if mode == "tf_idf" else {}
        steps = lambda: [vectorize(output_mode=mode, sparse=True, **idf), layers.Dense(2)]  # noqa: E731
        pack.add(f"TextVectorization({mode},sparse),Dense", lambda: model(texts, *steps()), [texts])
    pack.add("TextVectorization(ragged)", lambda: model(texts, vectorize(ragged=True)), [texts])
    mean = lambda: [vectorize(ragged=True), layers.Embedding(12, 3), layers.GlobalAveragePooling1D()]  # noqa: E731
    pack.add("TextVectorization(ragged),Embedding,mean", lambda: model(texts, *mean()), [texts])
    one = [["the cat sat on it"]]
    pack.add("TextVectorization(ragged),one", lambda: model(one, *mean()), [one])
    if MAJOR == 3:
        short = lambda: vectorize(ragged=True, output_sequence_length=2)  # noqa: E731
        pack.add("TextVectorization(ragged,2)", lambda: model(texts, short()), [texts])
    pack.save(folder)
