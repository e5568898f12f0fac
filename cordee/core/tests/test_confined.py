"""What a script may do that opens what anybody has made."""

from pathlib import Path

import pytest

from cordee.core import confined

pytestmark = pytest.mark.once


def answer(folder: Path, script: str, content: bytes = b"") -> bytes | None:
    path = folder / "script.py"
    path.write_text(script, "utf-8")
    return confined.run(path, content, "a", "b")


def test_it_reads_its_input_and_its_arguments_and_answers(tmp_path: Path) -> None:
    script = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read() + str(sys.argv[1:]).encode())"
    assert answer(tmp_path, script, b"said: ") == b"said: ['a', 'b']"


@pytest.mark.parametrize(
    "script",
    [
        "bytearray(300 * 1024 * 1024)",
        "while True: pass",
        "raise ValueError",
        "import os; os.abort()",
        "open('written', 'wb', 0).write(b'x')",
    ],
)
def test_what_takes_too_much_or_breaks_answers_nothing(
    tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert answer(tmp_path, script) is None


def test_it_is_ended_where_it_does_nothing_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_PATIENCE", 0.5)
    assert answer(tmp_path, "import time; time.sleep(60)") is None


def test_it_is_told_nothing_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "zz")
    assert b"zz" not in (answer(tmp_path, "import os; print(dict(os.environ))") or b"zz")
