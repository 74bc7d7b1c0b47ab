"""Links to a view of the figures."""

from reach.filters import Filters
from reach.ui.escape import escape
from reach.ui.sidebar import address_of
from tests.builders import SETTINGS


def test_a_link_names_a_strand_as_streamlit_does_whatever_it_is_called() -> None:
    """Streamlit knows a choice of an address again by the text that the page shows for it, which is escaped."""
    name = "CPD [new] & *more*"
    first, *rest = SETTINGS.strands
    settings = SETTINGS.model_copy(update={"strands": (first.model_copy(update={"name": name}), *rest)})
    filters = Filters.choose(settings, "2022/23", strands=[first.code])
    assert ("strand", escape(name)) in address_of(filters, settings)
