"""The links file of the DfE: which establishment came before, after or out of which."""

import pyarrow as pa

from reach.ingest.headings import Headings
from reach.ingest.kind import Loaded, Loading, Removal, Turn
from reach.ingest.national import NationalFile, date_in_name
from reach.ingest.scripts import Counts


class _Links(NationalFile):
    def load(self, rows: pa.Table, loading: Loading) -> Loaded:
        """Write links into the store; those that a newer file does not have any more go.

        Raises ImportFileError where the store has links of a later day, by the days in the files' names.
        """
        file_name = loading.part.source.name
        as_at = date_in_name(file_name)
        self.refuse_older(loading.connection, file_name, as_at)
        is_whole = self.is_whole(rows, lambda sql: loading.connection.execute(sql).fetchall())
        found = self.written(loading.connection, rows, loading.batch_id, is_whole=is_whole)
        return Loaded(Counts.found_by(found), self.preview(loading.connection), as_at=as_at)


KIND = _Links(
    name="links",
    label="Establishment links",
    described="its links file (links_edubasealldata)",
    turn=Turn.LINKS,
    tables=("school_links",),
    removals=(
        Removal(
            "link between schools",
            "links between schools",
            "school_links",
            ("batch_id", "urn", "linked_urn", "link_type", "linked_on"),
        ),
    ),
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
