"""A small OpenID Connect provider on the loopback: checks what it is sent, and misbehaves when told to."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "cordee", "a secret of the tests"
PERSON = {
    "sub": "0001",
    "email": "ana@example.org",
    "email_verified": True,
    "given_name": "Ana",
    "usual_name": "Roux",
    "siret": "21380185500015",
}


@cache
def key(name: str, algorithm: str = "RS256") -> Any:
    """A private key, one for each name: making them is slow."""
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, 2048)


def jwk(name: str, algorithm: str = "RS256") -> dict[str, Any]:
    """The public half, as a provider shows it."""
    way: Any = jwt.get_algorithm_by_name(algorithm)
    public: dict[str, Any] = way.to_jwk(key(name, algorithm).public_key(), as_dict=True)
    return public | {"kid": name, "use": "sig"}


def pem(name: str) -> bytes:
    """The public half as a text: what a careless reader takes for a shared secret."""
    return bytes(
        key(name)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def forged(claims: dict[str, Any], secret: bytes) -> str:
    """A token under HS256, which PyJWT itself refuses to make with a public key."""
    parts = [{"alg": "HS256", "kid": "right", "typ": "JWT"}, claims]
    body = ".".join(_coded(json.dumps(part).encode()) for part in parts)
    return f"{body}.{_coded(hmac.digest(secret, body.encode(), 'sha256'))}"


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Provider:
    """What it says of the person, and how it misbehaves."""

    person: dict[str, Any] = field(default_factory=lambda: dict(PERSON))
    algorithm: str = "RS256"
    """`RS256`, `ES256`; `none` and `HS256` as an attacker would write them."""
    signed_with: str = "right"
    """The name of the key; that of the provider is `right`."""
    identity: dict[str, Any] = field(default_factory=dict)
    """What the id_token says instead; None takes a claim away."""
    userinfo: dict[str, Any] = field(default_factory=dict)
    """What userinfo says instead."""
    signs_userinfo: bool = True
    refuses: str = ""
    """The error of the authorization endpoint."""
    discovery: dict[str, Any] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Paths that answer 500."""
    hangs: set[str] = field(default_factory=set)
    url: str = ""
    left: str = "http://testserver/compte/oidc/sorti/"
    """The one address for people who have left, as it was registered."""
    asked: list[dict[str, str]] = field(default_factory=list)
    """The questions of the browser."""
    faults: list[str] = field(default_factory=list)
    """What a client should not have sent."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    ended: list[dict[str, Any]] = field(default_factory=list)
    """What the tokens said of the sessions that were ended."""
    ends: Event = field(default_factory=Event)

    def sign(self, claims: dict[str, Any]) -> str:
        """A token of these claims, true or not."""
        said = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            return jwt.encode(said, "", algorithm="none")
        if self.algorithm == "HS256":
            return forged(said, pem("right"))
        private = key(self.signed_with, self.algorithm)
        return jwt.encode(said, private, self.algorithm, headers={"kid": "right"})

    def claims(self) -> dict[str, Any]:
        """What each token says beside the person."""
        now = int(time.time())
        return {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}

    def described(self) -> dict[str, Any]:
        """What discovery says."""
        paths = {
            "authorization": "authorize",
            "token": "token",
            "userinfo": "userinfo",
            "end_session": "session/end",
        }
        return {
            "issuer": self.url,
            **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in paths.items()},
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | self.discovery

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back."""
        self.asked.append(asked)
        if asked.get("client_id") != CLIENT or asked.get("code_challenge_method") != "S256":
            self.faults.append(f"authorize: {asked}")
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        said = {"error": self.refuses} if self.refuses else {"code": code}
        return asked["redirect_uri"] + "?" + urlencode(said | {"state": asked["state"]})

    def end(self, asked: dict[str, str]) -> str | None:
        """Where the browser is sent back once its session is over; nothing where a client asks wrongly."""
        back, state = asked.get("post_logout_redirect_uri"), asked.get("state", "")
        try:
            said = jwt.decode(
                asked.get("id_token_hint", ""),
                key("right", self.algorithm).public_key(),
                algorithms=[self.algorithm],
                audience=CLIENT,
                issuer=self.url,
                options={"verify_exp": False},  # sessions outlive their tokens
            )
        except jwt.PyJWTError as fault:
            self.faults.append(f"end: {type(fault).__name__}")
            return None
        if back != self.left or len(state) < 32:
            self.faults.append(f"end: {back} {len(state)}")
            return None
        self.ended.append(said)
        return f"{back}?{urlencode({'state': state})}"

    def exchange(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code, once, for the client that has its secret and the verifier."""
        left = self.codes.pop(asked.get("code", ""), None)
        verifier = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        if (
            left is None
            or (asked.get("client_id"), asked.get("client_secret")) != (CLIENT, SECRET)
            or left["code_challenge"] != _coded(verifier)
            or left["redirect_uri"] != asked.get("redirect_uri")
        ):
            self.faults.append("token: code, secret, verifier or address")
            return None
        said = self.claims() | {"sub": self.person["sub"], "nonce": left.get("nonce")} | self.identity
        return {"access_token": "opens-userinfo", "token_type": "Bearer", "id_token": self.sign(said)}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    provider: Provider

    def log_message(self, *_: Any) -> None:
        """Tests speak for themselves."""

    def do_GET(self) -> None:
        """Discovery, keys, the browser, userinfo."""
        path, provider = self._begin(), self.provider
        if path == "/.well-known/openid-configuration":
            self._json(provider.described())
        elif path == "/jwks":
            self._json({"keys": [jwk("right", "RS256"), jwk("right", "ES256"), jwk("other")]})
        elif path == "/authorize":
            self._lead(provider.authorize(_flat(urlsplit(self.path).query)))
        elif path == "/session/end" and (back := provider.end(_flat(urlsplit(self.path).query))):
            self._lead(back)
        elif path == "/userinfo" and self.headers["Authorization"] == "Bearer opens-userinfo":
            self._userinfo()
        elif path:
            self.send_error(404)

    def do_POST(self) -> None:
        """The exchange of a code."""
        length = int(self.headers["Content-Length"])
        if not self._begin():
            return
        said = self.provider.exchange(_flat(self.rfile.read(length).decode()))
        self._json(said or {"error": "invalid_grant"}, 200 if said else 400)

    def _begin(self) -> str:
        """The path; empty where the provider does not answer it."""
        path = urlsplit(self.path).path
        if path in self.provider.hangs:
            self.provider.ends.wait()
            return ""
        if path in self.provider.broken:
            self.send_error(500)
            return ""
        return path

    def _userinfo(self) -> None:
        provider = self.provider
        if provider.signs_userinfo:
            said = provider.sign(provider.person | provider.claims() | provider.userinfo)
            self._answer(said.encode(), "application/jwt")
        else:
            self._json(provider.person | provider.userinfo)

    def _lead(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _json(self, said: Any, status: int = 200) -> None:
        self._answer(json.dumps(said).encode(), "application/json", status)

    def _answer(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def answering(provider: Provider) -> Iterator[Provider]:
    """The provider answers on the loopback; `url` says where."""
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.ends.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}
