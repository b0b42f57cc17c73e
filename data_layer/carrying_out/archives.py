"""Files together in one ZIP file, made so that the same files give the same bytes."""

import io
import zipfile
from collections.abc import Iterable

MEDIA_TYPE = "application/zip"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a ZIP file: the moment of making would differ each time


def entry(name: str) -> zipfile.ZipInfo:
    """What the archive says about one of its files: its name, and nothing of the machine or the moment.

    Raises ValueError for a name that would leave the folder in which somebody unpacks it.
    """
    if set(name) & set("\\:\0") or {"", ".", ".."} & set(name.split("/")):
        raise ValueError("the name of a file in an archive leads elsewhere")
    told = zipfile.ZipInfo(name, _EARLIEST)
    told.compress_type = zipfile.ZIP_DEFLATED
    told.create_system = 3  # else it tells which machine made it
    told.external_attr = 0o644 << 16
    return told


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The whole archive of these files, each a name and its contents."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files:
            archive.writestr(entry(name), content)
    return made.getvalue()
