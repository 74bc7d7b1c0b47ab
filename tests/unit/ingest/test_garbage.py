"""Python's search for objects that nobody needs."""

import gc

import pytest

from reach.ingest.garbage import garbage_collection_paused


def test_is_paused_until_the_last_is_done() -> None:
    assert gc.isenabled()
    with garbage_collection_paused():
        with garbage_collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_goes_on_after_a_fault() -> None:
    with pytest.raises(ValueError, match="a fault"), garbage_collection_paused():
        raise ValueError("a fault")
    assert gc.isenabled()


def test_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with garbage_collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
