"""Makes the smallest model that still differs: it cuts lines off, takes options away, opens nested models."""

import dataclasses
import re

from lines import Input, Line, Recipe


def line_of(array, lines):
    """The line that an array of the golden file comes from; None for an output of the model."""
    return lines.get(array.split("/")[0].split(":")[0].split("#")[0])


def alone(recipe, line, found, arrays):
    """The line by itself: what it takes becomes an input, with the numbers that Keras computed; None if some are not known."""
    lines, given = [], {}
    for name in line.uses:
        maker = recipe.maker_of(name)
        if isinstance(maker, Input):
            lines.append(maker)
            continue
        value = found.get(arrays.get(name))
        if value is None:
            return None
        lines.append(Input(name, value.shape[1:], value.dtype.name, batch=next((i.batch for i in recipe.inputs()), 0)))
        given[name] = value
    if line.again:
        first = recipe.maker_of(line.again)
        line = dataclasses.replace(first, makes=line.makes, call=line.call, uses=line.uses, again="")
    return Recipe([*lines, line], list(line.makes), recipe.policy), given


def opened(recipe, line):
    """The model inside a line, by itself."""
    inner = line.model
    return Recipe(inner.lines, inner.outputs, recipe.policy) if inner is not None else None


def smaller(recipe):
    """Models with one thing less, the largest cuts first."""
    for name in recipe.outputs:
        if len(recipe.outputs) > 1:
            yield recipe.only([name])
    for line in reversed(recipe.lines):
        if isinstance(line, Line):
            rest = [name for name in dict.fromkeys(line.uses) if not isinstance(recipe.maker_of(name), Input)]
            if rest and line.name in recipe.outputs:
                yield recipe.only(rest)
    for number, line in enumerate(recipe.lines):
        if isinstance(line, Line) and len(line.uses) == 1 and not line.again and line.name not in recipe.called():
            if not set(line.makes) & set(recipe.outputs):
                yield without(recipe, number)
    for number, line in enumerate(recipe.lines):
        for key in getattr(line, "options", {}):
            options = {name: value for name, value in line.options.items() if name != key}
            yield replaced(recipe, number, dataclasses.replace(line, options=options))
        if getattr(line, "frozen", False):
            yield replaced(recipe, number, dataclasses.replace(line, frozen=False))
    if recipe.policy != "float32":
        yield Recipe(recipe.lines, recipe.outputs)


def replaced(recipe, number, line):
    lines = list(recipe.lines)
    lines[number] = line
    return Recipe(lines, recipe.outputs, recipe.policy)


def without(recipe, number):
    """The model in which what a line took stands for what it made."""
    old = recipe.lines[number]

    def renamed(line):
        if isinstance(line, Input):
            return line
        call = line.call
        for name in old.makes:
            call = re.sub(rf"\b{name}\b", old.uses[0], call)
        uses = [old.uses[0] if name in old.makes else name for name in line.uses]
        return dataclasses.replace(line, call=call, uses=list(dict.fromkeys(uses)))

    lines = [renamed(line) for place, line in enumerate(recipe.lines) if place != number]
    return Recipe(lines, recipe.outputs, recipe.policy)


def shrink(recipe, given, line, cut, differs, tries=40):
    """The smallest model found, from the first line that differs and what `alone` made of it; `differs(recipe, given)`
    answers whether a model does."""
    if cut is not None and differs(*cut):
        recipe, given = cut
        inner = opened(recipe, line)
        if inner is not None and differs(inner, {}):
            recipe, given = inner, {}
    left = tries
    progress = True
    while progress and left > 0:
        progress = False
        for candidate in smaller(recipe):
            left -= 1
            if left <= 0:
                break
            if differs(candidate, given):
                recipe, progress = candidate, True
                break
    return recipe, given
