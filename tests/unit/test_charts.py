"""Charts draw what the query found, and nothing that a name could smuggle in."""

import pandas as pd
import pytest

from reach import charts, exhibits, formats, theme
from reach.store import Store
from tests.builders import SETTINGS, asker_of

EXHIBITS = [
    exhibits.reach_by_la,
    exhibits.reach_by_phase,
    exhibits.reach_by_la_phase,
    exhibits.ladder_by_la,
    exhibits.ladder_by_phase,
    exhibits.standing_by_la,
    exhibits.reach_trend,
]


@pytest.mark.parametrize("make", EXHIBITS, ids=lambda make: make.__name__)
def test_an_exhibit_has_a_title_a_sentence_and_a_stamp(demonstration: Store, make) -> None:
    exhibit = make(asker_of(demonstration))
    assert "2024/25" in exhibit.title
    assert exhibit.sentence.endswith(".")
    stamp = dict(exhibit.stamp)
    assert stamp["As at"] == "31 August 2025" and stamp["Counted as reached"] == "Attended"
    assert stamp["Source"] == "Demonstration: invented schools and people."
    assert exhibit.figure.data


def test_a_local_authority_has_the_same_colour_everywhere() -> None:
    colours = theme.la_colours(SETTINGS)
    assert len(set(colours.values())) == len(SETTINGS.la_codes)
    frame = pd.DataFrame({"la_code": ["344"], "la_name": ["Wirral"], "schools": [4], "reached": [2], "reach": [0.5]})
    figure = charts.reach_bars(frame, by="la_code", label="la_name", colours=colours)
    assert figure.data[0].marker.color == (colours["344"],)


def test_bars_begin_at_zero(demonstration: Store) -> None:
    for make in (exhibits.reach_by_la, exhibits.reach_by_phase, exhibits.ladder_by_la):
        assert make(asker_of(demonstration)).figure.layout.xaxis.range[0] == 0
    assert exhibits.reach_by_la(asker_of(demonstration), as_share=False).figure.layout.xaxis.range[0] == 0


def test_markup_in_a_name_is_shown_not_obeyed() -> None:
    frame = pd.DataFrame(
        {"la_code": ["1"], "la_name": ["<b>Bad</b> & co"], "schools": [4], "reached": [2], "reach": [0.5]}
    )
    figure = charts.reach_bars(frame, by="la_code", label="la_name")
    assert "<b>" not in figure.data[0].y[0] and "&lt;b&gt;" in figure.data[0].y[0]


def test_text_can_be_read_on_every_colour_of_the_palettes() -> None:
    def luminance(colour: str) -> float:
        channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colour in [*theme.CATEGORICAL, *theme.SEQUENTIAL]:
        light, dark = sorted((luminance(colour), luminance(theme.text_colour_on(colour))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_cell_without_schools_stays_empty() -> None:
    frame = pd.DataFrame(
        [["1", "A", "primary", 2, 1, 0.5], ["2", "B", "secondary", 2, 2, 1.0]],
        columns=["la_code", "la_name", "phase", "schools", "reached", "reach"],
    )
    figure = charts.reach_heat_map(frame)
    assert [list(row) for row in figure.data[0].z] == [[0.5, None], [None, 1.0]]
    texts = [f"<b>{formats.percent(share)}</b><br>{count} of 2" for share, count in ((0.5, 1), (1, 2))]
    assert [each.text for each in figure.layout.annotations] == texts
