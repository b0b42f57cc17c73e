"""The list that the chosen values make of each subject."""

from dataclasses import replace
from datetime import date

from data_layer import breach_lists, disclosures, hold_lists, retention
from data_layer.complaints import complaint_lists
from data_layer.destroying.batches import Filter as BatchFilter
from data_layer.due_categories import DUE_CATEGORY
from data_layer.exporting import case_lists, disclosure_lists, lists, log_list, retention_lists
from data_layer.exporting.listing import Listing
from data_layer.exporting.pickable import Moment, Pickable, Values, days, over, within
from data_layer.logbook import log_lists
from data_layer.requests import request_queue
from data_layer.rules.sentences import say


def clients(values: Values, moment: Moment) -> Listing:
    """The clients that were registered in the period."""
    return within(replace(lists.the_clients("", "number"), instead=()), values, moment, "registered_on")


def requests(values: Values, moment: Moment) -> Listing:
    """The requests of the period, by number."""
    which = request_queue.Filter(
        stand=values.get("stand", "all"),  # type: ignore[arg-type]  # `listing` has checked it
        phase=values.get("phase"),  # type: ignore[arg-type]  # idem
        right=values.get("right"),  # type: ignore[arg-type]  # idem
        order="number",
    )
    return within(case_lists.requests(which), values, moment, "received_on")


def complaints(values: Values, moment: Moment) -> Listing:
    """The complaints of the period, by number."""
    which = complaint_lists.Filter(
        stand=values.get("stand", "all"),  # type: ignore[arg-type]  # `listing` has checked it
        kind=values.get("kind"),
        order="number",
    )
    return within(case_lists.complaints(which), values, moment, "received_on")


def chosen_disclosures(values: Values, moment: Moment) -> disclosures.Filter:
    """Which entries of the register of disclosures are chosen."""
    period, purpose = days(values, moment), values.get("purpose")
    return disclosures.Filter(
        recipient=values.get("recipient"),
        direction=values.get("direction"),
        state=values.get("state"),
        counting=True if "counting" in values else None,
        is_flagged=True if "flagged" in values else None,
        is_source_untold=True if "untold" in values else None,
        purpose=int(purpose) if purpose else None,
        ground=values.get("ground"),
        category=values.get("category"),
        since=period.since if period else None,
        until=period.until if period else None,
    )


def breaches(values: Values, moment: Moment) -> Listing:
    """The data breaches that were discovered in the period."""
    which = breach_lists.Filter(state=values.get("state"), risk=values.get("risk"), order="newest")
    return within(disclosure_lists.breaches(which, moment.now), values, moment, "aware_at")


def held(values: Values, moment: Moment) -> Listing:
    """The open holds that began in the period."""
    which = hold_lists.Filter(kind=values.get("kind"), to_review="to_review" in values, order="number")
    return within(retention_lists.held(which), values, moment, "since")


def batches(values: Values, moment: Moment) -> Listing:
    """The destructions that were carried out in the period."""
    which = BatchFilter(state=values.get("state"), kind=values.get("kind"))
    return within(retention_lists.batches(which), values, moment, "ran_at")


def due(values: Values, moment: Moment) -> Listing:
    """The clients of whom something is due now."""
    category = DUE_CATEGORY[values["category"]] if "category" in values else None
    extent = values.get("extent")
    span = retention.Span(date.min, moment.today, category, extent)  # type: ignore[arg-type]  # `listing` has checked it
    return retention_lists.due(span, "longest")


def log(values: Values, moment: Moment) -> Listing:
    """The entries of the log of the period."""
    period, staff = days(values, moment), values.get("staff")
    return log_list.log(
        log_lists.Filter(
            chain=values.get("chain"),  # type: ignore[arg-type]  # `listing` has checked it
            act=values.get("act"),
            staff_id=int(staff) if staff else None,
            since=period.since if period else None,
            until=period.until if period else None,
        )
    )


def of_records(listing: Listing, newest: str | None) -> Pickable:
    """The records of one category as a subject; `newest` is the column of the day that narrows them."""
    column = f"record_{newest}"
    label = next((one.label for one in listing.columns if one.code == column), None)

    def made(values: Values, moment: Moment) -> Listing:
        return within(listing, values, moment, column)

    filters = (over(label),) if label is not None else ()
    return Pickable(f"records_{listing.code}", say("Records: %(category)s", category=listing.title), filters, made)
