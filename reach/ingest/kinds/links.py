"""The links file of the DfE: which establishment came before, after or out of which."""

import pyarrow as pa

from reach.errors import ImportFileError
from reach.ingest.headings import Headings
from reach.ingest.kind import Loaded, Loading, Turn
from reach.ingest.national import NationalFile, date_in_name
from reach.ingest.scripts import Counts


class _Links(NationalFile):
    def load(self, rows: pa.Table, loading: Loading) -> Loaded:
        """Write links into the store; those that a newer file does not have any more go.

        Raises ImportFileError where the store has links of a later day, by the days in the files' names.
        """
        file_name = loading.part.source.name
        as_at = date_in_name(file_name)
        newest = loading.connection.execute(
            "select max(as_at) from import_batches where kind = 'links' and undone_at is null"
        ).fetchone()
        if as_at and newest and newest[0] and newest[0] > as_at:
            raise ImportFileError(
                f"{file_name} is older than what is loaded",
                f"It is of {as_at:%d/%m/%Y}; the store has the links of {newest[0]:%d/%m/%Y}. Nothing was changed. "
                "To go back to the older ones, undo the newer import first.",
            )
        is_whole = self.is_whole(rows, lambda sql: loading.connection.execute(sql).fetchall())
        found = self.written(loading.connection, rows, loading.batch_id, is_whole=is_whole)
        return Loaded(Counts.found_by(found), self.preview(loading.connection), as_at=as_at)


KIND = _Links(
    name="links",
    label="Establishment links",
    described="its links file (links_edubasealldata)",
    turn=Turn.LINKS,
    mark=b"LinkURN",
    known_urns="select distinct urn from links_that_stand",
    consequence="Links that are not in it would stay as they are.",
    later="Links of an earlier day could not be loaded after it.",
    headings=Headings(
        {
            "urn": ("URN",),
            "linked_urn": ("LinkURN", "Link URN"),
            "link_type": ("LinkType", "Link type"),
            "linked_on": ("LinkEstablishedDate", "Link established date"),
        }
    ),
    needs=("urn", "linked_urn", "link_type"),
)
