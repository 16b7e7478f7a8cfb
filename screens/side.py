"""The side pane at 120 columns: the figure that matters in big digits, then the story of the last scan."""

from __future__ import annotations

from screens.digits import big
from screens.figures import spark
from screens.page import BLANK, Line, Page, Piece, dim
from screens.paint import cut
from shopstock.desk.views.frame import Aside, Section

WIDTH = 38
_LABEL = 9


def page(aside: Aside) -> Page:
    """The side pane as a page."""
    body: list[Line] = [BLANK]
    if aside.big:
        body.append(Line((dim(aside.big_label.upper()),), (dim(aside.unit),)))
        body.append(BLANK)
        if len(big(aside.big)[0]) <= WIDTH - 4:
            body += [Line((), (Piece(part, "strong"),)) for part in big(aside.big)]
        else:
            body.append(Line((), (Piece(aside.big, "strong"),)))
    for section in aside.sections:
        body.append(BLANK)
        body += _section(section)
    return Page(tuple(body))


def _section(section: Section) -> list[Line]:
    lines = [Line((dim(section.title.upper()),))]
    if section.bars:
        total = str(sum(section.bars))
        lines.append(Line((Piece(spark(section.bars), "accent"), Piece(f"   {total}"))))
    for fact in section.facts:
        value = Piece(fact.value, fact.tone)
        if not fact.label:
            lines.append(Line((value,)))
        else:
            label = cut(fact.label, _LABEL)
            lines.append(Line((dim(label.ljust(_LABEL) + " "), value)))
    return lines
