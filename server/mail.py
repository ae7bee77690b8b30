"""Sends mail through the school's own mail server (SMTP, RFC 5321), when the settings name one."""

import asyncio
import re
import smtplib
import ssl
from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from email.utils import make_msgid
from functools import partial
from urllib.parse import unquote, urlsplit

from server.aside import aside
from server.errors import Problem

TIMEOUT = 20.0
MOST_SECONDS, LAST_SECONDS = 60.0, 3.0  # for one mail in all; and of these when the server stops
LONGEST = 254  # RFC 5321, section 4.5.3.1.3
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\Z")
PORTS = {"smtp": 587, "smtps": 465}


def clean_address(address: object) -> str:
    """A mail address that SMTP can carry as it is; raises bad_address."""
    if not isinstance(address, str) or not is_address(address.strip()):
        raise Problem("bad_address")
    return address.strip()


def is_address(text: str) -> bool:
    """Whether this is a mail address of the usual kind (RFC 5321, section 4.1.2, without quotes)."""
    _, _, domain = text.partition("@")
    return len(text) <= LONGEST and bool(ADDRESS.match(text)) and ".." not in text and "." in domain


def check_url(url: str) -> None:
    """Raises ValueError if this is no address of a mail server."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/"):
        raise ValueError("is not a mail server such as smtp://user:password@mail.example.org:587")
    _ = parts.port  # raises ValueError beyond 65535


class Mail:
    """`url`: smtp:// (STARTTLS where the server offers it) or smtps://, with user and password where it wants them."""

    def __init__(self, url: str, sender: str) -> None:
        self._url, self._sender = url, sender

    @property
    def on(self) -> bool:
        """Whether mail can be sent at all."""
        return bool(self._url)

    async def send(
        self, message: EmailMessage, otherwise: Callable[[], Awaitable[object]] | None = None
    ) -> None:
        """Hand it over to the mail server; raises Problem mail_failed, which says no more: the reason may hold secrets.

        ``otherwise`` is done where it was not handed over, also when whoever sends is cancelled: a moment is waited then.
        """
        message["From"] = self._sender
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2] or "amphi")
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers
        sending = asyncio.ensure_future(aside(partial(self._hand_over, message)))
        try:
            async with asyncio.timeout(MOST_SECONDS):
                await asyncio.shield(sending)
        except BaseException as error:
            if isinstance(error, asyncio.CancelledError):
                await asyncio.wait([sending], timeout=LAST_SECONDS)
            if otherwise is not None and not (sending.done() and sending.exception() is None):
                await otherwise()
            sending.cancel()
            if isinstance(error, OSError | smtplib.SMTPException):
                raise Problem("mail_failed") from error
            raise

    def _hand_over(self, message: EmailMessage) -> None:
        parts = urlsplit(self._url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        secure = ssl.create_default_context()
        with (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=secure)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=TIMEOUT)
        ) as server:
            if parts.scheme == "smtp":
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=secure)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
