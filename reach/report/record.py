"""The figures register: what each pack stated, when, as at, by whom and from which imports, kept for ever.

pack_id = record_pack(store, pack)
old = made_again(store, pack_id)
"""

import dataclasses
import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from reach.errors import ReachError
from reach.progress import OnProgress, ignored
from reach.queries import Result, as_query
from reach.report.answers import Question, RecordedAnswers
from reach.report.as_json import frame_from_json, question_from_json, question_to_json
from reach.report.pack_maker import make_pack
from reach.report.packs import Pack
from reach.report.recipes import Recipe
from reach.report.renamed_queries import as_asked_today
from reach.report.sections import SECTIONS
from reach.store import Store, Unpublished, Version, listing
from reach.store.history import Kind
from reach.store.schema_steps import insert_frame


class RecordError(ReachError):
    """There is no such pack on record."""


@dataclasses.dataclass(frozen=True)
class RecordedPack:
    """A pack on record: what was chosen, and every answer as it was then."""

    pack_id: int
    made_at: dt.datetime
    made_by: str
    recipe: Recipe
    answers: dict[Question, Result]
    batch_ids: tuple[int, ...]


def record_pack(store: Store, pack: Pack) -> int:
    """Put a pack on record and give its number: that of the last of its kind where it states exactly the same.

    Everything or nothing is written.
    """
    rows = list(_figure_rows(pack))
    content_hash = _hash_of(pack, rows)
    recorded: int | None = None
    with store.write("Recorded a pack", kind=Kind.PACK) as connection:
        recorded = _same_as_before(connection, content_hash)
        if recorded is not None:
            raise Unpublished
        recorded = _next_pack_id(connection)
        insert_frame(connection, "packs", pd.DataFrame([_pack_row(pack, recorded, content_hash)], dtype=object))
        if pack.batch_ids:
            batches = [{"pack_id": recorded, "batch_id": batch_id} for batch_id in pack.batch_ids]
            insert_frame(connection, "pack_batches", pd.DataFrame(batches))
        insert_frame(connection, "figures", _frame(recorded, "figure_number", rows))
        insert_frame(connection, "pack_sentences", _frame(recorded, "sentence_number", list(_sentence_rows(pack))))
    if recorded is None:
        raise RecordError("The pack was not recorded", "Nothing was changed. Try again.")
    return recorded


def recorded_pack(version: Version, pack_id: int) -> RecordedPack:
    """Give a pack on record. Raises RecordError where there is none of that number."""
    found = [row for row in listing.packs(version) if row["pack"] == pack_id]
    if not found:
        raise RecordError(f"There is no pack {pack_id} on record", "“packs” lists those there are.")
    pack = found[0]
    answers: dict[Question, Result] = {}
    for row in listing.figures(version, pack_id):
        asked = question_from_json(row["query"], row["question"])
        question, frame = as_asked_today(asked, _recorded_frame(row))
        answers[question] = Result(
            query=as_query(question.query, row["query_sql"]),
            filters=question.filters,
            frame=frame,
            as_at=row["as_at"],
            register_date=row["register_date"],
            is_demonstration=version.is_demonstration,
            until=row["until_day"],
        )
    batches = version.rows(
        "select batch_id from pack_batches where pack_id = $pack_id order by batch_id", {"pack_id": pack_id}
    )
    return RecordedPack(
        pack_id=pack_id,
        made_at=pack["made_at"],
        made_by=pack["made_by"],
        recipe=Recipe.from_json(pack["recipe"]),
        answers=answers,
        batch_ids=tuple(batch_id for (batch_id,) in batches),
    )


