"""System checks on what Cordée stands on."""

import re
import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.http.request import validate_host

SAFE_SQLITE = (3, 51, 3)
_ORIGIN = re.compile(r"https://(?P<host>[a-z0-9.-]+)(:[0-9]+)?")


@register()
def sqlite_is_safe(**_: Any) -> list[CheckMessage]:
    """SQLite before 3.51.3 can corrupt a WAL database when it is reset (sqlite.org, release 3.51.3)."""
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"] or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} can corrupt the database (WAL-reset bug, mended in 3.51.3).",
            hint="Install the pysqlite3 wheel (requirements/run.txt) and import «config» before Django.",
            id="cordee.E001",
        )
    ]


@register(Tags.security, deploy=True)
def hosts_are_exact(**_: Any) -> list[CheckMessage]:
    """A pattern of hosts lets anybody's name, or a forgotten sub-domain, stand in for the site's."""
    return [
        Error(
            f"ALLOWED_HOSTS holds «{host}», which lets in hosts that nobody named.",
            hint=f"Write each host name in full, such as ALLOWED_HOSTS={_host() or 'www.example.org'}.",
            id="cordee.E002",
        )
        for host in settings.ALLOWED_HOSTS
        if "*" in host or host.startswith(".")
    ]


@register(Tags.security, deploy=True)
def site_url_is_an_origin(**_: Any) -> list[CheckMessage]:
    """Every whole address is made of it: pages, exports, site map, letters."""
    host = _host()
    if not host:
        message = f"SITE_URL is «{settings.SITE_URL}», which is not the address of a site."
        hint = "Give https:// and the host name alone, such as SITE_URL=https://www.example.org."
        return [Error(message, hint=hint, id="cordee.E003")]
    if not validate_host(host, [allowed.lower() for allowed in settings.ALLOWED_HOSTS]):
        message = f"SITE_URL leads to «{host}», which is not among ALLOWED_HOSTS: it would answer 400."
        return [Error(message, hint=f"Add {host} to ALLOWED_HOSTS.", id="cordee.E004")]
    return []


def _host() -> str:
    """The name in SITE_URL, in lower case; empty where it is not the address of a site."""
    found = _ORIGIN.fullmatch(settings.SITE_URL.lower())
    return found["host"] if found else ""
