"""Step through a Keras model's prediction, equation by equation, from Python.

    import kerastep
    kerastep.debug(model, x)                       the debugger; in a notebook the page of the walk
    kerastep.trace(model, x)["lstm.f"]             every named value, as NumPy arrays
    kerastep.explain(model, x, "lstm@2.C[5]")      where one number comes from
    kerastep.diagnose(model, x, mine)              which mistake gives the numbers of your own program
    kerastep.check(model, x)                       whether kerastep computes what Keras does, layer by layer
    walk = kerastep.open(model, x)                 a session: walk.step(), walk["lstm.f"], walk("p sigmoid(z)")

`model` is a live Keras model, the path of a saved one, or the name of a bundled one (xor, lstm, …). What a layer of your
own computes, or a Lambda, is said by `layers={"lambda_1": "x / 127.5 - 1"}`, in each of them. In a notebook
`%load_ext kerastep` adds `%kerastep COMMAND` and `%%kerastep`.

What computes is the program kerastep; this module starts it and talks to it. It is looked for in KERASTEP, beside this
file, where Python's own programs are, and in PATH.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterator, Mapping, Sequence, Union

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "Agreement", "Answer", "Diagnosis", "Explanation", "KerastepError", "Page", "Stop", "Walk",
    "check", "debug", "diagnose", "explain", "open", "page", "program", "trace",
]

Model = Any
"""A live Keras model (Keras 3 or tf.keras), the path of a saved one, or the name of a bundled one."""

Input = Any
"""What is fed: an array, a list or dict of arrays for several inputs, or text as it is typed (`"zeros"`)."""

Layers = Any
"""What layers compute whose code the program does not read: a dict of expressions by the layers' names, a line as it is
typed (`"lambda_1 = x * 2"`), the path of a file of such, or a list of these."""

Record = Dict[str, Any]
"""What the program says in one line of JSON."""


class KerastepError(Exception):
    """What kerastep refused, in its own words: what, where, and what to do."""


# The program


def program() -> str:
    """The path of the program kerastep; an error says where it was looked for."""
    named = os.environ.get("KERASTEP")
    if named:
        found = shutil.which(named)
        if found:
            return found
        raise KerastepError(f"KERASTEP is {named}, and there is no such program; correct it or unset it")
    here = Path(__file__).resolve().parent
    folders = [str(here), sysconfig.get_path("scripts") or ""]
    user = sysconfig.get_path("scripts", f"{os.name}_user")
    if user:
        folders.append(user)
    for folder in folders:
        found = shutil.which("kerastep", path=folder)
        if found:
            return found
    found = shutil.which("kerastep")
    if found:
        return found
    raise KerastepError(
        "the program kerastep is not installed: it is neither beside kerastep.py, nor in "
        f"{sysconfig.get_path('scripts')}, nor in PATH; install it, or name it in KERASTEP"
    )


def _run(arguments: Sequence[str], codes: Sequence[int] = (0,)) -> str:
    """What the program prints; an error where it ends with another code."""
    path = program()
    try:
        done = subprocess.run(
            [path, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8"
        )
    except OSError as error:
        raise KerastepError(f"{path} cannot be started: {error.strerror}") from error
    if done.returncode in codes:
        return done.stdout
    raise KerastepError(_said(done.stderr, done.returncode))


def _said(messages: str, code: int | None) -> str:
    """The message of a program that has failed."""
    text = messages.strip()
    if code is not None and code < 0:
        return f"kerastep was ended by signal {-code}" + (f": {text}" if text else "")
    if "Unknown option" in text or "unexpected argument" in text.lower():
        return f"{text}\nThis module needs a newer program: {program()} is too old."
    # Files that are gone with the call are not spoken of.
    kept = [line for line in text.splitlines() if " written to " not in line]
    words = "\n".join(kept).removeprefix("kerastep: ")
    return _in_python(words) or f"kerastep ended with code {code} and without a word"


def _in_python(message: str) -> str:
    """A message of the program that says how a layer is said at its prompt, with how it is said here."""
    found = re.search(r"as in layer (\S+) = ([^;.\n]*[^;.\s])", message)
    if found is None:
        return message
    return f"{message}\nIn Python: layers={{{found[1]!r}: {found[2]!r}}}"


# Files between


class _Files:
    """The files that a call of the program needs; they are gone with it."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="kerastep-")

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.folder.cleanup()

    def path(self, name: str) -> str:
        return os.path.join(self.folder.name, name)

    def model(self, model: Model) -> str:
        """The path of a model; a live one is saved."""
        if isinstance(model, (str, os.PathLike)):
            return os.fspath(model)
        if not hasattr(model, "save") or not hasattr(model, "layers"):
            raise TypeError(
                f"expected a Keras model, a path or the name of a bundled model, not {type(model).__name__}"
            )
        if not getattr(model, "built", True):
            raise KerastepError(f"{model.name} is not built: it has no weights yet; call it once, or model.build(…)")
        path = self.path(_file_name(model.name) + ".keras")
        try:
            model.save(path)
        except Exception as error:
            raise KerastepError(f"{model.name} cannot be saved by Keras: {error}") from error
        return path

    def input(self, x: Input, model: Model) -> str:
        """What is fed, as the program takes it: typed text, or a file of arrays."""
        if isinstance(x, (str, os.PathLike)):
            return os.fspath(x)
        return self.arrays("x", _named(x, _input_names(model), "x", "input"))

    def target(self, y: Input, model: Model) -> str:
        """What the outputs are to be, as the program takes it."""
        if isinstance(y, (str, os.PathLike)):
            return os.fspath(y)
        return self.arrays("y", _named(y, _output_names(model), "y", "output"))

    def arrays(self, name: str, arrays: Mapping[str, Any]) -> str:
        import numpy as np

        path = self.path(name + ".npz")
        np.savez(path, **{key: _as_array(value) for key, value in arrays.items()})  # type: ignore[arg-type]
        return path


