"""What each kind of difference between two versions says."""

from __future__ import annotations

from typing import Final

from sopflow.language import Words

DIFFERENCES: Final = {
    "row-added": Words('langkah baru "{row}": {activity} ({actors})', 'a new row "{row}": {activity} ({actors})'),
    "row-removed": Words('langkah "{row}" dihapus: {activity}', 'the row "{row}" was removed: {activity}'),
    "row-moved": Words('langkah "{row}" pindah: kini {now}', 'the row "{row}" moved: now {now}'),
    "row-renamed": Words('langkah "{now}": id-nya berganti, sebelumnya "{was}"', 'the row "{now}": its id changed from "{was}"'),
    "activity": Words('"{row}": uraiannya menjadi: {now}', '"{row}": its text is now: {now}'),
    "actor": Words('"{row}": pelaksananya {now}, sebelumnya {was}', '"{row}": its actor is {now}, was {was}'),
    "shorter": Words('"{row}": waktunya lebih singkat: {now}, sebelumnya {was}', '"{row}": its time is shorter: {now}, was {was}'),
    "longer": Words('"{row}": waktunya lebih lama: {now}, sebelumnya {was}', '"{row}": its time is longer: {now}, was {was}'),
    "duration": Words('"{row}": waktunya {now}, sebelumnya {was}', '"{row}": its time is {now}, was {was}'),
    "input-added": Words('"{row}": kelengkapan bertambah: {what}', '"{row}": a further input: {what}'),
    "input-removed": Words('"{row}": tidak lagi memerlukan: {what}', '"{row}": no longer needs: {what}'),
    "output-added": Words('"{row}": output bertambah: {what}', '"{row}": a further output: {what}'),
    "output-removed": Words('"{row}": tidak lagi menghasilkan: {what}', '"{row}": no longer makes: {what}'),
    "branch-added": Words('"{row}": jawaban baru {branch} → {now}', '"{row}": a new answer {branch} → {now}'),
    "branch-removed": Words('"{row}": jawaban {branch} dihapus', '"{row}": the answer {branch} was removed'),
    "branch": Words('"{row}": {branch} kini menuju {now}, sebelumnya {was}', '"{row}": {branch} now leads to {now}, before to {was}'),
    "next": Words('"{row}": dilanjutkan ke {now}, sebelumnya {was}', '"{row}": goes on to {now}, before to {was}'),
    "actor-added": Words("pelaksana baru: {what}", "a new actor: {what}"),
    "actor-removed": Words("pelaksana dihapus: {what}", "an actor was removed: {what}"),
    "actor-renamed": Words("pelaksana {what}: hanya id-nya berganti, {was} menjadi {now}", "the actor {what}: only its id changed, from {was} to {now}"),
    "actor-changed": Words("pelaksana {what}: {field} menjadi {now}, sebelumnya {was}", "the actor {what}: {field} is {now}, was {was}"),
    "document-added": Words("dokumen baru: {what}", "a new document: {what}"),
    "document-removed": Words("dokumen dihapus: {what}", "a document was removed: {what}"),
    "document-renamed": Words("dokumen {what}: hanya id-nya berganti, {was} menjadi {now}", "the document {what}: only its id changed, from {was} to {now}"),
    "document-changed": Words("dokumen {what}: {field} menjadi {now}, sebelumnya {was}", "the document {what}: {field} is {now}, was {was}"),
    "field-added": Words("isian baru: {what}", "a new field: {what}"),
    "field-removed": Words("isian dihapus: {what}", "a field was removed: {what}"),
    "field-changed": Words("isian {what}: {field} menjadi {now}, sebelumnya {was}", "the field {what}: {field} is {now}, was {was}"),
    "identity": Words("identitas: {field} menjadi {now}, sebelumnya {was}", "identity: {field} is {now}, was {was}"),
    "sop": Words("{field} menjadi {now}, sebelumnya {was}", "{field} is {now}, was {was}"),
    "row": Words('"{row}": {field} menjadi {now}, sebelumnya {was}', '"{row}": {field} is {now}, was {was}'),
}  # fmt: skip
