"""The matrix: each address, what each role gets there, and one thing that the page shows or must not."""

from dataclasses import dataclass
from typing import Any, Final

from tests.data import INSIDE, ROLES, TEAM, UNLIMITED, VERIFIED, WRITERS, commune

DOOR: Final = "/compte/connexion/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One address of one pattern. `{name}` in the address stands for the slug of an action or structure.

    `answers`: a status or the address of a redirect, for everybody or for some (`only`).
    `is_written`: what is sent there by POST is judged by tests of its own.
    `written_by`: who may send something to an address that shows nothing.
    """

    route: str
    address: str
    answers: int | str = 200
    visitor: int | str | None = None
    team: int | str | None = None
    only: frozenset[str] = frozenset(ROLES)
    shows: str = ""
    hides: str = "zzcourriel"
    otherwise: int = 404
    is_written: bool = False
    written_by: frozenset[str] = frozenset()

    def answer_for(self, role: str) -> int | str:
        """The status, or where the redirect leads; a visitor and the team may get something else."""
        if role == "visitor" and self.visitor is not None:
            return self.visitor
        if role in TEAM and self.team is not None:
            return self.team
        return self.answers if role in self.only else self.otherwise


KEEPERS = WRITERS | UNLIMITED
"""Who writes the sheets of the Atelier, and decides on them."""
SEERS = INSIDE | TEAM
"""Who reads what the Atelier keeps to itself."""
NAMED = frozenset({"validated"}) | TEAM
NONE = frozenset[str]()


def _page(route: str, address: str, shows: str, **more: Any) -> Line:
    return Line(route=route, address=address, shows=shows, **more)


def lines() -> list[Line]:
    """The whole table, without the back office, which `test_back_office` walks."""
    return [
        *_machines(), *_atlas(), *_actions(), *_attached(), *_contacts(), *_answers(), *_structures(),
        *_places(), *_plain(), *_doors(), *_account(), *_belonging(), *_naming(), *_writing(), *_keeping(),
    ]  # fmt: skip


def _machines() -> list[Line]:
    return [
        _page("healthz", "/healthz", '{"index": "ok"}'),
        _page("brand", "/marque.css", ""),
        _page("preview", "/apercu.png", "PNG"),
        _page("sitemap", "/sitemap.xml", "/actions/reseau-des-glaces/", hides="zz"),
        _page("sitemap-section", "/sitemap-actions.xml", "/en/actions/reseau-des-glaces/", hides="zz"),
        _page("sitemap-section", "/sitemap-nothing.xml", "", answers=404),
        _page("robots", "/robots.txt", "Disallow: /animation/"),
        _page("security", "/.well-known/security.txt", "Contact: mailto:"),
    ]


def _atlas() -> list[Line]:
    return [
        _page("map", "/carte/", "Réseau des glaces", hides="zzbrouillon"),
        _page("actions", "/actions/", "Réseau des glaces", hides="zzarchivee"),
        _page("results", "/carte/resultats.json", '"facets"', hides="zzlieu"),
        _page("results", "/carte/resultats.json?odd=18", "odd", answers=400),
        _page("tile", "/carte/tuiles/0/0/0.mvt", "actions", hides="zzbrouillon"),
        _page("tile", "/carte/tuiles/0/1/0.mvt", "", answers=404),
        _page("tile", "/carte/tuiles/23/0/0.mvt", "", answers=404),
        _page("tile", "/carte/tuiles/2/0/3.mvt", "", answers=204),
        _page("poster", "/carte/affiche.svg", "<circle", hides="zz"),
        _page("poster", "/carte/affiche.svg?odd=18", "odd", answers=400),
        _page("export", "/carte/export.csv", "Réseau des glaces", hides="zzretiree"),
        _page("export", "/carte/export.xlsx", "Réseau des glaces", hides="zzretiree"),
        _page("export", "/carte/export.geojson", "FeatureCollection", hides="102.3456"),
        _page("export", "/carte/export.pdf", "", answers=404),
    ]


def _actions() -> list[Line]:
    return [
        _page("action", "/actions/{full}/", "Thiès", hides="zzpartenaire"),
        _page("action", "/actions/{compiled}/", "Laboratoire des Glaces"),
        _page("action", "/actions/{hidden}/", "/pays/LA/", hides="zzlieu"),
        _page("action", "/actions/{suspended}/", "Chantier interrompu", hides="zzmotif"),
        _page("action", "/actions/{explained}/", "La route est coupée."),
        _page("action", "/actions/{abandoned}/", "universite-des-balmes"),
        _page("action", "/actions/{orphan}/", "Maison fermée"),
        _page("action", "/actions/{verified}/", "Zzpourcomptes", only=VERIFIED),
        _page("action", "/actions/{structure}/", "Zzentrenous", only=SEERS),
        _page("action", "/actions/{named}/", "Zznommee", only=NAMED),
        *[
            _page("action", f"/actions/{{{name}}}/", "", only=NONE)
            for name in ("draft", "submitted", "changes", "withdrawn", "archived")
        ],
        _page("action", "/actions/nothing-here/", "", answers=404),
    ]


def _attached() -> list[Line]:
    """Files go to whoever sees their sheet; what waits, to whoever writes it: here the member."""
    image, page, own = "action_image", "/espace/actions/{full}/images-et-documents/", KEEPERS | {"visitor"}
    mine: dict[str, object] = {"only": own, "visitor": DOOR, "hides": "zzpartenaire"}
    return [
        _page(image, "/fichiers/{image}/480.webp", "WEBP"),
        _page(image, "/fichiers/{image}/481.webp", "", answers=404),
        _page(image, "/fichiers/{inner_image}/480.webp", "WEBP", only=SEERS),
        _page(image, "/fichiers/{draft_image}/480.webp", "WEBP", only=KEEPERS),
        _page(image, "/fichiers/{waiting_image}/480.webp", "WEBP", only=TEAM),
        _page(image, "/fichiers/{document}/480.webp", "", answers=404),
        _page("action_document", "/fichiers/{document}/", "%PDF"),
        _page("action_document", "/fichiers/{inner_document}/", "%PDF", only=SEERS),
        _page("action_document", "/fichiers/{waiting_document}/", "%PDF", only=TEAM),
        _page("action_document", "/fichiers/{image}/", "", answers=404),
        _page("action_attachments", page, "Une fontaine", **mine),
        _page("action_attachment", page + "{image}/", "La fontaine", **mine),
        _page("action_attachment", page + "{inner_image}/", "", answers=404, visitor=DOOR),
        _page("action_attachment_removal", page + "{image}/retirer/", "Remove this image?", **mine),
    ]


def _contacts() -> list[Line]:
    write, reveal = "action-contact-message", "action-contact-reveal"
    verified: dict[str, object] = {"only": VERIFIED, "is_written": True}
    sent_away = verified | {"otherwise": 403, "hides": "zzjoindre"}
    return [
        _page(write, "/actions/{full}/contacts/1/message/", "Zznomouvert", **sent_away),
        _page(write, "/actions/{full}/contacts/3/message/", "message", **sent_away | {"hides": "zznomferme"}),
        _page(write, "/actions/{full}/contacts/9/message/", "", answers=404, only=VERIFIED, otherwise=403),
        _page(write, "/actions/{structure}/contacts/1/message/", "Zzentrenous", **verified | {"only": SEERS}),
        _page(write, "/actions/{draft}/contacts/1/message/", "", answers=404),
        _page(reveal, "/actions/{full}/contacts/1/courriel/", "", answers=405, written_by=VERIFIED),
        _page(reveal, "/actions/{draft}/contacts/1/courriel/", "", answers=405),
        _page("contact", "/contact/{own_card}/", "ouvert@zzjoindre.example", is_written=True),
        _page("contact", "/contact/{own_answer}/", "", answers=404),
        _page("contact-objection", "/contact/{own_card}/opposition/", "I object", is_written=True),
        _page("contact-objection", "/contact/nothing/opposition/", "", answers=404),
        _page("contact-answer", "/contact/reponse/{own_answer}/", "Zzrelais", is_written=True),
        _page("contact-answer", "/contact/reponse/{own_card}/", "", answers=404),
    ]


def _answers() -> list[Line]:
    """What is written without an account: a structure's answer by its link, anybody's report."""
    tell, field = "report_action", 'name="since"'
    return [
        _page("confirmation", "/confirmation/{asked}/", "Laboratoire des Glaces", is_written=True),
        _page("confirmation", "/confirmation/{answered}/", "", answers=410),
        _page("confirmation", "/confirmation/{own_card}/", "", answers=410),
        _page("confirmation_recorded", "/confirmation/{receipt}/reponse/", "Université des Balmes"),
        _page("confirmation_recorded", "/confirmation/{asked}/reponse/", "", answers=410),
        _page(tell, "/actions/{full}/signaler/", field, hides="zzjoindre", is_written=True),
        _page(tell, "/actions/{verified}/signaler/", field, only=VERIFIED, is_written=True),
        _page(tell, "/actions/{structure}/signaler/", field, only=SEERS, is_written=True),
        _page(tell, "/actions/{named}/signaler/", field, only=NAMED, is_written=True),
        _page(tell, "/actions/{draft}/signaler/", "", answers=404),
        _page(tell, "/actions/nothing-here/signaler/", "", answers=404),
    ]


def _structures() -> list[Line]:
    moved = "/structures/universite-des-balmes/"
    return [
        _page("organisations", "/structures/", "Atelier des Cimes", hides="zzdissoute"),
        _page("organisation", "/structures/{atelier}/", "Atelier des Cimes", hides="zznote"),
        _page("organisation", "/structures/{laboratory}/", "Université des Balmes"),
        _page("organisation", "/structures/{absorbed}/", "", answers=moved),
        _page("organisation", "/structures/{dissolved}/", "", answers=404),
        _page("organisation", "/structures/nothing-here/", "", answers=404),
    ]


def _places() -> list[Line]:
    return [
        _page("countries", "/pays/", "/pays/SN/"),
        _page("country", "/pays/SN/", "Dakar"),
        _page("country", "/pays/LA/", "Une école au Laos", hides="zzlieu"),
        _page("country", "/pays/NR/", "Nauru"),
        _page("country", "/pays/sn/", "", answers="/pays/SN/"),
        _page("country", "/pays/ZZ/", "", answers=404),
        _page("communes", "/communes/", f"/communes/{commune()}/"),
        _page("commune", f"/communes/{commune()}/", "Atelier des Cimes"),
        _page("commune", f"/communes/{commune(5)}/", commune(5)),
        _page("commune", "/communes/00000/", "", answers=404),
    ]


def _plain() -> list[Line]:
    return [
        _page("home", "/", "/carte/", hides="zzlieu"),
        _page("about", "/a-propos/", "Who carries it"),
        _page("legal", "/mentions-legales/", "Legal notice"),
        _page("accessibility", "/accessibilite/", "Defender of Rights"),
        _page("privacy", "/donnees-personnelles/", "Personal data"),
        _page("credits", "/credits/", "GeoNames"),
        _page("styleguide", "/styleguide/", "Style guide"),
    ]


def _doors() -> list[Line]:
    """Where one comes in: who is in is led on, who has not begun is led to the beginning."""
    code, forgotten = "/compte/connexion/code/", "/compte/mot-de-passe/oublie/"
    return [
        _page("account_signup", "/compte/inscription/", "<form", answers="/espace/", visitor=200),
        _page("account_login", DOOR, "<form", answers="/espace/", visitor=200),
        _page("account_request_login_code", code, "<form", answers="/espace/", visitor=200),
        _page("account_confirm_login_code", f"{code}verifier/", "", answers="/espace/", visitor=code),
        _page("mfa_login_webauthn", f"{DOOR}cle/", "", answers="/espace/", visitor=DOOR),
        _page("mfa_authenticate", f"{DOOR}second-facteur/", "", answers="/espace/", visitor=DOOR),
        _page("account_logout", "/compte/deconnexion/", "<form", visitor="/"),
        _page("oidc_login", "/compte/oidc/nothing/login/", "", answers=405),
        _page("oidc_callback", "/compte/oidc/nothing/retour/", "", answers=404),
        _page("oidc_left", "/compte/oidc/sorti/", "", answers="/"),
        _page("socialaccount_login_cancelled", "/compte/oidc/annule/", "<h1"),
        _page("account_inactive", "/compte/ferme/", "closed"),
        _page("account_reset_password", forgotten, "<form"),
        _page("account_confirm_password_reset_code", f"{forgotten}code/", "", answers=DOOR),
        _page("account_complete_password_reset", f"{forgotten}nouveau/", "", answers=forgotten),
        _page("account_password_reset_completed", f"{forgotten}fait/", "sign in"),
    ]


def _account() -> list[Line]:
    """The pages on one's own account; what matters asks who one is again."""
    again, safe, password = "/compte/confirmer/", "/compte/securite/", "/compte/mot-de-passe/"
    own = {"visitor": DOOR}
    return [
        _page("account_about_you", "/compte/vous/", "<form", **own),
        _page("account_terms", "/compte/conditions/", "Open licence", **own),
        _page("account_email", "/compte/adresse/", "<form", hides="zzpersonne", **own),
        _page("account_email_verification_sent", "/compte/adresse/verifier/", "",
              answers="/compte/adresse/", **own),
        _page("account_change_password", password, "<form", **own),
        _page("account_set_password", f"{password}choisir/", "", answers=password, **own),
        _page("account_reauthenticate", again, "<form", **own),
        _page("account_request_reauthentication_code", f"{again}code/", "<form", hides="zzpersonne", **own),
        _page("account_confirm_reauthentication_code", f"{again}code/verifier/", "",
              answers=f"{again}code/", **own),
        _page("mfa_reauthenticate", f"{again}second-facteur/", "", answers=again, **own),
        _page("mfa_reauthenticate_webauthn", f"{again}cle/", "", answers=again, **own),
        _page("mfa_index", safe, "Passkeys", **own),
        _page("mfa_activate_totp", f"{safe}application/", "Scan this picture", **own),
        _page("mfa_deactivate_totp", f"{safe}application/retirer/", "", answers=404, team=safe, **own),
        _page("mfa_list_webauthn", f"{safe}cles/", "No passkey", **own),
        _page("mfa_add_webauthn", f"{safe}cles/ajouter/", "<form", hides="zzpartenaire", **own),
        _page("mfa_edit_webauthn", f"{safe}cles/1/nom/", "", answers=404, **own),
        _page("mfa_remove_webauthn", f"{safe}cles/1/retirer/", "", answers=404, team=safe, **own),
        _page("mfa_view_recovery_codes", f"{safe}secours/", "", answers=404, **own),
        _page("mfa_generate_recovery_codes", f"{safe}secours/nouveaux/", "<form", **own),
        _page("socialaccount_connections", f"{safe}autres-sites/", "<h1", **own),
        _page("usersessions_list", "/compte/sessions/", "Sign out", **own),
    ]  # fmt: skip


