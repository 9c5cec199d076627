"""Pengawalan on a Restate cluster of three nodes, one of which is killed on the way: `python examples/restate/three_nodes.py`.

Needs the server once: `npm ci --prefix examples/restate` (its binary is source-available under the BSL 1.1). Everything
runs on this machine and is gone afterwards.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import sopflow
from sopflow.restate import RestateEngine
from sopflow.restate.local import LocalCluster, free_port, server_program
from sopflow.sql import SQLStore

HERE = Path(__file__).parent
SOP = HERE.parent.parent / "definitions" / "pengawalan.yaml"


def main() -> None:
    program = server_program([HERE])
    if program is None:
        raise SystemExit("the server is not there yet: npm ci --prefix examples/restate")
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCluster(program, Path(folder) / "cluster", nodes=3) as cluster,
    ):
        projection, port = f"{folder}/projection.db", free_port()
        print("three nodes:", *cluster.ingresses)
        words = ["endpoint", "--ingress", ",".join(cluster.ingresses), "--db", projection, "--port", str(port)]
        endpoint = subprocess.Popen([sys.executable, "-m", "sopflow", *words], stdout=subprocess.DEVNULL)
        try:
            cluster.register(f"http://127.0.0.1:{port}")
            run_one(RestateEngine(cluster.ingresses, SQLStore(projection)), cluster)
        finally:
            endpoint.terminate()
            endpoint.wait()


def run_one(engine: RestateEngine, cluster: LocalCluster) -> None:
    engine.register(sopflow.load(SOP))
    run = engine.start("pengawalan", by="camat", key="ND-2024-017", subject="Kunjungan Gubernur, 12 Maret")
    answers = {"verifikasi": iter(("N", "Y"))}
    while run.status == "running":
        item = engine.possible(run.id)[0]
        if item.number == "5":
            cluster.nodes[0].kill()
            print("   -- node 1 is killed --")
        outcome = next(answers[item.step]) if item.step in answers else None
        run = engine.complete(
            run.id, item.step, item.actors[0], outcome, note="Nama tamu keliru" if outcome == "N" else None
        )
        print(f"{item.number:>2}  {item.step:<20} {item.actors[0]:<14} {outcome or ''}")
    print(
        run.status,
        "after",
        run.revision,
        "events;",
        len(engine.find(subject="gubernur").items),
        "found by its subject",
    )


if __name__ == "__main__":
    main()
