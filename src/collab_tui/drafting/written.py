"""A proposal as JSON, and as TOML that can be put into a registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from shlex import quote
from textwrap import wrap
from typing import Any

from collab_tui.drafting.proposal import Difference, Drafted, Known, Proposal
from collab_tui.keeping.toml_text import WIDTH, record_text, value_text
from collab_tui.language import _
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean


def as_object(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as an object for JSON; see docs/drafts.md."""
    return {
        "source": _plain(proposal.source),
        "agreements": [_agreement(one) for one in proposal.agreements],
        "institutions": [_plain(one) for one in proposal.institutions],
        "people": [_plain(one) for one in proposal.people],
        "others": [
            {"mention": one.mention, "why": one.why, "candidates": list(one.candidates)}
            for one in proposal.others
        ],
    }


def _agreement(draft: Drafted) -> dict[str, Any]:
    record: dict[str, Any] = _plain(draft.record)
    taken = {one.institution: one for one in draft.participants}
    for participant in record["participants"]:
        one = taken[participant["institution"]]
        participant |= {"mention": one.mention, "score": one.score}
    if draft.known is not None:
        record["known"] = {
            "agreement": draft.known.ref.partition("/")[2],
            "same": list(draft.known.same),
            "adds": [_difference(one) for one in draft.known.adds],
            "contradicts": [_difference(one) for one in draft.known.contradicts],
        }
    return record


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "path": one.path,
        "registry": _plain(one.registry),
        "article": _plain(one.article),
        "note": one.sentence,
    }


def _plain(value: Any) -> Any:
    """Return a value of TOML as one of JSON."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def as_toml(proposal: Proposal) -> str:
    """Return a proposal as a file of a registry, with what was left out as comments.

    An agreement that the registry has is no new record: a comment shows both side by side, and the
    command that adds what is new.
    """
    blocks = [] if proposal.is_source_known else [record_text(Kind.SOURCE, proposal.source)]
    blocks += [record_text(Kind.INSTITUTION, one) for one in proposal.institutions]
    blocks += [record_text(Kind.PERSON, one) for one in _people(proposal)]
    for draft in proposal.agreements:
        if draft.known is None:
            blocks.append(record_text(Kind.AGREEMENT, draft.record, _scores(draft)))
        else:
            blocks.append(_comment(_known_lines(draft, draft.known, proposal)))
    if proposal.others:
        lines = [_("Named, but not taken into the draft:")]
        lines += [f"- {one.mention}: {one.why}" for one in proposal.others]
        blocks.append(_comment(lines))
    return "\n".join(blocks)


def _people(proposal: Proposal) -> Iterator[Mapping[str, Any]]:
    """Yield the new people whom new agreements name."""
    named = {
        one["person"] if isinstance(one, Mapping) else one
        for draft in proposal.agreements
        if draft.known is None
        for participant in draft.record["participants"]
        for one in participant.get("people", ())
    }
    return (one for one in proposal.people if one["id"] in named)


def _scores(draft: Drafted) -> Iterator[str]:
    for one in draft.participants:
        score = f"{one.score:.2f}"
        named = _("{institution}: named as “{mention}”, score {score}")
        yield clean(named.format(institution=one.institution, mention=one.mention, score=score))


def _known_lines(draft: Drafted, known: Known, proposal: Proposal) -> Iterator[str]:
    yield _("The registry has this agreement: {ref}, {name}.", ref=known.ref, name=known.name)
    if known.same:
        yield _("The article agrees with it on: {fields}.", fields=", ".join(known.same))
    for title, differences in (
        (_("It adds:"), known.adds),
        (_("It contradicts (registry / article):"), known.contradicts),
    ):
        if differences:
            yield title
        by_sentence: dict[str, list[str]] = {}
        for one in differences:
            registry = "" if one.registry is None else f"{_short(one.registry)} / "
            text = f"{one.path} = {registry}{_short(one.article)}"
            by_sentence.setdefault(one.sentence, []).append(text)
        for sentence, texts in by_sentence.items():
            yield from (f"- {text}" for text in texts)
            yield f"    “{sentence}”"
    if known.is_cited:
        yield _("It cites this source already.")
        return
    yield _("To add this source to it:")
    evidence = {
        "source": proposal.source["id"],
        "supports": list(known.same) or sorted({one.path for one in draft.facts} - {"name"}),
    }
    setting = quote(f"evidence+={value_text(evidence, None)}")
    yield f"  collab-tui set {known.ref} {setting}"


def _short(value: Any) -> str:
    return value if isinstance(value, str) else value_text(value, None)


def _comment(lines: Iterable[str]) -> str:
    """Return lines as comments; long ones are broken, but not those of a command."""
    found: list[str] = []
    for line in map(clean, lines):
        bare = line.lstrip()
        indent = " " * (len(line) - len(bare))
        if bare.startswith("collab-tui "):
            found.append(line)
        else:
            more = indent + ("  " if bare.startswith("- ") else "")
            found += wrap(line, WIDTH - 2, subsequent_indent=more, break_on_hyphens=False)
    return "".join(f"# {line}".rstrip() + "\n" for line in found)
