"""The way from a shell to what can come next, and back: for bash, zsh and fish.

Each shell runs a script that `source` makes. At every Tab, the script starts the program with the
line so far in its environment. The program answers in lines: what the shell does, the text, and
what is shown, with tabs between them. ``plain`` text ends a word, ``open`` text does not, and
``file`` stands for any path.
"""

from __future__ import annotations

import os
import re
from typing import Any, ClassVar, NamedTuple

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from collab_tui.render.words import clean

WIDEST = 76
"""Characters of an offer with what it means, where a shell lists it."""

_BREAKS = " \t\n\"'@><=;|&(:"
"""The signs at which bash divides words, unless it says so itself."""

_BASH = r"""%(complete_func)s() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            "") ;;
            file*) compopt -o default +o nospace ;;
            *) COMPREPLY+=("${line#*$'\t'}") ;;
        esac
    done < <(env %(complete_var)s=bash_complete COLLAB_TUI_LINE="${COMP_LINE:0:$COMP_POINT}" \
        COLLAB_TUI_BREAKS="$COMP_WORDBREAKS" COLLAB_TUI_KEY="$COMP_TYPE" \
        "${COMP_WORDS[0]/#\~/$HOME}" 2>/dev/null)
}
complete -o nospace -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH = r"""#compdef %(prog_name)s
%(complete_func)s() {
    local line typed
    local -a ended open shown_ended shown_open parts
    typed="$PREFIX"
    [[ -n "$compstate[quote]" ]] || typed="${(Q)typed}"
    for line in "${(@f)$(env %(complete_var)s=zsh_complete \
        COLLAB_TUI_WORDS="${(pj:\x1f:)${(@Q)words[2,CURRENT-1]}}" COLLAB_TUI_WORD="$typed" \
        COLLAB_TUI_COUNT="$((CURRENT - 2))" "${(Q)words[1]/#\~/$HOME}" 2>/dev/null)}"; do
        parts=("${(@ps:\t:)line}")
        case "$parts[1]" in
            file) _files ;;
            plain) ended+=("$parts[2]"); shown_ended+=("$parts[3]") ;;
            open) open+=("$parts[2]"); shown_open+=("$parts[3]") ;;
        esac
    done
    (( $#ended )) && compadd -U -V ended -l -d shown_ended -- "${ended[@]}"
    (( $#open )) && compadd -U -V open -S '' -l -d shown_open -- "${open[@]}"
    (( $#ended + $#open ))
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH = r"""function %(complete_func)s
    set -l before (commandline -opc)
    set -l line
    for line in (env %(complete_var)s=fish_complete COLLAB_TUI_COUNT=(math (count $before) - 1) \
        COLLAB_TUI_WORDS=(string join \x1f -- $before[2..] | string collect) \
        COLLAB_TUI_WORD=(commandline -ct | string collect) $before[1] 2>/dev/null)
        set -l parts (string split \t -- $line)
        if test "$parts[1]" = file
            __fish_complete_path (commandline -ct)
        else if test -n "$parts[1]"
            printf '%%s\t%%s\n' $parts[2] $parts[3]
        end
    end
end
complete -c %(prog_name)s -f -k -a '(%(complete_func)s)'
"""


class Word(NamedTuple):
    """A word of a command line that may not be complete."""

    text: str
    """What it means, without quotes."""
    raw: str
    """As it is typed."""
    quote: str
    """The quotation mark that is still open; else nothing."""


def words_of(line: str) -> list[Word]:
    """Return the words of a line as a shell reads it; the last is what is being typed."""
    found: list[Word] = []
    text = raw = quote = ""
    is_word = False
    signs = iter(line)
    for sign in signs:
        raw += sign
        if quote:
            if sign == quote:
                quote = ""
            elif sign == "\\" and quote == '"':
                after = next(signs, "")
                raw += after
                text += after if after in '"\\$`' else sign + after
            else:
                text += sign
        elif sign.isspace():
            if is_word:
                found.append(Word(text, raw[:-1], ""))
            text = raw = ""
            is_word = False
            continue
        elif sign in "'\"":
            quote = sign
        elif sign == "\\":
            after = next(signs, "")
            raw += after
            text += after
        else:
            text += sign
        is_word = True
    return [*found, Word(text, raw, quote)]


def escaped(text: str, quote: str) -> str:
    """Return a text as it is typed, inside an open `quote` or without one."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote == '"':
        return re.sub(r'(["\\$`])', r"\\\1", text)
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", text)


class _Shell(ShellComplete):
    """What the three have in common."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the complete words after the program's name, and the one being typed."""
        count = int(os.environ.get("COLLAB_TUI_COUNT", "0"))
        words = os.environ.get("COLLAB_TUI_WORDS", "").split("\x1f") if count > 0 else []
        return words, self.typed(os.environ.get("COLLAB_TUI_WORD", ""))

    def typed(self, word: str) -> str:
        """Return the word being typed without its quotes."""
        return word

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return the line for an offer."""
        shown = "  ".join(part for part in (self.shown(item.value), item.help) if part)
        return self.line(item, item.value, shown)

    def shown(self, value: str) -> str:
        """Return how an offer is listed."""
        return value

    def line(self, item: CompletionItem[Any], text: str, shown: str) -> str:
        """Return a line of the answer."""
        kind = {"dir": "file"}.get(item.type, item.type)
        return f"{kind}\t{_one_line(text)}\t{_listed(shown)}"


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", clean(text))


def _listed(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= WIDEST else f"{line[: WIDEST - 3].rstrip()}..."


def _is_open(item: CompletionItem[Any]) -> bool:
    return bool(item.type == "open")


class Bash(_Shell):
    """Bash divides words itself, also at colons. It gets what comes after the last division."""

    name: ClassVar[str] = "bash"
    source_template: ClassVar[str] = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words of the line that bash gives."""
        words = words_of(os.environ.get("COLLAB_TUI_LINE", ""))
        self._word = words[-1]
        return [word.text for word in words[1:-1]], self._word.text

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return what takes the place of the piece of a word that bash completes."""
        if item.type in ("file", "dir"):
            return "file\t"
        word = self._word
        if os.environ.get("COLLAB_TUI_KEY") == "63":  # a list is shown, and nothing is inserted
            shown = item.value.rpartition(" ")[2] if " " in word.text else item.value
            return f"plain\t{_listed(f'{shown}  {item.help}' if item.help else shown)}"
        text = item.value
        if not word.quote:
            breaks = os.environ.get("COLLAB_TUI_BREAKS") or _BREAKS
            kept = max((word.raw.rfind(sign) + (sign != "@") for sign in breaks), default=0)
            kept = max(kept, 0)  # an @ belongs to the piece after it
            text = text[len(words_of(word.raw[:kept])[-1].text) :]
        ending = "" if word.quote or _is_open(item) else " "
        return f"plain\t{_one_line(escaped(text, word.quote))}{ending}"


class Zsh(_Shell):
    """Zsh puts quotes around what is inserted."""

    name: ClassVar[str] = "zsh"
    source_template: ClassVar[str] = _ZSH


class Fish(_Shell):
    """Fish puts quotes around what is inserted, and knows by the last sign if more follows."""

    name: ClassVar[str] = "fish"
    source_template: ClassVar[str] = _FISH

    def typed(self, word: str) -> str:
        """Return the word being typed without its quotes."""
        return words_of(word)[-1].text

    def shown(self, value: str) -> str:
        """Return nothing: fish lists the text itself."""
        return ""


SHELLS: dict[str, type[_Shell]] = {shell.name: shell for shell in (Bash, Zsh, Fish)}


VARIABLE = "_COLLAB_TUI_COMPLETE"
"""The variable that says that a shell asks."""


def register() -> None:
    """Answer these shells in our way instead of click's."""
    for shell in SHELLS.values():
        add_completion_class(shell)
