"""Times and dates that are none."""

from __future__ import annotations

from tests.review.mistakes.made import L, M

TIMES = [
    M(L, "duration: 1 jam", "duration: sejam", "SOP106"),
    M(L, "duration: 1 jam", "duration: 1 jm", "SOP106"),
    M(L, "duration: 1 jam", "duration: satu jam", "SOP106"),
    M(L, "duration: 1 jam", "duration: 60", "SOP106"),
    M(L, "duration: 1 jam", "duration: sesuai dengan penugasan", "SOP106"),
    M(L, "duration: 1 jam", "duration: 1 jam 30", "SOP106"),
    M(L, "duration: 1 jam", "duration: 1.5.2 jam", "SOP106"),
    M(L, "duration: 1 jam", "duration: -2 jam", "SOP106"),
    M(L, "duration: 1 jam", "duration: 3-1 jam", "SOP343"),
    M(L, "duration: 1 jam", "duration: 07:30", "SOP106"),
    M(L, "version: 1\n", "version: 1\ntime_limit: seminggu\n", "SOP106", "seminggu"),
    M(L, "version: 1\n", "version: 1\nidentity: {created: 31 Februari 2024}\n", "SOP108", "Februari"),
    M(L, "version: 1\n", "version: 1\nidentity: {created: 12/03/2024}\n", "SOP107", "12/03"),
    M(L, "version: 1\n", "version: 1\nidentity: {effective: Maret 2024}\n", "SOP107", "Maret"),
]
