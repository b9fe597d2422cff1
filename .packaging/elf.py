"""What a program of Linux needs of the machine that it runs on, as objdump says it."""

import re
import subprocess


def run(*command):
    """What a command prints; its errors end the build."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def libraries(program):
    """The shared libraries that a program asks for by name, sorted: `libc.so.6`, ..."""
    return sorted(re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", program)))


def glibc(program):
    """The oldest version of glibc that has every symbol of a program, as (2, 35)."""
    versions = re.findall(r"GLIBC_(\d+)\.(\d+)", run("objdump", "-T", program))
    if not versions:
        raise SystemExit(f"{program}: no symbol of glibc; is it a program of Linux with shared libraries?")
    return max((int(major), int(minor)) for major, minor in versions)


def version(program):
    """What the program says that its version is; packages take it from there."""
    return run(program, "--version").strip()
