"""What would open an answer: the smallest sets of acts, by who does them, and which acts open most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mcaudit.blocks import Block, Bullets, Column, Group, Paragraph, Shape, Table, Text, strong
from mcaudit.model.acceptance import Acceptance, Act, Answer, Candidacy, Cell, Fixes, Party
from mcaudit.model.states import state_name
from mcaudit.report.acceptance.words import cell_title
from mcaudit.terms.sentences import ended
from mcaudit.terms.words import number

_PARTIES: Mapping[Party, str] = {
    Party.PROVIDER: "Provider",
    Party.REVIEWERS: "Reviewers",
    Party.STATE: "State",
    Party.DELEGATE: "Whoever the state leaves it to",
}
_ALONE: Mapping[Party, str] = {
    Party.PROVIDER: "the provider",
    Party.REVIEWERS: "reviewers",
    Party.STATE: "the state",
    Party.DELEGATE: "those whom the state leaves it to",
}
_OUTSIDE = " (nothing that the profile says brings this about)"
_MOST = 10
"""How many acts are shown by what they open."""
PROVISO = "These are the fewest acts. They open an answer only if decisions come out as met and approvals are given."


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
    fixes = cell.fixes
    if fixes is None:
        whose = f"that {_ALONE[acceptance.party]} can do alone" if acceptance.party else "that anybody can do"
        yield Paragraph(text=f"Nothing {whose} opens it.")
        return
    proven = "" if fixes.proven else "at most "
    sets = f", in {fixes.sets} ways" if fixes.sets > 1 else ""
    yield Paragraph(text=f"{proven}{number(fixes.size, 'act')}{sets}:")
    yield Bullets(items=tuple(_items(fixes)))


def _items(fixes: Fixes) -> Iterator[Text]:
    for act in fixes.always:
        yield _act(act)
    for choice in fixes.one_of:
        ways = (" and ".join(_words(act) for act in way) for way in choice)
        yield (strong("Any one of these: "), "; or ".join(ways))


def _act(act: Act) -> Text:
    return (strong(f"{_who(act)}: "), f"{ended(act.text)}{_OUTSIDE if act.outside else ''}")


def _words(act: Act) -> str:
    return f"{_who(act)}: {ended(act.text)[:-1]}"


def _who(act: Act) -> str:
    return state_name(act.state) if act.party is Party.STATE and act.state else _PARTIES[act.party]


# --- what opens most -----------------------------------------------------------------------------


def effect_blocks(acceptance: Acceptance) -> Iterator[Block]:
    """Yield the acts that open most answers, and those that most cannot do without."""
    mine = [
        (act, effect)
        for act, effect in acceptance.effects().items()
        if acceptance.party is None or act.party is acceptance.party
    ]
    mine.sort(key=lambda each: (-each[1].opens, -each[1].unavoidable, each[0].key))
    if mine:
        titles = {each.id: each.title for each in acceptance.candidates}
        heads = (("Act", 50), ("By", 20), ("For", 24))
        numbers = (("Opens alone", 8), ("Needed by", 8))
        yield Table(
            caption="What opens most",
            columns=(
                *(Column(head=head, width=width) for head, width in heads),
                *(Column(head=head, width=width, is_number=True) for head, width in numbers),
            ),
            rows=tuple(
                (act.text, _who(act), titles.get(act.profile, "several"), effect.opens, effect.unavoidable)
                for act, effect in mine[:_MOST]
            ),
        )
