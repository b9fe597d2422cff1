"""The models of graphs/ and of the questions once more, as SavedModels and as checkpoints.

What they compute is in the goldens that are there; only the containers are new.
"""

import io
import pathlib
import tempfile
import zipfile

import numpy as np

from making.environment import fresh, keras, tf
from making.graphs import MODELS
from making.run import fill

from tensorflow.core.protobuf import saved_model_pb2
from tensorflow.python.keras.protobuf import saved_metadata_pb2

# Models with as much in a SavedModel as there can be.
SAVED = [
    "encoder-decoder", "frozen-half", "frozen-inside", "frozen-parts", "half-precision", "layer-in-both", "keyword-tensors", "lazy-sequential",
    "masked-branches", "masked-states", "nested-outputs", "nested-sequential", "nested-two-levels", "norm-order", "renorm",
    "scores-out", "sequential-of-models", "shared-layer", "shared-model", "slash-names", "small-cnn", "stacked-cells",
    "tf-ops", "transformer", "two-in-two-out", "whole-numbers-tf", "wrappers",
]
QUESTIONS = ["lstm-gates", "mlp-relu", "rnn-masked", "xor-relu"]


def pack(files):
    """A ZIP of {name: bytes}, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def files(folder):
    """{name: bytes} of all files below a folder."""
    folder = pathlib.Path(folder)
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def without_functions(pb):
    """saved_model.pb without TensorFlow's graphs and functions, which are nearly all of it."""
    saved = saved_model_pb2.SavedModel.FromString(pb)
    for graph in saved.meta_graphs:
        graph.ClearField("graph_def")
        graph.ClearField("signature_def")
        graph.object_graph_def.ClearField("concrete_functions")
        graph.meta_info_def.ClearField("stripped_op_list")
        for node in graph.object_graph_def.nodes:
            if node.WhichOneof("kind") == "function":
                node.function.ClearField("concrete_functions")
    return saved.SerializeToString(deterministic=True)


def older(parts):
    """A SavedModel as TensorFlow 2.0 to 2.4 wrote it: what Keras says stands beside the functions."""
    parts = dict(parts)
    metadata = saved_metadata_pb2.SavedMetadata.FromString(parts.pop("keras_metadata.pb"))
    saved = saved_model_pb2.SavedModel.FromString(parts["saved_model.pb"])
    for graph in saved.meta_graphs:
        graph.meta_info_def.tensorflow_version = "2.4.1"
        for node in metadata.nodes:
            graph.object_graph_def.nodes[node.node_id].user_object.metadata = node.metadata
    parts["saved_model.pb"] = saved.SerializeToString(deterministic=True)
    return parts


def saved_model(model):
    """The files of a SavedModel, without its functions."""
    with tempfile.TemporaryDirectory() as place:
        model.save(place, save_format="tf")
        parts = files(place)
    parts.pop("fingerprint.pb", None)
    parts["saved_model.pb"] = without_functions(parts["saved_model.pb"])
    return parts


def checkpoint(model, folder, tag):
    """save_weights() under a base name: two files."""
    with tempfile.TemporaryDirectory() as place:
        model.save_weights(pathlib.Path(place) / tag, save_format="tf")
        for path in pathlib.Path(place).glob(f"{tag}.*"):
            (folder / path.name).write_bytes(path.read_bytes())


def model_of(folder):
    """The model of a folder, made anew where the fixtures make it, for not every file can be opened again by Keras 2."""
    fresh()
    if folder.name not in MODELS:
        return keras.models.load_model(folder / "k2.h5")
    model, _ = MODELS[folder.name][0]()
    return fill(model, folder.name)


def merged(parts, places):
    """A checkpoint of one file of numbers as one of two."""
    whole = pathlib.Path(places) / "whole"
    for name, content in parts.items():
        (whole / name).parent.mkdir(parents=True, exist_ok=True)
        (whole / name).write_bytes(content)
    base = str(whole / "variables" / "variables")
    reader = tf.train.load_checkpoint(base)
    names = sorted(reader.get_variable_to_shape_map())
    halves = [names[0::2], names[1::2]]
    prefixes = []
    for number, half in enumerate(halves):
        prefix = f"{places}/part-{number}"
        tf.raw_ops.SaveV2(
            prefix=prefix, tensor_names=half, shape_and_slices=[""] * len(half),
            tensors=[tf.constant(reader.get_tensor(name)) for name in half],
        )
        prefixes.append(prefix)
    target = f"{places}/merged/variables"
    tf.io.gfile.makedirs(f"{places}/merged")
    tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=prefixes, destination_prefix=target, delete_old_dirs=False)
    result = {name: content for name, content in parts.items() if not name.startswith("variables/")}
    for path in pathlib.Path(places, "merged").iterdir():
        result[f"variables/{path.name}"] = path.read_bytes()
    return result


