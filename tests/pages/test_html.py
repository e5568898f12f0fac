"""Every kind of page keeps to HTML and to our rules: what a checker in Java would say, without Java.

`make audit` asks the Nu HTML checker too.
"""

import pytest
from django.test import Client

from tests.data import Cast
from tests.pages.conformity import RULES, faults
from tests.pages.kinds import addresses, personal

SOUND = '<!DOCTYPE html><html lang="fr"><head><title>t</title></head><body><main>{}</main></body></html>'
WRONG = {
    "grammar": "<p><div>text</p></div>",
    "passed_elements": "<center>text</center>",
    "references": '<p aria-describedby="nowhere">text</p>',
    "languages": '<p lang="zz">text</p>',
    "tables": "<table><tbody><tr><th>one</th><td>two</td></tr></tbody></table>",
    "lists": "<ul><p>text</p></ul>",
    "fields": '<input type="text" name="q">',
    "names": '<a href="/"><svg aria-hidden="true"></svg></a>',
    "windows": '<a href="/" target="_blank">text</a>',
    "images": '<img src="/a.png">',
    "focus": '<div aria-hidden="true"><a href="/">text</a></div>',
    "landmarks": '<nav aria-label="a"></nav><nav></nav>',
    "groups": '<div role="group">text</div>',
}


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["French", "English"])
def test_every_page_keeps_to_html_and_to_our_rules(cast: Cast, client: Client, prefix: str) -> None:
    found, seen = [], 0
    for address in (*addresses(cast, prefix).values(), *personal(cast, prefix)):
        seen += 1
        found += [f"{address} {line}" for line in faults(client.get(address).content.decode())]
    assert not found, "\n".join(found)
    assert seen > 25


def test_a_sound_page_has_no_fault() -> None:
    assert not faults(SOUND.format('<p>text</p><ul><li><a href="/">text</a></li></ul>'))


@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_each_rule_sees_its_fault(rule: str) -> None:
    assert {line.partition(":")[0] for line in faults(SOUND.format(WRONG[rule]))} == {rule}


@pytest.mark.parametrize(
    "wrong",
    [
        "<div>text",
        "<p>text</p></section>",
        '<p title="a" title="b">text</p>',
        "<p>a < b &nosuch; </p><br/ >",
        "<table><tr><p>text</p></tr></table>",
        "<p>text<form><form></form></form></p>",
    ],
)
def test_the_grammar_is_strict(wrong: str) -> None:
    assert any(line.startswith("grammar") for line in faults(SOUND.format(wrong)))
