"""The links file of the DfE: which establishment came before, after or out of which."""

import pyarrow as pa

from reach.ingest.headings import Headings
from reach.ingest.kind import Loaded, Loading, Turn
from reach.ingest.national import NationalFile
from reach.ingest.scripts import Counts


class _Links(NationalFile):
    def load(self, rows: pa.Table, loading: Loading) -> Loaded:
        """Write links into the store."""
        found = self.written(loading.connection, rows, loading.batch_id)
        return Loaded(Counts.found_by(found), self.preview(loading.connection))


KIND = _Links(
    name="links",
    label="Establishment links",
    described="its links file (links_edubasealldata)",
    turn=Turn.LINKS,
    mark=b"LinkURN",
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
