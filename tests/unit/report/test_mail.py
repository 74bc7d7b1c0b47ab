"""Packs by e-mail: sent encrypted to the hub's own server, its password never said, and each failure in plain words."""

import socket
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from reach.errors import ReachError
from reach.report.mail import PASSWORD, PASSWORD_FILE, MailError, message_of, send
from reach.settings import Mail
from tests.mail_server import CERTIFICATE, USER, MailServer, serving
from tests.mail_server import PASSWORD as OF_SERVER

KNOWN = {PASSWORD: OF_SERVER}


@pytest.fixture(autouse=True)
def _trust(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


@pytest.fixture
def server() -> Iterator[MailServer]:
    with serving(MailServer()) as running:
        yield running


def mail_of(server: MailServer, **changes: object) -> Mail:
    chosen = {
        "server": "localhost",
        "port": server.port,
        "security": server.security,
        "user": USER if server.needs_login else None,
        "sender": f"Maths Hub reach <{USER}>",
        "to": ("lead@school.example", "Board <board@school.example>"),
    }
    return Mail.model_validate(chosen | changes)


def send_one(mail: Mail, environment: dict[str, str] | None = None) -> None:
    files = [("pack.pdf", "application/pdf", b"%PDF-1.7\r\n.\r\n"), ("pack.html", "text/html", b"<p>46%</p>")]
    message = message_of(mail, subject="Reach:\r\nBcc: all@school.example", text="Halton: 45, now 48.\n", files=files)
    send(mail, message, KNOWN if environment is None else environment)


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_a_pack_is_sent_with_its_summary_and_files_and_nothing_in_clear(security: str) -> None:
    with serving(MailServer(security)) as server:
        send_one(mail_of(server))
    (message,) = server.received
    assert message["To"] == "lead@school.example, Board <board@school.example>"
    assert message["Subject"] == "Reach: Bcc: all@school.example" and "Bcc" not in message
    body = message.get_body(("plain",))
    assert body is not None and body.get_content().strip() == "Halton: 45, now 48."
    attached = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    assert attached == {"pack.pdf": b"%PDF-1.7\r\n.\r\n", "pack.html": b"<p>46%</p>"}
    assert [line.split(" ")[0].upper() for line in server.said_in_clear] == (
        ["EHLO", "STARTTLS"] if security == "starttls" else []
    )


def test_a_server_on_this_computer_may_do_without_encryption_and_password() -> None:
    with serving(MailServer("none", needs_login=False)) as server:
        send_one(mail_of(server), {})
    assert len(server.received) == 1


def test_the_password_may_stand_in_a_file(server: MailServer, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{OF_SERVER}\n", encoding="utf-8")
    send_one(mail_of(server), {PASSWORD_FILE: str(tmp_path / "password")})
    assert len(server.received) == 1


def test_without_its_password_the_server_is_not_asked(server: MailServer, tmp_path: Path) -> None:
    with pytest.raises(MailError, match="password of the mail server is missing"):
        send_one(mail_of(server), {})
    with pytest.raises(MailError, match="file with the password of the mail server cannot be read"):
        send_one(mail_of(server), {PASSWORD_FILE: str(tmp_path / "none")})
    assert server.said_in_clear == []


@pytest.mark.parametrize(
    ("refuses", "why"),
    [
        ({"MAIL": f"550 Not from you, {OF_SERVER}"}, "refused the sender"),
        ({"MAIL": "552 Too big"}, "too large"),
        ({"RCPT": "550 Nobody here"}, "refused every recipient"),
        ({".": "552 Too big"}, "too large"),
        ({".": "554 Looks like spam"}, "did not take the e-mail"),
        ({"EHLO": "421 Later", "HELO": "421 Later"}, "cannot be reached"),
        ({"STARTTLS": "454 Not now"}, "cannot be reached"),
    ],
)
def test_what_the_server_refuses_is_said_in_plain_words(refuses: dict[str, str], why: str) -> None:
    with serving(MailServer(refuses=refuses)) as server, pytest.raises(MailError, match=why) as refused:
        send_one(mail_of(server))
    assert "The pack is made" in refused.value.message
    assert OF_SERVER not in f"{refused.value.title}{refused.value.message}{refused.value.detail}"


def test_a_wrong_password_is_refused_and_never_repeated(server: MailServer, caplog: pytest.LogCaptureFixture) -> None:
    wrong = "hunter2 hunter2"
    with pytest.raises(MailError, match="refused the user or password") as refused:
        send_one(mail_of(server), {PASSWORD: wrong})
    said = "".join(traceback.format_exception(refused.value)) + caplog.text
    assert wrong not in said


def test_a_server_that_cannot_encrypt_gets_neither_password_nor_pack() -> None:
    with serving(MailServer("none")) as server, pytest.raises(MailError, match="does not offer what"):
        send_one(mail_of(server, security="starttls"))
    assert server.received == [] and not any("AUTH" in line.upper() for line in server.said_in_clear)


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(MailError, match="certificate is not trusted"):
        send_one(mail_of(server))
    assert server.received == []


def test_the_wrong_security_for_a_port_is_said(server: MailServer) -> None:
    with pytest.raises(MailError, match="could not be encrypted"):
        send_one(mail_of(server, security="ssl"))


def test_a_server_that_is_not_there_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailError, match="cannot be reached"):
        send_one(mail_of(MailServer(port=port)))


@pytest.mark.parametrize(
    "address",
    ["lead", "lead@", "@school.example", "lead@school.example\nBcc: x@y.example", "a@b.example, c@d.example", ""],
)
def test_what_is_no_address_is_refused(server: MailServer, address: str) -> None:
    with pytest.raises(ReachError, match=r"no e-mail address|no recipient"):
        message_of(mail_of(server, to=()), subject="Reach", text="x", to=[address])
    with pytest.raises(MailError, match="no recipient"):
        message_of(mail_of(server, to=()), subject="Reach", text="x")
