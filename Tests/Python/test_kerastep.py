"""Tests of the module for Python: against the built program (KERASTEP), and real Keras and Jupyter where Python has them.

    KERASTEP=.build/debug/kerastep python -m unittest discover Tests/Python
"""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "Sources" / "Python"
sys.path.insert(0, str(SOURCES))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def has(*modules):
    """Whether Python has all these modules."""
    return all(importlib.util.find_spec(one) for one in modules)


import kerastep  # noqa: E402


class WithoutNumbers(unittest.TestCase):
    """What needs no NumPy: the program is found, or it is said where it was looked for."""

    def setUp(self):
        self.named = os.environ.get("KERASTEP")

    def tearDown(self):
        os.environ.pop("KERASTEP", None)
        if self.named is not None:
            os.environ["KERASTEP"] = self.named

    def test_a_program_that_is_not_there(self):
        os.environ["KERASTEP"] = "/nowhere/kerastep"
        with self.assertRaisesRegex(kerastep.KerastepError, "KERASTEP is /nowhere/kerastep"):
            kerastep.program()

    def test_a_program_that_is_too_old(self):
        with tempfile.TemporaryDirectory() as folder:
            old = Path(folder) / "kerastep"
            old.write_text("#!/bin/sh\necho \"Error: Unknown option '--serve'\" >&2\nexit 2\n")
            old.chmod(0o755)
            os.environ["KERASTEP"] = str(old)
            with self.assertRaisesRegex(kerastep.KerastepError, "is too old"):
                kerastep.open("xor")

    def test_a_program_that_dies(self):
        with tempfile.TemporaryDirectory() as folder:
            dying = Path(folder) / "kerastep"
            answers = "echo '{\"done\":0}'\n"
            dying.write_text(f"#!/bin/sh\n{answers}read line\n{answers}read line\nkill -9 $$\n")
            dying.chmod(0o755)
            os.environ["KERASTEP"] = str(dying)
            walk = kerastep.open("xor")
            with self.assertRaisesRegex(kerastep.KerastepError, "ended by signal 9"):
                walk("step")
            with self.assertRaisesRegex(kerastep.KerastepError, "closed"):
                walk("step")

    def test_answers_are_text(self):
        with kerastep.open("xor") as walk:
            self.assertIn("dense_1", walk("summary").text)
            self.assertEqual(walk("").records, [])
            with self.assertRaisesRegex(kerastep.KerastepError, "there is no command"):
                walk("steppp")
            # An error ends nothing.
            self.assertIn("dense_1", walk("summary").text)

    def test_what_is_no_model(self):
        with self.assertRaisesRegex(TypeError, "expected a Keras model"):
            kerastep.trace(3, "zeros")
        with self.assertRaisesRegex(kerastep.KerastepError, "there is no such file"):
            kerastep.trace("gone.keras", "zeros")


@unittest.skipUnless(has("numpy"), "Python has no NumPy")
class Walks(unittest.TestCase):
    """A session over a pipe."""

    def test_steps_and_their_way_back(self):
        with kerastep.open("lstm", "ones") as walk:
            first = walk.step()
            self.assertEqual((first.place, first.tick), ("lstm@0.z", 1))
            end = walk.next()
            self.assertEqual(end.place, "lstm@0.h")
            there = walk.go("lstm@2.C")
            self.assertEqual(there.result.tolist(), walk["C"].tolist())
            self.assertEqual(walk["lstm.f[0]"].shape, (8,))
            before = walk.back()
            self.assertEqual(before.tick, there.tick - 1)
            self.assertEqual(walk.step().result.tolist(), there.result.tolist())
            self.assertEqual(walk.run().reason, "end")
            self.assertAlmostEqual(float(walk["output"].sum()), 1, places=6)

    def test_what_would_be_if(self):
        with kerastep.open("lstm", "ones") as walk:
            walk.go("lstm@1.C")
            walk.step()
            walk["C[0]"] = 2.5
            self.assertEqual(walk["C[0]"], 2.5)

    def test_numbers_that_are_none(self):
        import numpy as np

        with kerastep.open("xor") as walk:
            np.testing.assert_array_equal(walk["[1, nan, inf, -inf]"], [1, np.nan, np.inf, -np.inf])
            self.assertEqual(walk["3 > 2"].dtype, bool)

    def test_a_trace_and_a_page(self):
        values = kerastep.trace("lstm", "ones")
        self.assertEqual(values["lstm.f"].shape, (3, 8))
        page = kerastep.page("lstm", "ones")
        self.assertIn("<html", page.html)
        shown = page._repr_html_()
        self.assertIn('sandbox="allow-scripts"', shown)
        self.assertNotIn("<html", shown)

    def test_explanations_and_diagnoses(self):
        why = kerastep.explain("lstm", "ones", "lstm@2.C[5]")
        self.assertIn("C[5] = f[5]", str(why))
        wrong = kerastep.diagnose("xor", "[0, 1]", [6.4573])
        self.assertEqual(wrong.mistake, "the output activation forgotten")
        self.assertFalse(wrong.is_right)
        self.assertTrue(kerastep.diagnose("xor", "[0, 1]", [0.9984334]).is_right)

    def test_an_interrupt_ends_the_command_alone(self):
        with kerastep.open("xor-untrained", "[0, 1]", "1") as walk:
            threading.Timer(0.5, os.kill, (walk._process.pid, signal.SIGINT)).start()
            self.assertEqual(walk("train 1000000000").stop.reason, "interrupted")
            self.assertEqual(walk["1 + 1"], 2)


