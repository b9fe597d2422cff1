"""The grid of operations that are met rarely: eigenvalues and singular values, windows put back, NaN left out, and what goes over an edge."""

import numpy as np

from making import functions, values
from making.environment import MAJOR
from making.pack import Pack

KERAS3 = """
    qr(t)|qr(tt)|linalg.qr(e, mode="complete")|inv(s)|solve(s, q)|cholesky(s)|linalg.cholesky(s, upper=True)
    image.extract_patches(h, (3, 2), strides=(2, 1), padding="same")|image.extract_patches(h, 2, strides=1, dilation_rate=2, padding="valid")
    image.extract_patches(h, (2, 3), strides=(1, 2), padding="valid")|image.rgb_to_hsv(r)|floor_divide(n, k)|mod(n, k)|fmod(n, k)|mod(n, 4)
    linspace(x, 2.5, 4, axis=-1)|linspace(x, 3, 5, axis=1)|linspace(-1.0, x, 3, axis=2)|linspace(x, c43, 4, axis=1)|linspace(x, y, 4, endpoint=False, axis=-1)
    logspace(x, y, 4, axis=-1)|logspace(x, 1.5, 3, base=2.0, axis=1)|logspace(u, x, 3, endpoint=False, axis=2)
    svd(m, compute_uv=False)|svd(mm, compute_uv=False)|linalg.svd(q, compute_uv=False, full_matrices=False)|svd(z, compute_uv=False)
    svd(reshape(a, (-1, 6, 5)), compute_uv=False)|eigh(s)[0]|eigh(q)[0]|eigh(ones_like(q))[0]|eigh(matmul(q, inv(q)))[0]|eigh(matmul(m, transpose(m, (0, 2, 1))))[0]|linalg.pinv(m)|linalg.pinv(mm)
    linalg.pinv(q)|linalg.pinv(o)|linalg.pinv(q, rcond=0.3)|linalg.matrix_rank(q)|linalg.matrix_rank(o)|linalg.matrix_rank(m, tol=1.0)
    norm(m, ord=2, axis=(1, 2))|norm(m, ord=-2, axis=(2, 1))|norm(x, ord="nuc", axis=(1, 2))
    kron(x, c123)|kron(x, c23)|kron(c123, x)|kron(c2, x)|kron(v, c13)|kron(n, np.array([[[1, 2]]], "int32"))
    slice(x, [0, 1, 0], [-1, 2, 2])|slice_update(x, [0, 1, 0], x[:, :2, :2])|slice_update(w, [0, 1, 1], w[:, 1:, :2])
    unfold(f, 2)|unfold(f, (3, 2), padding=1)|unfold(f, 2, stride=2, dilation=(2, 1), padding=(1, 0))|unfold(f, (2, 3), stride=(1, 2))
    fold(unfold(f, 2), (5, 4), 2)|fold(unfold(f, (3, 2), padding=1), (5, 4), (3, 2), padding=1)|fold(unfold(f, 2, stride=2, padding=(1, 0)), (5, 4), 2, stride=2, padding=(1, 0))
    fold(unfold(f, 2, dilation=2), (5, 4), 2, dilation=2)|nanmedian(w, axis=1)|nanmedian(w, axis=-1)|nanmedian(x, axis=(1, 2))|nanmedian(w, axis=2, keepdims=True)
    nanquantile(w, 0.25, axis=1)|nanquantile(l, 0.3, axis=-1)|nanquantile(l, 0.7, axis=(1, 2), keepdims=True)|nanpercentile(l, 40, axis=1)|nanpercentile(l, 100.0, axis=2)
    nanquantile(l, 0.0, axis=1)|nanmedian(l, axis=1)
    adaptive_average_pool(x, (2,))|adaptive_average_pool(p, (3, 2))|adaptive_average_pool(p, (4, 4))|adaptive_max_pool(x, (3,))|adaptive_max_pool(p, (2, 3))
    adaptive_average_pool(f, (2, 3), data_format="channels_first")|adaptive_max_pool(f, (3, 3), data_format="channels_first")|adaptive_max_pool(w, (2,))
    searchsorted(np.array([0, 2, 2, 5], "int32"), g)|searchsorted(np.array([0, 2, 2, 5], "int32"), g, side="right")|unravel_index(g, (3, 2))|unravel_index(i, (2, 2))|unravel_index(abs(n), (2, 3, 2))
    gcd(n, k)|lcm(n, k)|gcd(n, 6)|lcm(j, cast(k, "int8"))|gcd(j, j + j)|nextafter(x, y)|nextafter(w, w + 1.0)|nextafter(x, 3.0)
    matmul(q, inv(q))|tril(cholesky(s))|diagonal(qr(t)[1], axis1=1, axis2=2)
    layers.LSTM(2, go_backwards=True, unroll=True, zero_output_for_mask=True, return_sequences=True, name="rnn")(x, mask=i > 1)
    layers.Bidirectional(layers.SimpleRNN(2, unroll=True, return_sequences=True), name="both")(x, mask=i > 1)
    layers.RMSNormalization(axis=1, name="rms")(q)|layers.RMSNormalization(axis=-2, name="rms")(f[..., :4, :])
"""
TENSORFLOW = """
    linalg.qr(t)|linalg.qr(tt)|linalg.qr(e, full_matrices=True)|linalg.inv(s)|linalg.solve(s, q)|linalg.cholesky(s)|linalg.lu(s)
    image.extract_patches(h, [1, 3, 2, 1], [1, 2, 1, 1], [1, 1, 1, 1], "SAME")|image.extract_patches(h, [1, 2, 2, 1], [1, 1, 1, 1], [1, 2, 2, 1], "VALID")
    image.rgb_to_hsv(r)|math.floordiv(n, k)|math.floormod(n, k)|truncatediv(n, k)|truncatemod(n, k)|image.sobel_edges(p)|image.sobel_edges(h)
    linspace(x, 2.5, 4, axis=-1)|linspace(x, 3.0, 5, axis=1)|linspace(-1.0, x, 3, axis=2)|linspace(x, c43[newaxis], 4, axis=1)
    linalg.svd(m, compute_uv=False)|linalg.svd(mm, compute_uv=False)|linalg.svd(z, compute_uv=False)|linalg.eigvalsh(s)|linalg.eigvalsh(q)|linalg.eigvalsh(s + q * 0.1)
    linalg.pinv(m)|linalg.pinv(mm)|linalg.pinv(o)|linalg.pinv(q, rcond=0.3)|linalg.matrix_rank(q)|linalg.matrix_rank(o)|linalg.matrix_rank(m, tol=1.0)
    linalg.lstsq(m, m + 1.0)|linalg.lstsq(mm, q)|linalg.lstsq(m, m + 1.0, l2_regularizer=0.5)|linalg.lstsq(s, q)
    layers.LSTM(2, go_backwards=True, unroll=True, zero_output_for_mask=True, return_sequences=True, name="rnn")(x, mask=i > 1)
    layers.Bidirectional(layers.SimpleRNN(2, unroll=True, return_sequences=True), name="both")(x, mask=i > 1)
"""


