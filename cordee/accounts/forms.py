"""Forms of accounts: the sign-in library's with our words, and what a person says of herself."""

from typing import Any, ClassVar

from allauth.account import forms as library
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cordee.accounts import operations
from cordee.accounts.models import User
from cordee.accounts.passwords import LongEnough

_PASSWORD_HELP = lazy(LongEnough().get_help_text, str)()


class Worded(forms.Form):
    """Fields say what they want above them, in our words; nothing stands in them beforehand."""

    LABELS: ClassVar[dict[str, Any]] = {
        "login": _("E-mail address"),
        "email": _("E-mail address"),
        "password": _("Password"),
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password again"),
        "code": _("Code"),
        "name": _("Name of the passkey"),
        "passwordless": _("It opens my account by itself"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.LABELS.get(name, field.label)
            if name in ("password", "oldpassword"):
                field.help_text = ""
            if name == "password1":
                field.help_text = _PASSWORD_HELP
            if name == "password2":
                field.help_text = ""


class SignUp(Worded, library.SignupForm):
    """The address alone; the rest is asked once it is confirmed. `website` is a trap for machines."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        self.fields["email"].help_text = _("Your work address, if you have one: it helps the team know you.")
        trap = self.fields["website"]
        trap.label, trap.widget = (
            _("Leave this empty"),
            forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
        )


class SignIn(Worded, library.LoginForm):
    """Address and password."""


class ChangeAddress(Worded, library.AddEmailForm):
    """The new address; a code goes there, a notice to the old one."""


class ChangePassword(Worded, library.ChangePasswordForm):
    """The present password, then the new one twice."""


class SetPassword(Worded, library.SetPasswordForm):
    """A first password, for who signs in by code or through another site."""


class ForgottenPassword(Worded, library.ResetPasswordForm):
    """The address to which the code goes."""


class NewPassword(Worded, library.ResetPasswordKeyForm):
    """The new password twice."""


class PasswordAgain(Worded, library.ReauthenticateForm):
    """The password, before something that matters."""


class AskForCode(Worded, library.RequestLoginCodeForm):
    """The address to which the code goes."""


class TypeCode(Worded, library.ConfirmLoginCodeForm):
    """The code that has come by mail."""


class TypeResetCode(Worded, library.ConfirmPasswordResetCodeForm):
    """The code that has come by mail."""


class TypeAddressCode(Worded, library.ConfirmEmailVerificationCodeForm):
    """The code that has come by mail."""

    def clean_code(self) -> str:
        """Who has the right code has the address: an account that never proved it gives way."""
        library.BaseConfirmCodeForm.clean_code(self)
        if self.user is not None:
            operations.give_way(address=self.email, to=self.user)
        return str(super().clean_code())


class TypeFactor(Worded, factor.AuthenticateForm):
    """The code that the application shows, or a recovery code."""


class TypeFactorAgain(Worded, factor.ReauthenticateForm):
    """The same, before something that matters."""


class SetUpApplication(Worded, totp.ActivateTOTPForm):
    """The first code of the application."""


class AddPasskey(Worded, passkey.AddWebAuthnForm):
    """A name for the passkey, and whether it opens the account by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _(
            "Neither address nor password is asked any more on this device."
        )


class RenamePasskey(Worded, passkey.EditWebAuthnForm):
    """Its name."""


class AboutYou(forms.ModelForm[User]):
    """Who she is and what she does; a password the first time."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "function", "language")
        labels = {"language": _("Language of the letters")}

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
        help_text=_PASSWORD_HELP,
        required=False,
    )

    def __init__(
        self, *args: Any, languages: list[tuple[str, Any]], needs_password: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "function"):
            self.fields[name].required = True
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["function"].widget.attrs["autocomplete"] = "organization-title"
        self.fields["function"].help_text = _("For instance: project manager, researcher, elected member.")
        self.fields["language"] = forms.ChoiceField(label=_("Language of the letters"), choices=languages)
        if self.instance.has_usable_password() or not needs_password:
            del self.fields["password"]
        else:
            self.fields["password"].required = True

    def clean_password(self) -> str:
        """Held against the same rules as everywhere, with what she has just said of herself."""
        password: str = self.cleaned_data["password"]
        for name in ("first_name", "last_name"):
            setattr(self.instance, name, self.cleaned_data.get(name, ""))
        validate_password(password, self.instance)
        return password


class Terms(forms.Form):
    """What is accepted before one takes part."""

    accepted = forms.BooleanField(
        label=_("I have read and accept the terms of use, the contributors’ charter and the open licence.")
    )