def _belonging() -> list[Line]:
    """My space, and the way into a structure."""
    own = {"visitor": DOOR}
    return [
        _page("space", "/espace/", "My structures", hides="zzbrouillon", **own),
        _page("my_data", "/espace/mes-donnees/", "kept of you", hides="zzbrouillon", **own),
        _page("download_data", "/espace/mes-donnees/telecharger/", "", answers=405,
              written_by=frozenset(ROLES) - {"visitor"}, **own),
        _page("erase_account", "/espace/mes-donnees/effacer/", "What stays", hides="zzbrouillon", **own),
        _page("find_structure", "/espace/structures/?q=atelier", "Atelier des Cimes", **own),
        _page("found_structure", "/espace/nouvelle-structure/", "<form", **own),
        _page("join_structure", "/espace/structures/{atelier}/rejoindre/", "<form", hides="zznote", **own),
        _page("join_structure", "/espace/structures/{dissolved}/rejoindre/", "", answers=404, **own),
        _page("structure_people", "/espace/structures/{atelier}/", "Charlie", hides="zznote",
              only=KEEPERS | {"visitor"}, **own),
        _page("structure_people", "/espace/structures/{university}/", "<form", only=TEAM, **own),
        _page("edit_structure", "/espace/structures/{university}/fiche/", "<form", only=TEAM, **own),
        _page("add_department", "/espace/structures/{university}/service/", "<form", only=TEAM, **own),
        _page("take_back_request", "/espace/demandes/1/reprendre/", "", answers=405, **own),
        _page("invitation", "/espace/invitation/nothing-here/", "not known", answers=410, **own),
    ]  # fmt: skip


