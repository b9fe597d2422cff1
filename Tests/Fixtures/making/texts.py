"""Models that read text: many small ones in texts.<k2 or k3>.npz, some in files with what adapt() found, and hashes."""

import numpy as np
import tensorflow as tf

from making import values
from making.environment import MAJOR, TAG, fresh, keras
from making.pack import Pack
from making.run import golden, leaves

layers = keras.layers
LOOKUPS = (layers.StringLookup, layers.TextVectorization, layers.IntegerLookup)
VOCABULARY = ["the", "cat", "sat", "on", "mat", "dog", "twice", "it's"]
SENTENCES = [
    ["The cat sat, on the mat!"],
    ["a DOG... sat?  (twice)\tthe"],
    [""],
    ["Zebra — Ünïcode ÄÖ it's cat"],
    ["the the  THE\ncat"],
]
WORDS = [["cat", "zebra"], ["", "the"], ["the", "[UNK]"], ["Cat", "ünïcode"], ["dog", "dog"]]


def plain(found):
    """The arrays with text as NumPy's own, for an array of bytes would be a pickle."""

    def readable(value):
        value = np.asarray(value)
        if value.dtype.kind not in "OS":
            return value
        decoded = [item.decode() if isinstance(item, bytes) else item for item in value.ravel().tolist()]
        return np.array(decoded, dtype="U").reshape(value.shape)

    return {name: readable(value) for name, value in found.items()}


def fill(model, *words):
    """Give the layers that are no lookups their seeded weights."""
    for path, layer in leaves(model):
        if not isinstance(layer, LOOKUPS):
            named = [v.name.split(":")[0].split("/")[-1] for v in layer.weights]
            layer.set_weights(
                [
                    values.weight(name, tuple(v.shape), *words, *path, index)
                    for index, (name, v) in enumerate(zip(named, layer.weights))
                ]
            )
    return model


class Texts(Pack):
    """Models whose lookups keep what they were made with."""

    def _moderate(self, case, build, inputs, second):
        fresh()
        model = fill(build(), self.family, case)
        return model, plain(super()._results(model, [tensor(x) for x in inputs], second))

    def _reload(self, case, model, inputs, found):
        pass

    def texts(self, case, make, x, shape=None):
        """A model of one layer, or of several."""
        shape = np.shape(x)[1:] if shape is None else shape

        def build():
            made = make()
            made = made if isinstance(made, list) else [made]
            return keras.Sequential([keras.Input(shape, dtype=kind(x), name="x"), *made])

        self.add(case, build, [x])


def kind(x):
    """The format of an input."""
    dtype = np.asarray(x).dtype
    return "string" if dtype.kind in "US" else dtype.name


def tensor(x):
    """An input as TensorFlow takes it."""
    return tf.constant(x if isinstance(x, list) else np.asarray(x).tolist(), dtype=kind(x))