def operands():
    """What the texts name beside what those of `functions` do."""
    given = functions.operands()

    def normal(shape, name):
        return values.normal(shape, "rarer", name)

    upper = np.triu(normal((3, 3, 3), "t"))
    wide = np.triu(normal((3, 3, 5), "tt"))
    tall = normal((3, 5, 3), "e")
    tall[:, 2:, 1] = 0
    tall[:, 1:, 0] = 0
    spotted = normal((3, 5, 4, 2), "h")
    spotted[0, 0, 0, 0], spotted[1, 4, 3, 1], spotted[2, 2, 1, 0] = np.inf, np.nan, -np.inf
    grey = np.repeat(given["p"][..., :1], 3, -1)
    grey[1] = given["p"][1]
    grey[0, 1] = [[1, 0, 0], [0, 0, 0], [0.5, 0.5, 0], [0.25, 0.5, 0.5]]
    low = given["q"].copy()
    low[:, 2] = low[:, 0] + 2 * low[:, 1]
    holes = normal((3, 5, 4), "l")
    holes[values.integers((3, 5, 4), 3, "rarer", "holes") == 0] = np.nan
    holes[1, :, 2] = np.nan
    more = {"t": upper, "tt": wide, "e": tall, "h": spotted, "r": grey, "o": low, "l": holes, "f": normal((3, 2, 5, 4), "f")}
    return {**given, **{name: array.astype("float32") for name, array in more.items()}}


def make(folder):
    """The family."""
    pack = Pack("rarer")
    functions.add(pack, KERAS3 if MAJOR == 3 else TENSORFLOW, operands())
    pack.save(folder)
