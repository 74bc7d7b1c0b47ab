"""What `report` does beside a pack when a schedule runs it: compare with the last one, say alerts, send e-mail."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import typer

from reach.commands.terminal import say
from reach.errors import ReachError
from reach.report import PACK_FORMATS, Pack
from reach.report.alerts import AlertsNow, alerts_now, remember_alerts
from reach.report.mail import message_of, send
from reach.report.mail_text import alerts_in_words, changes_in_words, mail_subject, mail_text
from reach.report.pack_changes import Comparison, compare_with_last
from reach.settings import Settings
from reach.store import Store

NOTHING_CHANGED = 3
"""The exit code where nothing changed and no alert is new: there was nothing to do."""

CurrentPeriod = StrEnum("CurrentPeriod", {"year": "year", "term": "term"})


@dataclasses.dataclass(frozen=True)
class ScheduleOptions:
    """What was asked for beside the pack."""

    if_changed: bool
    alerts: bool
    mail: bool
    mail_to: Sequence[str]

    def refuse_what_cannot_be(self, settings: Settings, *, is_from_record: bool, is_kept: bool) -> None:
        """Raise an error for options that contradict each other or hub.toml, before a pack is made."""
        if is_from_record and (self.if_changed or self.alerts):
            raise typer.BadParameter("A pack that is made again from its record has neither changes nor alerts.")
        if self.if_changed and not is_kept:
            raise typer.BadParameter("--if-changed compares with packs on record, so give it without --no-keep.")
        if self.alerts and not settings.alerts.is_any:
            raise ReachError("No alert is set", "Draw a line under [alerts] in data/hub.toml, or leave out --alerts.")
        if self.mail and settings.mail.server is None:
            raise ReachError("No mail server is set", "Name it under [mail] in data/hub.toml, or leave out --mail.")


class ScheduledRun:
    """One run: whether its pack is wanted, and what is said and sent of it."""

    def __init__(self, store: Store, pack: Pack, options: ScheduleOptions, *, recipe_name: str) -> None:
        self._store, self._pack, self._options, self._recipe_name = store, pack, options, recipe_name
        self._comparison: Comparison | None = compare_with_last(store, pack) if options.if_changed else None
        self._alerts: AlertsNow | None = None
        if options.alerts:
            today = pack.made_at.date()
            self._alerts = alerts_now(store.read(), store.settings, pack.recipe, recipe_name=recipe_name, today=today)

    @property
    def is_pack_wanted(self) -> bool:
        """Whether the pack shows anything else than the last one, where that was asked."""
        return self._comparison is None or not self._comparison.is_same

    @property
    def has_news(self) -> bool:
        """Whether there is anything to send: a pack, or an alert that was not said yet."""
        return self.is_pack_wanted or bool(self._alerts and self._alerts.new)

    def report(self, files: Sequence[Path]) -> None:
        """Say changes and alerts, send them with the files, and remember which alerts were said.

        Alerts are remembered last: where the e-mail fails, they are said again.
        """
        if self._comparison is not None:
            for line in changes_in_words(self._comparison):
                say(line)
            if not self.is_pack_wanted:
                say("No pack was made.")
        if self._alerts is not None:
            for line in alerts_in_words(self._alerts) or ["No new alert."]:
                say(line)
        if self._options.mail and self.has_news:
            self._send(files)
        if self._alerts is not None:
            remember_alerts(self._store, self._alerts, recipe_name=self._recipe_name)

    def _send(self, files: Sequence[Path]) -> None:
        mail = self._store.settings.mail
        message = message_of(
            mail,
            subject=mail_subject(self._pack, is_pack_made=self.is_pack_wanted),
            text=mail_text(
                self._pack,
                self._comparison,
                self._alerts,
                [file.name for file in files],
                is_pack_made=self.is_pack_wanted,
            ),
            files=[(file.name, PACK_FORMATS[file.suffix[1:]].mime, file.read_bytes()) for file in files],
            to=self._options.mail_to,
        )
        send(mail, message)
        say(f"Sent to {message['To']}.")


def period_of_today(settings: Settings, current: CurrentPeriod, today: dt.date | None = None) -> dict[str, str]:
    """Return the filters for the academic year or term that today is in. Raises ReachError where hub.toml has none."""
    day = today or dt.date.today()
    for period in settings.periods():
        is_year = period.period == "year"
        if period.starts_on <= day <= period.ends_on and is_year == (current is CurrentPeriod.year):
            return {"academic_year": period.academic_year, "period": period.period}
    raise ReachError("Today is in no academic year of the dashboard", "Add it under [academic_years] in data/hub.toml.")
