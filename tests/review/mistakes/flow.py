"""Ways that lead nowhere, never meet, or never end."""

from __future__ import annotations

from tests.review.mistakes.made import L, M, P

FLOW = [
    M(L, "Ya: tanda_tangan", "Ya: simpan", "SOP301", "- id: tanda_tangan"),
    M(P, "setuju: serahkan", "setuju: end", "SOP301", "- id: serahkan"),
    M(
        P,
        "{to: tolak, outputs: [penolakan], note: required}",
        "{to: end, outputs: [penolakan], note: required}",
        "SOP301",
        "- id: tolak",
    ),
    M(P, "next: [telaah_teknis, tinjau]", "next: tinjau", "SOP301", "- id: telaah_teknis"),
    M(P, "next: {end: terbit}", "next: serahkan", "SOP308", "- id: serahkan"),
    M(L, "Tidak: susun", "Tidak: tanda_tangan", "SOP307", "    branches:"),
    M(
        P,
        "    outputs: [berkas]\n    next: [telaah_teknis, tinjau]",
        "    outputs: [berkas]\n    branches: {teknis: telaah_teknis, lapangan: tinjau}",
        "SOP303",
        "join: [telaah_teknis, tinjau]",
    ),
    M(P, "    join: [telaah_teknis, tinjau]\n", "", "SOP306", "- id: putuskan"),
    M(
        P,
        "    outputs: [tinjauan]\n    next: putuskan",
        "    outputs: [tinjauan]\n    branches: {layak: putuskan, tidak: end}",
        "SOP305",
        "- id: putuskan",
    ),
    M(
        P,
        "    outputs: [tinjauan]\n    next: putuskan",
        "    outputs: [tinjauan]\n    branches: {layak: putuskan, tidak: tolak}",
        "SOP305",
        "- id: putuskan",
    ),
    M(P, "setuju: serahkan", "setuju: terima", "SOP309"),
    M(
        P,
        "    outputs: [telaah]\n    next: putuskan",
        "    outputs: [telaah]\n    next: serahkan",
        "SOP206",
        "join:",
    ),
]
