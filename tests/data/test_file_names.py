"""A file name that somebody chose leads nowhere, and one that leaves the desk is the desk's own."""

import re

import pytest

from data_layer.carrying_out import archives
from data_layer.errors import BadInput
from data_layer.requests.document_files import ENDINGS, Upload, checked_file
from data_layer.requests.request_documents import DocumentKind, name_of

TEXT = b"Ik wil weten wat u van mij hebt."


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\brief.txt", "brief.txt"),
        ("/brief.txt", "brief.txt"),
        ("bri\0ef.txt", "brief.txt"),
        ("een\r\ntwee.txt", "eentwee.txt"),
        ("\u202etxt.exe.txt", "txt.exe.txt"),
        ('x"; filename="y.txt', 'x"; filename="y.txt'),
        ("con.txt", "con.txt"),
        ("x" * 4_000 + ".txt", "x" * 96 + ".txt"),
        ("  brief  van \t mij .txt ", "brief van mij .txt"),
    ],
)
def test_a_name_keeps_nothing_of_a_path_and_nothing_that_nobody_sees(name: str, kept: str) -> None:
    assert checked_file(Upload(name, TEXT), 20, "file").name == kept


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../", "/", "C:\\", ".txt", "brief.txt/", "brief.txt.exe", "brief.txt\u202e.js"]
)
def test_a_name_that_is_none_or_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        checked_file(Upload(name, TEXT), 20, "file")


def test_a_document_leaves_under_a_name_of_the_desk_that_every_system_takes() -> None:
    names = [
        name_of("V2026-0001", kind, nth, media_type)
        for kind in DocumentKind
        for nth in (1, 2)
        for media_type in ENDINGS
    ]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"V[0-9-]+[a-z0-9-]*[.][a-z]{3,4}", name) for name in names)
    assert archives.entry(f"documenten/{names[0]}").filename == f"documenten/{names[0]}"


@pytest.mark.parametrize(
    "name", ["/x.txt", "../x.txt", "a/../x.txt", "C:\\x.txt", "a\\x.txt", "a:b.txt", "", "x\0.txt", "a//x.txt"]
)
def test_an_archive_of_the_desk_leads_nowhere(name: str) -> None:
    with pytest.raises(ValueError, match="leads"):
        archives.entry(name)
