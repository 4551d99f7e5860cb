"""The Rules page, a finding's page from the same rule book, and the limits in groups."""

from __future__ import annotations

from itertools import pairwise

from textual.widgets import Static

from bltui.domain.checks.rule_book import rule_book, sections
from bltui.ui.dialogs.explain import Explain
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.screens.rules_page import RulesPage


async def page_of(app, pilot):
    await app.bench.perform("rules")
    await pilot.pause()
    assert isinstance(app.screen, RulesPage)
    return app.screen


async def test_every_rule_is_listed_and_enter_shows_it_in_full(opened):
    async with opened(size=(100, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        book = rule_book(app.state.framework, app.state.building)
        assert [row.id for row in page.listed("rules").shown if row.id] == [e.id for e in book]
        page.listed("rules").go("COM-12")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Explain)
        entry = next(e for e in book if e.id == "COM-12")
        assert app.screen.page.sections == sections(entry)
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        assert app.screen.form.title == "COM-12 in this building"


async def test_a_finding_says_the_fact_the_reason_and_the_fix_in_this_order(opened):
    async with opened(size=(100, 40)) as (app, pilot):
        await pilot.press("2")
        finding = next(f for f in app.state.findings if f.area == "team")
        app.bench.view.explain(finding)
        await pilot.pause()
        heads = [head for head, _ in app.screen.page.sections]
        assert heads[:3] == ["Finding", "Why it matters", "What to do"] and "Source" in heads
        assert dict(app.screen.page.sections)["Why it matters"] == finding.why


async def test_limits_are_in_groups_with_their_units(opened):
    async with opened(size=(100, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        page.limits()
        await pilot.pause()
        framework, form = app.state.framework, app.screen.form
        headings = [
            str(one.content) for one in app.screen.query(".fields > .heading").results(Static)
        ]
        assert headings == list(dict.fromkeys(one.group for one in framework.limits.values()))
        keys = [field.key.partition(":")[2] for field in form.fields]
        groups = [framework.limits[key].group for key in keys]
        assert sorted(keys) == sorted(framework.limits)
        assert sum(a != b for a, b in pairwise(groups)) == len(headings) - 1
        assert form.fields[0].blank == "8 people"
