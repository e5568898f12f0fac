"""No file of the project names a machine's folder or a package registry: both may change place."""

import re

import pytest

from tests.house_rules.tree import files, listed, name

# Written in pieces, so that this file is not its own first finding.
FOLDERS = ("wo" + "rk", "ro" + "ot", "ho" + "me", "t" + "mp", "Us" + "ers")
HOSTS = (
    ("py" + "pi", "org"),
    ("python" + "hosted", "org"),
    ("registry.npm" + "js", "org"),
    ("registry.yarn" + "pkg", "com"),
    ("deb.deb" + "ian", "org"),
    ("security.deb" + "ian", "org"),
    ("proxy.gol" + "ang", "org"),
)
# After a letter, a dot or a slash it is the end of an address, as in https://ville.example/…
MACHINE_FOLDER = re.compile(rf"(?<![\w.:/>)}}*-])/(?:{'|'.join(FOLDERS)})/")
REGISTRY = re.compile("|".join(re.escape(".".join(parts)) for parts in HOSTS))


@pytest.mark.parametrize("pattern", [MACHINE_FOLDER, REGISTRY], ids=["machine folder", "registry"])
def test_no_file_names_one(pattern: re.Pattern[str]) -> None:
    seen, found = 0, []
    for path in files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        seen += 1
        text = content.decode("utf-8", errors="replace")
        found += [
            f"{name(path)}:{text.count(chr(10), 0, m.start()) + 1}: {m[0]}" for m in pattern.finditer(text)
        ]
    assert seen > 50
    assert not found, listed(found)


def test_the_patterns_see() -> None:
    folder, host = f"/{FOLDERS[0]}/somewhere", f"https://{'.'.join(HOSTS[0])}/simple"
    assert MACHINE_FOLDER.search(f"open('{folder}')")
    assert MACHINE_FOLDER.search(f"`{folder}`")
    assert not MACHINE_FOLDER.search(f"https://ville.example{folder}")
    assert REGISTRY.search(host)
