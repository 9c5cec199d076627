"""`sopflow diff`: what changed between two versions of an SOP."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sopflow.definition.comparing import changes
from sopflow.definition.library import Library
from sopflow.language import Words

from .output import say, say_json
from .usage import FORMAT

NAME = "diff"
HELP = "apa yang berubah antara dua versi / what changed between two versions"

_SAME = Words("tidak ada yang berubah", "nothing changed")
_COUNT = Words("{count} perubahan", "{count} change(s)")
_HEAD = Words("Perubahan {title}: {was} → {now}", "Changes to {title}: {was} → {now}")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="berkas versi lama / the file of the old version")
    parser.add_argument("new", metavar="NEW", help="berkas versi baru / the file of the new version")
    parser.add_argument("--format", choices=("text", "json", "md"), default="text", help=FORMAT)


def execute(arguments: Namespace) -> int:
    library = Library(plays=False)
    old, new = (library.load(Path(path)).sop for path in (arguments.old, arguments.new))
    found = changes(old, new)
    texts = [change.words.within(arguments.lang) for change in found]
    if arguments.format == "json":
        records = [{"kind": c.kind, "step": c.step, "text": t} for c, t in zip(found, texts, strict=True)]
        say_json({"old": old.version, "new": new.version, "changes": records})
    elif arguments.format == "md":
        say(f"## {_HEAD.within(arguments.lang, title=new.title, was=old.version, now=new.version)}\n")
        say("\n".join(f"- {_escaped(text)}" for text in texts) or _SAME.within(arguments.lang))
    else:
        for text in texts:
            say(text)
        say(("\n" + _COUNT.within(arguments.lang, count=len(texts))) if texts else _SAME.within(arguments.lang))
    return 1 if found else 0


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|" else c for c in text)
