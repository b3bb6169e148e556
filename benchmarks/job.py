"""Run `jingyan build` on a folder and print seconds a stage and peak memory, with and without LibreOffice.

python benchmarks/job.py FOLDER
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(folder: Path, *, office: bool) -> None:
    """One build in a child process; without LibreOffice the pages are estimated."""
    with tempfile.TemporaryDirectory() as out:
        begin = time.perf_counter()
        command = [sys.executable, "-m", "jingyan", "build", str(folder), "-o", out, "--quiet"]
        command += [] if office else ["--pages", "estimate"]
        code = subprocess.run(command, check=False).returncode
        seconds = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        record = json.loads((Path(out) / "run.json").read_text(encoding="utf-8"))
    counts = record["counts"]
    print(
        f"{'with' if office else 'without'} LibreOffice: exit {code}, {seconds:.1f} s, largest child so far {peak:.0f} MB"
    )
    print(
        f"  {counts['pieces']} pieces, {counts['characters']} characters, {counts['pages']} pages ({record['pages']})"
    )
    print("  " + ", ".join(f"{stage} {spent:.1f}" for stage, spent in record["seconds"].items()))


if __name__ == "__main__":
    run(Path(sys.argv[1]), office=False)
    run(Path(sys.argv[1]), office=True)