def frame_to_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as Parquet."""
    return bytes(frame.to_parquet())


def frame_from_bytes(content: bytes) -> pd.DataFrame:
    """Return the frame back, each column of the kind that it was."""
    return pd.read_parquet(io.BytesIO(content))


def _recorded_frame(row: Mapping[str, Any]) -> pd.DataFrame:
    return frame_from_json(row["answer"]) if row["frame"] is None else frame_from_bytes(row["frame"])


def made_again(store: Store, pack_id: int, *, on_progress: OnProgress = ignored) -> Pack:
    """Make a pack again from its record: it states what it stated then, whatever has come since."""
    version = store.read()
    old = recorded_pack(version, pack_id)
    return make_pack(
        old.recipe,
        RecordedAnswers(old.answers, old.batch_ids),
        store.settings,
        made_at=old.made_at,
        made_by=old.made_by,
        last_proposals=_sentences_of(version, pack_id, "since"),
        on_progress=on_progress,
    )


def last_proposals(version: Version, recipe: Recipe) -> tuple[str, ...]:
    """Give what the last pack of an earlier period and of the same reader, audience and filters proposed."""
    now = _order(recipe.filters.academic_year, recipe.filters.period)
    for pack in listing.packs(version):
        of_pack = Recipe.from_json(pack["recipe"])
        if _scope(of_pack) == _scope(recipe) and _order(pack["academic_year"], pack["period"]) < now:
            return _sentences_of(version, pack["pack"], "next")
    return ()


def _scope(recipe: Recipe) -> tuple[str, str, dict[str, Any]]:
    """Give for whom a pack is and all filters but the period."""
    filters: dict[str, Any] = recipe.filters.model_dump(exclude={"academic_year", "period"})
    return recipe.reader, recipe.audience, filters


def _order(academic_year: str, period: str) -> tuple[str, int]:
    """Put periods in the order in which they end; a whole year ends with its summer term."""
    return academic_year, {"autumn": 1, "spring": 2, "summer": 3, "year": 3}[period]


def _sentences_of(version: Version, pack_id: int, section: str) -> tuple[str, ...]:
    title = SECTIONS[section].title
    return tuple(row["sentence"] for row in listing.pack_sentences(version, pack_id) if row["section"] == title)


def save_recipe(store: Store, name: str, recipe: Recipe, *, saved_by: str) -> None:
    """Save a recipe under a name, in place of what was there. Raises RecordError for a name that is none."""
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise RecordError("The recipe has no name", "Give it one of up to 80 letters, such as “Forum, termly”.")
    with store.write("Saved a recipe", kind=Kind.PACK) as connection:
        _forget(connection, name)
        row = {"recipe_name": name, "recipe": recipe.model_dump_json(), "saved_at": dt.datetime.now()}
        insert_frame(connection, "pack_recipes", pd.DataFrame([{**row, "saved_by": saved_by}]))


def saved_recipes(version: Version) -> dict[str, Recipe]:
    """Give the recipes that were saved, by name."""
    rows = version.rows("select recipe_name, recipe from pack_recipes order by lower(recipe_name)")
    return {name: Recipe.from_json(recipe) for name, recipe in rows}


def forget_recipe(store: Store, name: str) -> None:
    """Forget a recipe; packs that were made by it stay."""
    with store.write("Removed a recipe", kind=Kind.PACK) as connection:
        _forget(connection, name)


def _forget(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute("delete from pack_recipes where lower(recipe_name) = lower($name)", {"name": name})


def _same_as_before(connection: duckdb.DuckDBPyConnection, content_hash: str) -> int | None:
    same = "select max(pack_id) from packs where content_hash = $content_hash"
    row = connection.execute(same, {"content_hash": content_hash}).fetchone()
    return row[0] if row else None


def _next_pack_id(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("select coalesce(max(pack_id), 0) + 1 from packs").fetchone()
    return int(row[0]) if row else 1


def _pack_row(pack: Pack, pack_id: int, content_hash: str) -> dict[str, Any]:
    return {
        "pack_id": pack_id,
        "made_at": pack.made_at,
        "made_by": pack.made_by,
        "reader": pack.recipe.reader,
        "audience": pack.recipe.audience,
        "academic_year": pack.total.filters.academic_year,
        "period": pack.total.filters.period,
        "as_at": pack.total.as_at,
        "register_date": pack.total.register_date,
        "recipe": pack.recipe.model_dump_json(),
        "content_hash": content_hash,
    }


def _figure_rows(pack: Pack) -> Iterator[dict[str, Any]]:
    for question, result in pack.answers.items():
        yield {
            "query": question.query,
            "query_sql": result.query.sql,
            "question": question_to_json(question),
            "frame": frame_to_bytes(result.frame),
            "as_at": result.as_at,
            "register_date": result.register_date,
            "until_day": result.until,
        }


def _sentence_rows(pack: Pack) -> Iterator[dict[str, Any]]:
    for section in pack.sections:
        sentences = [
            *(headline.text for headline in section.headlines),
            *section.paragraphs,
            *(". ".join(filter(None, (each.heading, each.topic, each.text))) for each in section.exhibits),
        ]
        for sentence in sentences:
            yield {"section": section.title, "sentence": sentence}


def _frame(pack_id: int, number: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"pack_id": pack_id, number: position, **row} for position, row in enumerate(rows, start=1)], dtype=object
    )


def _hash_of(pack: Pack, rows: list[dict[str, Any]]) -> str:
    """Give a hash of what was chosen and answered. The day itself is no difference where the figures are none."""
    digest = hashlib.sha256(pack.recipe.model_dump_json().encode())
    for row in rows:
        question = question_from_json(row["query"], row["question"])
        timeless = Question(
            question.query, question.filters, tuple(each for each in question.choices if each[0] != "today")
        )
        # The bytes of a file may differ from one version of the library to the next, the values do not.
        values = pq.read_table(io.BytesIO(row["frame"])).to_pydict()
        digest.update(f"{question_to_json(timeless)}{values}{row['query_sql']}".encode())
    return digest.hexdigest()
