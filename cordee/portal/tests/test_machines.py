"""What machines read: health, site map, robots, security, the territory's colours."""

import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.utils import timezone

from cordee.actions.enums import Audience
from cordee.atlas.index import mark
from cordee.atlas.models import Document
from cordee.portal import machines, sitemaps
from cordee.portal.tests.things import action, structure
from cordee.territory import instance

pytestmark = pytest.mark.django_db


def test_health_with_and_without_the_index(client: Client) -> None:
    assert client.get("/healthz").json() == {"index": "ok"}
    action(structure())
    assert client.get("/healthz").json() == {"index": "ok"}
    action(structure(), "Un autre puits")
    Document.objects.filter(pk__in=Document.objects.values_list("pk")[:1]).delete()
    response = client.get("/healthz")
    assert response.json() == {"index": "missing"}
    assert response["Cache-Control"] == "no-store"


def test_health_while_the_index_is_made_anew(client: Client, tmp_path: Path) -> None:
    with override_settings(CORDEE_HOME=tmp_path):
        with mark.rebuilding():
            assert client.get("/healthz").json() == {"index": "rebuilding"}
        assert client.get("/healthz").json() == {"index": "ok"}


def test_the_mark_of_a_writer_that_was_killed_says_nothing(client: Client, tmp_path: Path) -> None:
    killed = subprocess.Popen(["true"])
    killed.wait()
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "rebuilding").write_text(str(killed.pid))
    with override_settings(CORDEE_HOME=tmp_path):
        assert client.get("/healthz").json() == {"index": "ok"}


def test_health_without_the_database(client: Client) -> None:
    with patch.object(machines, "index_state", side_effect=OperationalError("gone")):
        response = client.get("/healthz")
    assert response.status_code == 503
    assert "gone" not in response.content.decode()


def test_the_site_map_has_what_is_public_in_each_language(client: Client) -> None:
    lead = structure()
    shown = action(lead, "Shown")
    hidden = action(lead, "Hidden", audience=Audience.VERIFIED)
    text = client.get("/sitemap.xml").content.decode()
    for path in (f"actions/{shown.slug}/", f"structures/{lead.slug}/", "pays/JP/", "communes/38185/", ""):
        assert f"<loc>http://testserver/{path}</loc>" in text
        assert f'hreflang="en" href="http://testserver/en/{path}"' in text
    assert hidden.slug not in text
    assert "pays/PE/" not in text


def test_a_large_site_map_is_an_index_of_parts(client: Client) -> None:
    action(structure())
    with patch.object(sitemaps, "LARGE", 1), patch.object(sitemaps.ActionPages, "limit", 1):
        text = client.get("/sitemap.xml").content.decode()
    assert "<sitemapindex" in text
    assert "<loc>http://testserver/sitemap-actions.xml</loc>" in text
    assert "/actions/" in client.get("/sitemap-actions.xml").content.decode()
    assert client.get("/sitemap-none.xml").status_code == 404


def test_robots_find_the_site_map(client: Client) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_security_says_where_to_write_and_until_when(client: Client) -> None:
    response = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert lines["Contact"] == f"mailto:{instance.current().email}"
    assert datetime.fromisoformat(lines["Expires"]) > timezone.now()


def test_the_territory_replaces_colours(client: Client) -> None:
    assert client.get("/marque.css").content == b""
    territory = instance.current()
    brand = replace(territory.brand, light={"rope": "#112233"}, dark={"rope": "#445566"})
    with patch.object(instance, "current", return_value=replace(territory, brand=brand)):
        response = client.get("/marque.css")
    text = response.content.decode()
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert ':root, [data-theme="light"] {--rope: #112233;}' in text
    assert ':root:not([data-theme="light"]) {--rope: #445566;}' in text
    assert text.count("{") == text.count("}")


def test_another_territory_serves_too(client: Client) -> None:
    other = instance.load(Path(instance.current().folder).with_name("strasbourg"))
    with patch.object(instance, "current", return_value=other):
        for path in ("/en/", "/en/a-propos/", "/en/credits/", "/marque.css"):
            assert client.get(path).status_code == 200
