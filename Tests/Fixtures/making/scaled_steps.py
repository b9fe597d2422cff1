"""What Keras 3 keeps of an optimizer whose loss it scaled, as it does of mixed_float16: `scaled/*`, saved after two epochs."""

from making import values
from making.environment import TAG, fresh, keras
from making.run import fill

L = keras.layers
O = keras.optimizers


def model(optimizer):
    """A model in half precision, after two epochs."""
    fresh()
    half = {"dtype": "mixed_float16"}
    layers = [keras.Input((3,), name="x"), L.Dense(2, activation="tanh", name="a", **half), L.Dense(1, name="out")]
    keras.config.set_dtype_policy("mixed_float16")
    made = fill(keras.Sequential(layers, name="scaled"), "scaled", "files")
    made.compile(optimizer, "mse")
    made.fit(values.normal((4, 3), "scaled", "x"), values.normal((4, 1), "scaled", "y"), epochs=2, verbose=0)
    keras.config.set_dtype_policy("float32")
    return made


def make(folder):
    """All of them."""
    if TAG != "k3":
        raise SystemExit("scaled losses are told of Keras 3")
    folder.mkdir(parents=True, exist_ok=True)
    for name, optimizer in (("adam", O.Adam(0.01)), ("sgd", O.SGD(0.1))):
        model(optimizer).save(folder / f"{name}.k3.keras")
        if name == "adam":
            model(O.Adam(0.01)).save(folder / f"{name}.k3.h5")
