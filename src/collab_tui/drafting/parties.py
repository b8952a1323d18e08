"""The agreements that an article announces, who takes part in each, and who only stands by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from collab_tui.drafting import announcing, who
from collab_tui.drafting.announcing import Trigger, present, trigger
from collab_tui.drafting.article import Article, Sentence
from collab_tui.drafting.events import Bystander, Draft, Event, Party, divided
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.roles import CLEAR, Role, funders, roles
from collab_tui.drafting.slots import has_name, side_by_side, slots
from collab_tui.drafting.who import Who

_LEAD = 600
"""Characters in which an article says that it tells of several agreements."""
_BACK = 3
"""How many sentences back "both sides" may have been named."""
MOST = 40
"""The most agreements of one article."""


def parties(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> list[Event]:
    """Return what an article announces, by place; nothing if it announces nothing.

    A language without rules announces nothing: only its names are known.
    """
    rules = who.of(article.tongue)
    if rules is None or not sentences:
        return []
    return _Reader(article, sentences, mentions, rules).events()


class _Reader:
    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        rules: Who,
    ) -> None:
        self._article = article
        self._whole = sentences
        self._sentences = sentences = [part for one in sentences for part in _parts(one)]
        self._rules = rules
        now = present(article)
        self._triggers = [trigger(one, rules, now) for one in sentences]
        by_sentence = _by_sentence(sentences, mentions)
        self._inside = [
            [*named, *slots(sentence, named, told, rules)]
            for sentence, named, told in zip(sentences, by_sentence, self._triggers, strict=True)
        ]
        self._is_only_talk = rules.void_before.search(who.even(article.title)) is not None
        """The title tells of a plan or of talks: only a signed paper counts."""
        self._is_list = rules.several.search(who.even(article.text[:_LEAD])) is not None
        self._has_title = bool(article.title) and sentences[0].start == 0
        self._publisher = (article.publisher or "").casefold()

    def events(self) -> list[Event]:
        made = self._made()
        strong = self._events(made, "sign", "found", "tie")
        if self._is_list and len(strong) == 1:
            return divided(strong[0], self._whole, self._rules)
        return strong or self._events(made, "named") or self._between_countries()

    def _events(self, made: set[int], *sorts: str) -> list[Event]:
        drafted = (self._event(draft, made) for draft in self._drafts(*sorts))
        found = [event for event in drafted if event is not None]
        told = [event for event in found if event.sentences[-1] is not self._whole[0]]
        return told if self._has_title and told and not self._is_list else found

    def _drafts(self, *sorts: str) -> list[Draft]:
        drafts: list[Draft] = []
        for place, found in enumerate(self._triggers):
            if found is None or found.is_past or len(drafts) >= MOST:
                continue
            if "named" in sorts and self._names_paper(place):
                found = found._replace(sort="named")
            if found.sort not in sorts:
                continue
            if self._is_only_talk and found.sort != "sign":
                continue
            draft = self._draft(place, found)
            if draft is not None:
                self._join(drafts, draft, place)
        for draft in drafts:
            self._add_funders(draft)
        return drafts

    def _add_funders(self, draft: Draft) -> None:
        """Add the foundations that pay, as its sentences or the ones after them say."""
        first = min(one.start for one in draft.sentences)
        last = max(one.start for one in draft.sentences)
        starts = [one.start for one in self._sentences]
        begin, end = bisect_right(starts, first) - 1, bisect_right(starts, last) + 2
        if len(draft.clear()) < 2 or self._is_list:
            return
        for place in range(begin, min(end, len(self._sentences))):
            draft.add(funders(self._sentences[place], self._inside[place], self._rules))

    def _names_paper(self, place: int) -> bool:
        text = who.even(self._sentences[place].text)
        return any(pattern.search(text) for pattern in self._rules.announcing.named)

    # ---- One sentence

    def _draft(self, place: int, found: Trigger) -> Draft | None:
        sentence = self._sentences[place]
        is_title = place == 0 and self._has_title
        is_open = is_title or found.is_fresh or self._is_list or self._is_pending(place)
        if found.sort == "tie" and not is_open:
            return None
        draft = Draft(found.sort, [sentence], is_title=is_title)
        draft.add(self._roles(place, found))
        clear = draft.clear()
        is_theirs = self._rules.theirs.search(sentence.text) is not None
        if (len(clear) < 2 or is_theirs) and not is_title:
            is_fronted = self._rules.fronted.search(who.even(sentence.text)) is not None
            is_whole = has_name(sentence.text[: found.start]) and not is_fronted
            if self._is_list and clear and is_whole:
                return None
            if found.sort != "sign" and not (clear or self._says_both(place)):
                return None
            self._look_back(draft, place, max(3, len(clear) + 1) if is_theirs else 2)
        return draft if draft.clear() else None

    def _roles(self, place: int, found: Trigger | None) -> list[Role]:
        sentence = self._sentences[place]
        return [
            role if not self._publishes(role.mention) else role._replace(score=0.0, why="publisher")
            for role in roles(sentence, self._inside[place], found, self._rules)
        ]

    def _says_both(self, place: int) -> bool:
        return self._rules.both.search(self._sentences[place].text) is not None

    def _is_pending(self, place: int) -> bool:
        """Tell whether a sentence before announces something and does not say by whom."""
        for back in range(1, _BACK + 1):
            told = self._triggers[place - back] if place >= back else None
            if told is not None and not told.is_past and told.sort in ("sign", "found"):
                clear = {
                    role.mention.entity for role in self._roles(place - back, told) if role.is_clear
                }
                if len(clear) < 2:
                    return True
        return False

    def _look_back(self, draft: Draft, place: int, wanted: int) -> None:
        """Add those who were named just before, if the sentence itself names too few."""
        for back in range(1, _BACK + 1):
            before = place - back
            if before < 0 or len(draft.clear()) >= wanted:
                return
            text = who.even(self._sentences[before].text)
            if self._rules.fronted.search(text) or (wanted > 2 and self._rules.theirs.search(text)):
                continue  # it has a partner of its own
            told = self._triggers[before]
            found = [role for role in self._roles(before, told) if role.is_clear]
            if any(role.why == "with" for role in draft.roles.values() if role.is_clear):
                found = [role for role in found if role.why != "with"] or found
            draft.add(role._replace(score=role.score - 0.1) for role in found)

    def _publishes(self, mention: Mention) -> bool:
        name = mention.text.casefold()
        return len(name) > 3 and bool(self._publisher) and name in self._publisher

    # ---- Several sentences

    def _join(self, drafts: list[Draft], draft: Draft, place: int) -> None:
        """Add a sentence to the event that it tells of, or begin another one."""
        clear = draft.clear()
        says_also = self._rules.also.search(self._sentences[place].text) is not None
        best: Draft | None = None
        most = 0
        for one in drafts:
            held = one.clear()
            shared = len(held & clear)
            is_same = shared >= min(2, len(clear)) or shared >= len(held)
            is_other = says_also and len(clear) > 1
            is_other |= one.partners() != set() and not draft.partners() <= held
            is_same |= shared == 1 and not is_other
            is_same |= one.is_title and (len(held) < 2 or shared > 0)
            if is_same and (shared > most or best is None):
                best, most = one, shared
        if best is None:
            drafts.append(draft)
            return
        held = best.clear()
        if best.is_title or len(held) < 2 or not draft.roles:
            best.add(draft.roles.values())
        else:
            best.add(role for role in draft.roles.values() if self._belongs(role, held, clear))
        best.sentences += draft.sentences
        best.is_title = False
        order = ("named", "tie", "found", "sign")
        best.sort = max(best.sort, draft.sort, key=order.index)

    @staticmethod
    def _belongs(role: Role, held: set[int], clear: set[int]) -> bool:
        """Tell whether a further name in a later sentence takes part in the same agreement."""
        return role.mention.entity in held or len(held & clear) >= 2 or not role.is_clear

    def _made(self) -> set[int]:
        """Return the organisations that some sentence says are made by the agreement."""
        found: set[int] = set()
        for place, told in enumerate(self._triggers):
            if told is not None and not told.is_past:
                found.update(
                    role.mention.entity for role in self._roles(place, told) if role.why == "made"
                )
        return found

    def _event(self, draft: Draft, made: set[int]) -> Event | None:
        clear = {entity: role for entity, role in draft.roles.items() if role.is_clear}
        inside = draft.told & clear.keys()
        if len(inside) > 1:  # the text itself tells it all: a headline is often loose
            clear = {entity: clear[entity] for entity in clear if entity in inside}
        taken = [
            Party(role.mention, min(1.0, round(role.score, 2)), role.why)
            for entity, role in clear.items()
            if entity not in made
        ]
        if len(taken) < 2:
            return None
        taken.sort(key=lambda one: one.mention.start)
        entities = {one.mention.entity for one in taken}
        return Event(
            self._told_by(draft.sentences),
            draft.sort,
            tuple(taken),
            tuple(self._others(draft, entities, made)),
            tuple(draft.sentences),
        )

    def _told_by(self, parts: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """Return the whole sentences of parts, by place."""
        starts = [one.start for one in self._whole]
        places = {bisect_right(starts, part.start) - 1 for part in parts}
        return tuple(self._whole[place] for place in sorted(places))

    def _others(self, draft: Draft, taken: set[int], made: set[int]) -> Iterable[Bystander]:
        """Yield everybody else in the article, once, and why they do not take part."""
        seen: set[int] = set(taken)
        for inside in self._inside:
            for one in inside:
                if one.entity in seen or one.is_person or one.how == "word":
                    continue
                seen.add(one.entity)
                role = draft.roles.get(one.entity)
                if self._publishes(one):
                    why = "publisher"
                elif one.entity in made:
                    why = "made"
                else:
                    why = role.why if role is not None else "elsewhere"
                yield Bystander(one, why)

    def _between_countries(self) -> list[Event]:
        """Return what two countries sign, if no organisation is said to take part."""
        for told, sentence in zip(self._triggers, self._sentences, strict=True):
            if told is not None and not told.is_past and told.sort == "sign":
                beside = side_by_side(sentence, self._rules)
                if beside:
                    taken = tuple(Party(one, CLEAR, "country") for one in beside)
                    others = tuple(self._others(Draft("sign", [sentence]), set(), set()))
                    return [Event(self._told_by([sentence]), "sign", taken, others)]
        return []


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    """Yield the parts of a sentence between semicolons: each may tell of another agreement.

    Text without an end is cut, so that the work grows only as its length does.
    """
    start = sentence.start
    for part in re.split(r"(?<=[;；])", sentence.text):
        for place in range(0, len(part), announcing.MOST):
            some = part[place : place + announcing.MOST]
            if some.strip():
                yield Sentence(start + place, start + place + len(some), some)
        start += len(part)


def _by_sentence(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[list[Mention]]:
    inside: list[list[Mention]] = [[] for _ in sentences]
    place = 0
    for one in sorted(mentions, key=lambda mention: mention.start):
        while place < len(sentences) and sentences[place].end <= one.start:
            place += 1
        if place < len(sentences) and sentences[place].start <= one.start:
            inside[place].append(one)
    return inside
