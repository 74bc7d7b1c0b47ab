"""Outlines of local authorities, as the Office for National Statistics publishes them."""

from reach.ingest.boundaries import Boundaries, load_boundaries, parse_boundaries
from reach.ingest.kind import Contents, Kind, Loaded, Loading, Removal, Turn
from reach.ingest.part import Part
from reach.ingest.people import PeopleNamed
from reach.store import Store


class _Outlines(Kind):
    contents = Contents.OUTLINES
    is_public = True

    def read(self, part: Part, store: Store, people: PeopleNamed) -> Boundaries:
        """Give the outlines of the hub's local authorities."""
        del people
        return parse_boundaries(part.source, store.settings)

    def load(self, rows: Boundaries, loading: Loading) -> Loaded:
        """Write outlines into the store."""
        return Loaded(load_boundaries(loading.connection, rows, loading.batch_id))


KIND = _Outlines(
    name="boundaries",
    label="Outlines of local authorities",
    described="outlines of local authorities (GeoJSON)",
    turn=Turn.OUTLINES,
    tables=("boundary_rings",),
    removals=(
        Removal("local authority's outline", "local authorities' outlines", "boundary_rings", ("batch_id", "la_code")),
    ),
)
