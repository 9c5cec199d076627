"""The completion of the terminal's commands as bash, zsh and fish want it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .completion import Listed, Taken

_BASH: Final = """\
_sopflow() {{
  local cur prev command word skip
  cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}}
  [[ $prev == = ]] && prev=${{COMP_WORDS[COMP_CWORD-2]}}
  [[ $cur == = ]] && cur=
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    if [[ -n $skip ]]; then skip=; elif [[ $word == --lang ]]; then skip=1
    elif [[ $word != -* && $word != = ]]; then command=$word; break; fi
  done
  COMPREPLY=()
  compopt +o default +o bashdefault 2>/dev/null
  case $command in
{commands}
  esac
}}
complete -o default -o bashdefault -F _sopflow sopflow"""
_BASH_ONE: Final = """\
    {name})
      case $prev in
{values}
      esac
      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '{options}' -- "$cur"))
      else {others}; fi ;;"""
_BASH_FILES: Final = "compopt -o default 2>/dev/null"
_ZSH: Final = """\
#compdef sopflow
_sopflow() {{
  local curcontext=$curcontext state line
  local -a commands=(
{listed}
  )
  _arguments -C {first} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
{commands}
      esac ;;
  esac
}}
if [[ $funcstack[1] == _sopflow ]]; then _sopflow "$@"; else compdef _sopflow sopflow; fi"""

_FISH: Final = """\
function __sopflow_command
    set -l skip
    for word in (commandline -opc)[2..]
        if test -n "$skip"
            set skip
        else if test "$word" = --lang
            set skip 1
        else if not string match -q -- '-*' "$word"
            echo -- $word
            return
        end
    end
    echo -
end"""


def bash(commands: Sequence[Listed]) -> str:
    first = [_choice("--lang", ("id", "en"))]
    names = [one.name for one in commands]
    parts = [_bash_one("''", first, ["--lang", "--version", "--help"], _words(names))]
    for one in commands:
        valued = [each for each in one.taken if each.names and each.value]
        values = [_choice("|".join(each.names), each.choices, is_file=each.is_file) for each in valued]
        options = [name for each in one.taken for name in each.names if name.startswith("--")]
        alone = [each for each in one.taken if not each.names]
        choices = [choice for each in alone for choice in each.choices]
        files = [_BASH_FILES] if any(each.is_file for each in alone) else []
        others = "; ".join([*files, *([_words(choices)] if choices or not files else [])])
        parts.append(_bash_one(one.name, values, options, others))
    return _BASH.format(commands="\n".join(parts))


def _bash_one(name: str, values: Iterable[str], options: Iterable[str], others: str) -> str:
    return _BASH_ONE.format(name=name, values="\n".join(values), options=" ".join(options), others=others)


def _choice(names: str, choices: Sequence[str], *, is_file: bool = False) -> str:
    return f"        {names}) {_BASH_FILES if is_file else _words(choices)}; return ;;"


def _words(words: Iterable[str]) -> str:
    found = " ".join(words)
    return f"COMPREPLY=($(compgen -W '{found}' -- \"$cur\"))" if found else ":"


def zsh(commands: Sequence[Listed]) -> str:
    listed = "\n".join(f"    {_quoted(f'{one.name}:{one.told}')}" for one in commands)
    parts = []
    for one in commands:
        alone = [each for each in one.taken if not each.names]
        places = [str(at) for at in range(1, len(alone))] + ["*"]
        specs = [f"{at}{_zsh_value(each)}" for at, each in zip(places, alone, strict=False)]
        specs += [f"*{name}[{_plain(each.told)}]{_zsh_value(each)}" for each in one.taken for name in each.names]
        parts.append(f"        {one.name}) _arguments {' '.join(map(_quoted, specs))} ;;")
    first = " ".join(map(_quoted, ("--lang[id, en]:language:(id en)", "--version[version]", "--help[help]")))
    return _ZSH.format(listed=listed, first=first, commands="\n".join(parts))


def _zsh_value(one: Taken) -> str:
    action = f"({' '.join(one.choices)})" if one.choices else "_files" if one.is_file else "()"
    return f":{_plain(one.value)}:{action}" if one.value else ""


def _plain(text: str) -> str:
    """A text without the signs that a specification of zsh is made of."""
    for sign in "\\[]:":
        text = text.replace(sign, f"\\{sign}")
    return text


def fish(commands: Sequence[Listed]) -> str:
    first = "complete -c sopflow -n 'test (__sopflow_command) = -'"
    lines = [
        _FISH,
        "complete -c sopflow -f",
        f"{first} -l lang -x -a 'id en'",
        f"{first} -l version",
        f"{first} -l help",
    ]
    for one in commands:
        lines.append(f"{first} -a {one.name} -d {_fished(one.told)}")
        here = f"complete -c sopflow -n 'test (__sopflow_command) = {one.name}'"
        lines += [f"{here} {what}" for each in one.taken for what in _fish_specs(each)]
    return "\n".join(lines)


def _fish_specs(one: Taken) -> list[str]:
    if not one.names:
        return ["-F"] if one.is_file else [f"-a '{' '.join(one.choices)}'"] if one.choices else []
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in one.names)
    value = "" if not one.value else f" -x -a '{' '.join(one.choices)}'" if not one.is_file else " -r -F"
    return [f"{names}{value} -d {_fished(one.told)}"]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fished(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SHELLS: Final[dict[str, Callable[[Sequence[Listed]], str]]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""How each shell is told."""
