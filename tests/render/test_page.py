from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from article41.render._cells import cells
from article41.render._page import Page, Span, dim, unbroken


def printed(page: Page) -> list[str]:
    return ["".join(span.text for span in line) for line in page.lines]


def page_of(width: int, *texts, **options) -> list[str]:
    page = Page(width)
    page.add(*texts, **options)
    return printed(page)


def test_text_flows_into_the_width():
    assert page_of(12, "one two three four") == ["one two", "three four"]


def test_text_flows_from_the_indent_on():
    assert page_of(30, "one two three four five six", first=" 1", indent=4) == [
        " 1  one two three four five",
        "    six",
    ]


def test_a_head_longer_than_the_indent_stands_alone():
    assert page_of(60, "text", first="a long head", indent=4) == ["a long head", "    text"]


def test_a_head_without_text():
    assert page_of(60, first="head", indent=10) == ["head"]


def test_unbroken_spans_move_to_the_next_line():
    assert page_of(24, "as it is said in", " ", unbroken("S/RES/100 (2001) 8 (b)")) == [
        "as it is said in",
        "S/RES/100 (2001) 8 (b)",
    ]


def test_what_is_longer_than_a_line_is_broken():
    assert page_of(10, "x" * 25) == ["x" * 10, "x" * 10, "x" * 5]
    assert page_of(10, "ab " + "x" * 12) == ["ab", "x" * 10, "xx"]


def test_a_deep_indent_gives_way():
    (line, *_) = page_of(30, "one two three four five", indent=28)
    assert line == " " * 15 + "one two three"


def test_spaces_are_not_piled_up():
    assert page_of(60, "one" + " " * 50 + "two") == ["one two"]


def test_neighbours_of_one_style_become_one_span():
    page = Page(60)
    page.add(Span("one two", "strong"), Span(" three", "strong"), dim(" four"))
    assert page.lines == [(Span("one two three", "strong"), Span(" four", "dim"))]


def test_blank_lines_do_not_pile_up():
    page = Page(10)
    page.blank()
    page.add("a")
    page.blank()
    page.blank()
    page.add("b")
    assert printed(page) == ["a", "", "b"]


def test_a_rule_is_as_wide_as_the_page():
    page = Page(17)
    page.rule()
    assert [cells(line) for line in printed(page)] == [17]


def test_columns_stand_under_each_other():
    page = Page(60)
    page.table([(["a", "bb"], ["one"]), (["aaa"], ["two"])], label="L", indent=3)
    assert printed(page) == ["L  a    bb  one", "   aaa      two"]


def test_columns_give_way_where_there_is_no_room():
    page = Page(30)
    page.table([(["a" * 12, ""], ["one two three four"])], label="L", indent=3)
    assert printed(page) == ["L  aaaaaaaaaaaa one two three", "   four"]


def test_columns_stay_where_all_fits():
    page = Page(30)
    page.table([(["a" * 20], ["one"])], indent=2)
    assert printed(page) == ["  aaaaaaaaaaaaaaaaaaaa  one"]


def test_no_rows_no_lines():
    page = Page(30)
    page.table([])
    assert page.lines == []


def test_what_comes_in_is_made_safe():
    page = Page(60)
    page.add("a\x1bb", Span("\u202e", "strong"), first="\x07", indent=8)
    page.table([(["\x1b"], ["\n"])], label="\r")
    assert all(line.isprintable() for line in printed(page))


@given(st.lists(st.text(), max_size=5), st.text(max_size=8), st.integers(0, 60), st.integers(40, 120))
def test_lines_are_never_longer_and_no_letter_is_lost(texts, first, indent, width):
    page = Page(width)
    page.add(*texts, first=first, indent=indent)
    lines = printed(page)
    assert all(cells(line) <= width for line in lines)
    alone = Page(10_000)
    alone.add(*texts, first=first)
    assert "".join(lines).replace(" ", "") == "".join(printed(alone)).replace(" ", "")


cells_of_rows = st.lists(
    st.tuples(st.lists(st.text(max_size=40), min_size=2, max_size=2), st.lists(st.text(max_size=80), max_size=3)),
    max_size=5,
)


@given(cells_of_rows, st.integers(0, 20), st.integers(40, 120))
def test_tables_are_never_wider(rows, indent, width):
    page = Page(width)
    page.table(rows, indent=indent)
    assert all(cells(line) <= width for line in printed(page))
