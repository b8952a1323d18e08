"""Templates of unknown origin."""

from __future__ import annotations

from pathlib import Path
from random import Random

from collab_tui.records.kinds import Kind, Ref
from collab_tui.render import apart
from collab_tui.render.apart import OwnTemplate, TemplateError
from collab_tui.render.page import Page
from tests.hostile import texts
from tests.hostile.part import Part

PAGE = Page(Ref(Kind.AGREEMENT, "x"), "A name", ())
OBJECTS = (
    "pages",
    "pages[0]",
    "query",
    "notes",
    "cycler",
    "joiner",
    "namespace",
    "lipsum",
    "range",
    "dict",
    "self",
    "''",
    "()",
    "{}",
    "pages[0].ref",
    "loop",
    "caller",
    "super",
)
STEPS = (
    ".__class__",
    ".__mro__",
    ".__subclasses__()",
    ".__init__",
    ".__globals__",
    ".__builtins__",
    "['__class__']",
    "|attr('__class__')",
    "|map(attribute='__class__')|list",
    ".mro()",
    ".format",
    ".__reduce__()",
    "[0]",
    "|list",
    "|string",
    ".gi_frame.f_globals",
    "|format('%99999999d')",
    "|center(10**9)",
    "|tojson",
    ".__dict__",
    "|raw|raw",
)
HEAVY = (
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{{ 'x' * 10**10 }}",
    "{{ [0] * 10**9 }}",
    "{{ 9**9**9 }}",
    "{% set ns = namespace(x='a') %}{% for i in range(60) %}{% set ns.x = ns.x * 9 %}{% endfor %}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ lipsum(n=10**6) }}",
    "{{ range(10**12)|list }}",
    "{{ '%0999999999d' % 1 }}",
    "{{ 'a'.join(['b'] * 10**8) }}",
    "{{ '{:>9999999999}'.format('x') }}",
    "{{ (('a' * 40) ~ '!')|striptags|wordwrap(1)|replace('a', 'b' * 10**9) }}",
)
FILES = (
    "{% include '/etc/passwd' %}",
    "{% extends '../../../cli.py' %}",
    "{% import 'os' as os %}{{ os.system('touch owned') }}",
    "{{ config }}{{ request }}{{ get_flashed_messages }}",
    "{{ cycler.__init__.__globals__.os.system('touch owned') }}",
    "{{ lipsum.__globals__['os'].popen('touch owned').read() }}",
    "{{ ''.__class__.__base__.__subclasses__()[-1]('touch owned', shell=True) }}",
)


def template(chance: Random) -> str:
    """Return a template that reaches for what it should not have, or for too much."""
    match chance.randrange(6):
        case 0:
            return chance.choice(HEAVY)
        case 1:
            return chance.choice(FILES)
        case 2:
            return f"{{{{ {texts.hostile(chance)} }}}}"
        case _:
            steps = "".join(chance.choice(STEPS) for _ in range(chance.randrange(1, 5)))
            return f"a{{{{ {chance.choice(OBJECTS)}{steps} }}}}b"


def round_(chance: Random, folder: Path) -> int:
    """Use a template with tight limits."""
    file = folder / "own.jinja"
    file.write_text(template(chance), "utf-8")
    before = (apart.SECONDS, apart.LENGTH, apart.MEMORY)
    apart.SECONDS, apart.LENGTH, apart.MEMORY = 3.0, 1_000_000, 400_000_000
    try:
        with OwnTemplate(file) as own:
            found = own.document([PAGE], "a query")
    except TemplateError as error:
        found = str(error)
        is_made = found.startswith(str(file))
    else:
        is_made = True
        assert len(found) <= 1_000_001
    finally:
        apart.SECONDS, apart.LENGTH, apart.MEMORY = before
    assert is_made, found
    assert "root:" not in found
    assert "<module" not in found
    assert sorted(path.name for path in folder.iterdir()) == ["own.jinja"]
    assert not Path("owned").exists()
    return 1


PART = Part(
    "templates",
    "templates that reach for Python, for files, or for all time and memory",
    "it is a mistake with its place, or a document of limited length; no file is made, and nothing"
    " of the program is in it",
    round_,
    rounds=4,
)
