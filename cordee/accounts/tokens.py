"""Signed tokens of another site: believed once one of its keys has signed them, for us, and for now."""

from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

KEY_TYPES = {"RS256": "RSA", "ES256": "EC"}
"""The only algorithms, each with its own sort of key: no token chooses what it is checked with."""
LEEWAY = 30  # seconds by which clocks may differ
_CLAIMS = ["iss", "sub", "aud", "exp"]


# The library has no types.
class Refused(OAuth2Error):  # type: ignore[misc]
    """What the other site says is not believed; the message names the reason and no secret."""


def read(token: str, *, keys: Any, issuer: str, audience: str) -> dict[str, Any]:
    """What the token says. Raises `Refused`."""
    try:
        algorithm = jwt.get_unverified_header(token).get("alg")
        if not isinstance(algorithm, str) or algorithm not in KEY_TYPES:
            raise Refused("the algorithm is not one of ours")
        said: dict[str, Any] = jwt.decode(
            token,
            _key(keys, jwt.get_unverified_header(token), algorithm),
            algorithms=[algorithm],
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY,
            options={"require": _CLAIMS},
        )
    except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as fault:
        raise Refused(type(fault).__name__) from fault
    if said.get("azp", audience) != audience:
        raise Refused("it was made for another site")
    return said


def _key(keys: Any, header: dict[str, Any], algorithm: str) -> jwt.PyJWK:
    """The one key that the header names and that fits the algorithm."""
    fitting = [
        key
        for key in keys.get("keys", [])
        if key.get("kty") == KEY_TYPES[algorithm]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and header.get("kid", key.get("kid")) == key.get("kid")
    ]
    if len(fitting) != 1:
        raise Refused("no key of the provider, or more than one, fits")
    return jwt.PyJWK(fitting[0], algorithm)
