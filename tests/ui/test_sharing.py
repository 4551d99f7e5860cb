"""How cells and rows are shared: no one has too much while another has too little."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.geometry import Region

from bltui.ui.arrangement import LEAST, Band, Panel, Stack
from bltui.ui.sharing import share
from bltui.ui.widgets.column_widths import column_widths
from bltui.ui.widgets.table_layout import Column

#: A machine with many sessions draws slowly.
WHOLE = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
wants = st.lists(st.integers(0, 60), min_size=1, max_size=6)


@WHOLE
@given(wants, st.integers(0, 200))
def test_no_one_has_more_than_it_wants_and_nothing_is_left_over(wanted, room) -> None:
    given_ = share(wanted, room)
    assert all(0 <= got <= want for got, want in zip(given_, wanted, strict=True))
    assert sum(given_) == min(room, sum(wanted))


@WHOLE
@given(wants, st.integers(0, 200))
def test_who_wants_more_has_no_less_than_the_others(wanted, room) -> None:
    given_ = share(wanted, room)
    short = [got for got, want in zip(given_, wanted, strict=True) if got < want]
    assert not short or max(given_) - min(short) <= 1


@WHOLE
@given(wants, st.integers(0, 200), st.data())
def test_more_room_gives_no_one_less(wanted, room, data) -> None:
    least = [data.draw(st.integers(0, want)) for want in wanted]
    before, after = share(wanted, room, least), share(wanted, room + 1, least)
    assert all(now >= then for now, then in zip(after, before, strict=True))


@WHOLE
@given(st.lists(st.integers(LEAST, 60), min_size=1, max_size=5), st.integers(60, 200), st.data())
def test_no_panel_of_a_stack_has_blank_rows_while_another_scrolls(wanted, across, data) -> None:
    height = data.draw(st.integers(LEAST * len(wanted), 80))
    names = [f"p{n}" for n in range(len(wanted))]
    stack = Stack(tuple(Panel(name) for name in names))
    wants_ = dict(zip(names, wanted, strict=True))
    placed = dict(stack.placed(Region(0, 0, across, height), lambda name, _: wants_[name]))
    assert sum(region.height for region in placed.values()) == height
    blank = [n for n in names if placed[n].height > wants_[n]]
    scrolls = [n for n in names if placed[n].height < wants_[n]]
    assert not (blank and scrolls)


@WHOLE
@given(st.integers(10, 30), st.integers(10, 30))
def test_the_panels_of_a_band_end_on_one_row(left, right) -> None:
    band = Band((Panel("a"), Panel("b")), (0, 40))
    placed = dict(
        band.placed(Region(0, 0, 100, 20), lambda name, _: left if name == "a" else right)
    )
    assert placed["a"].bottom == placed["b"].bottom == 20
    assert placed["a"].width + placed["b"].width == 100


columns = st.lists(
    st.builds(
        Column,
        whole=st.booleans(),
        rank=st.integers(0, 3),
        cells=st.integers(0, 12),
        wraps=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@WHOLE
@given(columns, st.integers(10, 200), st.data())
def test_a_wider_list_gives_no_column_less_of_what_it_wants(columns, room, data) -> None:
    wanted = [data.draw(st.integers(column.cells, 60)) for column in columns]

    def of(cells: int) -> list[int]:
        widths = column_widths(columns, wanted, cells, 2)
        return [min(width, want) for width, want in zip(widths, wanted, strict=True)]

    assert all(now >= then for now, then in zip(of(room + 1), of(room), strict=True))
