"""Stylesheets come one by one while they are written, and joined where static files are gathered."""

import re
import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from cordee.ui import sheets
from cordee.ui.storage import BundledStaticFilesStorage
from cordee.ui.templatetags import ui

FONTS = ("bricolage", "bricolage-ext", "public-sans", "public-sans-ext")


def test_a_name_is_of_the_components_and_a_path_is_itself() -> None:
    assert sheets.paths("rows atlas/css/map") == ["ui/css/rows.css", "atlas/css/map.css"]


def test_the_lists_are_those_of_the_templates() -> None:
    found = list(sheets.lists())
    assert found[0] == sheets.EVERYWHERE
    assert "map controls panel atlas/css/map atlas/css/poster" in found
    assert len(found) == len({sheets.bundle(names) for names in found}) > 8
    missing = [path for names in found for path in sheets.paths(names) if not finders.find(path)]
    assert not missing


def test_without_gathered_files_each_sheet_has_its_link() -> None:
    links = re.findall(r'href="/static/([^"]+)"', ui.stylesheets_of_every_page())
    assert links == sheets.paths(sheets.EVERYWHERE)


def gathered(folder: Path) -> BundledStaticFilesStorage:
    """What `collectstatic` makes of the stylesheets and the fonts that they name."""
    names = {path for names in sheets.lists() for path in sheets.paths(names)}
    names |= {f"ui/fonts/{font}.woff2" for font in FONTS}
    for name in names:
        found = finders.find(name)
        assert isinstance(found, str)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(found, folder / name)
    storage = BundledStaticFilesStorage(location=str(folder), base_url="/static/")
    source = FileSystemStorage(location=str(folder))
    results = list(storage.post_process({name: (source, name) for name in sorted(names)}))
    assert not [fault for _name, _hashed, fault in results if isinstance(fault, Exception)]
    return storage


def test_gathered_each_list_is_one_file_with_all_its_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = gathered(tmp_path)
    for names in sheets.lists():
        joined = (tmp_path / storage.stored_name(sheets.bundle(names))).read_text("utf-8")
        parts = [(tmp_path / path).read_text("utf-8") for path in sheets.paths(names)]
        places = [joined.index(part.splitlines()[0]) for part in parts]
        assert len(joined) >= sum(len(part) for part in parts), names
        assert places == sorted(set(places)), "each once, in the order of the cascade"
    everywhere = (tmp_path / storage.stored_name(sheets.bundle(sheets.EVERYWHERE))).read_text("utf-8")
    assert re.search(r'url\("\.\./fonts/bricolage\.[0-9a-f]{12}\.woff2"\)', everywhere)
    monkeypatch.setattr(ui, "staticfiles_storage", storage)
    monkeypatch.setattr(ui, "static", storage.url)
    links = re.findall(r'href="([^"]+)"', ui.stylesheets("sheet portal/portal"))
    assert len(links) == 1
    assert re.fullmatch(r"/static/ui/css/bundle-\w{8}\.[0-9a-f]{12}\.css", links[0])