def add_vectorizations(pack):
    """Every way to make words, and every output."""
    make = layers.TextVectorization
    plains = (None, "lower", "strip_punctuation", "lower_and_strip_punctuation")
    for plain_way in plains:
        for split in (None, "whitespace", "character"):
            vocabulary = list("act eh") if split == "character" else [*VOCABULARY, "the the  the\ncat"]
            options = {"standardize": plain_way, "split": split, "vocabulary": vocabulary}
            pack.texts(f"TextVectorization({plain_way},{split})", lambda: make(**options), SENTENCES)
            short = {**options, "output_sequence_length": 3}
            pack.texts(f"TextVectorization({plain_way},{split},3)", lambda: make(**short), SENTENCES)
    known = {"vocabulary": VOCABULARY}
    pack.texts("TextVectorization(length 9)", lambda: make(output_sequence_length=9, **known), SENTENCES)
    idf = np.linspace(0.25, 2.0, len(VOCABULARY)).tolist()
    for mode in ("multi_hot", "count", "tf_idf", "binary"):
        options = {"output_mode": mode, **known, **({"idf_weights": idf} if mode == "tf_idf" else {})}
        pack.texts(f"TextVectorization({mode})", lambda: make(**options), SENTENCES)
        padded = {**options, "max_tokens": 12, "pad_to_max_tokens": True}
        pack.texts(f"TextVectorization({mode},padded)", lambda: make(**padded), SENTENCES)
        unpadded = {**options, "max_tokens": 12}
        pack.texts(f"TextVectorization({mode},max_tokens)", lambda: make(**unpadded), SENTENCES)
        unsplit = {**options, "split": None, "standardize": None}
        pack.texts(f"TextVectorization({mode},no split)", lambda: make(**unsplit), WORDS)
    groups = [*VOCABULARY, "the cat", "cat sat", "the mat", "the cat sat", "on the mat"]
    for ngrams in (1, 2, 3, (2,), (1, 3), (3, 1)):
        options = {"ngrams": ngrams, "vocabulary": groups}
        pack.texts(f"TextVectorization(ngrams={ngrams})", lambda: make(**options), SENTENCES)
        short = {**options, "output_sequence_length": 4}
        pack.texts(f"TextVectorization(ngrams={ngrams},4)", lambda: make(**short), SENTENCES)
        counted = {**options, "output_mode": "count"}
        pack.texts(f"TextVectorization(ngrams={ngrams},count)", lambda: make(**counted), SENTENCES)
    letters = {"split": "character", "ngrams": 2, "vocabulary": ["t", "h", "t h", "c a", "e"]}
    pack.texts("TextVectorization(letters,ngrams=2)", lambda: make(**letters), SENTENCES)
    unsplit = {"split": None, "ngrams": 2, "vocabulary": ["cat", "the [UNK]", "dog dog", "dog"]}
    pack.texts("TextVectorization(no split,ngrams=2)", lambda: make(standardize=None, **unsplit), WORDS)
    for length in (1, 2, 4):
        options = {"split": None, "output_sequence_length": length, **known}
        pack.texts(f"TextVectorization(no split,{length} of 2)", lambda: make(**options), WORDS)
    listed = ["", "[UNK]", *VOCABULARY]
    pack.texts("TextVectorization(special words listed)", lambda: make(vocabulary=listed), SENTENCES)
    special = {"output_mode": "tf_idf", "vocabulary": ["[UNK]", "the", "cat"], "idf_weights": [0.5, 1.0, 2.0]}
    pack.texts("TextVectorization(tf_idf,special words listed)", lambda: make(**special), SENTENCES)
    flat = [sentence[0] for sentence in SENTENCES]
    pack.texts("TextVectorization(one text a sample)", lambda: make(output_sequence_length=4, **known), flat, ())
    pack.texts("TextVectorization(one text a sample,count)", lambda: make(output_mode="count", **known), flat, ())


