"""The report of a table, as a person reads it in a terminal."""

from cordee.core.tables.report import Problem, Report, Severity


def a_report() -> Report:
    report = Report(created=2, updated=1, refused=1)
    report.warning(5, "lon", "The point is far from the place.")
    report.error(5, "country", "“XX” is not a country. Use an ISO code such as FR.")
    report.error(3, "", "The line has no key.")
    report.error(0, "couleur", "Unknown column.")
    return report


def test_groups_by_line_errors_first_then_totals() -> None:
    assert a_report().as_text().splitlines() == [
        "The file",
        "  error, column “couleur”: Unknown column.",
        "Line 3",
        "  error: The line has no key.",
        "Line 5",
        "  error, column “country”: “XX” is not a country. Use an ISO code such as FR.",
        "  warning, column “lon”: The point is far from the place.",
        "2 created.",
        "1 updated.",
        "0 unchanged.",
        "1 refused.",
        "3 errors.",
        "1 warning.",
    ]


def test_says_how_many_lines_it_leaves_out() -> None:
    lines = a_report().as_text(most=1).splitlines()
    assert lines[:3] == [
        "The file",
        "  error, column “couleur”: Unknown column.",
        "And 2 more lines with problems.",
    ]


def test_an_untroubled_report_has_totals_only() -> None:
    assert Report(unchanged=7).as_text() == "0 created.\n0 updated.\n7 unchanged.\n0 refused."


def test_tells_errors_from_warnings() -> None:
    report = a_report()
    assert [problem.line for problem in report.errors] == [5, 3, 0]
    assert report.warnings == [Problem(5, "lon", "The point is far from the place.", Severity.WARNING)]


def test_a_hostile_cell_cannot_command_the_terminal() -> None:
    report = Report()
    report.error(2, "a\x1b]0;b", "x\x1b[2J\r\ny\u202e")
    text = report.as_text()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "  error, column “a ]0;b”: x [2J  y " in text.splitlines()
