"""Files that are kept with a case: which kinds may be, told by their contents as well as by their name."""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from data_layer.errors import BadInput
from data_layer.importing.kinds import BOMS, CONTROLS, OLE
from data_layer.rules.sentences import say

_LONGEST_NAME = 100
MOST_DOCUMENT_MB = 20  # a letter is small, and lies with each right that it asks
_MAIL_PROPERTIES = "__properties_version1.0".encode("utf-16-le")  # what every mail of Outlook holds
_HEADER = re.compile(rb"\A(From |[!-9;-~]+:[ \t\r\n])")
_START = 1024  # of a PDF, within which its mark stands


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody chose it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: its name made safe and short, its kind of a closed list, its bytes."""

    name: str
    media_type: str
    content: bytes


def checked_file(upload: Upload, limit_mb: int, field: str) -> CheckedFile:
    """The file, if it may be kept. Raises BadInput that names `field` when it is empty, too large, or of another kind.

    Also for a file that is not what its name says.
    """
    name = clean_name(upload.name)
    ending = PurePosixPath(name).suffix.lower()
    if not upload.content.strip() or upload.content in BOMS:
        raise BadInput(say("The file is empty; nothing was saved. Choose another."), field)
    if len(upload.content) > limit_mb * 1_000_000:
        raise BadInput(
            say("The file is larger than %(limit)s MB; nothing was saved. Choose a smaller one.", limit=limit_mb), field
        )
    if ending not in _KINDS:
        raise BadInput(
            say(
                "A file of this kind cannot be kept; nothing was saved."
                " Choose a PDF, a picture (JPG, PNG), a Word file (DOCX), a mail (EML, MSG) or a text (TXT)."
            ),
            field,
        )
    media_type, is_so = _KINDS[ending]
    if not is_so(upload.content):
        raise BadInput(
            say(
                "The contents of this file are not those of a %(kind)s file; nothing was saved."
                " Open it and look, and save it anew as PDF.",
                kind=ending[1:].upper(),
            ),
            field,
        )
    return CheckedFile(name, media_type, upload.content)


def clean_name(name: str) -> str:
    """The name of a file without its folders and without what nobody sees, shortened before its ending."""
    seen = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    path = PurePosixPath(" ".join(re.split(r"[/\\]", seen)[-1].split()))
    return path.stem[: _LONGEST_NAME - len(path.suffix[:10])] + path.suffix[:10]


def _is_pdf(content: bytes) -> bool:
    return content[:_START].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-")


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n")


def _is_docx(content: bytes) -> bool:
    """Whether it is a Word file without macros."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= names and "word/vbaProject.bin" not in names


def _is_outlook_mail(content: bytes) -> bool:
    return content.startswith(OLE) and _MAIL_PROPERTIES in content


def _is_text(content: bytes) -> bool:
    if content.startswith(BOMS[1:]):
        try:
            content.decode("utf-16")
        except UnicodeDecodeError:
            return False
        return True
    return len(content.translate(None, CONTROLS)) == len(content)


def _is_mail(content: bytes) -> bool:
    return _is_text(content) and _HEADER.match(content.removeprefix(BOMS[0]).lstrip()) is not None


_KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    ".pdf": ("application/pdf", _is_pdf),
    ".jpg": ("image/jpeg", _is_jpeg),
    ".jpeg": ("image/jpeg", _is_jpeg),
    ".png": ("image/png", _is_png),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _is_docx),
    ".eml": ("message/rfc822", _is_mail),
    ".msg": ("application/vnd.ms-outlook", _is_outlook_mail),
    ".txt": ("text/plain", _is_text),
}
ENDINGS = {media_type: ending for ending, (media_type, _) in reversed(_KINDS.items())} | {"application/zip": ".zip"}
"""How the name of a file of each kind ends: of those that can be added, and of what the desk alone makes."""
MEDIA_TYPES = {ending[1:]: media_type for ending, (media_type, _) in _KINDS.items()}
"""The media type per ending, without its dot."""
UPLOADED = [ending[1:] for ending in _KINDS]
"""The endings that can be chosen, without their dot."""
