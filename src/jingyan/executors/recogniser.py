"""RapidOCR (the optional extra `ocr`) as a recogniser: it runs in a process of its own that is ended when time is up."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec

from jingyan.executors.processes import kill_group, start
from jingyan.model.programs import Recogniser, SeenLine, SeenPage

_START_SECONDS = 30.0  # loading the models takes 1-2 s here; more on a slow disk
# The models are in the package. Should a future version want to fetch one, it fails instead of reaching the network.
_NO_NETWORK: Mapping[str, str] = dict.fromkeys(
    ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:9"
)


@dataclass(slots=True)
class ProcessRecogniser:
    """A `Recogniser` that asks the process started by `command`, and starts it anew after it had to be ended."""

    command: Sequence[str]
    name: str = "RapidOCR"
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def recognise(self, picture: bytes, *, page: int, seconds: float, pixels: int) -> SeenPage | None:
        """See `jingyan.model.programs.Recogniser.recognise`."""
        if self.process is None:
            seconds += _START_SECONDS
            self.process = start(self.command, env=_NO_NETWORK)
        process = self.process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        head = json.dumps({"page": page, "pixels": pixels, "size": len(picture)}).encode() + b"\n"
        answer: list[bytes] = []

        def ask(into: "subprocess.Popen[bytes]" = process) -> None:
            try:
                assert into.stdin is not None and into.stdout is not None  # noqa: PT018
                into.stdin.write(head + picture)
                into.stdin.flush()
                answer.append(into.stdout.readline())
            except (OSError, ValueError):
                return

        # a thread, because neither writing to nor reading from a process that hangs can be given up on every system
        asking = threading.Thread(target=ask, daemon=True)
        try:
            asking.start()
            asking.join(seconds)
        except BaseException:
            self.close()
            raise
        if asking.is_alive() or not answer or not answer[0]:
            self.close()
            asking.join(1.0)
            return None
        return _seen(answer[0])

    def close(self) -> None:
        """End the process, if there is one."""
        process, self.process = self.process, None
        if process is not None:
            kill_group(process)
            for pipe in (process.stdin, process.stdout):
                try:
                    if pipe:
                        pipe.close()
                except OSError:  # what was not sent any more
                    continue


def _seen(answer: bytes) -> SeenPage | None:
    try:
        found = json.loads(answer)
        if not found:
            return None
        lines = tuple(SeenLine(str(text), *map(float, rest)) for text, *rest in found["lines"])
        return SeenPage(int(found["width"]), int(found["height"]), lines, int(found["pages"]))
    except (ValueError, KeyError, TypeError):
        return None


def find_recogniser() -> Recogniser | None:
    """The recogniser of this installation; None where the extra is not installed. Nothing is started or imported."""
    if any(find_spec(name) is None for name in ("rapidocr", "onnxruntime", "PIL", "numpy")):
        return None
    return ProcessRecogniser((sys.executable, "-m", "jingyan.executors.recognising"))
