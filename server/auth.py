"""Who may come in: signed tokens for sign-in links, class links, persons in a class and browser sessions."""

import os
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from rooms.facts import STAFF_ROLES
from server.errors import Problem

ALGORITHM = "HS256"
SIGN_IN_SECONDS = 24 * 3600
SESSION_SECONDS = 180 * 24 * 3600
PERSON_SECONDS = 30 * 24 * 3600
FILM_SECONDS = 12 * 3600
LAST_END = 4_102_444_800  # the year 2100, in Unix seconds
LONGEST_TOKEN = 2000
SECRET_BYTES = 32
UNSEEN = ("Cc", "Cs", "Zl", "Zp")  # Unicode categories: control characters, surrogates, line ends
OVERRIDES = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"  # they turn the direction of what follows
JOINERS = "\u200c\u200d"  # they belong to the spelling of Persian, Indic scripts and joined emoji


@dataclass(frozen=True)
class Ticket:
    """What a class link says: whoever holds it may join this class in this role."""

    class_id: str
    role: str


@dataclass(frozen=True)
class Identity:
    """Who speaks to the server. ``class_id`` None: known everywhere (a session or the API token); ``api`` marks the latter."""

    person: str | None
    class_id: str | None = None
    role: str | None = None
    api: bool = False
    link: str | None = None  # a link that lets one look, and no person

    @property
    def is_staff(self) -> bool:
        """True when the token itself carries a leading role."""
        return self.role in STAFF_ROLES


def load_secret(data: Path) -> bytes:
    """The server's signing secret: made once, kept in the data folder, readable by its owner only.

    Raises OSError when it cannot be kept, or when the file is not a secret: anybody could sign with an empty one.
    """
    path = data / "secret"
    if not path.exists():
        _make_secret(path)
    secret = path.read_bytes()
    if len(secret) < SECRET_BYTES:
        raise OSError(f"{path} holds no secret: restore it, or delete it (all links become invalid)")
    return secret


def _make_secret(path: Path) -> None:
    """It appears whole or not at all, also on a full disk and when two servers start at once."""
    whole = path.with_name(f"secret.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(SECRET_BYTES).encode())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(whole, path)  # unlike a rename, it never takes another's place
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)


HOUR = 3600.0
MOST_TICKETS = 20_000  # kept for a while, since signing takes longer than all else that a desk needs


