"""Running a model and writing down its inputs, outputs and every layer's output."""

import numpy as np

from making import values
from making.environment import flatten, is_model, keras


def leaves(model, path=()):
    """(path, layer) of every layer with weights of its own, each once, nested models opened."""
    seen = set()

    def walk(layer, path):
        if id(layer) in seen:
            return
        seen.add(id(layer))
        if is_model(layer):
            for inner in layer.layers:
                yield from walk(inner, path + (inner.name,))
        elif isinstance(layer, keras.layers.TimeDistributed):
            yield from walk(layer.layer, path + ("layer",))
        elif layer.weights:
            yield path, layer

    yield from walk(model, tuple(path))


def fill(model, *words, scale=1):
    """Give every variable its seeded value times `scale`, a power of two."""
    for path, layer in leaves(model):
        arrays = []
        for index, variable in enumerate(layer.weights):
            name = variable.name.split(":")[0].split("/")[-1]
            value = values.weight(name, tuple(variable.shape), *words, *path, index)
            arrays.append(scale * value)
        layer.set_weights(arrays)
    return model


def legacy_weights(model):
    """[(layer name, arrays)] in the order in which a whole-model .h5 lists them."""
    return [
        (layer.name, [array(w) for w in layer.trainable_weights + layer.non_trainable_weights])
        for layer in model.layers
    ]


def array(tensor):
    """A tensor as NumPy; bfloat16, which NumPy lacks, as float32."""
    value = np.asarray(tensor)
    return value.astype("float32") if value.dtype.name == "bfloat16" else value


class Recorder:
    """Keeps what each layer returns while a model runs: {"lstm": [h, …], "encoder/dense#2": […]}."""

    def __init__(self, model, ops=False):
        self.outputs = {}
        self._model = model
        self._ops = ops
        self._places = []
        self._patched = []

    def __enter__(self):
        self._watch(self._model)
        return self

    def __exit__(self, *_):
        for layer in self._patched:
            object.__delattr__(layer, "call")

    def _watch(self, model):
        steps = model.operations if self._ops and hasattr(model, "operations") else model.layers
        for layer in steps:
            if layer in self._patched or type(layer).__name__ == "InputLayer":
                continue
            self._patched.append(layer)
            object.__setattr__(layer, "call", self._recorded(layer, layer.call))
            if is_model(layer):
                self._watch(layer)

    def _recorded(self, layer, call):
        def run(*arguments, **options):
            place = self._place(layer.name)
            self.outputs[place] = []
            self._places.append(place)
            result = call(*arguments, **options)
            self._places.pop()
            self.outputs[place] = [array(value) for value in flatten(result)]
            return result

        return run

    def _place(self, name):
        place = f"{self._places[-1]}/{name}" if self._places else name
        count = 1
        while (place if count == 1 else f"{place}#{count}") in self.outputs:
            count += 1
        return place if count == 1 else f"{place}#{count}"

    def named(self):
        """{"lstm": h, "lstm:1": second output, …}."""
        return {
            name if index == 0 else f"{name}:{index}": value
            for name, outputs in self.outputs.items()
            for index, value in enumerate(outputs)
        }


def ordered(model, inputs):
    """A list of inputs, or a dict of them by name, as a list in the model's order."""
    if isinstance(inputs, dict):
        return [inputs[tensor.name.split(":")[0]] for tensor in model.inputs]
    return list(inputs)


def run(model, inputs, ops=False):
    """What the model returns, in its order, and what its layers returned on the way."""
    if not isinstance(inputs, dict) and len(inputs) == 1:
        inputs = inputs[0]
    with Recorder(model, ops) as recorder:
        outputs = model(inputs, training=False)
    return [array(y) for y in flatten(outputs)], recorder.named()


def golden(model, inputs, ops=False):
    """The arrays of a golden.npz."""
    outputs, layers = run(model, inputs, ops)
    return {
        **{f"x{i}": np.asarray(x) for i, x in enumerate(ordered(model, inputs))},
        **{f"y{i}": y for i, y in enumerate(outputs)},
        **layers,
    }
