"""A model as lines of Python, one tensor (or several) a line: what is drawn, run, cut down and printed."""

import dataclasses
import re


class Source(str):
    """Python that stands in an option as it is: a layer inside a wrapper."""

    __repr__ = str.__str__


@dataclasses.dataclass
class Input:
    """`h1 = keras.Input((4, 3), name="h1")`, and how its numbers are made."""

    name: str
    shape: tuple
    dtype: str = "float32"
    kind: str = "normal"
    high: int = 0
    batch: int = 0

    @property
    def makes(self):
        return [self.name]

    uses = ()

    def source(self, called=()):
        shape = f"batch_shape={(self.batch, *self.shape)}" if self.batch else f"shape={self.shape}"
        dtype = "" if self.dtype == "float32" else f", dtype={self.dtype!r}"
        return f"{self.name} = keras.Input({shape}{dtype}, name={self.name!r})"


@dataclasses.dataclass
class Line:
    """`h3, h4 = layers.GRU(2, return_state=True, name="h3")(h1, mask=h2)`, or an expression of tensors.

    `maker` is the class; without one `call` is the whole right side. `again` is the first tensor of the line
    whose layer is called once more. A frozen layer's weights stand elsewhere in an .h5.
    """

    makes: list
    call: str
    uses: list
    maker: str = ""
    options: dict = dataclasses.field(default_factory=dict)
    again: str = ""
    model: object = None
    frozen: bool = False

    @property
    def name(self):
        return self.makes[0]

    def layer(self):
        """The expression that makes the layer."""
        options = [f"{key}={value!r}" for key, value in self.options.items()]
        return f"{self.maker}({', '.join([*options, f'name={self.name!r}'])})"

    def source(self, called=()):
        """The line; `called` are those whose layer others call again, which so needs a name."""
        makes = ", ".join(self.makes)
        if self.again:
            return f"{makes} = {self.again}_layer({self.call})"
        if self.model is not None:
            inner = "\n".join("    " + line for line in self.model.source().splitlines())
            head = f"def {self.name}_model():\n{inner}\n    return keras.Model({self.model.ends()}, name={self.name!r})\n\n\n"
            return f"{head}{self.name}_layer = {self.name}_model()\n{self._freezing()}{makes} = {self.name}_layer({self.call})"
        if not self.maker:
            return f"{makes} = {self.call}"
        if self.name in called or self.frozen:
            return f"{self.name}_layer = {self.layer()}\n{self._freezing()}{makes} = {self.name}_layer({self.call})"
        return f"{makes} = {self.layer()}({self.call})"

    def _freezing(self):
        return f"{self.name}_layer.trainable = False\n" if self.frozen else ""


@dataclasses.dataclass
class Recipe:
    """The lines of a model, its outputs, and the number format of its layers."""

    lines: list
    outputs: list
    policy: str = "float32"

    def inputs(self):
        return [line for line in self.lines if isinstance(line, Input)]

    def ends(self):
        return f"[{', '.join(line.name for line in self.inputs())}], [{', '.join(self.outputs)}]"

    def called(self):
        return {line.again for line in self.lines if getattr(line, "again", "")}

    def source(self):
        called = self.called()
        return "\n".join(line.source(called) for line in self.lines)

    def program(self):
        """The whole model as a program of its own."""
        policy = ""
        if self.policy != "float32":
            policy = f"environment.set_policy({self.policy!r})\n"
        return f"{policy}{self.source()}\nmodel = keras.Model({self.ends()})\n"

    def parts(self):
        """What the model is made of: classes of layers, names of functions."""
        for line in self.lines:
            if not isinstance(line, Line):
                continue
            if line.model is not None:
                yield from line.model.parts()
            yield from re.findall(r"(?:layers|ops|tf|K)\.([\w.]+)\(", line.source())

    def maker_of(self, name):
        """The line that makes a tensor."""
        return next(line for line in self.lines if name in line.makes)

    def needed(self, outputs):
        """The lines that some tensors need, in order."""
        found, open_names = set(), list(outputs)
        while open_names:
            line = self.maker_of(open_names.pop())
            if line.name in found:
                continue
            found.add(line.name)
            open_names += line.uses
            if getattr(line, "again", ""):
                open_names.append(line.again)
        return [line for line in self.lines if line.name in found]

    def only(self, outputs):
        """The model of these outputs alone."""
        return Recipe(self.needed(outputs), list(outputs), self.policy)


def mentions(text):
    """The tensors h1, h2, … that an expression names."""
    return list(dict.fromkeys(re.findall(r"\bh\d+\b", text)))