class Tokens:
    """Signs and reads tokens; every kind is a different token, so none can stand in for another."""

    def __init__(self, secret: bytes) -> None:
        self._key = OctKey.import_key(secret)
        self._tickets: dict[tuple[str, str, float], tuple[float, str]] = {}
        self.is_erased: Callable[[str], bool] = lambda _: False
        """Whether nothing that was signed for a person opens anything any more."""

    def _sign(self, kind: str, seconds: float, **claims: str) -> str:
        return self._sign_until(kind, int(time.time() + seconds), **claims)

    def _sign_until(self, kind: str, end: int, **claims: str) -> str:
        body: dict[str, Any] = {"k": kind, "exp": end, **claims}
        return jwt.encode({"alg": ALGORITHM}, body, self._key, algorithms=[ALGORITHM])

    def _read(self, kind: str, token: object, invalid: str = "bad_ticket") -> dict[str, Any]:
        if not isinstance(token, str) or not token or len(token) > LONGEST_TOKEN:
            raise Problem(invalid)
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError, TypeError) as error:
            raise Problem(invalid) from error
        if claims.get("k") != kind or not isinstance(claims.get("exp"), int):
            raise Problem(invalid)
        if claims["exp"] < time.time():
            raise Problem("ticket_expired")
        if "p" in claims and self.is_erased(str(claims["p"])):
            raise Problem("sign_in_needed")
        return claims

    def sign_in(self, person: str, seconds: float = SIGN_IN_SECONDS) -> str:
        """A link token that signs this account in."""
        return self._sign("signin", seconds, p=person)

    def read_sign_in(self, token: object) -> str:
        """The account of a sign-in token."""
        return str(self._read("signin", token)["p"])

    def session(self, person: str) -> str:
        """The value of a browser's session cookie."""
        return self._sign("session", SESSION_SECONDS, p=person)

    def read_session(self, token: object) -> str:
        """The person of a session cookie."""
        return str(self._read("session", token, "sign_in_needed")["p"])

    def ticket(self, class_id: str, role: str, seconds: float) -> str:
        """A class link's token; a desk of hundreds of classes asks for each of them every few seconds."""
        key, now = (class_id, role, seconds), time.time()
        made, token = self._tickets.get(key, (0.0, ""))
        if not 0 <= now - made < min(HOUR, seconds / 100):
            if len(self._tickets) >= MOST_TICKETS:
                self._tickets.clear()
            token = self._sign("ticket", seconds, c=class_id, r=role)
            self._tickets[key] = (now, token)
        return token

    def read_ticket(self, token: object) -> Ticket:
        """What a class link says; refuses forged and expired ones."""
        claims = self._read("ticket", token)
        return Ticket(str(claims["c"]), str(claims["r"]))

    def person(self, class_id: str, person: str, role: str) -> str:
        """The token of one person in one class."""
        return self._sign("person", PERSON_SECONDS, c=class_id, p=person, r=role)

    def read_person(self, token: object) -> Identity:
        """Who a person token speaks for."""
        claims = self._read("person", token, "sign_in_needed")
        return Identity(str(claims["p"]), str(claims["c"]), str(claims["r"]))

    def film(self, class_id: str, film: str, person: str, role: str) -> str:
        """The key of one person to one film: it stands in an address, and opens nothing else."""
        return self._sign("film", FILM_SECONDS, c=class_id, f=film, p=person, r=role)

    def read_film(self, token: object, class_id: str, film: str) -> tuple[str, str]:
        """The person and the role that a film's key was made for; refuses keys of other films."""
        claims = self._read("film", token)
        if (claims["c"], claims["f"]) != (class_id, film):
            raise Problem("bad_ticket")
        return str(claims["p"]), str(claims["r"])

    def download(self, class_id: str, person: str, role: str) -> str:
        """The key of one person to what can be downloaded of a class: it stands in an address."""
        return self._sign("download", FILM_SECONDS, c=class_id, p=person, r=role)

    def read_download(self, token: object, class_id: str) -> tuple[str, str]:
        """The person and the role that such a key was made for; refuses keys of other classes."""
        claims = self._read("download", token)
        if claims["c"] != class_id:
            raise Problem("bad_ticket")
        return str(claims["p"]), str(claims["r"])

    def look(self, link: str) -> str:
        """The key in a link that lets one look at a class, always the same; its row in the store says until when."""
        return self._sign_until("look", LAST_END, l=link)

    def read_look(self, token: object) -> str:
        """The id of the link that such a key belongs to."""
        return str(self._read("look", token)["l"])

    def podcast(self, podcast: str) -> str:
        """The key in an address for podcast apps, always the same; it is valid until its row in the store goes."""
        return self._sign_until("podcast", LAST_END, f=podcast)

    def read_podcast(self, token: object) -> str:
        """The id of the podcast that such a key opens."""
        return str(self._read("podcast", token)["f"])

    def erasure(self, erasure: str) -> str:
        """The key to what came of an erasure: whoever was erased has no other any more."""
        return self._sign_until("erasure", LAST_END, x=erasure)

    def read_erasure(self, token: object) -> str:
        """The id of the erasure that such a key belongs to."""
        return str(self._read("erasure", token)["x"])

    def calendar(self, calendar: str) -> str:
        """The key in an address for calendar apps, in the same way."""
        return self._sign_until("calendar", LAST_END, a=calendar)

    def read_calendar(self, token: object) -> str:
        """The id of the calendar that such a key opens."""
        return str(self._read("calendar", token)["a"])


def clean_name(name: object) -> str:
    """A person's name, trimmed: 1 to 80 characters of any script, none of them control characters; never cut."""
    cleaned = _clean(name, 80, "bad_name")
    # What nobody sees would let one name pass for another.
    if any(unicodedata.category(c) == "Cf" and c not in JOINERS for c in cleaned):
        raise Problem("bad_name")
    return cleaned


def clean_title(title: object) -> str:
    """A title of a course or class: 1 to 200 characters; never cut."""
    return _clean(title, 200, "bad_title")


def _clean(text: object, limit: int, code: str) -> str:
    if not isinstance(text, str) or len(text) > 4 * limit:
        raise Problem(code)
    trimmed = text.strip()
    hidden = any(unicodedata.category(c) in UNSEEN or c in OVERRIDES for c in trimmed)
    blank = not any(c.isprintable() and not c.isspace() for c in trimmed)
    if not trimmed or len(trimmed) > limit or hidden or blank:
        raise Problem(code)
    return trimmed
