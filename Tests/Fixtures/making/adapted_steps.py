"""Training of kernels that are adapted by factors of low rank, which learn in the place of the frozen kernel: Keras 3 alone.

`steps/adapted.k3.npz` holds cases as the others there; `adapted/` a model in both containers, of which a .keras leaves the
factors out.
"""

import numpy as np

from making import values
from making.environment import TAG, fresh, keras
from making.run import fill
from making.step_cases import BATCH, target
from making.steps import StepPack, Steps

L = keras.layers
O = keras.optimizers


def chain(shape, *makers, dtype="float32", before=None):
    """Layers with a Dense named out at the end; `before` is done to the model when it is built."""

    def build():
        x = a = keras.Input(shape, dtype=dtype, name="x")
        for make in makers:
            a = make()(a)
        model = keras.Model(x, L.Dense(2, name="out")(a), name="adapted")
        if before:
            before(model)
        return model

    return build


def shared():
    """One adapted layer, called twice."""
    x = keras.Input((3,), name="x")
    body = L.Dense(3, activation="tanh", lora_rank=1, name="a")
    return keras.Model(x, L.Dense(2, name="out")(body(body(x))), name="adapted")


def add(pack):
    sgd, adam, adamw = (lambda: O.SGD(0.1, momentum=0.9)), (lambda: O.Adam(0.01)), (lambda: O.AdamW(0.01, weight_decay=0.1))
    dense = lambda **more: lambda: L.Dense(4, activation="tanh", lora_rank=2, name="a", **more)
    stronger = chain((3,), lambda: L.Dense(4, activation="tanh", name="a"), before=lambda m: m.layers[1].enable_lora(2, lora_alpha=3))
    conv1 = chain((5, 3), lambda: L.Conv1D(4, 2, lora_rank=2, activation="tanh", name="a"), L.Flatten)
    conv2 = chain((3, 4, 2), lambda: L.Conv2D(3, 2, lora_rank=1, name="a"), L.Flatten)
    words = lambda **more: chain((4,), lambda: L.Embedding(6, 3, lora_rank=2, name="a", **more), L.Flatten, dtype="int32")
    pooled = L.GlobalAveragePooling1D
    for title, shape, build, optimizer in (
        ("Dense, sgd", (3,), chain((3,), dense()), sgd),
        ("Dense, adam", (3,), chain((3,), dense()), adam),
        ("Dense without bias, adamw", (3,), chain((3,), dense(use_bias=False)), adamw),
        ("Dense regularized", (3,), chain((3,), dense(kernel_regularizer="l2", bias_regularizer="l1")), sgd),
        ("Dense frozen", (3,), chain((3,), dense(trainable=False)), adam),
        ("Dense over timesteps", (4, 3), chain((4, 3), dense(), pooled), adam),
        ("Dense, alpha 3", (3,), stronger, sgd),
        ("Dense called twice", (3,), shared, adam),
        ("Conv1D", (5, 3), conv1, adam),
        ("Conv2D", (3, 4, 2), conv2, adam),
        ("Embedding, sgd", (4,), words(), sgd),
        ("Embedding, adam", (4,), words(), adam),
        ("Embedding regularized", (4,), words(embeddings_regularizer="l2"), adam),
        ("TimeDistributed Dense", (4, 3), chain((4, 3), lambda: L.TimeDistributed(dense()(), name="each"), pooled), adam),
        ("TimeDistributed Dense, LSTM", (4, 3), chain((4, 3), lambda: L.TimeDistributed(dense()(), name="each"), lambda: L.LSTM(3, name="b")), sgd),
    ):
        x = values.normal((BATCH, *shape), "x", title)
        if "Embedding" in title:
            x = np.abs(x * 100).astype("int32") % 6
        pack.add("adapted " + title, build, x, target("number", (BATCH, 2), title), optimizer=optimizer, loss="mse")


def files(folder):
    """A model as it is saved, and the steps of what Keras loads: of a .keras the factors are 0 then."""
    fresh()
    model = fill(chain((3,), lambda: L.Dense(4, activation="tanh", lora_rank=2, name="a"))(), "adapted", "files")
    model.compile(O.Adam(0.01), "mse")
    x, y = values.normal((4, 3), "adapted", "x"), values.normal((4, 2), "adapted", "y")
    model.fit(x, y, epochs=2, verbose=0)
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "k3.keras")
    np.savez_compressed(folder / "k3.step.npz", **Steps(keras.models.load_model(folder / "k3.keras"), x, y).run(3))
    model.save(folder / "k3.h5")
    np.savez_compressed(folder / "k3.h5.step.npz", **Steps(model, x, y).run(3))


def make(folder):
    """All of them."""
    if TAG != "k3":
        raise SystemExit("low-rank adaptations are of Keras 3")
    pack = StepPack("adapted")
    add(pack)
    pack.save(folder / "steps")
    files(folder / "adapted")
