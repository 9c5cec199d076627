"""A host's own table and the SOP in one transaction: committed together or not at all.

pip install 'sopflow[sql]' && python examples/host_transaction.py
"""

import tempfile
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

import sopflow
from sopflow.sql import SQLStore

DEFINITION = Path(__file__).parents[1] / "definitions/pengawalan.yaml"


class Base(DeclarativeBase):
    pass


class Letter(Base):
    """The host's: a letter, and the instance that handles it."""

    __tablename__ = "letter"
    number: Mapped[str] = mapped_column(primary_key=True)
    instance: Mapped[str]


def main(folder: str) -> None:
    database = create_engine(f"sqlite:///{folder}/office.db")
    Base.metadata.create_all(database)
    sops = sopflow.Engine(SQLStore(database, create=True))  # its tables beside the host's
    sops.register(sopflow.load(DEFINITION))

    # with a Session: the letter and the start of its instance are one
    with Session(database) as session, session.begin():
        run = sops.using(session).start("pengawalan", by="camat", key="ND-2024-017", subject="Kunjungan Gubernur")
        session.add(Letter(number="ND-2024-017", instance=run.id))

    # with a Connection: something of the host's fails, and the step was never done
    try:
        with database.begin() as connection:
            sops.using(connection).complete(run.id, "terima_perintah", by="camat")
            connection.execute(Letter.__table__.insert().values(number="ND-2024-017", instance="x"))  # taken
    except Exception as problem:
        print(f"rolled back: {type(problem).__name__}")
    print(f"still at revision {sops.instance(run.id).revision}, {sops.instance(run.id).active[0].step} is open")

    # subscribers see what was committed, each with a cursor of its own
    sops.complete(run.id, "terima_perintah", by="camat")
    sent = sops.subscribe("mail", lambda event: print(f"mail: {event.type} {event.step or ''} by {event.by}"))
    print(f"{sent.deliver()} event(s) delivered")
    with Session(database) as session:
        print([letter.number for letter in session.scalars(select(Letter))])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(folder)
