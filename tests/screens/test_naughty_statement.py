"""Whatever file is chosen as the text of a privacy statement: it becomes the text, or a sentence says why not."""

from data_layer.store import Store
from pages.shared.navigation import STATEMENT
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, told_at
from tests.screens.test_new_request_screen import upload
from tests.screens.test_statement_screen import newest

FILE = "De tekst als .txt-bestand"
WORDS = "Privé “en” €"
READ = [WORDS.encode(code) for code in ("utf-8", "utf-8-sig", "utf-16", "cp1252")]
REFUSED = (
    b"a\0b", b"\xff\xfea\0\0\0", b"\xff\xfea", b"%PDF-1.7\n\x81\x8d\x00", b"\x81\x8d\x8f", b"x" * 200_001,
    ("x" * 50_001).encode("utf-16"),
)  # fmt: skip


def test_a_text_in_any_usual_code_is_read_and_any_other_file_refused(store: Store, open_screen: Opened) -> None:
    at = press(open_screen(STATEMENT, actor=make.OFFICER), "Nieuwe versie")
    before = newest(store).body
    for content in (*READ, *REFUSED):
        upload(at, FILE, "verklaring.txt", content)
        at.run()
        assert not at.exception
        told, shown = told_at(at, FILE), field(at, "text_area", "statement_body").value
        assert (shown == WORDS) if content in READ else (shown == before), content[:20]
        assert bool(told) == (content in REFUSED), (content[:20], told)
