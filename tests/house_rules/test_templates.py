"""Every template compiles, serves, keeps to the CSP and shows no variable that its view never gave."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.apps import apps
from django.template import Context, Engine, TemplateSyntaxError
from django.template.loader import get_template

from tests.house_rules.tree import ROOT, files, is_test, lines, listed, name, syntax, written
from tests.undefined import Undefined, UndefinedVariableError

# Django renders these by name.
BY_DJANGO = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html", "429.html"}
TEMPLATE_REFERENCE = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"'#]+)""")
FORBIDDEN = {
    "inline style": re.compile(r"""\sstyle\s*=\s*["'{]|<style\b(?![^>]*\bnonce=)""", re.IGNORECASE),
    "inline script": re.compile(
        r"""<script\b(?![^>]*\b(?:nonce=|src=|type=["']application/(?:ld\+)?json["']))""", re.IGNORECASE
    ),
    "inline handler": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["'{]|["']\s*javascript:""", re.IGNORECASE),
}


def templates() -> dict[str, Path]:
    """Our templates by the name that Django knows them by."""
    return {
        str(path.relative_to(next(parent for parent in path.parents if parent.name == "templates"))): path
        for path in files()
        if "templates" in path.relative_to(ROOT).parts and path.suffix in {".html", ".txt", ".xml", ".svg"}
    }


def names_in_code() -> Iterator[str]:
    """The texts of the code that can name a template; a computed part of an f-string counts as `*`."""
    for path in written(".py"):
        if is_test(path):
            continue
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value.partition("#")[0]
            elif isinstance(node, ast.JoinedStr):
                parts = (str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values)
                yield "".join(parts).partition("#")[0]


def is_overriding(template: str) -> bool:
    """Whether it stands in place of a template of an installed package."""
    others = (Path(app.path) for app in apps.get_app_configs() if not app.name.startswith("cordee."))
    return any((folder / "templates" / template).exists() for folder in others)


def test_every_template_compiles() -> None:
    seen = templates()
    assert len(seen) > 10
    faults = []
    for template in seen:
        try:
            get_template(template)
        except TemplateSyntaxError as error:
            faults.append(f"{template}: {error}")
    assert not faults, listed(faults)


def test_every_template_serves() -> None:
    seen = templates()
    sources = [path.read_text(encoding="utf-8") for path in seen.values()]
    named = {reference for source in sources for reference in TEMPLATE_REFERENCE.findall(source)}
    named |= {text for text in names_in_code() if text.endswith((".html", ".txt", ".xml", ".svg"))}
    patterns = {text for text in named if "*" in text and text.strip("*./")}
    unused = [
        template
        for template in seen
        if template not in named | BY_DJANGO
        and not any(fnmatch(template, pattern) for pattern in patterns)
        and not is_overriding(template)
    ]
    assert not unused, listed(unused)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_keep_to_the_csp(what: str) -> None:
    # A letter is read in a mailbox: no policy of ours, no stylesheet to link to.
    seen = [path for path in written(".html") if "letter" not in path.parts]
    assert len(seen) > 10
    faults = [
        f"{name(path)}:{source.count(chr(10), 0, found.start()) + 1}: {what}"
        for path in seen
        for source in ["\n".join(lines(path))]
        for found in FORBIDDEN[what].finditer(source)
    ]
    assert not faults, listed(faults)


@pytest.mark.parametrize(
    ("what", "source"),
    [
        ("inline style", '<p style="color: red">'),
        ("inline style", "<style>p {}</style>"),
        ("inline script", "<script>alert(1)</script>"),
        ("inline script", '<script type="module">import "x"</script>'),
        ("inline handler", '<a href="/" onclick="go()">'),
        ("inline handler", '<a href="javascript:go()">'),
    ],
)
def test_what_the_csp_refuses_is_seen(what: str, source: str) -> None:
    assert FORBIDDEN[what].search(source)


@pytest.mark.parametrize(
    "source",
    [
        '<script nonce="{{ request.csp_nonce }}">',
        '<script type="module" src="{% static "x.js" %}">',
        '<script type="application/ld+json">',
        '<link rel="stylesheet" href="x.css">',
        '<p data-style="x" data-cordee-one="y">',
    ],
)
def test_what_the_csp_allows_is_left_alone(source: str) -> None:
    assert not any(pattern.search(source) for pattern in FORBIDDEN.values())


def shown(source: str) -> str:
    """The template as the tests' settings render it, with nothing given."""
    return Engine(string_if_invalid=Undefined()).from_string(source).render(Context({"text": "b"}))


@pytest.mark.parametrize(
    "source",
    [
        "{{ x }}",
        "{{ x.y }}",
        "{{ text.y }}",
        "{{ x|upper }}",
        "{{ x|escape }}",
        "{{ x|safe }}",
        "{% autoescape off %}{{ x }}{% endautoescape %}",
        "{% with y=x %}{{ y }}{% endwith %}",
    ],
)
def test_an_undefined_variable_is_an_error(source: str) -> None:
    with pytest.raises(UndefinedVariableError, match="has no value"):
        shown(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if x %}a{% else %}b{% endif %}", "b"),
        ("{% if x.y == 1 %}a{% else %}b{% endif %}", "b"),
        ('{{ x|default:"b" }}', "b"),
        ("{% firstof x text %}", "b"),
        ("{% for y in x %}a{% empty %}b{% endfor %}", "b"),
        ("{{ text }}", "b"),
    ],
)
def test_asking_after_an_undefined_variable_is_no_error(source: str, expected: str) -> None:
    assert shown(source) == expected
