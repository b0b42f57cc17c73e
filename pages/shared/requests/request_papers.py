"""The documents of a case on its screen: what there is, each with the way to fetch it."""

from collections.abc import Iterator

import streamlit as st

from data_layer.requests import request_documents
from data_layer.requests.request_documents import DOCUMENT_LABELS, LEAVING, CaseFile, Document
from data_layer.rules.access import Act, may
from pages.shared import download_button
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, capitalised, day, in_words, language, plain


def documents_of(desk: Desk) -> list[Document]:
    """The documents of the case, the newest first."""
    with desk.reading() as reader:
        return request_documents.listed(reader, desk.case.id)


def words_of(document: Document) -> str:
    """What a document is and from which day, told apart by the name of its file."""
    return f"{capitalised(_(DOCUMENT_LABELS[document.kind]))} · {day(document.happened_on)} · {document.file_name}"


def size_of(document: Document) -> str:
    """How large it is, as people say it."""
    if document.size < 100_000:
        return _("%(n)s kB", n=max(1, round(document.size / 1000)))
    return f"{in_words(round(document.size / 1_000_000, 1))} MB"


def shown(desk: Desk) -> None:
    """Draws the documents of the case, or that there is none."""
    found = documents_of(desk)
    if not found:
        st.caption(_("No document lies with this request."))
    for document in found:
        left, right = st.columns([5, 2], vertical_alignment="center", gap="small")
        kind = capitalised(_(DOCUMENT_LABELS[document.kind]))
        facts = (day(document.happened_on), size_of(document), plain(document.by) or "–", *_standing(document))
        left.markdown(f"{kind}: {plain(document.file_name)}  \n:small[{' · '.join(facts)}]")
        if may(desk.actor.roles, Act.DOCUMENT_VIEW):
            with right:
                fetching(document.id, _("Download"))


def _standing(document: Document) -> Iterator[str]:
    """Whether it was sent, of what is made to be sent."""
    if document.sent_on is not None:
        yield _("sent on %(day)s", day=day(document.sent_on))
    elif document.kind in LEAVING:
        yield _("a draft, not sent yet")


def fetching(document_id: int, words: str, where: str = "") -> None:
    """The link, which fetches the file once; a new one is there after each click. `where` tells two places apart."""
    wanted = CaseFile(document_id, language())
    download_button.drawn(
        wanted,
        words,
        key=f"fetch:{where}{document_id}",
        place=str(document_id),
        rows=1,
        meaning=_("The log has each time it is fetched."),
    )