def _said_layers(layers: Layers) -> list[str]:
    """What is said of layers, as options of the program."""
    if layers is None:
        return []
    if isinstance(layers, Mapping):
        lines = [f"{name} = {expression}" for name, expression in layers.items()]
    elif isinstance(layers, (str, os.PathLike)):
        lines = [os.fspath(layers)]
    else:
        return [word for one in layers for word in _said_layers(one)]
    return [word for line in lines for word in ("--layer", line)]


def _file_name(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in name) or "model"


def _as_array(value: Any) -> np.ndarray:
    """An array of numbers or of text, from whatever library it is."""
    import numpy as np

    if hasattr(value, "detach"):
        value = value.detach().cpu()
        if str(value.dtype) == "torch.bfloat16":
            value = value.float()
    array = np.asarray(value)
    if array.dtype.name == "bfloat16":
        array = array.astype(np.float32)
    if array.dtype.kind in "SO" and array.size and all(isinstance(one, (str, bytes)) for one in array.flat):
        # TensorFlow's texts are bytes.
        texts = [one.decode() if isinstance(one, bytes) else one for one in array.flat]
        array = np.array(texts).reshape(array.shape)
    if array.dtype.kind not in "biufU":
        raise TypeError(f"expected numbers or text, found {array.dtype} of shape {array.shape}")
    return array


def _for_keras(array: np.ndarray) -> Any:
    """What Keras takes an array as: text is a tensor of TensorFlow's."""
    if array.dtype.kind != "U":
        return array
    import tensorflow as tf

    return tf.constant(array)


def _input_names(model: Model) -> list[str]:
    names = getattr(model, "input_names", None)
    if names:
        return list(names)
    inputs = getattr(model, "inputs", None) or []
    return [getattr(one, "name", f"x{index}").split(":")[0] for index, one in enumerate(inputs)]


def _output_names(model: Model) -> list[str]:
    return list(getattr(model, "output_names", None) or [])


