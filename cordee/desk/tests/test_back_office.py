"""Who enters the back office, what they see there, and what stays closed."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.menu import Menu

from cordee.accounts.models import User
from cordee.actions.models import Action
from cordee.atlas.tests.page_samples import action, structure
from cordee.desk.tests.scenes import submitted
from cordee.desk.tests.test_nothing_writes import client_of
from cordee.organisations.models import Organisation
from tests.signing_in import sign_in

LISTS = ("action", "organisation", "user", "membership", "change", "picture", "attachment", "dbtaskresult")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["team", "administrator"])
@pytest.mark.parametrize("name", LISTS)
def test_the_team_looks_at_every_list(role: str, name: str) -> None:
    structure()
    action("one")
    assert client_of(role).get(reverse(f"desk-{name}:index")).status_code == 200


@pytest.mark.django_db
def test_a_record_shows_its_rows() -> None:
    structure()
    action("one")
    client = client_of("team")
    shown = client.get(reverse("desk-action:inspect", args=[Action.objects.get().pk])).content.decode()
    assert "Sapporo" in shown
    page = client.get(reverse("desk-organisation:inspect", args=[Organisation.objects.get().pk]))
    assert page.status_code == 200


@pytest.mark.django_db
def test_no_password_is_shown() -> None:
    client = client_of("administrator")
    user = User.objects.get()
    page = client.get(reverse("desk-user:inspect", args=[user.pk])).content.decode()
    assert user.email in page
    assert user.password not in page


@pytest.mark.django_db
def test_others_do_not_enter() -> None:
    response = client_of("visitor").get("/animation/")
    assert response.status_code == 302
    assert response["Location"] == "/compte/connexion/?next=/animation/"
    assert client_of("account").get("/animation/").status_code == 404


@pytest.mark.django_db
def test_the_old_door_leads_to_the_one_door() -> None:
    response = client_of("visitor").get("/animation/login/?next=/animation/registre/user/")
    assert response["Location"] == "/compte/connexion/?next=/animation/registre/user/"
    assert client_of("visitor").post("/animation/login/", {"username": "a"}).status_code == 403


@pytest.mark.django_db
def test_nobody_of_the_team_enters_without_a_second_factor() -> None:
    client = Client()
    sign_in(client, User.objects.create_user("team@example.org", is_staff=True), second_factor=False)
    for path in ("/animation/", "/animation/registre/user/", "/", "/carte/"):
        assert client.get(path)["Location"].startswith("/compte/securite/"), path


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["pages/", "images/", "documents/", "users/", "reports/locked/", "bulk/x/y/z/"]
)
def test_what_wagtail_offers_besides_is_closed(path: str) -> None:
    assert client_of("administrator").get(f"/animation/{path}").status_code == 404


@pytest.mark.django_db
def test_lists_ask_the_same_number_of_queries() -> None:
    client = client_of("team")
    structure()
    action("one")
    counts = []
    for _ in range(2):
        client.get(reverse("desk-action:index"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk-action:index"))
        counts.append(len(queries))
        for number in range(15):
            action(f"another-{number}")
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_the_first_page_leads_to_no_guide_of_another_site() -> None:
    assert "guide.wagtail.org" not in client_of("team").get("/animation/").content.decode()


@pytest.mark.django_db
def test_scripts_stay_strict() -> None:
    policy = client_of("team").get("/animation/")["Content-Security-Policy"]
    scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "unsafe" not in scripts


@pytest.mark.django_db
def test_the_sign_in_page_loads_its_script() -> None:
    assert "javascript" in Client().get("/animation/jsi18n/")["Content-Type"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("is_superuser", [False, True])
def test_the_menu_leads_to_all_that_is_ours(language: str, is_superuser: bool) -> None:
    request = RequestFactory().get("/animation/")
    request.user = User.objects.create_user("a@example.org", is_staff=True, is_superuser=is_superuser)
    with override(language):
        menu = Menu(register_hook_name="register_admin_menu_item", construct_hook_name="construct_main_menu")
        names = [item.name for item in menu.menu_items_for_request(request)]
    assert sorted(names) == ["journal", "look", "queue", "records", "structures", "team"]


@pytest.mark.django_db
def test_the_first_page_tells_what_awaits_one() -> None:
    submitted("Un puits")
    page = client_of("team").get("/animation/").content.decode()
    assert "Queue (1)" in page
    assert "The sheet was written." in page