class Twice(keras.layers.Layer):
    """A layer of its author's own, which doubles and adds a weight."""

    def build(self, shape):
        self.shift = self.add_weight("shift", shape=(shape[-1],))

    def call(self, x):
        return 2 * x + self.shift


class Own(keras.Model):
    """A class of its author's own, which only its code can build."""

    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(4, activation="relu", name="first")
        self.second = keras.layers.Dense(2, name="second")

    def call(self, x):
        return self.second(self.first(x))


def own(folder):
    """What is no graph of Keras' layers alone."""
    fresh()
    tf.random.set_seed(1)
    x = keras.Input((3,), name="x")
    model = keras.Model(x, keras.layers.Dense(2, name="out")(Twice(name="twice")(x)), name="own")
    (folder / "own-layer.saved.zip").write_bytes(pack(saved_model(model)))
    model = Own()
    model(np.zeros((1, 3), "float32"))
    (folder / "own-class.saved.zip").write_bytes(pack(saved_model(model)))
    with tempfile.TemporaryDirectory() as place:
        exported = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="out")])
        exported.export(place)
        parts = files(place)
    parts["saved_model.pb"] = without_functions(parts["saved_model.pb"])
    (folder / "exported.saved.zip").write_bytes(pack(parts))


def optimizers(folder):
    """Compiled models after two steps: the optimizer's arrays as .h5 and as SavedModel."""
    kinds = {
        "adam": keras.optimizers.Adam(0.01),
        "legacy-adam": keras.optimizers.legacy.Adam(0.01, amsgrad=True),
        "legacy-rmsprop": keras.optimizers.legacy.RMSprop(0.01, momentum=0.5, centered=True),
        "legacy-ftrl": keras.optimizers.legacy.Ftrl(0.01),
        "legacy-adadelta": keras.optimizers.legacy.Adadelta(0.01),
        "legacy-nadam": keras.optimizers.legacy.Nadam(0.01),
    }
    for name, optimizer in kinds.items():
        fresh()
        tf.random.set_seed(2)
        x = keras.Input((3,), name="x")
        y = keras.layers.Dense(2, name="out")(keras.layers.Dense(4, activation="tanh", name="hidden")(x))
        model = keras.Model(x, y, name="net")
        model.compile(optimizer, "mse")
        values = np.linspace(-1, 1, 24, dtype="float32").reshape(8, 3)
        model.fit(values, values[:, :2], batch_size=4, shuffle=False, verbose=0)
        model.save(folder / f"{name}.h5")
        (folder / f"{name}.saved.zip").write_bytes(pack(saved_model(model)))


def make(graphs):
    """All of them; `graphs` is the folder of the models."""
    fixtures = graphs.parent
    saved = fixtures / "saved"
    saved.mkdir(exist_ok=True)
    for folder in [graphs / name for name in SAVED] + [fixtures / name for name in QUESTIONS]:
        model = model_of(folder)
        parts = saved_model(model)
        (folder / "k2.saved.zip").write_bytes(pack(parts))
        if (folder / "k2.json").exists():
            checkpoint(model, folder, "k2.ckpt")
        if folder.name == "lstm-gates":
            (folder / "k2older.saved.zip").write_bytes(pack(older(parts)))
            with tempfile.TemporaryDirectory() as places:
                (folder / "k2shards.saved.zip").write_bytes(pack(merged(parts, places)))
        print(folder.name, flush=True)
    with tempfile.TemporaryDirectory() as place:
        model_of(fixtures / "mlp-relu").save(place, save_format="tf")
        (saved / "mlp-relu.whole.saved.zip").write_bytes(pack(files(place)))
    own(saved)
    optimizers(saved)
