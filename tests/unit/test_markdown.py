"""What the check of texts that are shown as Markdown lets pass, and what it does not."""

import pytest

from tests.markdown import markdown_parameters, unescaped_texts

SAFE = [
    'st.markdown("**Held back**")',
    'st.markdown(f"**{escape(name)}**: {count:,} on {day:%d/%m/%Y at %H:%M}, {share:.1f}")',
    'st.markdown("**A** " + escape(name) if name else "none")',
    'st.markdown(", ".join(f"- {escape(each)}" for each in names))',
    "st.table(escape_table(frame))",
    "st.button()",
    'logger.info("a", name)',
    'WORDS = {"a": ":material/home: A"}\nst.radio("Which?", options, format_func=lambda each: WORDS[each])',
    'st.pills("Which?", options, format_func=escape)',
    'st.selectbox("Which?", names, format_func=names.__getitem__)',  # its options are not Markdown
    'def f(name):\n    said = f"**{escape(name)}**"\n    said += "."\n    st.info(said)',
    'def f(name):\n    return f"**{escape(name)}**"\nst.info(f(name))',
    'lines = ["- a"]\nlines.append(escape(name))\nst.markdown("\\n".join(line for line in lines))',
    'st.text_input("Name", value=name, placeholder=name)',
]
UNSAFE = [
    "st.markdown(name)",
    'st.markdown(f"**{name}**")',
    'st.markdown(f"{name:>20}")',
    'st.markdown("**" + name)',
    'st.markdown("%s" % name)',
    'st.markdown("{}".format(name))',
    'st.markdown("a" if name else name)',
    'st.markdown(", ".join(names))',
    'st.markdown(", ".join(f"{each}" for each in names))',
    "st.write(1, name)",
    "st.caption(exhibit.title)",
    "left.metric('Reach', formats.percent(share))",
    "st.metric('Reach', '1', '2', delta_description=since)",
    "st.button(name)",
    'st.button("Go", help=f"To {name}")',
    "st.page_link(page, label=name)",
    "st.tabs([name])",
    "with st.spinner(f'Reading {file}'):\n    pass",
    "bar.progress(0.5, doing)",
    "st.table(frame)",
    "st.expander(label)",
    'st.pills("Which?", names)',
    'st.radio("Which?", options, format_func=names.__getitem__)',
    'st.segmented_control("Which?", options, format_func=lambda each: names[each])',
    'def f(name):\n    said = "a"\n    said += name\n    st.info(said)',
    "def f(name):\n    return name\nst.info(f(name))",
    "def f(name):\n    st.info(name)",
    'lines = ["- a"]\nlines.append(name)\nst.markdown("\\n".join(line for line in lines))',
    'words = {}\nwords["a"] = name\nst.markdown(words["a"])',
    "for name in names:\n    st.markdown(name)",
]


@pytest.mark.parametrize("code", SAFE)
def test_what_is_written_in_the_code_or_escaped_passes(code: str) -> None:
    assert unescaped_texts(code, "page.py") == []


@pytest.mark.parametrize("code", UNSAFE)
def test_anything_else_does_not(code: str) -> None:
    assert len(unescaped_texts(code, "page.py")) == 1


def test_the_message_says_where_and_what_to_do() -> None:
    assert unescaped_texts("\nst.caption(name)", "page.py") == [
        "page.py:2: caption() shows body as Markdown: put what comes from data into escape(), from reach.ui.escape: "
        "name"
    ]


def test_streamlits_own_words_say_which_texts_are_markdown() -> None:
    known = markdown_parameters()
    assert {"label", "value", "delta", "help"} <= known["metric"].keys()
    assert {"body", "help"} <= known["title"].keys()
    assert known["table"].keys() == {"data"}
    assert len(known) > 40
