"""What `kerastep check` says of a model: it agrees, it is refused for a reason, or it differs."""

import dataclasses
import json
import re
import subprocess


@dataclasses.dataclass
class Verdict:
    """`agree`, `refused` or `differ`; the reason, and the first array that differs."""

    outcome: str
    reason: str = ""
    array: str = ""


def plain(reason):
    """A refusal without the names and numbers of this one model, so that equal reasons are counted together."""
    text = re.sub(r"^\S+ \((\w+)\)", r"\1", reason)
    text = re.sub(r"\bh\d+\w*\b", "…", text)
    return re.sub(r"\([\d, -]+\)|(?<![\w.])-?\d+(\.\d+)?(e-?\d+)?", "n", text)[:160]


def refusals(kerastep, path):
    """What of a model kerastep says it does not compute; `check` takes such outputs as the file gives them."""
    summary = subprocess.run([kerastep, "summary", str(path)], capture_output=True, text=True).stdout
    found = re.findall(r"^(?:not supported|cannot be computed): (.*?)(?:; a walk ends there)?$", summary, re.MULTILINE)
    return [plain(reason) for reason in found] or ["not computed, without a reason"]


def judge(kerastep, path, seconds=60):
    """Compares every layer's output with Keras' numbers, within what `check` allows and by rounding explains."""
    command = [kerastep, "check", str(path), str(path.with_suffix(".npz")), "--layers", "--json"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return Verdict("differ", f"no answer in {seconds} s")
    if run.returncode not in (0, 1, 3):
        return Verdict("differ", f"ended with {run.returncode}: {run.stderr[-300:]}")
    if run.returncode == 3:
        # Notes on what was asked come before the error.
        errors = [line for line in run.stderr.splitlines() if line.startswith("kerastep: ")] or [run.stderr.strip()]
        return Verdict("refused", "the file: " + plain(errors[-1].split(": ", 2)[-1]))
    answer = json.loads(run.stdout)
    # Layers first, in the order in which they were run: what the outputs show comes from them.
    arrays = sorted(answer["arrays"], key=lambda array: re.fullmatch(r"y\d+", array["name"]) is not None)
    given = [remark.split(":")[0] for remark in answer["remarks"] if "given by the file" in remark]
    # Calls are numbered as they are run in the one and as they stand in the file in the other.
    several = any("#" in name for name in given) or any(
        array["name"].startswith(f"{name}#") for name in given for array in arrays
    )
    for array in arrays:
        if not array["ok"] and array["outcome"] != "not_reached" and not several:
            return Verdict("differ", array["remark"], array["name"])
    if given or answer["not_reached"]:
        return Verdict("refused", refusals(kerastep, path)[0])
    return Verdict("agree" if answer["ok"] else "differ", "" if answer["ok"] else str(answer["remarks"]))
