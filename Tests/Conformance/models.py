"""From the lines of a model to the model, its inputs, its file and what Keras computes with it."""

import environment
from environment import flatten, fresh, golden, keras, np, values
from lines import Input, Recipe

# Keras 3 on TensorFlow takes what is added to a tensor for a bias where a length is the number of samples, (3, 1) for (3,): no
# length of a random model is this one.
SAMPLES = 17


class KerasRefuses(Exception):
    """What Keras itself does not build, run or save."""


def run_line(line, words, called=()):
    """Adds what a line makes to the words; its tensors."""
    exec(line.source(called), words)  # the lines are our own
    tensors = [words[name] for name in line.makes]
    if not all(hasattr(tensor, "shape") and hasattr(tensor, "dtype") for tensor in tensors):
        raise TypeError("a line makes something that is no tensor")
    return tensors


def build(recipe: Recipe):
    """The model, with weights that depend on the names in it alone."""
    return build_traced(recipe)[0]


def build_traced(recipe: Recipe):
    """The model, and {tensor: the array of the golden file that holds it}, {array: the line that makes it}."""
    fresh()
    environment.set_policy(recipe.policy)
    words = environment.words()
    called = recipe.called()
    arrays, lines = {}, {}
    try:
        for line in recipe.lines:
            for place, tensor in enumerate(run_line(line, words, called)):
                steps, output = environment.steps_to(tensor, lines)
                for step in steps:
                    lines.setdefault(step, line)
                # The second call of a layer has another name, which nobody asks for.
                if not getattr(line, "again", ""):
                    arrays[line.makes[place]] = f"{steps[0]}:{output}" if output else steps[0]
        exec(f"model = keras.Model({recipe.ends()})", words)
        return environment.fill(words["model"], "conformance", scale=0.5), arrays, lines
    except Exception as error:
        raise KerasRefuses(f"{type(error).__name__}: {error}") from error
    finally:
        environment.set_policy("float32")


def numbers(line: Input, seed, given=None):
    """The numbers of one input: seeded, or given ones."""
    if given is not None and line.name in given:
        return given[line.name]
    count = line.batch or SAMPLES
    shape = (count, *(5 if length is None else length for length in line.shape))
    random = values.random("input", seed, line.name)
    if line.dtype == "bool":
        x = random.uniform(size=shape) < 0.6
        if len(shape) > 1:
            x[..., 0] = True
        return x
    if line.dtype.startswith(("int", "uint")):
        x = random.randint(0, max(1, line.high), shape)
        if line.kind == "tail" and len(shape) > 1:
            x = np.maximum(x, 1)
            for sample in range(count):
                x[sample, max(1, shape[1] - sample) :] = 0
        return x.astype(line.dtype)
    x = values.even(random.normal(0, 1, shape))
    if line.kind == "masked" and len(shape) > 2:
        for sample in range(count):
            x[sample, max(1, shape[1] - sample) :] = 0
        x[-1, 0] = 0
    if line.kind == "image":
        x = values.even(random.uniform(0, 1, shape))
    return x.astype(line.dtype)


def inputs_of(model, recipe, seed, given=None):
    """The inputs in the model's order."""
    by_name = {line.name: numbers(line, seed, given) for line in recipe.inputs()}
    return [by_name[tensor.name.split(":")[0]] for tensor in flatten(model.inputs)]


def save(model, path):
    """The file."""
    try:
        model.save(path)
    except Exception as error:
        raise KerasRefuses(f"save: {type(error).__name__}: {error}") from error


def compute(model, inputs):
    """The arrays of a golden file."""
    try:
        return golden(model, inputs, ops=True)
    except Exception as error:
        raise KerasRefuses(f"run: {type(error).__name__}: {error}") from error


def write(recipe, seed, path, given=None):
    """Builds, saves and runs a model; what it computes, also in `path` with .npz."""
    model = build(recipe)
    save(model, str(path))
    found = compute(model, inputs_of(model, recipe, seed, given))
    np.savez_compressed(path.with_suffix(".npz"), **found)
    return model, found


def tells_the_same(path, found):
    """Whether Keras, opening its own file, gives the numbers that it gave before."""
    inputs = [found[f"x{index}"] for index in range(sum(name[0] == "x" and name[1:].isdigit() for name in found))]
    try:
        again = golden(keras.models.load_model(str(path)), inputs)
    except Exception as error:
        return f"Keras does not open its own file: {' '.join(str(error).split())[:160]}"
    for name, value in found.items():
        if name[0] == "y" and name[1:].isdigit() and not same(again.get(name), value):
            return f"Keras gives other numbers from its own file: {name}"
    return None


def same(a, b):
    """Whether two arrays are equal up to rounding."""
    return a is not None and a.shape == b.shape and np.allclose(a, b, 1e-4, 1e-4, equal_nan=True)
