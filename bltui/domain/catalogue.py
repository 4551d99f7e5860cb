"""The typed definitions that a framework's TOML gives to the domain: groups, rules, limits."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bltui.domain.finding import Rule


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of people whom the team represents [S2]."""

    key: str
    """Such as "SPED"; part of the public JSON."""
    label: str
    short: str
    """At most 22 characters, for narrow screens."""
    wants: str
    """What the source asks for, in its own words."""
    rule: str
    """The rule that reports it missing."""


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A number that a building may set: a chosen default, not a fact."""

    key: str
    value: float
    label: str
    unit: str
    basis: str
    """Where the default comes from."""


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """All definitions of one framework, read from `data/`."""

    key: str
    title: str
    labels: dict[str, str]
    """What this framework calls things, such as "work_group" -> "Collaborative Work Group"."""
    groups: dict[str, Group]
    rules: dict[str, Rule]
    limits: dict[str, Limit]


def limit_of(key: str, own: Mapping[str, float], framework: Framework) -> float:
    """A limit as it holds in a building: its own (`Profile.limits`), else the framework's."""
    return own[key] if key in own else framework.limits[key].value
