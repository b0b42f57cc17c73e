"""The report in a few sentences, which follow from its figures."""

from collections.abc import Mapping

from data_layer.oversight.figure import Figure, fact_of
from data_layer.rules.sentences import Sentence, say, say_n


def summary(found: Mapping[str, Figure]) -> tuple[Sentence, ...]:
    """What came in and whether it was done in time, as far as there is a figure of it."""
    told = (_requests(found), _days(found), _complaints(found), _disclosures(found), _breaches(found), _due(found))
    return tuple(sentence for sentences in told for sentence in sentences)


def _number(found: Mapping[str, Figure], code: str) -> int | None:
    figure = found.get(code)
    return None if figure is None or figure.value is None else int(figure.value)


def _requests(found: Mapping[str, Figure]) -> list[Sentence]:
    told = []
    if (received := _number(found, "requests_received")) is not None:
        told.append(say_n("One request came in.", "%(n)s requests came in.", received))
    on_time = found.get("on_time")
    if on_time is not None and on_time.of and on_time.value is not None:
        told.append(
            say(
                "Of the requests whose legal last day was in this period, %(share)s%% was answered in time:"
                " %(part)s of %(whole)s.",
                share=on_time.share or 0,
                part=int(on_time.value),
                whole=on_time.of,
            )
        )
    return told


def _days(found: Mapping[str, Figure]) -> list[Sentence]:
    median, p90 = found.get("answer_days_median"), found.get("answer_days_p90")
    if median is None or p90 is None or not median.of or median.value is None or p90.value is None:
        return []
    return [
        say(
            "Half of the answers took at most %(median)s days, nine in ten at most %(p90)s.",
            median=fact_of(median),
            p90=fact_of(p90),
        )
    ]


def _complaints(found: Mapping[str, Figure]) -> list[Sentence]:
    received, still_open = _number(found, "complaints_received"), _number(found, "open_complaints")
    if received is None or still_open is None:
        return []
    came = say_n("One complaint came in", "%(n)s complaints came in", received)
    return [say("%(complaints_came)s; at the end %(open)s stood open.", complaints_came=came, open=still_open)]


def _disclosures(found: Mapping[str, Figure]) -> list[Sentence]:
    entries, clients = _number(found, "deliveries"), _number(found, "clients_delivered")
    if entries is None or clients is None:
        return []
    went = say_n("Data were disclosed once", "Data were disclosed %(n)s times", entries)
    of_whom = say_n("a client went along once", "a client went along %(n)s times", clients)
    return [say("%(data_went)s; %(of_whom)s.", data_went=went, of_whom=of_whom)]


def _breaches(found: Mapping[str, Figure]) -> list[Sentence]:
    number = _number(found, "breaches")
    if number is None:
        return []
    return [say_n("One data breach was registered.", "%(n)s data breaches were registered.", number)]


def _due(found: Mapping[str, Figure]) -> list[Sentence]:
    due = _number(found, "due")
    if due is None:
        return []
    return [
        say_n(
            "At the end something was due for deletion of one client.",
            "At the end something was due for deletion of %(n)s clients.",
            due,
        )
    ]
