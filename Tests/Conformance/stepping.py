"""A random model's steps under Keras: compiled, saved, and what becomes of it."""

import compiling
import environment
import models
from environment import keras, np
from making.steps import Steps, is_seed, path, states

STEPS = 5


def write(trained, seed, file):
    """Builds, compiles and saves a model, and keeps what Keras makes of it in five steps."""
    model = models.build(trained.recipe)
    plan = trained.compiling
    words = {**environment.words(), "model": model}
    keras.utils.set_random_seed(1)
    inputs = models.inputs_of(model, trained.recipe, seed)
    try:
        exec(plan.source(), words)  # our own words
        targets, weights, ones = [], [], []
        for index, (loss, tensor) in enumerate(zip(plan.judges, environment.flatten(model.outputs))):
            shape = (len(inputs[0]), *environment.shape_of(tensor))
            targets.append(compiling.target(loss.target, shape, f"{seed}/{index}"))
            weighed = {"": (), "batch": shape[:1], "places": shape[:-1]}[loss.weights]
            ones.append(np.ones(shape[:-1], "float32"))
            weights.append(np.abs(environment.values.normal(weighed, "weights", seed, index)) if weighed else None)
        model.run_eagerly = True
        if any(weight is not None for weight in weights):
            weights = [one if weight is None else weight for weight, one in zip(weights, ones)]
        steps = Runner(model, inputs, targets, weights)
        for _ in range(plan.before):
            steps.step()
        models.save(model, str(file))
        # What a file does not keep is not in its steps: factors of low rank, some options of losses. Keras scales the
        # loss of a model that it opens only where the policy says so then.
        environment.set_policy(trained.recipe.policy)
        try:
            steps.model = keras.models.load_model(str(file))
        finally:
            environment.set_policy("float32")
        steps.model.run_eagerly = True
        found = steps.run()
    except models.KerasRefuses:
        raise
    except Exception as error:
        raise models.KerasRefuses(f"train: {type(error).__name__}: {error}") from error
    if not all(np.isfinite(value).all() for value in found.values()):
        raise models.KerasRefuses("train: not finite")
    np.savez_compressed(file.with_suffix(".npz"), **found)
    return found


class Runner:
    """One batch again and again, by `train_on_batch`."""

    def __init__(self, model, inputs, targets, weights):
        self.model, self.inputs, self.targets = model, inputs, targets
        self.weights = weights if any(weight is not None for weight in weights) else None

    def step(self):
        """The loss before an update, and the update."""
        self.model.reset_metrics()
        x, y = Steps.one(self.inputs), Steps.one(self.targets)
        weight = None if self.weights is None else Steps.one(self.weights)
        return float(np.ravel(self.model.train_on_batch(x, y, sample_weight=weight))[0])

    def run(self):
        found = {f"x{i}": x for i, x in enumerate(self.inputs)}
        found.update({f"y{i}": y for i, y in enumerate(self.targets)})
        for index, weight in enumerate(self.weights or []):
            found[f"sample_weight{index}"] = weight
        kept = [np.array(w) for w in self.model.weights]
        _, slopes, variables = Steps(self.model, self.inputs, self.targets, self.weights).gradients()
        for variable, value in zip(self.model.weights, kept):
            variable.assign(value)
        for slope, variable in zip(slopes, variables):
            if slope is not None:
                found[path(variable) + ":grad"] = np.asarray(environment.tf.convert_to_tensor(slope))
        losses = []
        for step in range(STEPS):
            losses.append(self.step())
            if step in (0, STEPS - 1):
                named = [(path(v), v) for v in self.model.weights if not is_seed(v)]
                for name, variable in named:
                    found[f"{name}@{step + 1}"] = np.array(variable)
                for index, state in enumerate(states(self.model.optimizer)):
                    found[f"optimizer{index}@{step + 1}"] = np.array(state)
        found["loss"] = np.array(losses, "float32")
        return found
