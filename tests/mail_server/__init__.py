"""A mail server on this computer for tests: it keeps what it is sent, and can refuse each step.

localhost.pem is its certificate and key, made for tests alone: no other program has any use for them.
"""

import base64
import contextlib
import dataclasses
import email.policy
import socketserver
import ssl
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any, cast

CERTIFICATE = Path(__file__).parent / "localhost.pem"
USER, PASSWORD = "reach@school.example", "correct horse battery staple"


@dataclasses.dataclass
class MailServer:
    """What a server offers and refuses, by the first word of a command with the answer; and what it was sent."""

    security: str = "starttls"
    needs_login: bool = True
    refuses: dict[str, str] = dataclasses.field(default_factory=dict)
    port: int = 0
    received: list[EmailMessage] = dataclasses.field(default_factory=list)
    said_in_clear: list[str] = dataclasses.field(default_factory=list)


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.of = cast(Any, self.server).mail_server
        self.is_encrypted = self.of.security == "ssl"
        self._say("220 localhost")
        while line := self.rfile.readline():
            command = line.decode().strip()
            word = command.split(" ")[0].upper()
            if not self.is_encrypted:
                self.of.said_in_clear.append(command)
            if word in self.of.refuses:
                self._say(self.of.refuses[word])
            elif word == "EHLO":
                offers = ["STARTTLS"] * (self.of.security == "starttls" and not self.is_encrypted)
                offers += ["AUTH PLAIN"] * self.of.needs_login
                for offer in ["localhost", *offers]:
                    self._say(f"250-{offer}")
                self._say("250 8BITMIME")
            elif word == "STARTTLS":
                self._say("220 Go ahead")
                self._encrypt()
            elif word == "AUTH":
                user, password = base64.b64decode(command.split(" ")[2]).decode().split("\0")[1:]
                self._say("235 Welcome" if (user, password) == (USER, PASSWORD) else f"535 Not with {password}")
            elif word == "DATA":
                self._say("354 Go ahead")
                self._receive()
            elif word == "QUIT":
                self._say("221 Bye")
                return
            else:
                self._say("250 OK")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
        self.wfile.flush()

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), cast(Any, self.connection.makefile("wb"))
        self.is_encrypted = True

    def _receive(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if "." in self.of.refuses:
            self._say(self.of.refuses["."])
            return
        parser = BytesParser(policy=email.policy.default)
        self.of.received.append(parser.parsebytes(b"".join(lines)))
        self._say("250 Kept")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    mail_server: MailServer

    def get_request(self) -> Any:
        connection, address = super().get_request()
        if self.mail_server.security == "ssl":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            connection = context.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


@contextlib.contextmanager
def serving(mail_server: MailServer) -> Iterator[MailServer]:
    """Run a server for as long as the block lasts."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.mail_server = mail_server
        mail_server.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield mail_server
        finally:
            server.shutdown()
            thread.join()
