"""The letters that were written to somebody: their texts, whole, as a mailbox would show them."""

from email import message_from_bytes, policy

from cordee.core.models import OutgoingMail


def heads_to(address: str) -> list[str]:
    """The names of the heads of the latest letter."""
    row = OutgoingMail.objects.filter(recipient=address).latest("pk")
    return message_from_bytes(bytes(row.message), policy=policy.default).keys()


def letters_to(address: str) -> list[str]:
    """The heads and the text of each, the oldest first."""
    found = []
    for row in OutgoingMail.objects.filter(recipient=address).order_by("pk"):
        message = message_from_bytes(bytes(row.message), policy=policy.default)
        plain = message.get_body(("plain",))
        assert plain is not None
        heads = "".join(f"{name}: {value}\n" for name, value in message.items())
        found.append(heads + plain.get_content())
    return found
