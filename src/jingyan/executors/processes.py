"""Starting programs: the one place that does. Each gets its own process group, so that ending it ends everything it started."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO


def run_bounded(
    command: Sequence[str],
    seconds: float,
    *,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
    output: IO[bytes] | None = None,
) -> int | None:
    """The exit code of `command` run without a terminal, its standard output in `output`; None when it could not be started or
    was still running after `seconds` and was killed with all it had started. `env` is added to the environment.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ, **(env or {})),
            cwd=folder,
            start_new_session=True,
        )
    except OSError:
        return None
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        kill_group(process)
        return None
    except BaseException:  # Ctrl-C must not leave a program behind
        kill_group(process)
        raise


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process that leads its own group, and the whole group: soffice is a launcher, killing it alone leaves soffice.bin running."""
    if sys.platform == "win32":
        # /T: with its children, which have no group to be found by
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # gone already
            process.kill()
    process.wait()


def start(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes] | None":
    """A program that answers on its standard output what comes on its standard input; None when it cannot be started. End it with `kill_group`."""
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ, **(env or {})),
            start_new_session=True,
        )
    except OSError:
        return None
