"""A page with one sentence and nothing else, for who asks where there is no desk to draw it in."""

from html import escape

from starlette.responses import HTMLResponse

from data_layer.rules.sentences import Sentence
from data_layer.wording import Language, put


def page(sentence: Sentence, language: Language, status: int) -> HTMLResponse:
    """The page, with this status; no browser keeps it."""
    words = escape(put(sentence, language))
    content = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>STEP Privacybalie</title>'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f'<body style="font: 1rem/1.6 system-ui; margin: 15vh auto; max-width: 34rem; padding: 0 1rem"><p>{words}</p>'
    )
    return HTMLResponse(content, status, {"cache-control": "no-store"})
