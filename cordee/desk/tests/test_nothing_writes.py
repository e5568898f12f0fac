"""Every address of the back office, as everybody, with every method: no row changes without the journal."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cordee.accounts.models import User
from cordee.actions.models import Action
from cordee.atlas.tests.page_samples import action, structure
from cordee.journal.models import Change
from tests.signing_in import sign_in

# What a visit itself writes: the session, the date of the last sign-in, one's own preferences.
OF_THE_VISIT = {"sessions.session", "wagtailusers.userprofile", "accounts.user"}
FILLED = {
    "app_label": "actions",
    "model_name": "action",
    "action": "delete",
    "content_type_app_name": "actions",
}
ROLES = ("visitor", "account", "validated", "team", "administrator")


def addresses(patterns: Any, prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each address with values for its parameters; an unknown parameter is filled with a number or a word."""
    for item in patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from addresses(item.url_patterns, route)
        elif isinstance(item, URLPattern):
            yield route, item.pattern.converters


def filled(route: str, number: int) -> str:
    """The route with its parameters replaced."""
    path = route
    for part in list(route.split("<")[1:]):
        name = part.split(">")[0]
        word = FILLED.get(name.rpartition(":")[2], str(number))
        path = path.replace(f"<{name}>", word)
    return "/" + path.replace("^", "").replace("$", "").replace("\\", "")


def state() -> dict[str, str]:
    """A fingerprint of every table but those of the visit."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower in OF_THE_VISIT or not model._meta.managed:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            rows = sorted(map(repr, cursor.fetchall()))
        found[model._meta.label_lower] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def client_of(role: str) -> Client:
    """A signed-in client of that role, or a visitor's."""
    client = Client(raise_request_exception=False)
    if role == "visitor":
        return client
    rights = {"team": {"is_staff": True}, "administrator": {"is_staff": True, "is_superuser": True}}.get(
        role, {}
    )
    user = User.objects.create_user(f"{role}@example.org", "a long password 12", **rights)
    sign_in(client, user)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_no_row_changes_without_the_journal(role: str) -> None:
    structure()
    action("one")
    number = Action.objects.get().pk
    client = client_of(role)
    routes = [route for route, _ in addresses(get_resolver().url_patterns) if route.startswith("animation/")]
    leaving = {"animation/logout/"}
    before, journal = state(), Change.objects.count()
    for route in routes:
        if route in leaving:
            continue
        path = filled(route, number)
        for method in ("get", "post", "put", "patch", "delete"):
            response = getattr(client, method)(path, {"confirm": "1"} if method in ("get", "post") else None)
            assert response.status_code in (200, 204, 301, 302, 400, 403, 404, 405), (role, method, path)
    assert len(routes) > 100, "Wagtail's admin alone has more: the walk did not look."
    assert (state() == before) or Change.objects.count() > journal
