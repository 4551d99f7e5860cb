"""Discussion protocols: timed turns, and who may speak in each. And the field that names one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Line
from bltui.domain.model.text import folded, quoted

if TYPE_CHECKING:
    from bltui.domain.model.context import Context

Speaker = Literal["presenter", "participants", "facilitator", "everyone", "nobody"]
#: Who may speak, in words.
SPEAKERS: Mapping[Speaker, str] = {
    "presenter": "presenter",
    "participants": "participants",
    "facilitator": "facilitator",
    "everyone": "everyone",
    "nobody": "no one speaks",
}


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One turn of a protocol."""

    title: str
    minutes: int
    speaks: Speaker
    prompt: str
    """What to do, in one line."""


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """A protocol for an agenda item."""

    key: str
    """The id that an agenda item stores."""
    title: str
    source: str
    minutes: int
    """Its length, which is that of its turns together."""
    turns: tuple[Turn, ...]


#: The protocols that a framework knows, by id.
Protocols = Mapping[str, Protocol]


def protocol_words(key: str, known: Protocols) -> str:
    """Return a protocol in words, or "" for none. One that is not known keeps its id."""
    if not key:
        return ""
    return known[key].title if key in known else f"{key} (unknown protocol)"


def find_protocol(text: str, known: Protocols) -> Protocol:
    """Return the protocol with this id or title. Raises UserError if there is none."""
    wanted = folded(text)
    for key, protocol in known.items():
        if wanted in (folded(key), folded(protocol.title)):
            return protocol
    raise UserError(validation_messages.no_such("protocol", quoted(text), known))


class ProtocolId(Line, frozen=True, kw_only=True):
    """The id of a protocol; blank for none.

    A stored id that the framework does not know is kept: another copy of the program, or another
    framework file, may know it.
    """

    EXAMPLE = "ID"

    none: Any = ""

    def parse(self, text: str, context: "Context") -> Any:
        return find_protocol(text, context.framework.protocols).key if text.strip() else ""

    def show(self, value: Any, context: "Context") -> str:
        return protocol_words(value, context.framework.protocols) if value else ""

    def json(self, value: Any, context: "Context") -> Any:
        return value or None

    def wants(self) -> str:
        return "the id of a protocol: see `bltui protocol list`"
