"""A share of fewer than ten is of few, one of ten is not, and what is not known is not said to be."""

import pandas as pd

from reach.small_bases import enough, is_few


def test_nine_are_few_and_ten_are_not() -> None:
    assert [is_few(base) for base in (0, 9, 10, None, float("nan"))] == [True, True, False, False, False]
    assert is_few(40, 9) and not is_few(40, 10)


def test_rows_are_enough_where_no_base_is_few() -> None:
    frame = pd.DataFrame({"schools": [9, 10, 11], "then": [50, 50, 9]})
    assert enough(frame, "schools")["schools"].tolist() == [10, 11]
    assert enough(frame, "schools", "then")["schools"].tolist() == [10]
    assert enough(frame, "not there").equals(frame)
    assert enough(frame[:0], "schools").columns.tolist() == ["schools", "then"]
