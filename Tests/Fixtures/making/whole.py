"""The grid of whole numbers that start again at the other end of their format, and of formats that Keras widens."""

import numpy as np

from making import functions, values
from making.environment import MAJOR
from making.pack import Pack

KERAS3 = """
    n * n|square(n)|n**2|power(n, 3)|power(n, 5)|power(n, 0)|power(e, 9)|n * 65537|prod(n, axis=1)|prod(n, axis=(1, 2))|prod(n, axis=-1, keepdims=True)
    prod(e, axis=(1, 2))|prod(u, axis=1)|cumprod(n, axis=1)|cumprod(n, axis=-1)|cumprod(e, axis=2)|layers.Multiply(name="both")([n, k])
    tensordot(n, cw, axes=1)|tensordot(n, cw, axes=[[2], [0]])|kron(n, cw[np.newaxis])|cross(n, k)|lcm(n, k)|n * k - k|sum(n * k, axis=1)
    matmul(s, st)|matmul(e, e8)|matmul(e, c8)|dot(s, cs)|inner(e, np.transpose(ce))|einsum("bij,bjk->bik", s, st)|einsum("bij,bjk->bik", e, e8)
    fmod(n, 3)|fmod(n, k)|mod(n, k)|mod(n, -1)|floor_divide(n, -1)|abs(n)|negative(n)|diff(n, axis=1)
    trace(e, axis1=1, axis2=2)|trace(u, axis1=1, axis2=2)|trace(b, axis1=1, axis2=2)|trace(n, axis1=1, axis2=2)|square(b)
    nansum(e, axis=1)|nanprod(u, axis=1)|nanprod(n, axis=1)|nanmax(n, axis=2)|nanmin(e, axis=1)|nanmax(b, axis=1)|nanmin(b, axis=1)
    hypot(x, y)|hypot(i, x)|hypot(i, i)|hypot(n, k)
"""
TENSORFLOW = """
    n * n|square(n)|n**2|pow(n, 3)|pow(n, 5)|n * 65537|reduce_prod(n, axis=1)|reduce_prod(n, axis=[1, 2])|math.cumprod(n, axis=1)
    math.cumprod(n, axis=2, reverse=True)|math.cumprod(n, axis=1, exclusive=True)|math.squared_difference(n, k)|math.scalar_mul(65537, n)
    matmul(n, cw)|matmul(n, nt)|tensordot(n, cw, axes=1)|linalg.cross(n, k)|layers.Multiply(name="both")([n, k])|truncatediv(n, -1)
    reduce_sum(n * k, axis=1)|math.floormod(n, k)|abs(n)|matmul(n, k, transpose_b=True)
"""


def operands():
    """Whole numbers that are long beside others that are not, of each format."""

    def whole(shape, low, high, name, dtype):
        return (values.integers(shape, high - low, "whole", name) + low).astype(dtype)

    n = whole((3, 4, 3), -(1 << 30), 1 << 30, "n", "int32")
    n[0, 0], n[1, 1, 0], n[2, 3, 2], n[1, 2] = [2147483647, -2147483648, 3], -2147483648, 46341, [65537, -7, 0]
    k = whole((3, 4, 3), -(1 << 30), 1 << 30, "k", "int32")
    k[0, 1], k[k == 0] = [1, -1, 2147483647], 5
    x = values.normal((3, 4, 3), "whole", "x")
    y = values.normal((3, 4, 3), "whole", "y")
    x[0, 0], y[0, 0] = [0, 0, 3], [0, -2, 4]
    edges = np.array([[[np.inf, 1, np.nan]], [[-np.inf, 0, 2]], [[3, -4, np.inf]]])
    numbers = {
        "n": n, "k": k, "nt": whole((3, 3, 2), -(1 << 30), 1 << 30, "nt", "int32"), "x": x.astype("float32"), "y": y.astype("float32"),
        "e": whole((3, 4, 3), -128, 128, "e", "int8"), "e8": whole((3, 3, 4), -128, 128, "e8", "int8"), "u": whole((3, 4, 3), 0, 256, "u", "uint8"),
        "b": whole((3, 4, 3), 0, 2, "b", "bool"), "i": edges.astype("float32"),
        "s": whole((3, 4, 3), -900, 900, "s", "int32"), "st": whole((3, 3, 4), -900, 900, "st", "int32"),
    }  # fmt: skip
    arrays = {
        "cw": whole((3, 2), -(1 << 30), 1 << 30, "cw", "int32"), "cs": whole((3, 2), -900, 900, "cs", "int32"),
        "c8": whole((3,), -128, 128, "c8", "int8"), "ce": whole((3, 2), -128, 128, "ce", "int8"),
    }  # fmt: skip
    return numbers, arrays


def make(folder):
    """The family."""
    pack = Pack("whole")
    numbers, arrays = operands()
    functions.add(pack, KERAS3 if MAJOR == 3 else TENSORFLOW, numbers, arrays)
    pack.save(folder)