def _naming() -> list[Line]:
    """The persons of a sheet, for the contributors of its structure: never what reaches them."""
    ours = {"visitor": DOOR, "only": KEEPERS | {"visitor"}, "hides": "zzjoindre", "is_written": True}
    theirs = ours | {"only": TEAM | {"visitor"}}
    card, people = "action_person", "action_people"
    return [
        _page(people, "/espace/actions/{full}/contacts/", "Zznomouvert", **ours),
        _page(people, "/espace/actions/{full}/contacts/", "Zznominterne", **ours | {"hides": "zznomferme"}),
        _page(people, "/espace/actions/{draft}/contacts/", "Zzbrouillon", **ours),
        _page(people, "/espace/actions/{verified}/contacts/", "Zzpourcomptes", **theirs),
        _page(people, "/espace/actions/nothing-here/contacts/", "", answers=404, visitor=DOOR),
        _page("name_person", "/espace/actions/{full}/contacts/nouveau/", "<form", **ours),
        _page("name_person", "/espace/actions/{verified}/contacts/nouveau/", "<form", **theirs),
        _page(card, "/espace/actions/{full}/contacts/1/", "Zznomouvert", **ours),
        _page(card, "/espace/actions/{full}/contacts/3/", "<form", **ours | {"hides": "zznomferme"}),
        _page(card, "/espace/actions/{verified}/contacts/1/", "Zzpourcomptes", **theirs),
        _page(card, "/espace/actions/{full}/contacts/9/", "", answers=404, visitor=DOOR),
    ]


