"""A step of training by NumPy alone, written out as people write it out, with what can go wrong in it.

`wrong` says what is done wrongly, `{"gate": "f"}`; nothing of it is the right step. Weights are a dict of `layer.W`, … in the
order of Keras' variables. Nothing here knows kerastep or Keras.
"""

import numpy as np

FUZZ = 1e-7


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


ACTS = {
    "linear": (lambda z: z, lambda z, a: np.ones_like(a)),
    "sigmoid": (sigmoid, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0) * 1.0),
}


# --- recurrent layers ------------------------------------------------------------------------------------------------


def gate_slope(a, gate, is_sigmoid, wrong):
    """σ′ or tanh′ of a gate."""
    if wrong.get("gate") in (gate, "all", "sigmas" if is_sigmoid else "none"):
        return np.ones_like(a)
    if wrong.get("gate") == "exchanged":
        is_sigmoid = not is_sigmoid
    return a * (1 - a) if is_sigmoid else 1 - a * a


class Recurrent:
    """rnn, lstm, gru (reset after) or gru_before; a mask (n, T) says which timesteps count."""

    def __init__(self, kind, W, U, b, sequences=False, mask=None):
        self.kind, self.W, self.U, self.b, self.sequences, self.mask = kind, W, U, b, sequences, mask

    def forward(self, x):
        n, steps, _ = x.shape
        u = self.U.shape[0]
        h, C, rows = np.zeros((n, u)), np.zeros((n, u)), []
        self.x, self.kept = x, []
        for t in range(steps):
            m = np.ones((n, 1), bool) if self.mask is None else self.mask[:, t, None]
            if self.kind == "rnn":
                new = np.tanh(x[:, t] @ self.W + h @ self.U + self.b)
                kept = (h, new)
            elif self.kind == "lstm":
                i, f, g, o = np.split(x[:, t] @ self.W + h @ self.U + self.b, 4, axis=-1)
                i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
                cell = f * C + i * g
                new, kept = o * np.tanh(cell), (h, C, i, f, g, o, cell)
                C = np.where(m, cell, C)
            else:
                after = self.kind == "gru"
                p, q = x[:, t] @ self.W + (self.b[0] if after else self.b), h @ self.U + (self.b[1] if after else 0)
                z, r = sigmoid(p[:, :u] + q[:, :u]), sigmoid(p[:, u : 2 * u] + q[:, u : 2 * u])
                inner = r * q[:, 2 * u :] if after else (r * h) @ self.U[:, 2 * u :]
                g = np.tanh(p[:, 2 * u :] + inner)
                new, kept = z * h + (1 - z) * g, (h, z, r, g, q[:, 2 * u :])
            h = np.where(m, new, h)
            self.kept.append((kept, m))
            rows.append(h)
        return np.stack(rows, axis=1) if self.sequences else h

    def backward(self, dy, wrong):
        """∂x, and ∂W, ∂U, ∂b."""
        n, steps, _ = self.x.shape
        dh = dC = np.zeros((n, self.U.shape[0]))
        dx, parts = np.zeros_like(self.x), []
        for t in reversed(range(steps)):
            kept, m = self.kept[t]
            if self.sequences:
                dh = dh + dy[:, t]
            elif t == steps - 1:
                dh = dh + dy
            above = dh
            dp, dq, own, carried, dC = getattr(self, "_" + self.kind)(kept, m, dh, dC, wrong)
            dx[:, t] = dp @ self.W.T
            parts.append((self.x[:, t].T @ dp, own, self._bias(dp, dq)))
            through = 0 if wrong.get("cut") in ("h", "both") else self._through(kept, dq)
            dh = through + np.where(m, 0 if wrong.get("cut") == "both" else carried, above)
        chosen = {"last": parts[:1], "first": parts[-1:]}.get(wrong.get("times"), parts)
        share = 1 / steps if wrong.get("times") == "mean" else 1
        return dx, [share * sum(part[j] for part in chosen) for j in range(3)]

    def _bias(self, dp, dq):
        return np.stack([dp.sum(axis=0), dq.sum(axis=0)]) if self.kind == "gru" else dp.sum(axis=0)

    def _through(self, kept, dq):
        u = self.U.shape[0]
        if self.kind != "gru_before":
            return dq @ self.U.T
        r = kept[2]
        return dq[:, : 2 * u] @ self.U[:, : 2 * u].T + (dq[:, 2 * u :] @ self.U[:, 2 * u :].T) * r

    def _rnn(self, kept, m, dh, dC, wrong):
        h, new = kept
        dz = np.where(m, dh * gate_slope(new, "h", False, wrong), 0)
        return dz, dz, h.T @ dz, 0 * dh, dC

    def _lstm(self, kept, m, dh, dC, wrong):
        h, C, i, f, g, o, cell = kept
        a = np.tanh(cell)
        slope = {"none": 1, "of C": 1 - cell * cell}.get(wrong.get("cell"), 1 - a * a)
        dC = dC + np.where(m, dh * (1 if wrong.get("no o") else o) * slope, 0)
        dz = [
            dC * g * gate_slope(i, "i", True, wrong), dC * C * gate_slope(f, "f", True, wrong),
            dC * i * gate_slope(g, "g", False, wrong), dh * a * gate_slope(o, "o", True, wrong),
        ]
        dz = np.where(m, np.concatenate(dz, axis=-1), 0)
        carried = 0 if wrong.get("cut") in ("C", "both") else dC * (1 if wrong.get("no gate") else f)
        return dz, dz, h.T @ dz, 0 * dh, np.where(m, carried, dC)

    def _gates(self, kept, m, dh, wrong):
        h, z, r, g, q = kept
        dg = np.where(m, dh * (1 - z), 0) * gate_slope(g, "g", False, wrong)
        dz = np.where(m, dh * (h - g), 0) * gate_slope(z, "z", True, wrong)
        carried = 0 if wrong.get("cut") == "C" else dh * (1 if wrong.get("no gate") else z)
        return dg, dz, carried

    def _gru(self, kept, m, dh, dC, wrong):
        h, z, r, g, q = kept
        dg, dz, carried = self._gates(kept, m, dh, wrong)
        dr = dg * q * gate_slope(r, "r", True, wrong)
        dq = np.concatenate([dz, dr, dg * r], axis=-1)
        return np.concatenate([dz, dr, dg], axis=-1), dq, h.T @ dq, carried, dC

    def _gru_before(self, kept, m, dh, dC, wrong):
        h, z, r, g, q = kept
        u = self.U.shape[0]
        dg, dz, carried = self._gates(kept, m, dh, wrong)
        dr = (dg @ self.U[:, 2 * u :].T) * h * gate_slope(r, "r", True, wrong)
        dp = np.concatenate([dz, dr, dg], axis=-1)
        return dp, dp, np.concatenate([h.T @ dz, h.T @ dr, (r * h).T @ dg], axis=-1), carried, dC


