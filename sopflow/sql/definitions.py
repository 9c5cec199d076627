"""Definitions in a database, and which version of an SOP is the current one."""

from __future__ import annotations

from typing import Any

from sopflow.definition.digest import mean_the_same
from sopflow.definition.model import Definition
from sopflow.engine.store import Activation, Version, When, becomes_current
from sopflow.errors import DefinitionChanged
from sopflow.flow.flow import Flow

from .columns import instant_of, micros
from .records import column, definition_of, definition_text, verified_definition
from .statements import Statements
from .waiting import Transactions


def keep_definition(
    statements: Statements, connection: Any, flow: Flow, activation: Activation | None, when: When
) -> None:
    """Have a definition in the database, and its activation; `DefinitionChanged` where its version is taken by another
    content."""
    definition = flow.definition
    digest, sop, version = definition.digest, column(str(definition.id)), column(definition.version)
    is_new = statements.has_definition(connection, digest=digest).fetchone() is None
    if is_new:
        statements.keep(connection, digest=digest, sop=sop, version=version, body=definition_text(definition))
        if statements.has_definition(connection, digest=digest).fetchone() is None:
            there = statements.version(connection, sop=sop, version=version).fetchone()
            if there is None or not mean_the_same(definition_of(there[0]), definition):
                raise DefinitionChanged(sop=definition.id, version=definition.version)
            digest, is_new = str(there[1]), False
    if activation is None or (not is_new and when == "never"):
        return
    current = statements.current(connection, sop=sop).fetchone()
    if becomes_current(digest, when, is_new=is_new, current=current[0] if current is not None else None):
        at, person = micros(activation.at), column(activation.by)
        statements.activate(connection, sop=sop, version=version, digest=digest, activated_at=at, person=person)


class Definitions:
    """What a store does with definitions."""

    _transactions: Transactions
    _do: Statements

    def keep(self, flow: Flow, activation: Activation | None = None, when: When = "new") -> None:
        def is_done(connection: Any) -> bool:
            """Whether nothing is to be written, as nearly always."""
            if self._do.has_definition(connection, digest=flow.definition.digest).fetchone() is None:
                return False
            return activation is None or (
                when != "always"
                and self._do.current(connection, sop=column(str(flow.definition.id))).fetchone() is not None
            )

        if not self._transactions.read(is_done):
            self._transactions.write(
                lambda c: keep_definition(self._do, c, flow, activation, when), lambda _: False
            )

    def current(self, sop: str) -> str | None:
        row = self._transactions.read(lambda c: self._do.current(c, sop=column(sop)).fetchone())
        return str(row[0]) if row is not None else None

    def activations(self, sop: str) -> list[Activation]:
        rows = self._transactions.read(lambda c: self._do.activations(c, sop=column(sop)).fetchall())
        return [Activation(name, version, digest, instant_of(at), by) for name, version, digest, at, by in rows]

    def definition(self, digest: str) -> Definition | None:
        row = self._transactions.read(lambda c: self._do.definition(c, digest=digest).fetchone())
        return verified_definition(row[0], digest) if row is not None else None

    def version(self, sop: str, version: str | None = None) -> Definition | None:
        if version is None:
            digest = self.current(sop)
            return self.definition(digest) if digest is not None else None
        row = self._transactions.read(
            lambda c: self._do.version(c, sop=column(sop), version=column(version)).fetchone()
        )
        return verified_definition(*row) if row is not None else None

    def versions(self, sop: str | None = None) -> list[Version]:
        def look(connection: Any) -> list[tuple[str, str, str, int]]:
            do = self._do
            rows = do.versions(connection) if sop is None else do.versions_of(connection, sop=column(sop))
            return list(rows.fetchall())

        rows = self._transactions.read(look)
        return [Version(sop, version, digest, bool(current)) for sop, version, digest, current in rows]