def _writing() -> list[Line]:
    """The form of a sheet: who contributes to its structure, and the team; drafts are one's own."""
    own = {"visitor": DOOR}
    hers: dict[str, object] = {"only": KEEPERS | {"visitor"}, **own}
    new, edit = "/espace/actions/nouvelle/", "/espace/actions/{full}/modifier/"
    return [
        _page("write_action", new, "A new action", hides="zzbrouillon", **own),
        _page("write_action", f"{new}?structure={{atelier}}", "/espace/apercu/", **hers),
        _page("write_action", f"{new}?structure={{university}}", "/espace/apercu/", only=TEAM, **own),
        _page("write_action", f"{new}?structure=nothing-here", "", answers=404, **own),
        _page("edit_action", edit, "Save the changes", hides="zznom", **hers),
        _page("edit_action", "/espace/actions/{verified}/modifier/", "Zzpourcomptes", only=TEAM, **own),
        _page("edit_action", "/espace/actions/nothing-here/modifier/", "", answers=404, **own),
        _page("keep_draft", "/espace/brouillons/", "", answers=405, **own),
        _page("draft", "/espace/brouillons/999999/", "", answers=404, **own),
        _page("place_names", "/espace/lieux.json?q=oxford", "Oxford", **own),
        _page("look_alikes", "/espace/fiches-semblables/", "", answers=405, **own),
        _page("preview_action", "/espace/apercu/", "", answers=405, **own),
    ]


