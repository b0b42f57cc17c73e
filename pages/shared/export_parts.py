"""What every export asks and shows: how much it is, its columns, its form, what it is for, and how far it is."""

import streamlit as st

from data_layer.errors import UserError
from data_layer.exporting import running
from data_layer.exporting.listing import Listing
from data_layer.exporting.running import Export, Format, Size
from data_layer.exporting.saved import SavedRun
from data_layer.vocabulary import PURPOSES
from pages.shared import download_button, forms, session
from pages.shared.download_button import FORMS
from pages.shared.navigation import NEW_DELIVERY
from pages.shared.wording import _, _n, shown_as_text

_AT = "export"  # where is told what became of the file
_FORMS: tuple[Format, ...] = ("xlsx", "csv", "parquet", "json")


def forget() -> None:
    """Forgets the download: its place was left, or its work is done."""
    download_button.forget(_AT)


def how_much(size: Size) -> None:
    """Says how many rows it will be, and how many are left out."""
    st.markdown(
        _n("**One row**, as the list is filtered now.", "**%(n)s rows**, as the list is filtered now.", size.rows)
    )
    if size.left_out:
        st.info(
            _n(
                "One row is left out, because the data of that client are restricted.",
                "%(n)s rows are left out, because the data of these clients are restricted.",
                size.left_out,
            ),
            icon=":material/lock:",
        )


def the_form() -> Format:
    """Asks in which form the file comes."""
    return st.segmented_control(
        _("Form"), _FORMS, default="xlsx", required=True, format_func=FORMS.__getitem__, key="export_format"
    )


def what_for() -> int | None:
    """Asks what the file is for."""
    purposes = {number: _(words) for number, words in PURPOSES.items()}
    return forms.choice(_("What is the file for?"), purposes, key="export_purpose")


def offered(export: Export, size: Size) -> None:
    """The way to the file as soon as it can be made, or what is still missing."""
    try:
        running.check(session.actor(), export, size.rows)
    except UserError as error:
        if export.purpose is None:
            st.caption(_("Choose what the file is for; then you can download it."))
        else:
            st.error(shown_as_text(error.sentence))
        st.button(_("Download"), type="primary", icon=":material/download:", disabled=True, key="export_not_yet")
        return
    download(export, rows=size.rows, is_first=True)


def download(
    wanted: Export | SavedRun,
    *,
    key: str = "export_download",
    place: str = "",
    rows: int = 0,
    is_first: bool = False,
) -> None:
    """The one click that brings the file."""
    download_button.drawn(wanted, _("Download"), key=key, place=place, rows=rows, told_at=_AT, is_first=is_first)


def told() -> None:
    """Says how far the download is that was begun, or why it did not come."""
    download_button.told(_AT)


def in_the_log() -> None:
    """Says what the log keeps, and what is better for another organisation."""
    st.caption(_("The log keeps that you took this list along, how many rows and what for; not what is in it."))
    if session.opens(NEW_DELIVERY):
        st.caption(
            _("Does it go to another organisation? Then prepare a disclosure instead: it comes in the register.")
        )


def columns(listing: Listing) -> tuple[str, ...]:
    """The columns that are chosen, at first the usual ones; each sensitive one has a box of its own."""
    allowed = [column for column in listing.columns if column.is_for(session.actor())]
    plain = {column.code: _(column.label) for column in allowed if column.act is None}
    with st.expander(_("Columns"), icon=":material/view_column:"):
        picked = st.pills(
            _("Columns"),
            list(plain),
            selection_mode="multi",
            default=[column.code for column in allowed if column.act is None and column.is_usual],
            format_func=plain.__getitem__,
            label_visibility="collapsed",
            key=f"export_columns:{listing.code}",
        )
        sensitive = [
            column.code
            for column in allowed
            if column.act is not None
            and st.checkbox(
                _("With %(column)s", column=column.label),
                help=_("Only where the purpose cannot do without it; the log says that it was taken along."),
                key=f"export_with:{listing.code}:{column.code}",
            )
        ]
    return (*picked, *sensitive)
