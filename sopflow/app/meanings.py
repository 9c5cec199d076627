"""What the members of an instance, a work item and an event say, for the OpenAPI document and for the docs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = Frozen({
    "Instance": {
        "id": "The id of the instance.",
        "sop": "The id of its SOP.",
        "version": "The version of the SOP that it is on.",
        "digest": "The digest of that version: what it says, whatever the file is called.",
        "revision": "How many events it has. Send it as `If-Match` (in Python `expected`) to refuse a command on what changed since.",
        "status": "`running`, `suspended`, `completed` or `cancelled`.",
        "subject": "What it is about, in words of whoever started it.",
        "unit": "The unit of the directory whose positions act in it.",
        "started_at": "When it was started.",
        "started_by": "Who started it.",
        "changed_at": "When its last event was recorded.",
        "due": "When the whole of it is due (`time_limit`).",
        "end": "The name of the end that it came to last; `end` for one without a name.",
        "hand_over": "What follows after that end, as the SOP says.",
        "active": "The rows that are open, from the earliest.",
        "parent": "The id of the instance that called it.",
        "data": "The host's own data, as they were given with the start.",
        "people": "Actors who are certain persons in this instance, each with those persons.",
        "documents": "The latest version of each document that it has: `document`, `version`, the `step` that made or brought it, and what identifies the copy (`number`, `date`, `uri`, `sha256`).",
    },
    "OpenRow": {
        "step": "The id of the row.",
        "visit": "How often the row has been opened, from 1. A command names it where a row is open more than once.",
        "actors": "The actors who may do it, or who must all sign it.",
        "since": "When it was opened.",
        "due": "When it is due; of a wait, when the wait ends.",
        "is_provisional": "Whether `due` rests on days off that are estimated or not decided yet.",
        "signed": "The signatures so far, where several sign: `actor`, `by`, `outcome`, `at`, `on_behalf_of`.",
        "claims": "Who has claimed it, or was given it; of a row that several sign, for each of them.",
        "child": "The id of the instance that a row with `call` runs.",
    },
    "Claim": {
        "actor": "For which actor.",
        "person": "Who has it.",
        "on_behalf_of": "Who delegated it to them.",
    },
    "WorkItem": {
        "instance": "The id of the instance.",
        "sop": "The id of its SOP.",
        "subject": "What the instance is about.",
        "step": "The id of the row.",
        "number": "The printed number of the row.",
        "activity": "The activity, as printed.",
        "visit": "How often the row has been opened, from 1.",
        "actors": "Who may do it. Empty for a row that ends by itself; one of them for each item of a row that several sign.",
        "substitutes": "Actors who may do it in their place.",
        "since": "When it was opened.",
        "due": "When it is due.",
        "is_provisional": "Whether `due` rests on days off that are estimated or not decided yet.",
        "outcomes": "What may be answered; `done` where it is not a decision.",
        "needs_note": "The outcomes that need a `note`.",
        "needs_target": "The outcomes whose target the paper does not say: they need `to`.",
        "chooses": "The actors that are chosen with it (`choose`).",
        "may_skip": "Whether it may be skipped.",
        "signs": "Whether others sign too.",
        "missing": "Inputs that the instance does not have: `document`, `title`, and whether a draft of it is there (`has_draft`).",
        "waits_for": "The document that ends it (`receive`).",
        "child": "The id of the instance that it runs.",
        "not_by": "Persons who may not do it, because they did a row that somebody else must do, or signed this one.",
        "only_by": "The persons who must do it, because they did the row that it goes with; empty where anybody may who may do the row.",
        "unit": "The unit whose positions act.",
        "claim": "Who has it.",
        "people": "The persons who are its actors in this instance, whoever holds the positions.",
        "recorded_by": "The actors who may enter it for them.",
    },
    "Event": {
        "instance": "The id of the instance.",
        "revision": "The number of the event in its instance, from 1.",
        "at": "When it was recorded; never before the event before it.",
        "type": "What happened: the first column of the table of events.",
        "by": "Who did it; `system` for what the engine does by itself.",
        "step": "The row, where it is about one.",
        "visit": "Which opening of the row.",
        "outcome": "The answer, or `done`.",
        "actor": "For which actor it was done.",
        "acted_at": "When it happened: `at`, unless it was entered later.",
        "note": "The note or the reason that was given.",
        "record": "The whole event, as stores keep it: with `asked`, `opened`, `documents` and `effects`.",
    },
    "Offer": {
        "command": "A command that the person may give now.",
        "step": "The row to which it is given; none for the whole instance.",
        "visit": "Which opening of the row.",
    },
})  # fmt: skip