def add_lookups(pack):
    """Words as places, and back."""
    make = layers.StringLookup
    known = {"vocabulary": VOCABULARY}
    masks = {"": {}, ",mask": {"mask_token": ""}, ",[PAD]": {"mask_token": "cat's", "oov_token": "?"}}
    for mode in ("int", "one_hot", "multi_hot", "count", "tf_idf"):
        idf = {"idf_weights": [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4.25]} if mode == "tf_idf" else {}
        x = [[row[0]] for row in WORDS] if mode == "one_hot" else WORDS
        for what, mask in masks.items():
            for unknown in (1, 2, 5):
                options = {"output_mode": mode, "num_oov_indices": unknown, **known, **idf, **mask}
                pack.texts(f"StringLookup({mode},{unknown} unknown{what})", lambda: make(**options), x)
        inside = [["cat"], ["the"], ["dog"]]
        options = {"output_mode": mode, "num_oov_indices": 0, **known, **idf}
        pack.texts(f"StringLookup({mode},0 unknown)", lambda: make(**options), inside)
        padded = {"output_mode": mode, "max_tokens": 12, "pad_to_max_tokens": True, **known, **idf}
        pack.texts(f"StringLookup({mode},padded)", lambda: make(**padded), x)
    pack.texts("StringLookup(one_hot of two)", lambda: make(output_mode="one_hot", **known), WORDS)
    cube = [[["cat", "a"], ["dog", "the"]], [["", "b"], ["mat", "mat"]]]
    pack.texts("StringLookup(matrix)", lambda: make(**known), cube)
    pack.texts("StringLookup(one text a sample)", lambda: make(**known), ["cat", "zebra", ""], ())
    one_hot = lambda: make(output_mode="one_hot", **known)  # noqa: E731
    pack.texts("StringLookup(one text a sample,one_hot)", one_hot, ["cat", "zebra", ""], ())
    listed = {"vocabulary": ["", "[UNK]", "cat", "dog"], "mask_token": ""}
    pack.texts("StringLookup(special words listed)", lambda: make(**listed), WORDS)
    twin = ["e\u0301", "\u00e9"]
    pack.texts("StringLookup(letters alike)", lambda: make(vocabulary=twin), [[twin[0]], [twin[1]], ["e"]])
    places = values.integers((3, 4), 12, "invert", low=-2).astype("int64")
    for what, options in {
        "": {},
        ",mask": {"mask_token": ""},
        ",two unknown": {"num_oov_indices": 2, "oov_token": "?"},
        ",none unknown": {"num_oov_indices": 0},
    }.items():
        pack.texts(f"StringLookup(invert{what})", lambda: make(invert=True, **known, **options), places)
    if MAJOR == 3:
        salted = {"num_oov_indices": 4, "salt": [3, 11], **known}
        pack.texts("StringLookup(salt)", lambda: make(**salted), WORDS)
        pack.texts("StringLookup(one salt)", lambda: make(**{**salted, "salt": 7, "mask_token": ""}), WORDS)


def add_hashes(pack):
    """Texts and whole numbers in bins, with and without a key."""
    make = layers.Hashing
    numbers = values.integers((5, 2), 90000, "hashing", low=-90000).astype("int64")
    inputs = {"text": WORDS, "int64": numbers, "int32": numbers.astype("int32")}
    keys = {"": {}, ",salt": {"salt": [133, 137]}, ",one salt": {"salt": -5}}
    for what, x in inputs.items():
        for named, key in keys.items():
            for mode in ("int", "one_hot", "multi_hot", "count"):
                own = np.asarray(x)[:, :1].tolist() if mode == "one_hot" and what == "text" else x
                own = x[:, :1] if mode == "one_hot" and what != "text" else own
                options = {"num_bins": 7, "output_mode": mode, **key}
                pack.texts(f"Hashing({what},{mode}{named})", lambda: make(**options), own)
        mask = "the" if what == "text" else int(numbers[1, 1])
        for bins in (1, 2, 9):
            options = {"num_bins": bins, "mask_value": mask}
            pack.texts(f"Hashing({what},mask,{bins} bins)", lambda: make(**options), x)
    for bins in (1, 1000, 100_000_000):
        pack.texts(f"Hashing({bins} bins)", lambda: make(num_bins=bins), SENTENCES)
    pack.texts("Hashing(int32)", lambda: make(num_bins=50, dtype="int32"), WORDS)
    pack.texts("Hashing(one text a sample)", lambda: make(num_bins=50), ["cat", "zebra", ""], ())
    if MAJOR == 3:
        fractions = (numbers / 1000).astype("float32")
        pack.texts("Hashing(float32)", lambda: make(num_bins=50), fractions)


