"""What is said of a pack that was made on a schedule, in the terminal and by e-mail: changes, alerts, headlines."""

from collections.abc import Sequence

from reach import formats
from reach.report.alerts import AlertsNow
from reach.report.pack_changes import Comparison
from reach.report.packs import Pack

_MOST_CHANGES = 25
"""Longer lists are cut, saying so: the pack has all of them."""


def changes_in_words(comparison: Comparison) -> list[str]:
    """Return what changed since the last pack by the recipe, a line each, beginning with how much did."""
    last, changes = comparison.last_pack, comparison.changes
    if last is None:
        return ["This is the first pack by this recipe, as it stands now."]
    if changes is None:
        return [f"Pack {last} was made by an earlier version of the dashboard: figures cannot be compared with it."]
    if not changes:
        return [f"Nothing that the pack shows has changed since pack {last}."]
    lines = [f"Changed since pack {last}: {formats.count_of(len(changes), 'figure or text', 'figures and texts')}."]
    lines += [f"- {change.in_words}" for change in changes[:_MOST_CHANGES]]
    if len(changes) > _MOST_CHANGES:
        lines.append(f"- and {len(changes) - _MOST_CHANGES:,} more, which the pack shows.")
    return lines


def alerts_in_words(alerts: AlertsNow) -> list[str]:
    """Return the alerts that are said for the first time, a line each, under a heading."""
    if not alerts.new:
        return []
    return ["Alerts, each said once until it clears:", *(f"- {alert.sentence}" for alert in alerts.new)]


def mail_subject(pack: Pack, *, is_pack_made: bool) -> str:
    """Return what an e-mail is about."""
    return f"{pack.title if is_pack_made else 'Alerts'}: {pack.subtitle}"


def mail_text(
    pack: Pack, comparison: Comparison | None, alerts: AlertsNow | None, files: Sequence[str], *, is_pack_made: bool
) -> str:
    """Return the text of an e-mail with a pack, or with alerts alone where no pack was made."""
    headlines = [headline.text for section in pack.sections for headline in section.headlines]
    parts = [
        [mail_subject(pack, is_pack_made=is_pack_made), f"Schools as at {pack.as_at}."],
        alerts_in_words(alerts) if alerts is not None else [],
        changes_in_words(comparison) if comparison is not None else [],
        ["In short:", *(f"- {each}" for each in headlines)] if is_pack_made and headlines else [],
        [f"Attached: {formats.listed(list(files))}."] if files else [],
        [pack.output_class],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"
