"""What lets a text become markup, a script or an address: banned, or listed with why it is sound."""

import re
from pathlib import Path

import pytest

from tests.house_rules.tree import is_test, listed, name, written

IN_SCRIPTS = {
    "a text as markup": re.compile(
        r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTML|setHTMLUnsafe|parseHTMLUnsafe|srcdoc"
        r"|createContextualFragment)\b"
    ),
    "document.write": re.compile(r"\bdocument\s*\.\s*write(?:ln)?\b"),
    "a text as code": re.compile(
        r"\beval\s*\(|\bFunction\s*\(|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]|javascript:", re.IGNORECASE
    ),
    "a handler by its name": re.compile(r"setAttribute\s*\(\s*[\"'`]on", re.IGNORECASE),
}
IN_TEMPLATES = {
    "not escaped": re.compile(r"\|\s*safe(?:seq)?\b|\bautoescape\s+off\b"),
}
IN_CODE = {
    "said to be safe": re.compile(
        r"\bmark_safe\b|\bSafe(?:String|Text)\((?!\))|\bautoescape\s*=\s*False|__html__|\bhtml_safe\b"
    ),
    "made with format": re.compile(r"\bformat_html(?:_join)?\(\s*(?:f[\"']|[\"'][^\"']*[\"']\s*%)"),
    "the visitor's host": re.compile(
        r"\bbuild_absolute_uri\b|\bget_host\b|\bget_current_site\b|\bHTTP_(?:X_FORWARDED_)?HOST\b"
        r"|\bUSE_X_FORWARDED_HOST\b"
    ),
}
IN_TEMPLATES["the visitor's host"] = IN_CODE["the visitor's host"]
SOUND = {
    ("cordee/ui/templatetags/ui.py", "said to be safe"): (
        2, "«said» keeps what a template has escaped; the options of a filter escape each value themselves"
    ),
    ("cordee/portal/pages/schema.py", "said to be safe"): (
        1, "JSON in a script element: <, > and & are written as escapes of JSON"
    ),
    ("cordee/ui/templates/ui/letter/letter.txt", "not escaped"): (
        1, "the plain half of a letter: no reader takes it for markup"
    ),
    ("cordee/portal/serving.py", "the visitor's host"): (
        1, "the server's own first requests, which go through no proxy, name their host"
    ),
}  # fmt: skip
"""File and rule: how many times, and why none of them is a hole."""


def found(path: Path, rules: dict[str, re.Pattern[str]]) -> list[tuple[str, int]]:
    """Each rule that the file breaks, with the line."""
    source = path.read_text(encoding="utf-8")
    return [
        (rule, source.count("\n", 0, hit.start()) + 1)
        for rule, pattern in rules.items()
        for hit in pattern.finditer(source)
    ]


def faults(paths: list[Path], rules: dict[str, re.Pattern[str]]) -> list[str]:
    """What is neither sound nor banned in vain."""
    seen: dict[tuple[str, str], list[int]] = {}
    for path in paths:
        for rule, line in found(path, rules):
            seen.setdefault((name(path), rule), []).append(line)
    return [
        f"{file}:{','.join(map(str, lines))}: {rule}"
        for (file, rule), lines in seen.items()
        if len(lines) > SOUND.get((file, rule), (0, ""))[0]
    ]


def test_scripts_make_no_markup_and_no_code_of_texts() -> None:
    seen = written(".js", ".mjs")
    assert len(seen) > 5
    assert not (wrong := faults([*seen, *written(".html", ".svg")], IN_SCRIPTS)), listed(wrong)


def test_templates_escape_what_they_show() -> None:
    seen = written(".html", ".txt", ".xml")
    assert len(seen) > 10
    assert not (wrong := faults(seen, IN_TEMPLATES)), listed(wrong)


def test_code_declares_nothing_safe_and_believes_no_host() -> None:
    seen = [path for path in written(".py") if not is_test(path)]
    assert len(seen) > 100
    assert not (wrong := faults(seen, IN_CODE)), listed(wrong)


def test_what_is_listed_as_sound_is_there() -> None:
    """A reason that outlives its line would excuse the next one."""
    rules = {**IN_TEMPLATES, **IN_CODE}
    there = {
        (name(path), rule): [hit for hit, _line in found(path, rules)].count(rule)
        for path in written(".py", ".html", ".txt")
        if not is_test(path)
        for rule in rules
    }
    assert {key: there.get(key, 0) for key in SOUND} == {key: count for key, (count, _why) in SOUND.items()}


@pytest.mark.parametrize(
    "source",
    [
        "box.innerHTML = title",
        'box["outerHTML"] = title',
        "box.insertAdjacentHTML('beforeend', title)",
        "box.setHTML(title)",
        "box.setHTMLUnsafe(title)",
        "frame.srcdoc = title",
        "document . write(title)",
        "document.writeln(title)",
        "eval (title)",
        "new Function(title)",
        "setTimeout('go()', 1)",
        "location = 'JavaScript:go()'",
        "box.setAttribute('onclick', title)",
    ],
)
def test_a_sink_of_a_script_is_seen(source: str) -> None:
    assert any(pattern.search(source) for pattern in IN_SCRIPTS.values())


@pytest.mark.parametrize("source", ["{{ x|safe }}", "{{ x | safe }}", "{{ x|join:', '|safeseq }}",
                                    "{% autoescape off %}", "{{ request.get_host }}"])  # fmt: skip
def test_a_sink_of_a_template_is_seen(source: str) -> None:
    assert any(pattern.search(source) for pattern in IN_TEMPLATES.values())


@pytest.mark.parametrize(
    "source",
    [
        "mark_safe(title)",
        "SafeString(title)",
        "Context(autoescape=False)",
        'format_html(f"<b>{title}</b>")',
        'format_html("<b>%s</b>" % title)',
        "request.build_absolute_uri()",
        "request.get_host()",
        'request.META["HTTP_HOST"]',
    ],
)
def test_a_sink_of_the_code_is_seen(source: str) -> None:
    assert any(pattern.search(source) for pattern in IN_CODE.values())


@pytest.mark.parametrize(
    "source", ["box.textContent = title", "setTimeout(ask, 1)", "document.title = x", "retrieval(x)"]
)
def test_what_is_harmless_is_left_alone(source: str) -> None:
    assert not any(pattern.search(source) for pattern in IN_SCRIPTS.values())
