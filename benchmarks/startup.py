"""Time `jingyan --help` against an empty typer program, in turns, best of ten."""

import subprocess
import sys
import time

EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()"


def best(command: list[str], turns: int = 10) -> float:
    """Shortest wall time of `command` in seconds."""
    times = []
    for _ in range(turns):
        begin = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - begin)
    return min(times)


if __name__ == "__main__":
    empty = best([sys.executable, "-c", EMPTY, "--help"])
    ours = best([sys.executable, "-m", "jingyan", "--help"])
    print(
        f"empty typer {empty:.3f} s, jingyan --help {ours:.3f} s, ratio {ours / empty:.2f}, difference {ours - empty:+.3f} s"
    )
