"""Refusals because of who acts, or who is named."""

from __future__ import annotations

from sopflow.language import Words

from .base import Refusal


class NotAuthorized(Refusal):
    """Somebody who may not do what they ask for. `step` is the row, or the command; `actors` are the ids of those who may,
    `who` says them by their titles, and `act` says what it was."""

    code = "not-authorized"
    words = Words('"{by}" tidak boleh {act}; yang boleh: {who}', '"{by}" may not {act}; who may: {who}')


class OwnInterest(NotAuthorized):
    """Somebody whose own case it is, and who would act in it for the office."""

    words = Words(
        '"{by}" tidak boleh {act}, karena dalam proses ini ia sendiri adalah atau pernah menjadi {starter} (benturan kepentingan); yang boleh: {who}',
        '"{by}" may not {act}: in this instance they are or were {starter} themselves (a conflict of interest); who may: {who}',
    )


class NoPerson(Refusal):
    """A command without a person, or in the name of the engine itself."""

    code = "no-person"
    words = Words(
        'yang bertindak tidak disebutkan ({by}): sebutkan nama orang atau pelaksana; nama "system" hanya untuk mesin',
        "by ({by}) does not name a person: give the name of a person or an actor; system is reserved for the engine",
    )


class UnknownUnit(Refusal):
    code = "unknown-unit"
    words = Words("{what}; {hint}", "{what}; {hint}")
    about = Words(
        "Unit ini tidak ada di direktori, atau direktori punya beberapa unit dan tidak satu pun disebut.",
        "The unit is not in the directory, or the directory has several units and none was named.",
    )


class ClaimedByOther(Refusal):
    """A row in another's hands; `held` says how it came there, and `way` what is left to do."""

    code = "claimed-by-other"
    words = Words(
        '"{step}" sedang {held} {who}; "{by}" dapat {way}',
        '"{step}" is {held} {who}; "{by}" may {way}',
    )
    about = Words(
        "Langkah ini sudah diklaim, didelegasikan, atau dialihkan kepada orang lain.",
        "Somebody else has claimed the step, or it was delegated or reassigned to them.",
    )


class NotClaimed(Refusal):
    code = "not-claimed"
    words = Words(
        '"{by}" tidak dapat melepas "{step}"; yang dapat: {who}',
        '"{by}" cannot release "{step}"; who can: {who}',
    )


class UnknownPerson(Refusal):
    """Somebody whom the directory does not know, or, without one, a name that no actor of the SOP has."""

    code = "unknown-person"
    words = Words("{what}", "{what}")
    about = Words(
        "Orang ini tidak ada di direktori; tanpa direktori: nama itu bukan pelaksana SOP ini.",
        "The directory does not know the person; without one, the name is not an actor of the SOP.",
    )


class NobodysWork(Refusal):
    code = "nobodys-work"
    words = Words('"{step}" tidak dikerjakan orang: {how}', 'nobody performs "{step}": {how}')
    about = Words(
        "Langkah ini menunggu waktu, dokumen, atau SOP lain; tidak ada orang yang menyelesaikannya.",
        "The step waits for a time, a document or another SOP; no person completes it.",
    )


class AlreadySigned(Refusal):
    code = "already-signed"
    words = Words(
        '"{by}" sudah menandatangani "{step}", dan setiap tanda tangan harus dari orang lain; yang ditunggu: {who}',
        '"{by}" has already signed "{step}", and each signature must be another person\'s; waiting for: {who}',
    )


class NotSigned(Refusal):
    code = "not-signed"
    words = Words(
        'tidak ada tanda tangan "{by}" pada "{step}" yang dapat ditarik; yang ada: {who}',
        'there is no signature of "{by}" on "{step}" to withdraw; signed by: {who}',
    )


class NotJoint(Refusal):
    """A row of which one person is enough; `way` says what is to be given instead."""

    code = "not-joint"
    words = Words(
        '"{step}" tidak ditandatangani bersama; {way}',
        '"{step}" is not signed together; {way}',
    )
    about = Words(
        "Langkah ini cukup dikerjakan satu orang: hanya langkah dengan sign_off yang ditandatangani beberapa orang.",
        "One person is enough for this row: only a row with sign_off is signed by several.",
    )


class SamePerson(Refusal):
    """Four eyes: who did one row may not do another."""

    code = "same-person"
    rows = ("step", "other")
    words = Words(
        '"{by}" sudah mengerjakan "{other}"; "{step}" harus dikerjakan orang lain',
        '"{by}" did "{other}"; "{step}" must be done by somebody else',
    )


class OtherPerson(Refusal):
    code = "other-person"
    rows = ("step", "other")
    words = Words(
        '"{step}" harus dikerjakan orang yang mengerjakan "{other}": {who}',
        '"{step}" must be done by whoever did "{other}": {who}',
    )
