import time
from pathlib import Path

import pytest

from jingyan.executors.word_programs import Printer, find_word_programs


def printer(folder: Path, body: str) -> Printer:
    program = folder / "catdoc"
    program.write_text("#!/bin/sh\n" + body, encoding="utf-8")
    program.chmod(0o755)
    return Printer("catdoc", str(program), ("-w",))


def test_what_a_program_prints_is_its_words(tmp_path: Path) -> None:
    body = 'test "$1" = -w && test "$(cat "$2")" = x && test -f in.doc && echo 某区经验材料\n'
    assert printer(tmp_path, body).words(b"x", seconds=5, most=100) == "某区经验材料\n"
    assert printer(tmp_path, "echo abcdef").words(b"x", seconds=5, most=3) == "abc"


def test_words_of_a_program_that_fails_are_not_believed(tmp_path: Path) -> None:
    assert printer(tmp_path, "echo abc; exit 1").words(b"x", seconds=5, most=100) == ""
    assert Printer("catdoc", str(tmp_path / "missing"), ()).words(b"x", seconds=5, most=100) == ""


def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "late"
    began = time.monotonic()
    assert printer(tmp_path, f"(sleep 2; touch {mark}) & sleep 60").words(b"x", seconds=0.3, most=100) == ""
    assert time.monotonic() - began < 2
    time.sleep(2.2)
    assert not mark.exists()


def test_programs_come_from_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/x/{name}" if name == "antiword" else None)
    assert [(p.name) for p in find_word_programs()] == ["antiword"]
