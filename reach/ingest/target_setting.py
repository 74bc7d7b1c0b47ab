"""Targets set, changed or withdrawn on screen: what is said last stands, here or in a sheet."""

import dataclasses
import datetime as dt

import duckdb

from reach.errors import ReachError
from reach.ingest.cells import text_of
from reach.ingest.contact_details import has_contact_details
from reach.phases import PHASES
from reach.settings import Settings
from reach.store import Store
from reach.store.checks import refuse_breaches
from reach.store.history import Kind

LONGEST_SOURCE = 200
"""Letters."""


class TargetError(ReachError):
    """A target cannot be set, or withdrawn, like this. Nothing has been changed."""


@dataclasses.dataclass(frozen=True)
class Scope:
    """What a target is for: a year and, where not for all of them, a strand or programme, a local authority, a phase.

    All are codes, as in hub.toml.
    """

    academic_year: str
    strand: str | None = None
    programme: str | None = None
    local_authority: str | None = None
    phase: str | None = None


def set_target(
    store: Store, scope: Scope, *, share: float | None = None, schools: int | None = None, source: str, by: str
) -> None:
    """Set a target, a share or a number of schools, in place of what was set for the same before.

    Raises TargetError for a scope that is not known, for both a share and a number or neither, and for no source.
    """
    _refuse_scope(store.settings, scope)
    if (share is None) == (schools is None):
        raise TargetError("A target is a share or a number of schools", "Give one of them. Nothing was changed.")
    if share is not None and not 0 < share <= 1:
        raise TargetError("That share cannot be a target", "It is above 0 and at most 100%. Nothing was changed.")
    if schools is not None and schools < 1:
        raise TargetError("That number cannot be a target", "It is 1 school or more. Nothing was changed.")
    source = _source(source)
    with store.write("Set a target", kind=Kind.EDIT) as connection:
        _write(connection, scope, share, schools, source, by)


def withdraw_target(store: Store, scope: Scope, *, by: str) -> None:
    """Withdraw a target, wherever it was set, until a sheet or the screen sets one anew.

    Raises TargetError where none stands for exactly this.
    """
    with store.write("Withdrew a target", kind=Kind.EDIT) as connection:
        stands = """
            select 1
            from all_targets
            where
                academic_year = $academic_year
                and strand is not distinct from $strand
                and programme_code is not distinct from $programme
                and la_code is not distinct from $local_authority
                and phase is not distinct from $phase
        """
        if connection.execute(stands, dataclasses.asdict(scope)).fetchone() is None:
            raise TargetError("There is no such target", "Somebody else may have withdrawn it. Nothing was changed.")
        _write(connection, scope, None, None, "Withdrawn", by, is_withdrawn=True)


def _write(
    connection: duckdb.DuckDBPyConnection,
    scope: Scope,
    share: float | None,
    schools: int | None,
    source: str,
    by: str,
    *,
    is_withdrawn: bool = False,
) -> None:
    connection.execute(
        """
        insert into targets_on_screen by name
        select
            $academic_year as academic_year,
            $strand as strand,
            $programme as programme_code,
            $local_authority as la_code,
            $phase as phase,
            $share as share,
            $schools as schools,
            $source as source,
            $is_withdrawn as is_withdrawn,
            $said_at as said_at,
            $said_by as said_by
        """,
        dataclasses.asdict(scope)
        | {
            "share": share,
            "schools": schools,
            "source": source,
            "is_withdrawn": is_withdrawn,
            "said_at": dt.datetime.now(),
            "said_by": by,
        },
    )
    refuse_breaches(connection, "That would break the store", TargetError, batches=[])


def _refuse_scope(settings: Settings, scope: Scope) -> None:
    if scope.strand and scope.programme:
        raise TargetError(
            "A target is for a strand or for a programme",
            "Not for both: a programme has a strand. Nothing was changed.",
        )
    programmes = [programme.code for programme in settings.programmes]
    for what, value, known in (
        ("academic year", scope.academic_year, settings.academic_year_names()),
        ("strand", scope.strand, settings.strand_codes),
        ("programme", scope.programme, programmes),
        ("local authority", scope.local_authority, settings.la_codes),
        ("phase", scope.phase, PHASES),
    ):
        if value is not None and value not in known:
            raise TargetError(f"There is no {what} “{value}”", "Nothing was changed.")


def _source(text: str) -> str:
    source = text_of(text)
    if not source:
        raise TargetError("No source was given", "Say where the target stands: document and section.")
    if has_contact_details(source):
        raise TargetError(
            "The source has an e-mail address or telephone number in it", "Name the document, not people."
        )
    if len(source) > LONGEST_SOURCE:
        raise TargetError("The source is too long", f"Say it in {LONGEST_SOURCE} letters or fewer.")
    return source
