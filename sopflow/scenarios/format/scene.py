"""When and where scenarios are played: of the whole file, or of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from sopflow.definition.format.key import key, keys_of
from sopflow.definition.format.reader import read
from sopflow.definition.format.shapes import ID, array, either, expected, text
from sopflow.definition.instants import ZONES
from sopflow.definition.nodes import Map
from sopflow.definition.refs import Ref
from sopflow.frozen import NOTHING, freeze

from ..values import is_anyone, people_of, ref_of
from .shapes import INSTANT, names

SceneType = TypeVar("SceneType", bound="Scene")
DEFAULT_START: Final = datetime(2024, 1, 2, 8, 0, tzinfo=ZONES["WIB"])
"""A Tuesday morning, for scenarios that do not say when they start."""
_ACTORS: Final = either(
    ID, array(ID, "daftar pelaksana", "a list of actors"), id="pelaksana, atau daftarnya", en="an actor, or a list of them"
)  # fmt: skip
_PEOPLE: Final = either(
    {"const": "anyone", **expected("anyone", "anyone")}, names(_ACTORS), name="people", read=people_of,
    id="nama dan jabatannya, misalnya {budi: [komandan]}, atau anyone",
    en="names with their positions, such as {budi: [komandan]}, or anyone",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """When and where a scenario is played, and who there is."""

    start: datetime = field(default=DEFAULT_START, metadata=key(
        INSTANT, "0.1", "Waktu mulai / Start time",
        "Waktu mulai, dengan zonanya; bila tidak ditulis: 2024-01-02 08:00 WIB.",
        "When it starts, with the zone; 2024-01-02 08:00 WIB if left out.",
        "2024-03-12 08:00 WIB", "2024-03-12T08:00:00+07:00"))  # fmt: skip
    people: Mapping[str, tuple[str, ...]] = field(default=NOTHING, metadata=key(
        _PEOPLE, "0.1", "Orang / People",
        "Orang-orang dalam skenario dan jabatan yang dipegangnya; anyone: nama apa saja, seperti tanpa direktori.",
        "The people of a scenario, and the positions that they hold; anyone: any name, as without a directory.",
        {"budi": ["komandan"]}))  # fmt: skip
    """The actors that each person holds; actors themselves act under their own names too."""
    by_anyone: bool = False
    """Whoever acts is named and nothing else: there are no people, as in an engine without a directory."""
    directory: Ref | None = field(default=None, metadata=key(
        text("nama berkas .directory.yaml", "the name of a .directory.yaml file", ref_of), "0.1", "Direktori / Directory",
        "Berkas direktori pejabat, dilihat dari berkas skenario; people tidak dipakai bersamanya.",
        "The file of a directory of people, as seen from the scenario file; not used together with people.",
        "kantor.directory.yaml"))  # fmt: skip
    """The file that says who holds which position, as written."""
    unit: Ref | None = field(default=None, metadata=key(
        text("id unit", "a unit's id", ref_of), "0.1", "Unit", "Unit dalam direktori tempat SOP dimulai.",
        "The unit of the directory in which the SOP is started.", "kec-utara"))  # fmt: skip

    def __post_init__(self) -> None:
        freeze(self, "people")

    def within(self: SceneType, node: Map) -> SceneType:
        """The scene of a part of this one's file, which says for itself what is other there."""
        own = read(Scene, node, by_anyone=is_anyone(node.get("people")))
        said: dict[str, Any] = {
            one.name: value
            for one, name, _ in keys_of(Scene)
            if name in node.values and (value := getattr(own, one.name)) is not None
        }
        if own.directory is not None:
            said |= {"people": NOTHING, "by_anyone": False}
        elif "people" in node.values:
            people = NOTHING if own.by_anyone else {**self.people, **own.people}
            said |= {"people": people, "by_anyone": own.by_anyone, "directory": None, "unit": own.unit}
        return replace(self, **said)
