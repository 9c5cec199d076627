"""One SOP in two districts, with the people of `tangerang.directory.yaml`: an acting officer, a delegation, a list of work,
and a new version that takes over what is running."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

import sopflow
from sopflow.definition.digest import digest
from sopflow.definition.model import Ref
from sopflow.people.loading import load_directory

HERE = Path(__file__).parent
SOP = sopflow.load(HERE.parent / "definitions" / "pengawalan.yaml")


def main() -> None:
    clock = sopflow.ManualClock(datetime.fromisoformat("2024-08-13T09:00+07:00"))
    people = load_directory(HERE / "tangerang.directory.yaml")
    engine = sopflow.Engine(directory=people, clock=clock)
    engine.register(SOP)
    north, south = (engine.start("pengawalan", by="citra", unit=unit) for unit in ("kec-tangerang", "kec-ciledug"))

    engine.complete(north.id, "terima_perintah", by="budi")  # Plt. camat of one district
    engine.complete(south.id, "terima_perintah", by="dewi")  # Plh. camat of the other, this week
    print("farah may do:", [(item.unit, item.step) for item in engine.worklist(person="farah")])
    engine.delegate(south.id, "perintah_camat", by="farah", to="hadi", reason="rapat di kota")
    engine.complete(south.id, "perintah_camat", by="hadi")
    for entry in engine.timeline(south.id):
        how = f"{entry.capacity} {entry.position}" if entry.position else ""
        print(f"  {entry.type} {entry.step or ''} by {entry.by} {how} {entry.on_behalf_of or ''}".rstrip())

    new = dataclasses.replace(SOP, version="2", may=(("migrate", (Ref("camat"),)),))
    engine.register(dataclasses.replace(new, digest=digest(new)))
    for one in engine.migrate(
        "pengawalan", to="2", by="budi", dry_run=True
    ):  # camat of one district, not of the other
        print(f"{one.before.unit}: version {one.before.version} -> 2: {one.refusal or 'ok'}")
    for run, by in ((north, "budi"), (south, "dewi")):
        for one in engine.migrate("pengawalan", to="2", by=by, instances=[run.id]):
            print("moved:", one.before.unit, one.after.version if one.after is not None else one.refusal)


if __name__ == "__main__":
    main()
