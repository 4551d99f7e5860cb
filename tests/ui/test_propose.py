"""Proposals: asked for, stopped, reviewed beside what is there, taken over or thrown away."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from bltui.domain.model.record import active
from bltui.domain.scheduler.proposals import Proposal
from bltui.exchange.optimal import available
from bltui.ui.dialogs.prompt import Question
from bltui.ui.screens.cwgs import propose as cwgs_propose
from bltui.ui.screens.cwgs.propose import ProposePage
from bltui.ui.widgets.table_layout import plain


async def page_of(app, pilot):
    await pilot.press("3", "P")
    await pilot.pause()
    assert isinstance(app.screen, ProposePage)
    return app.screen


async def asked(app, pilot, page, **fields):
    await pilot.press("o")
    await pilot.pause()
    form = app.screen
    assert isinstance(form, Question)
    for key, text in fields.items():
        form.entry(key).focus()
        form.entry(key).fill(text)
        await pilot.pause()
    await pilot.press("f10")
    for _ in range(100):
        await pilot.pause(0.05)
        if page.proposal is not None:
            break
    await pilot.pause()


def said(page):
    return " / ".join(plain(c) for row in page.listed("detail").shown for c in row.cells)


async def test_ticked_groups_come_in_as_drafts_and_undo_takes_them_back(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        before = {g.id for g in active(app.state.building.cwgs)}
        await asked(app, pilot, page, structure="interdisciplinary", every="2")
        found = page.proposal
        assert isinstance(found, Proposal) and found.feasible and len(found.groups) == 4
        assert {
            g.id for g in active(app.state.building.cwgs)
        } == before  # nothing is saved by looking
        assert "would change groups" in said(page)
        chosen = next(n for n, g in enumerate(found.groups) if g.cwg_id is None)
        page.listed("groups").go(f"proposed/{chosen}")
        await pilot.press("a", "space", "A")  # none, then this one
        await pilot.press("y")
        await pilot.pause(0.2)
        new = [g for g in active(app.state.building.cwgs) if g.id not in before]
        assert [set(g.people()) for g in new] == [set(found.groups[chosen].members)]
        series = [s for s in active(app.state.building.series) if s.cwg_id == new[0].id]
        assert [s.pattern.interval for s in series] == [2]
        assert page.proposal is None
        await pilot.press("u")
        await pilot.pause(0.2)
        assert {g.id for g in active(app.state.building.cwgs)} == before


async def test_the_reason_is_said_where_nothing_can_be_proposed(opened):
    async with opened(size=(80, 24)) as (app, pilot):
        page = await page_of(app, pilot)
        await asked(app, pilot, page, structure="interest", topics="Reading, Numbers")
        assert page.proposal is not None and not page.proposal.feasible
        assert "2 groups of at most 8 (16)" in page.listed("groups")._empty
        await pilot.press("A")
        assert page.said() == "No group is checked. Press space to check one."
        await asked(app, pilot, page, low="9")
        assert "is more than the maximum" in page.listed("groups")._empty


async def test_escape_stops_the_search_and_keeps_the_best_so_far(opened, monkeypatch):
    begun = Event()
    real = cwgs_propose.propose

    def slow(request, *, stop, progress, solver):
        progress(2, 60)
        begun.set()
        while not stop():
            Event().wait(0.01)
        return real(request, stop=stop, progress=progress, solver=solver)

    monkeypatch.setattr(cwgs_propose, "propose", slow)
    async with opened(size=(80, 24)) as (app, pilot):
        page = await page_of(app, pilot)
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("f10")
        for _ in range(100):
            await pilot.pause(0.02)
            if begun.is_set() and "esc stops" in page.said():
                break
        assert "round 2 of 60" in page.said()
        await pilot.press("escape")
        for _ in range(100):
            await pilot.pause(0.02)
            if page.proposal is not None:
                break
        assert app.screen is page  # the first escape stops, it does not leave
        assert page.proposal is not None and page.proposal.feasible
        assert page.said().startswith("Stopped: the best so far.")
        await pilot.press("d", "escape")
        await pilot.pause()
        assert app.screen is app.bench


async def test_what_is_locked_stays(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        await asked(app, pilot, page, structure="interdisciplinary")
        tied = next(n for n, g in enumerate(page.proposal.groups) if g.cwg_id is not None)
        group = app.state.building.cwgs[page.proposal.groups[tied].cwg_id]
        page.listed("groups").go(f"proposed/{tied}")
        await pilot.press("L")
        await pilot.pause()
        form = app.screen
        form.entry("locked").focus()
        form.entry("locked").fill("leader,members")
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        assert app.state.building.cwgs[group.id].locked == ("leader", "members")
        page.proposal = None
        await pilot.press("r")
        for _ in range(100):
            await pilot.pause(0.05)
            if page.proposal is not None:
                break
        kept = next(g for g in page.proposal.groups if g.cwg_id == group.id)
        assert (set(kept.members), kept.leader_id) == (set(group.people()), group.leader_id)
        assert page.proposal.seed == 2


async def test_without_a_calendar_it_says_what_to_do_first(opened, empty_file: Path):
    async with opened(path=empty_file) as (app, pilot):
        page = await page_of(app, pilot)
        await pilot.press("o")
        await pilot.pause()
        assert app.screen is page
        assert "No school calendar" in page.said()


async def test_the_best_groups_by_interest_are_proven_where_highs_is_there(opened, monkeypatch):
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        monkeypatch.setattr("bltui.ui.dialogs.cwgs.propose_form.available", lambda: False)
        await asked(
            app,
            pilot,
            page,
            structure="interest",
            topics="Reading, Numbers, Writing, Support",
            optimal="yes",
        )
        assert "pip install 'bltui[optimal]'" in page.proposal.reason
        await pilot.press("d")
        if available():
            monkeypatch.undo()
            await asked(app, pilot, page, structure="interest", optimal="yes")
            assert (
                page.proposal.feasible
                and "Proven: no better groups are possible from these choices." in said(page)
            )
