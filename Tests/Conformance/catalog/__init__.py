"""What random models are made of, a file for each family: a piece takes a tensor and makes a line."""

import dataclasses
import typing

PIECES = []


@dataclasses.dataclass
class Piece:
    """What a piece takes, and how it makes a line of it."""

    make: typing.Callable
    takes: typing.Callable


def piece(*ranks, dtype="float", versions=(2, 3), often=1, when=lambda x: True):
    """A function (draw, x) → line as a piece for tensors of these ranks, one sample's; of any without."""

    def takes(x):
        fits = not ranks or x.rank in ranks
        return fits and (dtype == "any" or dtype in x.dtype) and when(x)

    def keep(make):
        from environment import MAJOR

        if MAJOR in versions:
            PIECES.extend([Piece(make, takes)] * often)
        return make

    return keep


from catalog import (
    attention,
    convolutions,
    formulas,
    merging,
    plain,
    pooling,
    preprocessing,
    recurrent,
    shapes,
    wrapped,
)  # noqa: E402, F401