# --- the loss and its slope --------------------------------------------------------------------------------------------


def smoothed(y, how, wrong):
    s, k = how.get("smoothing", 0), y.shape[-1]
    if not s or wrong.get("smoothing") == "ignored":
        return y
    if wrong.get("smoothing") == "others":
        return y * (1 - s) + (1 - y) * s / (k - 1)
    return y * (1 - s) + s * (0.5 if how["loss"] == "binary_crossentropy" else 1 / k)


def through(act, z, a, da):
    """∂z of ∂a."""
    if act == "softmax":
        return a * (da - (da * a).sum(axis=-1, keepdims=True))
    return da * ACTS[act][1](z, a)


def of_probabilities(y, a, is_binary):
    """A cross-entropy of numbers that are no probabilities, and its slope."""
    p = a if is_binary else a / a.sum(axis=-1, keepdims=True)
    kept = np.clip(p, FUZZ, 1 - FUZZ)
    inside = p == kept
    if is_binary:
        losses = -(y * np.log(kept) + (1 - y) * np.log(1 - kept)).mean(axis=-1)
        return losses, -(y / kept - (1 - y) / (1 - kept)) / y.shape[-1] * inside
    dp = -y / kept * inside
    slope = (dp - (dp * p).sum(axis=-1, keepdims=True)) / a.sum(axis=-1, keepdims=True)
    return -(y * np.log(kept)).sum(axis=-1), slope


