"""Accounts: how people sign up and in. The library's own names; each choice with its reason."""

import os
from datetime import timedelta

from cordee.accounts import oidc

ACCOUNT_ADAPTER = "cordee.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "signup": "cordee.accounts.forms.SignUp",
    "login": "cordee.accounts.forms.SignIn",
    "add_email": "cordee.accounts.forms.ChangeAddress",
    "change_password": "cordee.accounts.forms.ChangePassword",
    "set_password": "cordee.accounts.forms.SetPassword",
    "reset_password": "cordee.accounts.forms.ForgottenPassword",
    "reset_password_from_key": "cordee.accounts.forms.NewPassword",
    "reauthenticate": "cordee.accounts.forms.PasswordAgain",
    "request_login_code": "cordee.accounts.forms.AskForCode",
    "confirm_login_code": "cordee.accounts.forms.TypeCode",
    "confirm_password_reset_code": "cordee.accounts.forms.TypeResetCode",
    "confirm_email_verification_code": "cordee.accounts.forms.TypeAddressCode",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# The password comes after the address is confirmed (cordee.accounts.forms.SignUp); without it here the
# library would sign in by code alone.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
# Codes, not links: a letter has nothing to click, nor anything that a mail scanner could open first.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 30 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ACCOUNT_RATE_LIMITS = {
    "paced": "120/10m/ip",
    "login": "30/m/ip",
    "login_failed": "20/10m/ip,8/10m/key",
    "signup": "20/10m/ip",
    "reset_password": "20/10m/ip,3/10m/key",
    "request_login_code": "20/10m/ip,3/10m/key",
    "confirm_email": "5/10m/key",
    "change_password": "10/10m/user",
    "manage_email": "10/10m/user",
    "reauthenticate": "10/10m/user",
}

# Seconds before which no answer of the pages that take an address leaves: see cordee.accounts.pace.
CORDEE_PACE = float(os.environ.get("CORDEE_PACE") or "0.5")

SOCIALACCOUNT_ADAPTER = "cordee.accounts.adapter.OtherSites"
SOCIALACCOUNT_PROVIDERS = oidc.providers(os.environ)
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
# Never by the address, whatever the other site says of it (cordee.accounts.provider).
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = ACCOUNT_EMAIL_VERIFICATION
SOCIALACCOUNT_STORE_TOKENS = False

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "space"
LOGOUT_REDIRECT_URL = "home"

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "cordee.accounts.adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "cordee.accounts.forms.TypeFactor",
    "reauthenticate": "cordee.accounts.forms.TypeFactorAgain",
    "activate_totp": "cordee.accounts.forms.SetUpApplication",
    "add_webauthn": "cordee.accounts.forms.AddPasskey",
    "edit_webauthn": "cordee.accounts.forms.RenamePasskey",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "cordee.accounts.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
