"""The record of processing activities (art. 30 GDPR): chapter by chapter, and as a file for the regulator."""

import streamlit as st

from data_layer.documents.chapters import Chapter, Words
from data_layer.processing import record
from data_layer.processing.files import Format, ProcessingRecordFile
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say
from pages.shared import choices, download_button, drawers, session
from pages.shared.navigation import PROCESSING
from pages.shared.wording import _, capitalised, language, plain

FORMATS: tuple[Format, ...] = ("pdf", "xlsx")
CHAPTERS = {
    "controller": say("Controller"),
    "activities": say("Activities"),
    "desk": say("The desk itself"),
    "categories": say("Data"),
    "recipients": say("Recipients"),
    "transfers": say("Transfers"),
    "security": say("Security"),
}
AT = "record"  # where is told what became of the file
FEW = 2  # sentences that read well beneath each other; more of them make a list
store, actor = session.the_store(), session.actor()


def words(said: Words) -> str:
    """What is said, as text: nothing that people typed becomes markup."""
    return plain(capitalised(_(said)) if isinstance(said, Sentence) else str(said))


def drawn(chapter: Chapter) -> None:
    """A chapter: its sentences, its facts, its table, and its records to be opened one by one."""
    if len(chapter.sentences) > FEW:
        st.markdown("\n".join(f"- {words(sentence)}" for sentence in chapter.sentences))
    else:
        for sentence in chapter.sentences:
            st.markdown(words(sentence))
    drawers.facts({words(name): words(fact) for name, fact in chapter.about})
    for table in chapter.tables:
        rows = list(zip(*table.rows, strict=True))
        columns = {words(head): [words(cell) for cell in cells] for head, cells in zip(table.heads, rows, strict=True)}
        st.table(columns, border="horizontal", hide_index=True)
    for (_name, title), *facts in chapter.records:
        with st.expander(words(title)):
            drawers.facts({words(name): words(fact) for name, fact in facts})


with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(PROCESSING.title), width="content")
    with st.container(horizontal=True, width="content", gap="small"):
        for kind in FORMATS:
            whole = _("The whole record as it stands today; the log has each time it is fetched.")
            download_button.in_form(ProcessingRecordFile(kind, language()), kind, AT, meaning=whole)
download_button.told(AT, say("The record was made; it is among your downloads. The log has it."))
st.caption(_("What article 30 of the GDPR asks, read from what the desk declares, keeps and does."))

with store.read(actor, Act.PROCESSING_REGISTER_VIEW, sitting=session.sitting()) as reader:
    chapters = record.chapters(reader, actor, language())

chosen = choices.segments(_("Chapter"), "deel", {code: _(label) for code, label in CHAPTERS.items()}, "activities")
st.subheader(_(chapters[chosen].title), anchor=False)
drawn(chapters[chosen])
