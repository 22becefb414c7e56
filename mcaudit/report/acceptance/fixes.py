"""What would open an answer: the smallest sets of acts, by who does them, and which acts open most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mcaudit.blocks import Block, Bullets, Group, Paragraph, Shape, Text, strong
from mcaudit.model.acceptance import Acceptance, Answer, Candidacy, Cell
from mcaudit.model.acts import Act, Fixes, Party, Verb
from mcaudit.model.states import state_name
from mcaudit.report.acceptance.words import PURPOSES, cell_title
from mcaudit.report.parts import table
from mcaudit.terms.sentences import ended
from mcaudit.terms.words import number

_PARTIES: Mapping[Party, tuple[str, str]] = {
    Party.PROVIDER: ("Provider", "the provider"),
    Party.REVIEWERS: ("Reviewers", "reviewers"),
    Party.STATE: ("State", "the state"),
    Party.DELEGATE: ("Whoever the state leaves it to", "those whom the state leaves it to"),
}
"""Each in front of what it does, and within a sentence."""
_ORDER = tuple(Party)
_OUTSIDE = " (this takes somebody else; no change to the profile can do it)"
_MOST = 10
"""How many acts are shown by what they open."""
_ALTERNATIVES = 6
"""How many alternatives of a choice are shown."""
_FEW = 4
"""Up to so many decisions are shown with their titles."""
PROVISO = (
    "These are the fewest acts. They open an answer only if decisions come out as met, approvals are given, and what a "
    "state then says accepts it."
)


def fixes_blocks(acceptance: Acceptance, candidate: Candidacy) -> Iterator[Block]:
    """Yield what would open each answer of a micro-credential that is not accepted."""
    several = len(acceptance.candidates) > 1
    for cell in candidate.cells:
        if cell.paths and cell.answer is not Answer.ACCEPTED:
            title = f"{candidate.title}: {cell_title(cell)}" if several else cell_title(cell)
            yield Group(title=title, blocks=tuple(_blocks(acceptance, cell)), shape=Shape.PLAIN)


def cell_fixes(acceptance: Acceptance, cell: Cell) -> Iterator[Block]:
    """Yield what would open one answer, with a title of its own."""
    if cell.answer is not Answer.ACCEPTED:
        blocks = (*_blocks(acceptance, cell), *([Paragraph(text=PROVISO)] if cell.fixes else []))
        yield Group(title="What would open it", blocks=blocks, level=4, shape=Shape.PLAIN)


def _blocks(acceptance: Acceptance, cell: Cell) -> Iterator[Block]:
    fixes = cell.fixes or cell.together
    if cell.fixes is None:
        whose = f"that {_PARTIES[acceptance.party][1]} can do alone" if acceptance.party else "that anybody can do"
        yield Paragraph(text=f"Nothing {whose} opens it.")
    if fixes is None:
        return
    size = f"{number(fixes.size, 'act')}{f', in {fixes.sets} ways' if fixes.sets > 1 else ''}"
    found = size if fixes.proven else f"at most {size} (we stopped looking for fewer)"
    shared = any(act.party is acceptance.party for act in fixes.acts)
    lead = "" if cell.fixes else "With what others do, " if shared else "Others can, with "
    line = f"{lead}{found}:"
    yield Paragraph(text=f"{line[0].upper()}{line[1:]}")
    yield Bullets(items=tuple(_items(fixes)))


def _items(fixes: Fixes) -> Iterator[Text]:
    """Yield what is in every set, party by party, and then each choice; what begins alike stands together."""
    for who, text in _told(sorted(fixes.always, key=lambda act: _ORDER.index(act.party))):
        yield (strong(f"{who}: "), f"{text}.")
    for choice in fixes.one_of:
        more = f", or one of {len(choice) - _ALTERNATIVES} others" if len(choice) > _ALTERNATIVES else ""
        yield (strong("Any one of these: "), f"{_either(choice[:_ALTERNATIVES])}{more}.")


def _either(ways: Sequence[Sequence[Act]]) -> str:
    """Return alternatives in a line, numbered where one of them takes several acts."""
    if all(len(way) == 1 for way in ways):
        return "; or ".join(f"{who}: {text}" for who, text in _told([act for way in ways for act in way], " / "))
    each = ("; ".join(f"{who}: {text}" for who, text in _told(way)) for way in ways)
    return " / ".join(f"({index}) {way}" for index, way in enumerate(each, start=1))


def _told(acts: Iterable[Act], between: str = "; ") -> Iterator[tuple[str, str]]:
    """Yield who does what, in the order of the acts; acts that begin alike are one."""
    groups: dict[tuple[str, str], list[Act]] = {}
    for act in acts:
        groups.setdefault((_who(act), act.text.removesuffix(act.what)), []).append(act)
    for (who, begins), mine in groups.items():
        is_long = mine[0].verb is Verb.DECIDE and len(mine) > _FEW
        fields = ", ".join(act.pointer for act in mine) if is_long else between.join(act.what for act in mine)
        mark = _OUTSIDE if all(act.outside and act.party is Party.PROVIDER for act in mine) else ""
        text = f"{begins}{fields}".strip().rstrip(".")
        yield who, f"{text}{mark}"


def _who(act: Act) -> str:
    return state_name(act.state) if act.party is Party.STATE and act.state else _PARTIES[act.party][0]


# --- what opens most -----------------------------------------------------------------------------


def effect_blocks(acceptance: Acceptance) -> Iterator[Block]:
    """Yield the acts that open most answers, and those that most cannot do without."""
    mine = [
        (act, effect)
        for act, effect in acceptance.effects().items()
        if acceptance.party is None or act.party is acceptance.party
    ]
    mine = [(act, effect) for act, effect in mine if effect.opens or effect.unavoidable > 1]
    mine.sort(key=lambda each: (-each[1].opens, -each[1].unavoidable, each[0].key))
    if mine:
        heads = (("Act", 26), ("By", 14), ("For", 18), ("Answers it opens alone", 9), ("Answers that need it", 9))
        rows = (
            (ended(act.text), _who(act), _about(acceptance, act), effect.opens, effect.unavoidable)
            for act, effect in mine[:_MOST]
        )
        yield table("What opens most", heads, rows, numbers=2)


def _about(acceptance: Acceptance, act: Act) -> str:
    """Return for which micro-credential and purpose an act is."""
    titles = [each.title for each in acceptance.candidates if each.id == act.profile]
    purpose = PURPOSES.get(act.pointer.partition("/")[0], "")
    return ", ".join((*titles, *([purpose.lower() if titles else purpose] if purpose else []))) or "Several"