def _named(x: Input, names: Sequence[str], letter: str, what: str) -> dict[str, Any]:
    """Arrays by the names that the program knows them by: x0, x1, … in the order of the model's inputs."""
    if isinstance(x, Mapping):
        unknown = [key for key in x if names and key not in names]
        if unknown:
            raise KerastepError(f"the model has no {what} {unknown[0]}; it has {', '.join(names)}")
        if names and all(name in x for name in names):
            return {f"{letter}{index}": x[name] for index, name in enumerate(names)}
        return dict(x)
    if isinstance(x, (list, tuple)) and len(names) > 1 and len(x) == len(names):
        return {f"{letter}{index}": one for index, one in enumerate(x)}
    return {f"{letter}0": x}


# What comes back


class Page:
    """The page of a walk: shown by a notebook in a frame of its own, `save` writes it."""

    def __init__(self, text: str) -> None:
        self.html = text

    def save(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Writes the page to a file, which any browser opens."""
        Path(path).write_text(self.html, encoding="utf-8")

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{html.escape(self.html, quote=True)}" sandbox="allow-scripts" '
            'style="width: 100%; height: 640px; border: 1px solid #8888; border-radius: 4px" '
            'title="kerastep: the walk through the model"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<the page of a walk, {len(self.html) // 1024} kB: a notebook shows it, save(path) writes it>"


class _Text:
    """An answer that prints as the debugger shows it."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'<pre style="line-height: 1.25">{html.escape(self.text)}</pre>'


class Explanation(_Text):
    """Where a number comes from."""

    def __init__(self, place: str, text: str) -> None:
        self.place = place
        self.text = text


class Diagnosis(_Text):
    """Which mistake gives an array of numbers.

    `verdict` is `right`, `mistake`, `unclear` or whatever the program says; `candidates` are the mistakes, the nearest
    first, each with `id`, `title` and `distance`.
    """

    def __init__(self, record: Record, text: str) -> None:
        self.record = record
        self.verdict: str = record.get("verdict", "")
        self.candidates: list[Record] = record.get("candidates", [])
        self.text = text

    @property
    def is_right(self) -> bool:
        """Whether the numbers are the model's own."""
        return self.verdict == "right"

    @property
    def mistake(self) -> str | None:
        """The title of the mistake that gives the numbers; None where none does, or they are right."""
        return self.candidates[0]["title"] if self.verdict == "mistake" and self.candidates else None


class Agreement(_Text):
    """How kerastep's numbers compare with Keras'; true where all agree."""

    def __init__(self, record: Record, text: str) -> None:
        self.record = record
        self.arrays: list[Record] = record.get("arrays", [])
        self.text = text

    def __bool__(self) -> bool:
        return bool(self.record.get("ok"))

    @property
    def differing(self) -> list[str]:
        """The names of the arrays that differ: outputs y0, y1, …, and layers."""
        return [one["name"] for one in self.arrays if not one.get("ok")]


class Stop(_Text):
    """Where the walk stands: `place` and `equation`, `tick` of `of`, `operands` and `result` as arrays."""

    def __init__(self, record: Record, text: str = "") -> None:
        self.record = record
        self.place: str = record.get("place", "")
        self.equation: str = record.get("equation", "")
        self.note: str = record.get("note", "")
        self.reason: str = record.get("reason", "")
        self.tick: int = record.get("tick", 0)
        self.of: int = record.get("of", 0)
        self.text = text or self._line()

    def _line(self) -> str:
        head = f"{self.place}  {self.equation}  {self.note}".strip()
        lines = [f"{head}  tick {self.tick} of {self.of}".strip()]
        values = [*self.record.get("operands", {}).items(), (self.equation.split(" = ")[0], self.record.get("result"))]
        for name, value in values:
            if value is None:
                continue
            numbers = value.get("numbers")
            shape = tuple(value.get("shape", ()))
            shown = f"{shape}" if numbers is None else str(_array(value)).replace("\n", "\n    ")
            lines.append(f"  {name}  {shown}")
        return "\n".join(lines)

    @property
    def operands(self) -> dict[str, np.ndarray]:
        """What the equation reads; the numbers of large operands are asked for by name: walk["W"]."""
        return {k: _array(v) for k, v in self.record.get("operands", {}).items() if "numbers" in v}

    @property
    def result(self) -> np.ndarray | None:
        """What the equation gives."""
        value = self.record.get("result")
        return None if value is None or "numbers" not in value else _array(value)


class Answer(_Text):
    """What a command answered: its text, and the values and the stops in it."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = list(records)
        self.values = [_array(r["value"]) for r in self.records if "value" in r]
        self.stops = [Stop(r["stop"]) for r in self.records if "stop" in r]
        self.text = "\n".join(self._texts())

    def _texts(self) -> Iterator[str]:
        for record in self.records:
            if "text" in record:
                yield record["text"]
            elif "value" in record:
                value = record["value"]
                yield f"{value.get('name', '')} = {_array(value)}"
            elif "stop" in record:
                yield Stop(record["stop"]).text
            elif "train" in record:
                losses = ", ".join(f"{loss:.6g}" for loss in record["train"].get("losses", []))
                yield f"step {record['train'].get('step')}: loss {losses}"
            else:
                yield json.dumps(record, ensure_ascii=False)

    @property
    def value(self) -> np.ndarray | None:
        """The last value in it."""
        return self.values[-1] if self.values else None

    @property
    def stop(self) -> Stop | None:
        """The last stop in it."""
        return self.stops[-1] if self.stops else None


def _array(value: Record) -> np.ndarray:
    """The array of a record: its numbers lie in nested lists or one behind the other."""
    import numpy as np

    special = {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}

    def number(one: Any) -> Any:
        if isinstance(one, list):
            return [number(part) for part in one]
        return special.get(one, one) if isinstance(one, str) else one

    dtype = value.get("dtype", "float32")
    dtype = "float32" if dtype == "bfloat16" else dtype
    return np.array(number(value.get("numbers", [])), dtype=dtype).reshape(value.get("shape", ()))


# The debugger


def debug(model: Model, x: Input = None, y: Input = None, *, layers: Layers = None) -> Page | None:
    """Opens the debugger on a model, fed with x, and with the target y if there is one.

    At a terminal it is the debugger itself, and the call ends when it is left. Elsewhere (in a notebook) it is the page
    of the walk, for which x is needed.
    """
    if not _at_terminal():
        if x is None:
            raise KerastepError("a notebook shows the page of a walk, and nothing was fed: kerastep.debug(model, x)")
        return page(model, x, y, layers=layers)
    with _Files() as files:
        arguments = [program(), files.model(model), *_said_layers(layers)]
        if x is not None:
            arguments += ["--input", files.input(x, model)]
        if y is not None:
            arguments += ["-e", f"target {files.target(y, model)}"]
        code = subprocess.run(arguments).returncode
        if code not in (0, 1, 130):
            raise KerastepError(_said("", code))
    return None


def _at_terminal() -> bool:
    return "ipykernel" not in sys.modules and sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def page(model: Model, x: Input, y: Input = None, *, layers: Layers = None) -> Page:
    """The page of the walk through a prediction; with a target y, of the loss, the gradients and the update too."""
    with _Files() as files:
        path = files.path("page.html")
        _run([*_trace_arguments(files, model, x, y, path), *_said_layers(layers)])
        return Page(Path(path).read_text(encoding="utf-8"))


def trace(model: Model, x: Input, y: Input = None, *, layers: Layers = None) -> dict[str, np.ndarray]:
    """Every value that the model computes for x, by its name: lstm.f over time, dense.z, …; all samples of a batch."""
    import numpy as np

    with _Files() as files:
        path = files.path("trace.npz")
        _run([*_trace_arguments(files, model, x, y, path), *_said_layers(layers)])
        with np.load(path) as arrays:
            return {name: arrays[name] for name in arrays.files}


def _trace_arguments(files: _Files, model: Model, x: Input, y: Input, path: str) -> list[str]:
    arguments = ["trace", files.model(model), files.input(x, model), "-o", path]
    return arguments if y is None else [*arguments, "--target", files.target(y, model)]


def explain(model: Model, x: Input, place: str, *, layers: Layers = None) -> Explanation:
    """Where the number at a place comes from: `explain(model, x, "lstm@2.C[5]")`."""
    with open(model, x, layers=layers) as walk:
        walk.run()
        return Explanation(place, walk(f"explain {place}").text)


def diagnose(
    model: Model, x: Input, got: Input, at: str | None = None, *, layers: Layers = None
) -> Diagnosis:
    """Names the mistake that gives `got`: numbers of the output, or of the place `at` (`dense.z`, `lstm@2.f`).

    `got` may be a dict of arrays by places, `{"lstm": …, "dense.z": …}`, and the list that `predict` gives of several outputs.
    """
    with _Files() as files:
        arguments = ["diagnose", files.model(model), files.input(x, model), "--got"]
        if isinstance(got, (str, os.PathLike)):
            arguments.append(os.fspath(got))
        elif isinstance(got, Mapping):
            arguments.append(files.arrays("got", got))
        elif at is None and len(outputs := _named(got, _output_names(model), "y", "output")) > 1:
            arguments.append(files.arrays("got", outputs))
        else:
            import numpy as np

            path = files.path("got.npy")
            np.save(path, _as_array(got))
            arguments.append(path)
        if at is not None:
            arguments += ["--at", at]
        arguments += _said_layers(layers)
        record = json.loads(_run([*arguments, "--json"], codes=(0, 1)))
        lines = _run(arguments, codes=(0, 1)).rstrip().splitlines()
        # The command that shows it at the prompt names files that are gone.
        return Diagnosis(record, "\n".join(line for line in lines if not line.startswith("  to check: ")))


def check(model: Model, x: Input, *, layers: Layers = None) -> Agreement:
    """Whether kerastep computes for x what Keras does: the outputs, and the output of every layer that Keras can show."""
    if isinstance(model, (str, os.PathLike)):
        raise TypeError("check compares with Keras, and needs the live model: keras.models.load_model(path)")
    if not hasattr(model, "predict"):
        raise TypeError(f"expected a Keras model, and this is {type(model).__name__}")
    if x is None or isinstance(x, str):
        raise TypeError("check feeds Keras too, and needs arrays: check(model, x)")
    with _Files() as files:
        golden = {key: _as_array(value) for key, value in _named(x, _input_names(model), "x", "input").items()}
        ordered = [_for_keras(golden[key]) for key in golden]
        fed = ordered[0] if len(ordered) == 1 else ordered
        with _first_call(model):
            outputs = model.predict(fed, verbose=0)
        outputs = list(outputs.values()) if isinstance(outputs, Mapping) else outputs
        outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
        golden.update({f"y{index}": _as_array(one) for index, one in enumerate(outputs)})
        with _first_call(model):
            golden.update(_layer_outputs(model, fed))
        arguments = ["check", files.model(model), files.arrays("golden", golden), "--layers"]
        arguments += _said_layers(layers)
        record = json.loads(_run([*arguments, "--json"], codes=(0, 1)))
        lines = _run(arguments, codes=(0, 1)).rstrip().splitlines()
        # The command that shows it names files that are gone.
        return Agreement(record, "\n".join(line for line in lines if not line.startswith("next: kerastep ")))


@contextmanager
def _first_call(model: Model) -> Iterator[None]:
    """Lets a model begin from states of 0, as the program does, and gives it back the states that it had."""
    import numpy as np

    states = _states(model)
    had = [_as_array(one).copy() for one in states]
    try:
        for state, numbers in zip(states, had):
            state.assign(np.zeros_like(numbers))
        yield
    finally:
        for state, numbers in zip(states, had):
            state.assign(numbers)


def _states(model: Model) -> list[Any]:
    """The variables in which stateful layers keep what the next call goes on from."""
    found: dict[int, Any] = {}

    def take(states: Any) -> None:
        if isinstance(states, (list, tuple)):
            for one in states:
                take(one)
        elif hasattr(states, "assign"):
            found[id(states)] = states

    parts = getattr(model, "_flatten_layers", None)
    for layer in parts(include_self=False, recursive=True) if parts else getattr(model, "layers", []):
        if getattr(layer, "stateful", False):
            take(getattr(layer, "states", None))
    return list(found.values())


def _layer_outputs(model: Model, x: Any) -> dict[str, Any]:
    """What every layer of a Sequential or Functional model gives, called once; nothing of a subclass."""
    layers, tensors = [], []
    for layer in getattr(model, "layers", []):
        if type(layer).__name__ == "InputLayer" or len(getattr(layer, "_inbound_nodes", [])) != 1:
            continue
        try:
            output = layer.output
        except (AttributeError, ValueError, RuntimeError):
            continue
        if not isinstance(output, (list, tuple, dict)):
            layers.append(layer.name)
            tensors.append(output)
    if not tensors or not getattr(model, "inputs", None):
        return {}
    whole = _functional(model)(model.inputs, tensors)
    outputs = whole.predict(x, verbose=0)
    return dict(zip(layers, outputs if isinstance(outputs, (list, tuple)) else [outputs]))


def _functional(model: Model) -> Any:
    """The class Model of the Keras that a model is of: Keras 3, tf.keras or Keras 2."""
    for kind in type(model).__mro__:
        if kind.__name__ == "Model" and kind.__module__.split(".")[0] in ("keras", "tf_keras", "tensorflow"):
            return kind
    raise TypeError(f"{type(model).__name__} is no Keras model")


# A session


def open(model: Model, x: Input = None, y: Input = None, *, layers: Layers = None) -> Walk:  # noqa: A001
    """A session of the debugger, fed with x; `with kerastep.open(model, x) as walk:` ends it."""
    return Walk(model, x, y, layers=layers)


class Walk:
    """A walk through a model's equations.

        walk.step()            the next equation        walk.back()      the one before
        walk.next()            the next layer's or timestep's end
        walk.go("lstm@2.C")    to a place               walk.run()       to the end, or to a breakpoint
        walk["lstm.f"]         a value as an array      walk["f"] = 0    what would be if
        walk("p sigmoid(z)")   any command
    """

    def __init__(self, model: Model, x: Input = None, y: Input = None, *, layers: Layers = None) -> None:
        self._files = _Files()
        self._process: subprocess.Popen[str] | None = None
        self._model = model
        self.opening = Answer([])
        try:
            path = self._files.model(model)
            self._process = self._start([path, *_said_layers(layers)])
            self._read()
            records = self("summary").records
            if x is not None:
                records += self.feed(x).records
            if y is not None:
                records += self.target(y).records
            self.opening = Answer(records)
        except BaseException:
            self.close()
            raise

    def _start(self, arguments: Sequence[str]) -> subprocess.Popen[str]:
        try:
            return subprocess.Popen(
                [program(), *arguments, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True, encoding="utf-8", bufsize=1,
                start_new_session=True,
            )
        except OSError as error:
            raise KerastepError(f"{program()} cannot be started: {error.strerror}") from error

    # A line there, its records back

    def __call__(self, command: str) -> Answer:
        """Runs a command as it is typed at the prompt; what it refuses is an error, and the walk goes on."""
        process = self._process
        if process is None or process.stdin is None:
            raise KerastepError("this walk is closed: kerastep.open(model, x) begins another")
        line = " ".join(command.splitlines()).strip()
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
        except (BrokenPipeError, OSError, ValueError):
            raise self._death() from None
        return Answer(self._read())

    def _read(self) -> list[Record]:
        """The records up to the one that says that the command is done."""
        process = self._process
        if process is None or process.stdout is None:
            return []
        records: list[Record] = []
        error: str | None = None
        while True:
            try:
                line = process.stdout.readline()
            except KeyboardInterrupt:
                process.send_signal(2)
                continue
            if not line:
                raise self._death()
            record = json.loads(line)
            if "error" in record:
                error = _in_python(record["error"])
            elif "done" in record:
                if error is not None:
                    raise KerastepError(error)
                return records
            else:
                records.append(record)

    def _death(self) -> KerastepError:
        """What is said of a program that has ended by itself."""
        process, self._process = self._process, None
        messages, code = "", None
        if process is not None:
            if process.stdin is not None:
                try:
                    process.stdin.close()
                except OSError:
                    pass
            messages = process.stderr.read() if process.stderr else ""
            code = process.wait()
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()
        self.close()
        if code == 0:
            return KerastepError("the walk has ended: kerastep.open(model, x) begins another")
        return KerastepError(_said(messages, code))

    # Motions

    def feed(self, x: Input) -> Answer:
        """Feeds another input; the walk stands before the first equation."""
        return self(f"feed {self._files.input(x, self._model)}")

    def target(self, y: Input) -> Answer:
        """Says what the outputs are to be: the walk goes on to the loss, the gradients and the update."""
        return self(f"target {self._files.target(y, self._model)}")

    def step(self, count: int = 1) -> Stop | None:
        """The next equation, or so many."""
        return self(f"step {count}").stop

    def back(self, count: int = 1) -> Stop | None:
        """The equation before, or so many."""
        return self(f"rev step {count}").stop

    def next(self, count: int = 1) -> Stop | None:
        """To the end of the layer, or of the timestep in a loop."""
        return self(f"next {count}").stop

    def go(self, place: str) -> Stop | None:
        """To a place: a layer, `lstm@2.C`, a tick."""
        return self(f"goto {place}").stop

    def run(self) -> Stop | None:
        """On to a breakpoint, or to the end."""
        return self("continue").stop

    # Values

    def __getitem__(self, expression: str) -> np.ndarray:
        """A value, or an expression of values: `walk["lstm.f"]`, `walk["max(abs(z))"]`."""
        value = self(f"p {expression}").value
        if value is None:
            raise KerastepError(f"{expression} has no value")
        return value

    def __setitem__(self, place: str, number: Any) -> None:
        """Sets a value, as `set var` does: what follows from it is computed anew."""
        if not isinstance(number, str):
            import numpy as np

            # The shortest text that reads back as the same number.
            number = json.dumps(np.asarray(number).tolist()).replace("NaN", "nan").replace("Infinity", "inf")
        self(f"set var {place} = {number}")

    # The end

    def close(self) -> None:
        """Ends the session; it is ended with the object too."""
        process, self._process = self._process, None
        if process is not None:
            for stream in (process.stdin, process.stdout, process.stderr):
                try:
                    if stream is not None:
                        stream.close()
                except OSError:
                    pass
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._files.close()

    def __enter__(self) -> Walk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_files", None) is not None:
            self.close()

    def __repr__(self) -> str:
        return f"<a walk through {self._model if isinstance(self._model, str) else getattr(self._model, 'name', '?')}>"


# Notebooks


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext kerastep`: `%kerastep COMMAND` and `%%kerastep`, one session for the notebook."""
    from IPython.core.magic import Magics, line_cell_magic, magics_class

    @magics_class
    class KerastepMagics(Magics):
        """One walk for the notebook, begun by `%kerastep open MODEL [INPUT]`."""

        walk: Walk | None = None

        @line_cell_magic
        def kerastep(self, line: str, cell: str | None = None) -> Answer | None:
            """Runs a command of the debugger, or with %% each line of a cell.

            `%kerastep open model x` opens a model and feeds x: names of the notebook, or text as at the prompt.
            """
            commands = [one for one in [line, *(cell or "").splitlines()] if one.strip()]
            records: list[Record] = []
            for command in commands:
                try:
                    records += self._do(command.strip()).records
                except (KerastepError, TypeError) as error:
                    if records:
                        print(Answer(records))
                    print(error, file=sys.stderr)
                    return None
            return Answer(records)

        def _do(self, command: str) -> Answer:
            words = command.split()
            names = getattr(self.shell, "user_ns", {})
            if words[0] == "open" and len(words) > 1:
                model = names.get(words[1], words[1])
                rest = command.split(None, 2)[2] if len(words) > 2 else None
                x = names.get(rest, rest) if rest is not None else None
                walk = open(model, x)
                if self.walk is not None:
                    self.walk.close()
                self.walk = walk
                return walk.opening
            if self.walk is None:
                raise KerastepError("no model is open: %kerastep open MODEL INPUT")
            if words[0] in ("feed", "target") and len(words) == 2 and words[1] in names:
                value = names[words[1]]
                return self.walk.feed(value) if words[0] == "feed" else self.walk.target(value)
            return self.walk(command)

    shell.register_magics(KerastepMagics)
