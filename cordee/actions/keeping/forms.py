"""The one form of these pages that is more than a button: why a sheet is archived."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.actions.reasons import LONGEST


class Archiving(forms.Form):
    """Why; it stays beside the sheet."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("One sentence, for those who come after you: what ended, or what took its place."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