@unittest.skipUnless(has("numpy", "keras") or has("numpy", "tensorflow"), "Python has no Keras")
class LiveModels(unittest.TestCase):
    """Models that Keras holds."""

    @classmethod
    def setUpClass(cls):
        import numpy as np

        try:
            import keras

            if keras.__version__.startswith("2"):
                raise ImportError
        except ImportError:
            from tensorflow import keras
        cls.keras, cls.np = keras, np
        layers = keras.layers
        keras.utils.set_random_seed(1)
        cls.model = keras.Sequential(
            [keras.Input((4, 3)), layers.LSTM(5, name="lstm"), layers.Dense(2, "softmax", name="out")]
        )
        cls.x = np.random.default_rng(1).normal(size=(3, 4, 3)).astype("float32")
        a, b = keras.Input((2,), name="a"), keras.Input((3,), name="b")
        both = layers.Concatenate(name="both")([a, b])
        cls.two = keras.Model([a, b], [layers.Dense(2, name="p")(both), layers.Dense(1, name="q")(b)])

    def test_layer_by_layer(self):
        agreement = kerastep.check(self.model, self.x)
        self.assertTrue(agreement, str(agreement))
        self.assertEqual([one["name"] for one in agreement.arrays], ["y0", "lstm", "out"])

    def test_states_that_outlive_a_call(self):
        layers = self.keras.layers
        x = self.keras.Input(batch_shape=(2, 4, 3))
        once = layers.GRU(3, stateful=True, return_sequences=True, name="once")(x)
        twice = layers.Bidirectional(layers.LSTM(2, stateful=True), name="twice")(once)
        model = self.keras.Model(x, layers.Dense(1, name="out")(twice))
        first, second = (model.predict(self.x[:2], verbose=0) for _ in range(2))
        self.assertGreater(abs(first - second).max(), 1e-4)
        agreement = kerastep.check(model, self.x[:2])
        self.assertTrue(agreement, str(agreement))
        # The model goes on from where it was.
        third = model.predict(self.x[:2], verbose=0)
        for layer in (model.get_layer("once"), *self.halves(model.get_layer("twice"))):
            (layer.reset_state if hasattr(layer, "reset_state") else layer.reset_states)()
        for expected in (first, second, third):
            self.np.testing.assert_allclose(model.predict(self.x[:2], verbose=0), expected, atol=1e-6)

    @staticmethod
    def halves(layer):
        return layer.forward_layer, layer.backward_layer

    def test_what_keras_cannot_be_fed(self):
        with self.assertRaisesRegex(TypeError, "needs arrays"):
            kerastep.check(self.model, "zeros")
        with self.assertRaisesRegex(TypeError, "this is int"):
            kerastep.check(5, self.x)

    def test_several_inputs(self):
        ones = self.np.ones
        for x in ([ones((2, 2)), ones((2, 3))], {"b": ones((2, 3)), "a": ones((2, 2))}):
            agreement = kerastep.check(self.two, x)
            self.assertEqual(agreement.differing, [])
            self.assertEqual(len(agreement.arrays), 5)
        with self.assertRaisesRegex(kerastep.KerastepError, "no input c; it has a, b"):
            kerastep.trace(self.two, {"c": ones((2, 2))})

    def test_the_trace_is_what_keras_computes(self):
        found = kerastep.trace(self.model, self.x)["out.a"]
        self.np.testing.assert_allclose(found, self.model.predict(self.x, verbose=0), atol=1e-6)

    @unittest.skipUnless(has("tensorflow"), "Keras reads text with TensorFlow")
    def test_text(self):
        layers = self.keras.layers
        words = layers.TextVectorization(output_sequence_length=4, vocabulary=["the", "cat", "sat"], name="words")
        x = self.keras.Input((1,), dtype="string")
        model = self.keras.Model(x, layers.Flatten()(layers.Embedding(5, 2)(words(x))))
        texts = self.np.array([["the cat sat"], ["a cat, Ünïcode"]])
        agreement = kerastep.check(model, texts)
        self.assertTrue(agreement, str(agreement))
        trace = kerastep.trace(model, texts[:1].astype(object))
        self.assertEqual(list(trace["words.words"][0]), ["the", "cat", "sat", ""])
        self.assertIn("cat", str(kerastep.explain(model, texts[:1], "words.ids[1]")))

    def test_numbers_of_ones_own(self):
        logits = kerastep.trace(self.model, self.x)["out.z"]
        diagnosis = kerastep.diagnose(self.model, self.x, logits)
        self.assertEqual(diagnosis.mistake, "the softmax forgotten")
        self.assertNotIn("to check", str(diagnosis))

    def test_layers_of_ones_own(self):
        layers = self.keras.layers
        model = self.keras.Sequential(
            [self.keras.Input((4,)), layers.Lambda(lambda x: x * 2 - 1, name="twice"), layers.Dense(2, name="out")]
        )
        x = self.x[:, 0, :1].repeat(4, axis=1)
        with self.assertRaisesRegex(kerastep.KerastepError, r"In Python: layers=\{'twice': 'x \* 2'\}") as refused:
            kerastep.trace(model, x)
        self.assertNotIn("written to", str(refused.exception))
        for said in ({"twice": "x * 2 - 1"}, "twice = x * 2 - 1", ["twice = x * 2 - 1"]):
            agreement = kerastep.check(model, x, layers=said)
            self.assertEqual([one["name"] for one in agreement.arrays], ["y0", "twice", "out"])
            self.assertTrue(agreement, str(agreement))
        self.assertEqual(kerastep.check(model, x, layers={"twice": "x * 3"}).differing, ["y0", "twice", "out"])
        said = {"twice": "x * 2 - 1"}
        self.np.testing.assert_allclose(kerastep.trace(model, x, layers=said)["twice.y"], x * 2 - 1, atol=1e-6)
        self.assertIn("x[0]·2", str(kerastep.explain(model, x, "twice.y[0]", layers=said)))
        self.assertTrue(kerastep.diagnose(model, x, model.predict(x, verbose=0), layers=said).is_right)
        self.assertIn("twice", kerastep.page(model, x, layers=said).html)
        with kerastep.open(model, x, layers=said) as walk:
            self.assertEqual(walk.run().place, "out.a")

    def test_numbers_of_other_libraries(self):
        if has("torch"):
            import torch

            for x in (torch.tensor(self.x, requires_grad=True), torch.tensor(self.x).to(torch.bfloat16)):
                self.assertEqual(kerastep.trace(self.model, x)["out.a"].shape, (3, 2))
        if has("jax"):
            import jax.numpy

            for x in (jax.numpy.array(self.x), jax.numpy.array(self.x, jax.numpy.bfloat16)):
                self.assertEqual(kerastep.trace(self.model, x)["out.a"].shape, (3, 2))

    def test_training_is_walked(self):
        self.model.compile("sgd", "mse")
        y = self.np.array([[1, 0], [0, 1], [1, 0]], "float32")
        with kerastep.open(self.model, self.x, y) as walk:
            walk("train 2")
            found = walk["out.W"]
        self.assertEqual(found.shape, (5, 2))

    def test_a_model_that_is_not_built(self):
        model = self.keras.Sequential([self.keras.layers.Dense(2)])
        with self.assertRaisesRegex(kerastep.KerastepError, "not built"):
            kerastep.trace(model, self.np.ones((1, 2)))


