"""What `make audit` makes of the answers of its tools; the tools themselves run apart from the tests."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts.audit import report, tools
from scripts.audit.lighthouse import GOALS, METRICS, Result, summed_up
from scripts.audit.markup import told


def run(performance: float, **scores: float) -> dict[str, Any]:
    """What Lighthouse says of a page, cut to what is read."""
    names = dict.fromkeys(GOALS, 1.0) | {"performance": performance, **scores}
    audits: dict[str, Any] = {metric: {"score": 1, "numericValue": 1000.0} for metric in METRICS}
    audits |= {f"audit-of-{name}": {"score": score} for name, score in names.items()}
    parts = {name: [{"id": f"audit-of-{name}", "weight": 1}] for name in names}
    categories = {name: {"score": score, "auditRefs": parts[name]} for name, score in names.items()}
    return {"categories": categories, "audits": audits, "environment": {"benchmarkIndex": 900.5}}


def page(name: str, *performances: float, **scores: float) -> Result:
    """The sum of runs."""
    return summed_up(name, f"/{name}.html", [run(each, **scores) for each in performances])


def test_the_middle_run_counts() -> None:
    assert page("home", 0.5, 0.99, 1.0).scores["performance"] == 0.99
    assert not page("home", 0.5, 0.99, 1.0).missed()


def test_a_missed_goal_names_the_audits_that_failed() -> None:
    found = report.verdict([page("home", 0.97, 0.97, 0.97, seo=0.9)], [])
    assert found == [
        "/home.html performance 0.97: audit-of-performance",
        "/home.html seo 0.90: audit-of-seo",
    ]


def test_the_map_may_be_slower_but_as_accessible() -> None:
    assert not page("map", 0.91, 0.91, 0.91).missed()
    assert list(page("map", 0.89, 0.89, 0.89, accessibility=0.99).missed()) == [
        "performance",
        "accessibility",
    ]


def test_a_message_of_the_checker_becomes_a_line() -> None:
    file = Path("page.html").absolute()
    message = {
        "url": file.as_uri(),
        "type": "info",
        "subType": "warning",
        "lastLine": 12,
        "message": "Section lacks heading.",
    }
    assert told(message, {file: "/carte/"}) == "/carte/:12 warning: Section lacks heading. []"


def test_the_section_takes_its_place_and_leaves_the_rest(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.written(document, report.section([page("home", 1.0)], 46, []))
    text = document.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert "| /home.html | 1.00 | 1.00 | 1.00 | 1.00 | 1.0 | 1000 | 1 | 900 |" in text
    assert "no error and no warning on 46 pages" in text
    assert "Every goal is met." in text


def test_a_missing_command_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(SystemExit, match="apt-get install default-jre-headless"):
        tools.command("java")


def test_every_npm_package_is_locked_and_no_registry_named() -> None:
    wanted, lock = (json.loads((tools.HERE / name).read_text(encoding="utf-8")) for name in tools.LOCKED)
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted["dependencies"].values())
    locked = {name: package for name, package in lock["packages"].items() if name}
    assert len(locked) > 100
    assert not [name for name, package in locked.items() if "sha512-" not in package.get("integrity", "")]
    assert not [name for name, package in locked.items() if "resolved" in package]
