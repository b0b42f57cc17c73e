"""The letters that some requests came in: one invented page, a few times."""

import hashlib

import numpy as np
import pyarrow as pa

from data_layer.demo.case_rows import Filed
from data_layer.demo.cases import CHANNELS
from data_layer.demo.drawing import Column, Draws, Numbers, chosen, instants, table
from data_layer.vocabulary import Channel

_MOST = 20  # whatever the size of the school
_NOON = 12 * 60
_WRITTEN = [CHANNELS.index(Channel.POST), CHANNELS.index(Channel.EMAIL)]


def _page(words: str) -> bytes:
    """A PDF of one page with one line."""
    text = f"BT /F1 14 Tf 72 760 Td ({words}) Tj ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj{content}endobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 {count}\n0000000000 65535 f \n{rows}{trailer}".encode("ascii")


PAGE = _page("Verzonnen brief van de proefopstelling.")


def groups(filed: Filed) -> Column:
    """The id of the first request of each letter that asks several rights; none for the others."""
    letters = filed.cases.letter
    first = {int(letter): int(filed.ids[np.flatnonzero(letters == letter)[0]]) for letter in np.unique(letters)}
    return pa.array([first[letter] if letter else None for letter in letters.tolist()], pa.int64())


def letter_rows(draws: Draws, filed: Filed) -> tuple[pa.Table, pa.Table]:
    """The letters of open requests, those that ask several rights first; and their events, with the same ids."""
    cases = filed.cases
    may_have = np.isnat(cases.answered) & (np.isin(cases.channel, _WRITTEN) | (cases.letter > 0))
    which: Numbers = np.flatnonzero(may_have)
    which = np.sort(which[np.argsort(cases.letter[which] == 0, kind="stable")][:_MOST])
    count, none = len(which), np.zeros(len(which), dtype=np.int64)
    staff = np.where(cases.handler[which] > 0, cases.handler[which], 2)
    made_at = instants(cases.registered[which], np.full(count, _NOON))
    ids = draws.ids(count)
    documents = table(
        {
            "id": ids,
            "request_id": filed.ids[which],
            "kind": chosen(("letter",), none),
            "file_name": chosen(("brief.pdf",), none),
            "media_type": chosen(("application/pdf",), none),
            "content": pa.array([PAGE] * count, pa.binary()),
            "size": np.full(count, len(PAGE)),
            "digest": chosen((hashlib.sha256(PAGE).hexdigest(),), none),
            "made_at": made_at,
            "staff_id": staff,
        }
    )
    events = table(
        {
            "id": ids,
            "request_id": filed.ids[which],
            "kind": chosen(("document_added",), none),
            "happened_on": cases.received[which],
            "recorded_at": made_at,
            "staff_id": staff,
            "reason_code": chosen(("letter",), none),
        }
    )
    return documents, events
