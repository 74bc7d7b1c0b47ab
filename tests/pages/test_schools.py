"""Schools."""

from reach.store import Store


def test_search_finds_schools_by_name_urn_and_programme(open_page, real_store: Store) -> None:
    app = open_page("schools", real_store, year="2022/23")
    everyone = len(app.dataframe[0].value)
    for words in ("catholic", "111230", "core maths"):
        app.text_input[0].set_value(words).run()
        found = app.dataframe[0].value
        assert 0 < len(found) < everyone
        assert found.apply(lambda row, words=words: words in " ".join(map(str, row)).casefold(), axis=1).all()


def test_a_search_that_finds_nothing_says_so(open_page, real_store: Store) -> None:
    app = open_page("schools", real_store)
    app.text_input[0].set_value("(no such school)").run()
    assert "No school has “(no such school)” in any column" in app.info[0].value
    assert not app.dataframe
