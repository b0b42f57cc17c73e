"""A letter shows what people are called, in the script in which they write it, on every machine alike."""

import io
from datetime import date

import pypdf
import pytest

from data_layer.documents.letters import Letter, as_pdf
from data_layer.errors import BadInput
from data_layer.rules.sentences import say
from data_layer.settings import Settings

# of right-to-left names a reader of PDFs gives each word as it is written, and the words as they stand on the page
NAMES = {
    "Tigrinya": "\u1218\u122d\u12d3\u12ca \u1308\u1265\u1228",
    "Arabic": "\u0623\u0645\u064a\u0646\u0629",
    "Kurdish": "\u0626\u06d5\u062d\u0645\u06d5\u062f",
    "Dari": "\u067e\u0698\u0645\u0627\u0646",
    "Hebrew": "\u05d9\u05e2\u05dc",
    "Georgian": "\u10dc\u10d8\u10dc\u10dd",
    "Armenian": "\u0540\u0561\u0575\u056f",
    "Thai": "\u0e2a\u0e21\u0e0a\u0e32\u0e22",
    "Hindi": "\u0928\u092e\u0928",
    "Bengali": "\u09b0\u09a8",
    "Tamil": "\u0ba4\u0bae\u0bb0",
    "Ukrainian": "\u0422\u0430\u0440\u0430\u0441 \u0428\u0435\u0432\u0447\u0435\u043d\u043a\u043e",
    "Turkish": "\u015e\u00fckr\u00fc \u011e\u0131",
    "Vietnamese": "Nguy\u1ec5n \u0110\u1eb7ng",
}


def letter(*to: str, text: str = "x") -> Letter:
    return Letter(say("Request"), to, "V2026-0001", date(2026, 11, 23), [text], None)


def text_of(settings: Settings, made: Letter) -> tuple[str, set[str]]:
    """What a page says, and the names of its fonts."""
    page = pypdf.PdfReader(io.BytesIO(as_pdf(made, settings, "nl"))).pages[0]
    fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]  # as every page of ours has them
    return page.extract_text(), {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts}


def test_names_in_the_scripts_of_those_whom_we_write_to_are_shown_each_in_its_font(settings: Settings) -> None:
    text, fonts = text_of(settings, letter(*NAMES.values()))
    assert {script for script, name in NAMES.items() if name not in text} == set()
    assert not [font for font in fonts if not font.startswith(("Libertinus", "Noto"))]


def test_text_may_run_from_right_to_left_and_be_of_forms_and_signs(settings: Settings) -> None:
    _text, fonts = text_of(
        settings, letter("\ufee3\ufeae\ufea3\ufe92\ufe8e", text=f"{NAMES['Arabic']} (3) \u20ac \u2026")
    )
    assert "NotoNaskhArabic-Regular" in fonts


def test_what_nobody_sees_is_left_out(settings: Settings) -> None:
    text, _fonts = text_of(settings, letter("No\x00or\u202e", text="regel\x07 een\nregel\ud800 twee"))
    assert "Noor\n" in text
    assert "regel een" in text


def test_what_no_font_has_is_named_with_what_to_do(settings: Settings) -> None:
    with pytest.raises(BadInput, match="cannot show: \u5f20 \u4f1f \U0001f6d2"):
        as_pdf(letter("Noor \u5f20\u4f1f", text="\u4f1f \U0001f6d2"), settings, "nl")
    with pytest.raises(BadInput, match="Latin letters"):
        as_pdf(letter("".join(map(chr, range(0x4E00, 0x4E40)))), settings, "nl")
