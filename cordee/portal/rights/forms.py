"""The form by which a person erases her account."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Erasing(forms.Form):
    """She types her address: nobody does so by mistake."""

    address = forms.CharField(
        label=gettext_lazy("The e-mail address of your account"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, address: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._own = address
        self.fields["address"].help_text = _("Type %(address)s to confirm.") % {"address": address}

    def clean_address(self) -> str:
        """The same address, however it is written."""
        typed: str = self.cleaned_data["address"]
        if typed.strip().lower() != self._own:
            raise forms.ValidationError(
                _("This is not the address of your account: type %(address)s.") % {"address": self._own}
            )
        return typed
