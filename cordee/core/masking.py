"""An address as who knows it recognises it, and nobody else can write to it."""


def masked(address: str) -> str:
    """The first letter of each part, and the last part whole: `a…@e….org`."""
    name, _at, domain = address.rpartition("@")
    *parts, last = domain.split(".")
    return f"{name[:1]}…@{'.'.join(f'{part[:1]}…' for part in parts)}.{last}"