def crossentropy(y, z, is_binary):
    """A cross-entropy of logits, its slope, and the probabilities."""
    if is_binary:
        losses = (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).mean(axis=-1)
        return losses, (sigmoid(z) - y) / y.shape[-1], sigmoid(z)
    p = softmax(z)
    return -(y * np.log(p)).sum(axis=-1), p - y, p


def losses_and_slopes(how, z, a, y, wrong):
    """The loss of every place, and its slope by z of the last layer."""
    y, k, act = smoothed(y, how, wrong), a.shape[-1], how["act"]
    kind, other = how["loss"], wrong.get("slope of")
    if kind in ("mse", "mae"):
        losses = ((y - a) ** 2 if kind == "mse" else np.abs(y - a)).mean(axis=-1)
        slopes = {"mse": 2 * (a - y) / k, "mae": np.sign(a - y) / k}
        if other == "crossentropy":
            return losses, (a - y) / (k if act == "sigmoid" else 1)
        return losses, through(act, z, a, slopes[other or kind])
    is_binary = kind == "binary_crossentropy"
    if wrong.get("logits") == "for probabilities":
        return of_probabilities(y, a, is_binary)
    twice = wrong.get("logits") == "of probabilities"
    losses, dz, p = crossentropy(y, a if twice or how.get("from_logits") else z, is_binary)
    if twice:
        return losses, through(act, z, a, dz)
    if wrong.get("outputs") == "mean":
        return losses / k, dz / k
    if other:
        error = {"mse": 2 * (p - y), "half": p - y, "mae": np.sign(p - y)}[other] / k
        return losses, through("sigmoid" if is_binary else "softmax", z, p, error)
    return losses, dz


def weighed(how, losses, dz, weights, mask, wrong):
    """The loss of the batch, and its slope by z."""
    n, places = len(losses), losses.size
    share, count = np.ones_like(losses), places
    if weights is not None and wrong.get("weights") != "ignored":
        own = weights.reshape((n,) + (1,) * (losses.ndim - 1))
        share = share * {"twice": own * own, "root": np.sqrt(own)}.get(wrong.get("weights"), own)
    if mask is not None and wrong.get("mask") != "ignored":
        share = share * mask
        counts_all = how.get("counts masked", False) != bool(wrong.get("mask"))
        count = places if counts_all else mask.sum()
    if wrong.get("weights") == "normalized":
        count = share.sum()
    if how.get("reduction") == "sum":
        count = n if wrong.get("batch") == "mean" else 1
    return (losses * share).sum() / count, dz * share[..., None] / count


# --- what changes the weights --------------------------------------------------------------------------------------------


def clipped(how, gradients, samples, wrong):
    kind, most = how["clip"]
    kind = wrong.get("clip as", kind)
    times = samples if wrong.get("clip") == "sum" else 1
    scaled = {name: g * times for name, g in gradients.items()}
    together = np.sqrt(sum((g * g).sum() for g in scaled.values()))

    def short(g):
        if kind == "value":
            return np.clip(g, -most, most)
        length = np.sqrt((g * g).sum()) if kind == "norm" else together
        return g * most / (length if wrong.get("clip") == "always" else max(length, most))

    return {name: short(g) / times for name, g in scaled.items()}


