"""The form of a message, and of the answer to one: here and on the pages of what names contacts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.contacts.operations import LONGEST_MESSAGE


class MessageForm(forms.Form):
    """A message, or the answer to one."""

    text = forms.CharField(
        label=_("Your message"),
        widget=forms.Textarea(attrs={"maxlength": LONGEST_MESSAGE}),
        help_text=_("Plain text, 3,000 characters at most."),
        error_messages={"required": _("Write your message.")},
    )