@unittest.skipUnless(has("numpy", "nbconvert", "ipykernel"), "Python has no Jupyter")
class Notebooks(unittest.TestCase):
    """A notebook, run by a real kernel."""

    def test_magics_and_pages(self):
        cells = [
            f"import sys; sys.path.insert(0, {str(SOURCES)!r}); import kerastep",
            "%load_ext kerastep",
            "%kerastep open lstm ones",
            "%%kerastep\nnext\np C",
            "kerastep.debug('lstm', 'ones')",
            "%kerastep p nothing",
            "kerastep.explain('lstm', 'ones', 'lstm@2.C[5]')",
        ]
        notebook = {
            "nbformat": 4, "nbformat_minor": 5, "metadata": {},
            "cells": [
                {"cell_type": "code", "id": f"c{index}", "metadata": {}, "outputs": [],
                 "execution_count": None, "source": source}
                for index, source in enumerate(cells)
            ],
        }
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "walk.ipynb"
            path.write_text(json.dumps(notebook))
            subprocess.run(
                [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", str(path)],
                check=True, capture_output=True, cwd=folder, timeout=240,
            )
            outputs = [cell["outputs"] for cell in json.loads(path.read_text())["cells"]]

        def text(index):
            return json.dumps(outputs[index], ensure_ascii=False)

        self.assertEqual(outputs[0] + outputs[1], [])
        self.assertIn("fed input_layer (3, 2)", text(2))
        self.assertIn("lstm@0.h", text(3))
        self.assertIn("$1 = [", text(3))
        self.assertIn("<iframe srcdoc=", "".join(outputs[4][0]["data"]["text/html"]))
        self.assertIn("there is no nothing here", text(5))
        self.assertIn("C[5] = f[5]", text(6))


if __name__ == "__main__":
    unittest.main()