def add_crossings(pack):
    """Two features or more in one bin."""
    texts, others = [[row[0]] for row in WORDS], [[row[1]] for row in WORDS]
    numbers = values.integers((5, 1), 900, "crossing", low=-900).astype("int64")
    small = numbers.astype("int32")
    crossed = {
        "text,text": [texts, others],
        "text,int64": [texts, numbers],
        "int64,text": [numbers, texts],
        "int64,int64": [numbers, numbers * 7],
        "int32,text": [small, texts],
        "three": [texts, numbers, others],
    }
    for what, inputs in crossed.items():
        for mode in ("int", "one_hot"):
            for bins in (5, 1000):
                if mode == "one_hot" and bins == 1000:
                    continue

                def build():
                    given = [keras.Input((1,), dtype=kind(x), name=f"x{i}") for i, x in enumerate(inputs)]
                    return keras.Model(given, layers.HashedCrossing(bins, output_mode=mode)(given))

                pack.add(f"HashedCrossing({what},{mode},{bins})", build, inputs)


def add_models(pack):
    """What people build with them."""
    vectorize = lambda **options: layers.TextVectorization(vocabulary=VOCABULARY, **options)  # noqa: E731
    table = lambda **options: layers.Embedding(12, 3, **options)  # noqa: E731
    mean = layers.GlobalAveragePooling1D
    dense = lambda: layers.Dense(2, "softmax")  # noqa: E731
    pack.texts(
        "TextVectorization, Embedding, mean, Dense",
        lambda: [vectorize(output_sequence_length=6), table(), mean(), dense()],
        SENTENCES,
    )
    pack.texts(
        "TextVectorization, Embedding(mask_zero), LSTM, Dense",
        lambda: [vectorize(output_sequence_length=6), table(mask_zero=True), layers.LSTM(3), dense()],
        SENTENCES,
    )
    pack.texts("TextVectorization, Embedding, mean", lambda: [vectorize(), table(), mean()], SENTENCES)
    counted = lambda: [vectorize(output_mode="count"), dense()]  # noqa: E731
    weighed = lambda: [  # noqa: E731
        vectorize(output_mode="tf_idf", idf_weights=[0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]),
        dense(),
    ]
    pack.texts("TextVectorization(count), Dense", counted, SENTENCES)
    pack.texts("TextVectorization(tf_idf), Dense", weighed, SENTENCES)
    one_hot = lambda: [layers.StringLookup(vocabulary=VOCABULARY, output_mode="one_hot"), dense()]  # noqa: E731
    pack.texts("StringLookup(one_hot), Dense", one_hot, [[row[0]] for row in WORDS])
    hashed = lambda: [layers.Hashing(10), table(), layers.Flatten(), dense()]  # noqa: E731
    pack.texts("Hashing, Embedding, Dense", hashed, WORDS)

    def nested():
        steps = [keras.Input((1,), dtype="string", name="inner"), vectorize(output_sequence_length=4)]
        inner = keras.Sequential([*steps, table(), mean()], name="encoder")
        return keras.Sequential([keras.Input((1,), dtype="string", name="x"), inner, dense()])

    pack.add("a model in a model", nested, [SENTENCES])

    def mixed():
        word, number = keras.Input((1,), dtype="string", name="word"), keras.Input((2,), name="number")
        known = layers.StringLookup(vocabulary=VOCABULARY, output_mode="multi_hot")(word)
        known = layers.Rescaling(1.0)(known)
        return keras.Model([word, number], dense()(layers.Concatenate()([known, number])))

    numbers = values.normal((5, 2), "mixed")
    pack.add("text and numbers", mixed, [[[row[0]] for row in WORDS], numbers])

    def there_and_back():
        word = keras.Input((2,), dtype="string", name="word")
        place = layers.StringLookup(vocabulary=VOCABULARY, name="there")(word)
        return keras.Model(word, layers.StringLookup(vocabulary=VOCABULARY, invert=True, name="back")(place))

    pack.add("there and back", there_and_back, [WORDS])


def adapted(layer, data):
    """The layer when it has seen data."""
    layer.adapt(data)
    return layer


