"""Addresses of accounts, under /compte/: the sign-in library's views that we offer, under French names."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as other_site
from allauth.usersessions import views as sessions
from django.urls import path

from cordee.accounts import views
from cordee.accounts.pace import paced

machine_patterns = [
    # One address each, whatever the language: they are registered at the other site.
    path("compte/oidc/<slug:provider_id>/retour/", views.other_site_answers, name="oidc_callback"),
    path("compte/oidc/sorti/", views.other_site_left, name="oidc_left"),
]

urlpatterns = [
    path("inscription/", paced(account.signup), name="account_signup"),
    path("connexion/", paced(account.login), name="account_login"),
    path("connexion/code/", paced(account.request_login_code), name="account_request_login_code"),
    path("connexion/code/verifier/", paced(account.confirm_login_code), name="account_confirm_login_code"),
    path("connexion/cle/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/second-facteur/", factor.authenticate, name="mfa_authenticate"),
    path("deconnexion/", views.sign_out, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path(
        "adresse/verifier/",
        paced(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("adresse/", account.email, name="account_email"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", paced(account.password_reset), name="account_reset_password"),
    path(
        "mot-de-passe/oublie/code/",
        paced(account.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path(
        "mot-de-passe/oublie/nouveau/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "mot-de-passe/oublie/fait/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "confirmer/code/",
        account.request_reauthentication_code,
        name="account_request_reauthentication_code",
    ),
    path(
        "confirmer/code/verifier/",
        account.confirm_reauthentication_code,
        name="account_confirm_reauthentication_code",
    ),
    path("confirmer/second-facteur/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("confirmer/cle/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("securite/", factor.index, name="mfa_index"),
    path("securite/application/", totp.activate_totp, name="mfa_activate_totp"),
    path(
        "securite/application/retirer/",
        views.keeps_a_factor(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("securite/cles/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("securite/cles/ajouter/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("securite/cles/<int:pk>/nom/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "securite/cles/<int:pk>/retirer/",
        views.keeps_a_factor(passkey.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("securite/secours/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("securite/secours/nouveaux/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("securite/autres-sites/", other_site.connections, name="socialaccount_connections"),
    path("oidc/<slug:provider_id>/login/", views.other_site, name="oidc_login"),
    path("oidc/annule/", other_site.login_cancelled, name="socialaccount_login_cancelled"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("vous/", views.about_you, name="account_about_you"),
    path("conditions/", views.terms, name="account_terms"),
]
