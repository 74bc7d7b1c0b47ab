"""`report` on a schedule: only where something changed, alerts once, e-mail, and exit codes for a scheduler."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from reach.commands.scheduled import CurrentPeriod, period_of_today
from reach.errors import ReachError
from reach.report import ChosenFilters, Part, Recipe, record
from reach.report.mail import PASSWORD as PASSWORD_VARIABLE
from reach.settings import Alerts, Mail, Settings
from reach.store import Store, listing
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.command_line import Answer, reach
from tests.mail_server import CERTIFICATE, PASSWORD, USER, MailServer, serving


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Four schools with a short recipe of a running year, in which one school is behind."""
    rows = [attended(900001, "10/10/2022"), attended(900002, "10/10/2022", person="bob")]
    rows += [attended(900003, "10/10/2023", person="cy")]
    store = hub(tmp_path / "hub", [school(900001 + number) for number in range(4)], rows)
    parts = tuple(Part(section=section) for section in ("headlines", "reach"))
    recipe = Recipe(audience="internal", filters=ChosenFilters(academic_year="2023/24"), parts=parts)
    record.save_recipe(store, "Termly", recipe, saved_by="alex")
    return store


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the command line other settings than hub.toml's."""

    def use_settings(**changes: Any) -> Settings:
        settings = SETTINGS.model_copy(update=changes)
        monkeypatch.setattr("reach.store.load_settings", lambda: settings)
        return settings

    return use_settings


@pytest.fixture
def serve(use: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[MailServer], AbstractContextManager[MailServer]]:
    """Run a mail server that the hub's settings name, with an alert on any school behind."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)

    @contextlib.contextmanager
    def serve_with_settings(mail_server: MailServer) -> Iterator[MailServer]:
        with serving(mail_server) as server:
            mail = Mail(server="localhost", port=server.port, user=USER, sender=USER, to=("lead@school.example",))
            use(mail=mail, alerts=Alerts(schools_behind_last_year=0))
            yield server

    return serve_with_settings


def run(store: Store, tmp_path: Path, *words: str) -> Answer:
    formats = ("--formats", "html", "--out", str(tmp_path / "out"))
    return reach(store.folder, "report", "--recipe", "Termly", *formats, *words)


def test_a_pack_is_made_only_where_something_changed_and_says_what(store: Store, tmp_path: Path) -> None:
    first = run(store, tmp_path, "--if-changed")
    assert first.returncode == 0 and "This is the first pack by this recipe" in first.stdout, first.stderr
    (file,) = (tmp_path / "out").iterdir()
    file.unlink()
    again = run(store, tmp_path, "--if-changed")
    assert (again.returncode, again.stderr) == (3, "")
    assert again.stdout == "Nothing that the pack shows has changed since pack 1.\nNo pack was made.\n"
    assert not list((tmp_path / "out").iterdir()) and len(listing.packs(store.read())) == 1
    imported(store, register([attended(900004, "11/10/2023", person="di")], "late.csv"))
    changed = run(store, tmp_path, "--if-changed")
    assert changed.returncode == 0 and file.is_file()
    which = "- Reach by local authority and phase, 2023/24 so far: Halton, Primary"
    assert f"{which}, Reach: 25.0%, now 50.0%\n" in changed.stdout
    assert run(store, tmp_path, "--if-changed").returncode == 3


def test_what_cannot_be_is_refused_before_a_pack_is_made(store: Store, tmp_path: Path) -> None:
    assert run(store, tmp_path, "--if-changed", "--no-keep").returncode == 2
    assert reach(store.folder, "report", "--from-record", "1", "--if-changed").returncode == 2
    assert "No alert is set" in run(store, tmp_path, "--alerts").stderr
    assert "No mail server is set" in run(store, tmp_path, "--mail").stderr
    assert not (tmp_path / "out").exists()


def test_an_alert_is_said_once_in_the_same_run_and_counts_as_news(store: Store, tmp_path: Path, use: Any) -> None:
    assert run(store, tmp_path, "--if-changed").returncode == 0
    use(alerts=Alerts(schools_behind_last_year=0))
    said = run(store, tmp_path, "--if-changed", "--alerts")
    assert said.returncode == 0, "an alert is something to tell, though no figure of the pack changed"
    assert "No pack was made." in said.stdout
    assert "- Reach is 1 school behind: 1 reached in 2023/24 so far, 2 in 2022/23 to 16 November." in said.stdout
    silent = run(store, tmp_path, "--if-changed", "--alerts")
    assert silent.returncode == 3 and silent.stdout.endswith("No new alert.\n")


def test_a_changed_pack_is_sent_with_what_changed_and_the_alerts(store: Store, tmp_path: Path, serve: Any) -> None:
    words = ("--if-changed", "--alerts", "--mail")
    with serve(MailServer()) as server:
        sent = run(store, tmp_path, *words)
        assert sent.returncode == 0 and sent.stdout.count("Sent to lead@school.example.") == 1, sent.stderr
        assert run(store, tmp_path, *words).returncode == 3, "there is nothing to send"
        run(store, tmp_path, "--mail-to", "board@school.example")
    first, second = server.received
    body = first.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    for part in ("first pack by this recipe", "Reach is 1 school behind", "In short:", "Exact figures, for the hub"):
        assert part in text
    assert [part.get_filename() for part in first.iter_attachments()] == [
        file.name for file in (tmp_path / "out").iterdir() if not file.stem.endswith("-2")
    ]
    assert second["To"] == "board@school.example"
    assert PASSWORD not in sent.stdout + sent.stderr


def test_where_the_mail_fails_the_next_run_sends_it(store: Store, tmp_path: Path, serve: Any) -> None:
    words = ("--if-changed", "--alerts", "--mail")
    with serve(MailServer(refuses={"RCPT": "550 Nobody"})) as server:
        failed = run(store, tmp_path, *words)
        assert failed.returncode == 2 and "refused every recipient" in failed.stderr
        server.refuses.clear()
        sent = run(store, tmp_path, *words)
    assert sent.returncode == 0 and len(server.received) == 1
    assert "Reach is 1 school behind" in sent.stdout, "what nobody was told is said again"


def test_the_current_year_or_term_is_that_of_today(store: Store, tmp_path: Path) -> None:
    day = dt.date(2024, 2, 1)
    assert period_of_today(SETTINGS, CurrentPeriod.year, day) == {"academic_year": "2023/24", "period": "year"}
    assert period_of_today(SETTINGS, CurrentPeriod.term, day) == {"academic_year": "2023/24", "period": "spring"}
    with pytest.raises(ReachError, match="no academic year"):
        period_of_today(SETTINGS, CurrentPeriod.term, dt.date(2001, 1, 1))
    asked = reach(store.folder, "report", "--current", "year", "--formats", "html", "--out", str(tmp_path))
    assert asked.returncode == 2 and "There is nothing to report" in asked.stderr, "no attendance is recorded of today"


def test_a_term_of_which_nothing_is_recorded_yet_is_no_fault_of_a_schedule(store: Store, tmp_path: Path) -> None:
    early = run(store, tmp_path, "--if-changed", "--period", "spring")
    assert early.returncode == 3 and early.stdout.startswith("There is nothing to report: No attendance is recorded")
    assert run(store, tmp_path, "--period", "spring").returncode == 2