def files():
    """(name, model, inputs) of models that are kept in files of Keras."""
    seen = ["the cat sat on the mat", "a dog sat", "the dog — Ünïcode"]
    text = lambda: keras.Input((1,), dtype="string", name="x")  # noqa: E731
    vectorize = lambda **options: adapted(layers.TextVectorization(**options), seen)  # noqa: E731
    typical = [text(), vectorize(output_sequence_length=6), layers.Embedding(16, 3)]
    typical += [layers.GlobalAveragePooling1D(), layers.Dense(2, "softmax")]
    yield "typical", keras.Sequential(typical), [SENTENCES]
    weighed = [text(), vectorize(output_mode="tf_idf", max_tokens=20, pad_to_max_tokens=True), layers.Dense(2)]
    yield "weighed", keras.Sequential(weighed), [SENTENCES]
    words = adapted(layers.StringLookup(output_mode="tf_idf"), [["cat", "dog"], ["dog", "the"]])
    yield "words", keras.Sequential([keras.Input((2,), dtype="string", name="x"), words]), [WORDS]
    places = adapted(layers.IntegerLookup(num_oov_indices=2, mask_token=0), [[12, -3], [12, 36], [0, 1 << 40]])
    hot = adapted(layers.IntegerLookup(output_mode="multi_hot"), [[7, 7], [5, 12]])
    x = keras.Input((2,), dtype="int64", name="x")
    yield "numbers", keras.Model(x, [places(x), hot(x)]), [np.array([[12, 0], [36, 5], [1 << 40, 7], [-3, 99]])]
    inner = [keras.Input((1,), dtype="string", name="inner"), vectorize(output_sequence_length=4)]
    encoder = keras.Sequential([*inner, layers.Embedding(16, 2, mask_zero=True)], name="encoder")
    more = adapted(layers.StringLookup(mask_token="", name="more"), [["Zebra — Ünïcode ÄÖ it's cat"], ["other"]])
    x = text()
    joined = layers.Concatenate()([layers.Flatten()(encoder(x)), layers.Embedding(5, 2)(more(x))[:, 0]])
    yield "nested", keras.Model(x, layers.Dense(2)(joined)), [SENTENCES]
    listed = layers.TextVectorization(vocabulary=VOCABULARY, output_mode="count")
    yield "listed", keras.Sequential([text(), listed, layers.Dense(2)]), [SENTENCES]


def save_files(folder):
    """Each in .keras, and in .h5 where that Keras writes one."""
    for name, model, inputs in files():
        fill(model, "texts", name)
        given = [tensor(x) for x in inputs]
        np.savez_compressed(folder / f"{name}.{TAG}.golden.npz", **plain(golden(model, given)))
        for ending in ("keras", "h5"):
            path = folder / f"{name}.{TAG}.{ending}"
            try:
                model.save(path)
            except NotImplementedError as error:
                path.unlink(missing_ok=True)
                print(f"{path.name}: {' '.join(str(error).split())[:90]}")


def save_hashes(folder):
    """What TensorFlow makes of texts of every length, without a key and with one."""
    random = values.random("hashes")
    letters = [chr(c) for c in [*range(0x20, 0x7F), 0xE4, 0x2014, 0x1F600]]
    texts = ["".join(random.choice(letters, size=n)) for n in range(300)]
    bins = (1 << 53) - 1
    found = {"texts": np.array(texts)}
    found["fast"] = tf.strings.to_hash_bucket_fast(texts, bins).numpy()
    found["strong"] = tf.strings.to_hash_bucket_strong(texts, bins, [133, -137]).numpy()
    pairs = [tf.constant([[t] for t in texts]), tf.constant([[i * i - 500] for i in range(300)], "int64")]
    crossed = tf.sparse.cross_hashed([*pairs, pairs[0]], bins)
    found["crossed"] = tf.sparse.to_dense(crossed).numpy()[:, 0]
    np.savez_compressed(folder / "hashes.npz", **found)


def make(folder):
    """The packs and the files."""
    pack = Texts("texts")
    add_vectorizations(pack)
    add_lookups(pack)
    add_hashes(pack)
    add_crossings(pack)
    add_models(pack)
    pack.save(folder)
    save_files(folder)
    if MAJOR == 3:
        save_hashes(folder)
