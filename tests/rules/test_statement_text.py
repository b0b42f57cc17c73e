"""The text of the privacy statement in pieces, and what differs between two versions of it."""

from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.statement_text import Block, blocks, tidied
from data_layer.rules.text_changes import differences

OLD = """DE VERKLARING

1 INLEIDING

Wij leggen uit hoe wij met gegevens omgaan. Deze paragrafen:

2. Adres
3. Rechten

2 ADRES

Straat 6
6542 JP NIJMEGEN

3 RECHTEN

U kunt schriftelijk om inzage vragen. U stuurt een kopie mee.

- inzage
- BSN
"""


def test_headings_lists_and_lines_are_told_apart() -> None:
    assert blocks(OLD) == (
        Block("title", "DE VERKLARING"),
        Block("heading", "1 INLEIDING"),
        Block("paragraph", "Wij leggen uit hoe wij met gegevens omgaan. Deze paragrafen:"),
        Block("numbered", "2. Adres"),
        Block("numbered", "3. Rechten"),
        Block("heading", "2 ADRES"),
        Block("paragraph", "Straat 6\n6542 JP NIJMEGEN"),
        Block("heading", "3 RECHTEN"),
        Block("paragraph", "U kunt schriftelijk om inzage vragen. U stuurt een kopie mee."),
        Block("item", "inzage"),
        Block("item", "BSN"),
    )


def test_what_came_went_and_changed_is_told_beneath_its_heading() -> None:
    new = (
        OLD.replace("schriftelijk om inzage", "op elke manier om inzage")
        .replace("- inzage\n", "")
        .replace("- BSN", "- BSN\n\nU kunt naar de rechter.")
    )
    changed, removed, added = differences(OLD, new)
    assert {one.under for one in (changed, removed, added)} == {"3 RECHTEN"}
    assert changed.kind == "changed"
    assert "".join(run.text for run in changed.before) == "U kunt schriftelijk om inzage vragen.", "that sentence alone"
    assert [run.text.strip() for run in changed.before if run.differs] == ["schriftelijk"]
    assert [run.text.strip() for run in changed.after if run.differs] == ["op elke manier"]
    assert (removed.kind, removed.before[0].text) == ("removed", "inzage")
    assert (added.kind, added.after[0].text) == ("added", "U kunt naar de rechter.")


def test_white_space_and_line_ends_are_no_difference() -> None:
    assert not differences(OLD, OLD.replace("\n", " \r\n").replace("U kunt", "U  kunt"))
    assert tidied("  een \r\ntwee\r\r\r\r\ndrie\n\n") == "  een\ntwee\n\ndrie"


TEXTS = st.text(st.sampled_from("AB a1.-\n "), max_size=60)


@given(TEXTS, TEXTS)
def test_from_the_differences_every_word_of_both_can_be_told(old: str, new: str) -> None:
    """What is common is left out once on either side; nothing else is."""

    def words(text: str) -> list[str]:
        return [word for block in blocks(text) for word in block.text.split()]

    found = differences(old, new)
    gone = sum(len(run.text.split()) for one in found for run in one.before)
    came = sum(len(run.text.split()) for one in found for run in one.after)
    assert len(words(old)) - gone == len(words(new)) - came
    assert not differences(old, old)
