"""What kind of file it is, by its contents; its name tells nothing."""

from typing import Literal

from data_layer.errors import BadInput
from data_layer.rules.sentences import say

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, .doc, and of every password-protected Office file
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
OTHERS = (b"%PDF", b"{\\rtf")  # pictures, archives and programs give themselves away by control characters
MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"<style", b"<script", b"<svg", b"<body", b"<head")
CONTROLS = bytes({*range(9), 11, *range(14, 32)} - {26})  # 26: old programs close a text with it


def check_size(size: int, limit_mb: int) -> None:
    """Raises BadInput for a file over the limit, and for one of no bytes."""
    if size == 0:
        raise empty()
    if size > limit_mb * 1_000_000:
        raise BadInput(
            say(
                "The file is larger than %(limit)s MB; nothing was imported. Split it, or ask the administrator for"
                " a higher limit (STEP_UPLOAD_LIMIT_MB).",
                limit=limit_mb,
            )
        )


def kind_of(content: bytes) -> Literal["text", "workbook"]:
    """Text (CSV) or a workbook (XLSX). Raises BadInput for everything else, and for a password-protected file."""
    if not content.strip() or content in BOMS:
        raise empty()
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise protected()
        raise BadInput(
            say(
                "This is a file of an old Excel or Word; nothing was imported. Open it in Excel, save it as"
                " “Excel Workbook (.xlsx)” and choose that file."
            )
        )
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "workbook"
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(OTHERS) or start.startswith(MARKUP):
        raise other()
    if not content.startswith(BOMS[1:]) and content.translate(None, CONTROLS) != content:
        raise other()
    return "text"


def empty() -> BadInput:
    """A file with nothing in it."""
    return BadInput(say("The file is empty; nothing was imported. Export the list again and choose that file."))


def other() -> BadInput:
    """A file that is neither CSV nor XLSX."""
    return BadInput(
        say(
            "This is not a CSV or Excel file (.csv or .xlsx); nothing was imported. Export the client list as one"
            " of these and choose that file."
        )
    )


def protected() -> BadInput:
    """A file that needs a password."""
    return BadInput(
        say(
            "The file is protected with a password; nothing was imported. Open it in Excel, take the password off"
            " (File, Info, Protect Workbook), save it and choose it again."
        )
    )


def damaged() -> BadInput:
    """A file that breaks off or does not hold what its kind should."""
    return BadInput(
        say(
            "The file is damaged or only half written, so it cannot be read; nothing was imported. Save or export"
            " it again and choose that file."
        )
    )
