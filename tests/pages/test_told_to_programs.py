"""What a program gets where something is wrong: exactly this JSON, for its address or for what it accepts."""

from typing import Final
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client

from cordee.atlas.index.sql import SqlIndex
from tests.data import Cast
from tests.pages.reading import read

RESULTS: Final = "/carte/resultats.json"
JSON: Final = {"Accept": "application/json"}
BROWSER: Final = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FAULTS: Final = {
    403: (
        PermissionDenied(),
        "This is not open to you. If you think that you should see it, write to the team.",
    ),
    500: (
        OperationalError("secret of the server"),
        "Something broke on our side. The fault is in our log; try again in a few minutes.",
    ),
}
NOTHING: Final = {"error": "There is nothing at this address."}
UNMARKED: Final = {
    "error": "Nothing was recorded: what was sent has no valid mark of a form (CSRF). Read with GET or HEAD."
}
CHOICES: Final = {
    "type": "It takes one of: projet, partenariat, antenne, reseau, evenement.",
    "odd": "It takes a goal's number, from 1 to 17.",
    "pays": "It takes a country's code of two letters (ISO 3166-1), such as JP, or XK.",
    "zone": "It takes the UN M49 code of a region, such as 150 (Europe) or 002 (Africa).",
    "nature": "It takes one of: entreprise, association, universite, laboratoire, organisme_public.",
    "commune": "It takes the INSEE code of a commune: five characters, such as 75056.",
    "confirmee": "It takes one of: oui, non.",
    "origine": "It takes one of: declaree, saisie, compilee, importee.",
    "etat": "It takes one of: prevu, en-cours, suspendu, abandonne, termine, a-verifier.",
    "depuis": "It takes a year of four digits, such as 2020.",
    "jusqu": "It takes a year of four digits, such as 2020.",
    "bbox": "It takes four numbers, west,south,east,north in degrees: longitudes from -180 to 180, latitudes"
    " from -90 to 90, the south not above the north.",
    "tri": "It takes one of: pertinence, recent, titre, pays, structure.",
    "page": "It takes a page's number, from 1 on.",
    "vue": "It takes one of: liste, tableau.",
}
"""What each parameter takes: the mend that its error says."""

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CHOICES)
def test_a_wrong_parameter_is_named_with_what_it_takes(client: Client, name: str) -> None:
    told = f"«{name}» cannot be «nonsense». {CHOICES[name]}"
    response = client.get(RESULTS, {name: "nonsense"})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    assert response.json() == {"error": told, "problems": [{"parameter": name, "message": told}]}


def test_several_faults_are_one_sentence_each(client: Client) -> None:
    response = client.get(f"{RESULTS}?odd=18&couleur=bleu&page=2&page=3")
    answer = response.json()
    assert [problem["parameter"] for problem in answer["problems"]] == ["odd", "page", "couleur"]
    assert answer["error"] == " ".join(problem["message"] for problem in answer["problems"])
    assert answer["problems"][1]["message"] == "«page» takes one value; it is given 2."
    known = (
        "q, type, odd, theme, forme, pays, zone, nature, structure, commune, origine, etat, "
        "confirmee, depuis, jusqu, "
        "bbox, tri, page, vue"
    )
    said = f"«couleur» is not a parameter here. Those known are: {known}."
    assert answer["problems"][2]["message"] == said


@pytest.mark.parametrize("address", ["/carte/tuiles/30/0/0.mvt", "/nowhere.json", "/en/nowhere.csv"])
def test_nothing_at_an_address_of_data(client: Client, address: str) -> None:
    response = client.get(address, headers=BROWSER)
    assert (response.status_code, response.json()) == (404, NOTHING)


@pytest.mark.parametrize(
    "accepted", ["application/json", "application/geo+json", "application/json, text/html;q=0.5, */*;q=0.1"]
)
def test_who_asks_for_json_is_told_so_everywhere(client: Client, accepted: str) -> None:
    for address in ("/nowhere/", "/en/actions/nowhere/", "/pays/ZZ/"):
        response = client.get(address, headers={"Accept": accepted})
        assert (response.status_code, response.json()) == (404, NOTHING)
        assert "Accept" in response["Vary"]


@pytest.mark.parametrize(
    "accepted", ["", "*/*", "text/html", BROWSER["Accept"], "text/html, application/json"]
)
def test_others_see_a_page(client: Client, accepted: str) -> None:
    response = client.get("/nowhere/", headers={"Accept": accepted})
    assert response.status_code == 404
    assert read(response).headings
    assert "Accept" in response["Vary"]


@pytest.mark.parametrize("status", FAULTS)
@pytest.mark.parametrize(("address", "headers"), [(RESULTS, {}), (RESULTS, BROWSER), ("/actions/", JSON)])
def test_what_is_refused_or_broken(status: int, address: str, headers: dict[str, str]) -> None:
    fault, told = FAULTS[status]
    client = Client(raise_request_exception=False)
    with patch.object(SqlIndex, "ask", side_effect=fault):
        response = client.get(address, headers=headers)
        page = client.get("/actions/", headers=BROWSER)
    assert (response.status_code, response.json()) == (status, {"error": told})
    assert page.status_code == status
    assert read(page).headings


@pytest.mark.parametrize(("address", "headers"), [(RESULTS, {}), ("/compte/connexion/", JSON)])
def test_what_is_sent_without_the_mark_of_a_form(address: str, headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(address, {"a": "b"}, headers=headers)
    assert (response.status_code, response.json()) == (403, UNMARKED)
    page = client.post("/compte/connexion/", {"a": "b"}, headers=BROWSER)
    assert "Your form was not sent" in page.text


def test_a_reason_that_was_written_to_be_told_is_told(client: Client) -> None:
    with patch.object(SqlIndex, "ask", side_effect=PermissionDenied("The mountain is closed.")):
        response = client.get(RESULTS)
    assert (response.status_code, response.json()) == (403, {"error": "The mountain is closed."})


def test_a_host_that_is_not_ours(client: Client) -> None:
    told = "The server could not read this request: its address, its host or its content is damaged."
    response = client.get(RESULTS, headers={"Host": "elsewhere.example"})
    assert (response.status_code, response.json()) == (400, {"error": told})
    page = client.get("/", headers={"Host": "elsewhere.example", **BROWSER})
    assert page.status_code == 400
    assert read(page).headings


def test_the_back_office_says_why_it_does_not_write(cast: Cast) -> None:
    told = {"error": "The back office shows; it does not write. Use the commands of the team."}
    response = cast.client("team").post("/animation/", headers=JSON)
    assert (response.status_code, response.json()) == (403, told)