def rate(how, n, wrong):
    """The learning rate after n updates."""
    schedule = how.get("schedule")
    if not schedule:
        return how["lr"]
    kind, start, steps, fall = schedule
    n = {"early": n + 1, "late": n - 1, "ignored": 0}.get(wrong.get("schedule"), n)
    share = n / steps
    if ("stairs" in kind) != (wrong.get("schedule") == "stairs"):
        share = np.floor(share)
    if "exponential" in kind:
        return start * fall**share
    if "inverse" in kind:
        return start / (1 + fall * share)
    return start * ((1 - fall) * 0.5 * (1 + np.cos(np.pi * min(n, steps) / steps)) + fall)


def updated(how, w, g, kept, t, wrong, l2=0.0):
    """A weight after update t; what is kept of it changes in place."""
    eta, decay = rate(how, t - 1, wrong), how.get("weight_decay", 0)
    if decay:
        turn = -1 if wrong.get("decay") == "sign" else 1
        w = w - turn * w * decay * (1 if wrong.get("decay") == "no rate" else eta)
    w = w - {"decoupled": 2, "half decoupled": 1}.get(wrong.get("penalty"), 0) * l2 * w * eta
    return {"sgd": sgd, "adam": adam, "adamw": adam, "rmsprop": rmsprop, "adadelta": adadelta, "lion": lion}[
        how["name"]](how, w, g, kept, t, eta, wrong)


def mean(old, new, share, letter, t, wrong):
    """A moving mean."""
    if wrong.get("start") in (letter, "both") and t == 1:
        old = new
    if wrong.get("shares") in (letter, "both"):
        share = 1 - share
    return share * old + (1 if wrong.get("rest") in (letter, "both") else 1 - share) * new


def sgd(how, w, g, kept, t, eta, wrong):
    mu = how.get("momentum", 0)
    if not mu:
        return w - eta * g
    m = kept["momentum"] = mu * kept.get("momentum", 0 * w) - eta * g
    if wrong.get("rate again"):
        return w + eta * m
    ahead = bool(how.get("nesterov")) != bool(wrong.get("nesterov"))
    return w + mu * m - eta * g if ahead else w + m


def adam(how, w, g, kept, t, eta, wrong):
    b1, b2, e = 0.9, 0.999, how.get("epsilon", 1e-7)
    c1, c2 = (b2, b1) if wrong.get("betas") == "exchanged" else (b1, b2)
    if wrong.get("betas"):
        b1, b2 = b2, b1
    m = kept["momentum"] = mean(kept.get("momentum", 0 * w), g, b1, "m", t, wrong)
    v = kept["velocity"] = mean(kept.get("velocity", 0 * w), g * g, b2, "v", t, wrong)
    first, root = 1 - c1**t, np.sqrt(1 - c2**t)
    alpha = {"m": eta / first, "v": eta * root, "no root": eta * root**2 / first}.get(
        wrong.get("corrected"), eta * root / first)
    if wrong.get("root"):
        return w - alpha * m / (v + e)
    return w - alpha * m / (np.sqrt(v) + e * (root if wrong.get("epsilon") else 1))


def rmsprop(how, w, g, kept, t, eta, wrong):
    e = how.get("epsilon", 1e-7)
    v = kept["velocity"] = mean(kept.get("velocity", 0 * w), g * g, 0.9, "v", t, wrong)
    return w - eta * g / (v + e if wrong.get("root") else np.sqrt(v + e))


def adadelta(how, w, g, kept, t, eta, wrong):
    e = how.get("epsilon", 1e-7)
    a = kept["accumulated_grad"] = mean(kept.get("accumulated_grad", 0 * w), g * g, 0.95, "a", t, wrong)
    d = kept.get("accumulated_delta_var", 0 * w)
    change = -np.sqrt(d + e) * g / np.sqrt(a + e)
    kept["accumulated_delta_var"] = mean(d, change * change, 0.95, "d", t, wrong)
    return w + eta * change


def lion(how, w, g, kept, t, eta, wrong):
    b1, b2 = (0.99, 0.9) if wrong.get("betas") else (0.9, 0.99)
    m = kept.get("momentum", 0 * w)
    kept["momentum"] = mean(m, g, b2, "m", t, wrong)
    return w - eta * np.sign(b1 * m + (1 - b1) * g)
