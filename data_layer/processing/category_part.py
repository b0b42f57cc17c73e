"""The categories of personal data in the record of processing, each with its grounds, sources and term."""

from data_layer import terms
from data_layer.categories import CATEGORIES, Category
from data_layer.documents.chapters import Chapter
from data_layer.processing.facts import GROUND, PURPOSE, TERM, Pairs, all_of, grounds, purposes
from data_layer.rules.sentences import Sentence, say
from data_layer.terms import TRIGGER_LABELS, Terms
from data_layer.transactions import Reader
from data_layer.vocabulary import SOURCES

CATEGORY = say("Category")
_SPECIAL = {
    "bsn": say("a national identification number: only for DUO (article 46 of the Dutch implementation act)"),
    "preconditions": say("can be about health: that only with explicit consent (article 9, paragraph 2, under a)"),
}
_FISCAL = {
    "yes": say("yes: seven financial years (article 52 AWR)"),
    "part": say("in part: as it stands on invoices and agreements"),
    "no": say("no"),
}


def part(reader: Reader) -> Chapter:
    """Per category of PS §4 what art. 30(1)(c) and (f) asks, and what its term rests on."""
    now = terms.terms_now(reader)
    return Chapter(
        say("Categories of personal data"),
        sentences=[
            say(
                "These are the twenty categories of the privacy statement (paragraph 4). Nothing of a client is kept"
                " longer than seven financial years after the last fiscal date. What is restricted, in dispute or asked"
                " for stays until that is over."
            )
        ],
        records=[_record(category, now) for category in CATEGORIES],
    )


def _record(category: Category, now: Terms) -> Pairs:
    usual = {kind.source for kind in category.kinds}
    special: Pairs = [(say("Special"), _SPECIAL[category.code])] if category.code in _SPECIAL else []
    return [
        (CATEGORY, category.label),
        (PURPOSE, purposes(category.purposes)),
        (GROUND, grounds(category.grounds)),
        *special,
        (say("Usual source"), all_of(_source(code) for code in SOURCES if code in usual)),
        (say("Fiscal duty"), _FISCAL[category.fiscal]),
        (TERM, terms.term_in_words(category, now)),
        (say("Counts from"), TRIGGER_LABELS[category.trigger]),
    ]


def _source(code: str) -> Sentence:
    return SOURCES[code]