def _keeping() -> list[Line]:
    """My sheets: for those of their structure and the team; for everybody else they are not there.

    Who looks after universities finds the sheet that one of them carries too, to answer for it.
    """
    known, draft = "/espace/actions/{full}/", "/espace/brouillons/1/jeter/"
    kept: dict[str, object] = {"visitor": DOOR, "only": KEEPERS, "is_written": True}
    team = kept | {"only": UNLIMITED}
    return [
        _page("my_actions", "/espace/actions/", "The sheets of my structures", visitor=DOOR),
        _page("my_action", known, "Dakar", **kept | {"only": KEEPERS | {"limited"}}),
        _page("my_action", "/espace/actions/{draft}/", "Zzbrouillon", **kept),
        _page("my_action", "/espace/actions/{compiled}/", "Réseau des glaces", **team),
        _page("my_action", "/espace/actions/{orphan}/", "", **team),
        _page("archive_action", f"{known}archiver/", "<form", hides="zzproposee", **kept),
        _page("my_action_version", f"{known}versions/0/", "", answers=404, visitor=DOOR),
        _page("restore_action", f"{known}versions/0/reprendre/", "", answers=404, visitor=DOOR),
        _page("discard_draft", draft, "", answers=404, visitor=DOOR),
    ]  # fmt: skip
