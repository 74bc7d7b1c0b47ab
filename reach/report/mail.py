"""A pack by e-mail, through the hub's own server: the summary as text, the files attached.

Server and recipients stand in hub.toml, under [mail]. The password does not: it is taken from the environment or from a
file that the environment names, and is neither printed nor logged.
"""

import contextlib
import email.utils
import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from reach.errors import ReachError
from reach.settings import Mail

PASSWORD, PASSWORD_FILE = "REACH_SMTP_PASSWORD", "REACH_SMTP_PASSWORD_FILE"
"""The environment's variables: the password itself, or the file that holds it."""

_TIMEOUT = 30
"""Seconds."""
_KEPT = "The pack is made; only the e-mail was not sent."


class MailError(ReachError):
    """An e-mail was not sent; it says why and what to do."""


def message_of(
    mail: Mail, *, subject: str, text: str, files: Sequence[tuple[str, str, bytes]] = (), to: Sequence[str] = ()
) -> EmailMessage:
    """Return an e-mail. files: name, media type and content of each. to: in place of the recipients of hub.toml.

    Raises MailError where there is no recipient, or an address is none.
    """
    recipients = [*(to or mail.to)]
    if not recipients:
        raise MailError("The e-mail has no recipient", f"Name one with --mail-to, or under [mail] in hub.toml. {_KEPT}")
    message = EmailMessage()
    message["From"] = _address(mail.sender or "")
    message["To"] = [_address(each) for each in recipients]
    message["Subject"] = " ".join(subject.split())
    message["Date"] = email.utils.localtime()
    message["Message-ID"] = email.utils.make_msgid(domain=_address(mail.sender or "").domain)
    # So that out-of-office replies are not sent.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    for name, media_type, content in files:
        kind, _, detail = media_type.partition("/")
        message.add_attachment(content, maintype=kind, subtype=detail, filename=name)
    return message


def send(mail: Mail, message: EmailMessage, environment: Mapping[str, str] = os.environ) -> None:
    """Send an e-mail. Raises MailError where it cannot be sent, or not to everybody."""
    password = _password(mail, environment)
    with _plain_errors(mail), _connected(mail) as server:
        if mail.user is not None and password is not None:
            server.login(mail.user, password)
        refused = server.send_message(message)
    if refused:
        raise MailError(
            "The e-mail was not sent to everybody", f"The server refused {', '.join(refused)}. The others have it."
        )


@contextlib.contextmanager
def _connected(mail: Mail) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if mail.security == "ssl":
        with smtplib.SMTP_SSL(mail.server or "", mail.port_used, timeout=_TIMEOUT, context=context) as server:
            yield server
        return
    with smtplib.SMTP(mail.server or "", mail.port_used, timeout=_TIMEOUT) as server:
        if mail.security == "starttls":
            server.starttls(context=context)
        yield server


def _password(mail: Mail, environment: Mapping[str, str]) -> str | None:
    """Return the password, where the server asks for one: hub.toml then names a user."""
    if mail.user is None:
        return None
    if environment.get(PASSWORD):
        return environment[PASSWORD]
    file = environment.get(PASSWORD_FILE)
    if not file:
        raise MailError(
            "The password of the mail server is missing",
            f"Put it into the environment as {PASSWORD}, or into a file that {PASSWORD_FILE} names. {_KEPT}",
        )
    try:
        return Path(file).read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeError):
        raise MailError(
            "The file with the password of the mail server cannot be read",
            f"{PASSWORD_FILE} names it: see that it is there and that this account may read it. {_KEPT}",
        ) from None


@contextlib.contextmanager
def _plain_errors(mail: Mail) -> Iterator[None]:
    """Say what went wrong in plain words. What the server answered is left out: it may repeat what it was sent."""
    try:
        yield
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise _in_words(error, mail) from None


_TOO_LARGE = {552, 523}
"""Codes with which a server refuses an e-mail for its size."""
_PROBLEMS: tuple[tuple[type[Exception], str, str], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        "The mail server refused the user or password",
        "See that user under [mail] in hub.toml and the password are right for {where}.",
    ),
    (
        smtplib.SMTPNotSupportedError,
        "The mail server does not offer what hub.toml asks for",
        "{where} has no STARTTLS or takes no password. Ask whoever runs it for the right port and security.",
    ),
    (smtplib.SMTPRecipientsRefused, "The mail server refused every recipient", "It does not take mail for them."),
    (smtplib.SMTPSenderRefused, "The mail server refused the sender", "It does not take {sender} as sender."),
    (smtplib.SMTPDataError, "The mail server did not take the e-mail", "Ask whoever runs {where} why."),
    (
        ssl.SSLCertVerificationError,
        "The mail server's certificate is not trusted",
        "{where} may not be the server it says it is, so nothing was sent to it. Ask whoever runs it.",
    ),
    (
        ssl.SSLError,
        "The connection to the mail server could not be encrypted",
        "{where} may want another security or port: starttls is usual on 587, ssl on 465.",
    ),
    (UnicodeError, "The user or password cannot be sent", "They may only have letters without accents."),
    (
        Exception,
        "The mail server cannot be reached",
        "{where} does not answer as a mail server does. See the address, and that this computer may reach it.",
    ),
)
"""What went wrong and what to do, by the error; the first that fits counts."""


def _in_words(error: Exception, mail: Mail) -> MailError:
    if getattr(error, "smtp_code", None) in _TOO_LARGE:
        return MailError(
            "The e-mail is too large for the mail server",
            f"Ask for fewer formats with --formats, such as pptx. {_KEPT}",
        )
    title, advice = next((title, advice) for kind, title, advice in _PROBLEMS if isinstance(error, kind))
    return MailError(
        title, f"{advice.format(where=f'{mail.server}, port {mail.port_used}', sender=mail.sender)} {_KEPT}"
    )


def _address(text: str) -> Address:
    try:
        name, plain = email.utils.parseaddr(text)
        address = Address(display_name=name, addr_spec=plain)
    except (ValueError, IndexError, email.errors.MessageError):
        address = Address()
    # Two addresses in one text would lose the second.
    if not address.username or not address.domain or not text.isprintable() or text.count("@") != 1:
        raise MailError(f"“{text}” is no e-mail address", f"Write it as name@school.example. {_KEPT}")
    return address
