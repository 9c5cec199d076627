"""What the site has besides the pages in docs/: the front pages, the guide, the files of its examples, and a page for each public
module."""

from __future__ import annotations

import ast
import os
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
PAGES = {
    "README.md": "index.md", "README.id.md": "beranda.md", "definitions/README.md": "panduan.md",
    "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md", "CHANGELOG.md": "changelog.md",
}  # fmt: skip
"""Pages from elsewhere, by where they stand in the repository."""
EXAMPLES = ("definitions/**/*.yaml", "examples/*.yaml", "examples/**/*.py")
"""Files that pages use, so that a reader of the site alone can save them."""
SHIM = "https://unpkg.com/iframe-worker/shim"
"""What the theme loads from elsewhere for pages that are opened as files."""
LINK = re.compile(r"(\[[^\[\]]*\]\(|\]\()([^)\s]+)(\))")
NAMED = re.compile(r"\[[\w./-]+\.md\]\(")
"""A link whose text is the name of a file, which the site does not have."""


def modules() -> list[str]:
    """The public modules, as docs/api.md lists them."""
    said = (ROOT / "docs/api.md").read_text("utf-8")
    return re.findall(r"^\| `(sopflow[a-z_.]*)` \|", said, flags=re.M)


def title_of(page: Path) -> str:
    """The first heading of a page."""
    return re.search(r"^# +(.+?) *$", page.read_text("utf-8"), flags=re.M)[1]  # type: ignore[index]


def home_of(module: str, name: str) -> str:
    """Where a public name is defined, found in what the module's text imports."""
    path = ROOT / module.replace(".", "/")
    is_package = path.is_dir()
    tree = ast.parse((path / "__init__.py" if is_package else path.with_suffix(".py")).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    own = module.split(".") if is_package else module.split(".")[:-1]
                    base = own[: len(own) - node.level + 1] if node.level else []
                    return home_of(".".join([*base, *([node.module] if node.module else [])]), alias.name)
    return f"{module}.{name}"


def reference(module: str) -> str:
    """The page of a module: the names that it lists, each from where it is defined; else all that it defines."""
    names = sorted(name for name in getattr(import_module(module), "__all__", ()) if not name.startswith("_"))
    if not names:
        return f"# `{module}`\n\n::: {module}\n"
    parts = (
        f"## `{name}` {{ #{module}.{name} }}\n\n::: {home_of(module, name)}\n"
        f"    options: {{inherited_members: [{', '.join(brought(getattr(import_module(module), name)))}]}}\n"
        for name in names
    )
    return f"# `{module}`\n\n" + "\n".join(parts)


@cache
def public() -> set[Any]:
    """What has an entry of its own."""
    return {
        getattr(import_module(module), name)
        for module in modules()
        for name in getattr(import_module(module), "__all__", ())
        if isinstance(getattr(import_module(module), name), type)
    }


def brought(kind: object) -> list[str]:
    """The members that a class has from those of ours that have no entry of their own."""
    bases = kind.__mro__[1:] if isinstance(kind, type) else ()
    ours = [base for base in bases if base.__module__.startswith("sopflow") and base not in public()]
    return sorted({name for base in ours for name in vars(base) if not name.startswith(("_", "test_"))})


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill in the parts of the menu that are lists of files."""
    parts = {
        "reference/*": [{name: f"reference/{name}.md"} for name in modules()],
        "decisions/*": sorted(f"decisions/{path.name}" for path in (ROOT / "docs/decisions").glob("*.md")),
    }

    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: filled(inner) for name, inner in node.items()}
        if isinstance(node, list):
            return [
                one for inner in node for one in ((isinstance(inner, str) and parts.get(inner)) or [filled(inner)])
            ]
        return node

    config.nav = filled(config.nav)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    for source, name in PAGES.items():
        files.append(File.generated(config, name, content=(ROOT / source).read_text("utf-8")))
    for name in modules():
        files.append(File.generated(config, f"reference/{name}.md", content=reference(name)))
    for path in sorted(path for pattern in EXAMPLES for path in ROOT.glob(pattern)):
        files.append(File.generated(config, path.relative_to(ROOT).as_posix(), content=path.read_text("utf-8")))
    for name in ("worker.js", "site.css"):
        text = (ROOT / "docs/site" / name).read_text("utf-8")
        files.append(File.generated(config, f"assets/{name}", content=text))
    return files


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    return output.replace(SHIM, os.path.relpath("assets/worker.js", Path(page.file.dest_uri).parent))


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    return output_content.replace(SHIM, "/assets/worker.js")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links lead to pages and files of the site if it has them, else to the repository."""
    here = page.file.src_uri
    source = next((path for path, name in PAGES.items() if name == here), f"docs/{here}")
    place = str(config.extra["place"])
    raw = place.replace("https://github.com/", "https://raw.githubusercontent.com/") + "/main/"

    def led(found: re.Match[str]) -> str:
        link = found[2]
        if link.startswith(raw):
            path, anchor = link.removeprefix(raw), ""
        elif re.match(r"[a-z]+:|#", link):
            return found[0]
        else:
            name, _, anchor = link.partition("#")
            path = os.path.normpath(Path(source).parent / name)
        target, opening = PAGES.get(path, path.removeprefix("docs/")), found[1]
        if NAMED.fullmatch(opening) and (ROOT / path).is_file():
            opening = f"[{title_of(ROOT / path)}]("
        if target and files.get_file_from_path(target) is not None:
            target = os.path.relpath(target, Path(here).parent)
        else:
            target = f"{place}/tree/main/{path}"
        return f"{opening}{target}{'#' if anchor else ''}{anchor}{found[3]}"

    parts = re.split(r"(^```.*?^```|`[^`\n]*`)", markdown, flags=re.S | re.M)
    return "".join(part if part.startswith("`") else LINK.sub(led, part) for part in parts)
