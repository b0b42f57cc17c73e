"""Lets the typesetter set one document; a large one in a process of its own, for it keeps the memory it took."""

import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from data_layer.keys import bare_environment

_HERE = Path(__file__).parent
_LARGE = 250_000  # characters of facts, some thousands of rows


class CannotBeSet(Exception):
    """What the typesetter says is wrong."""

    def __init__(self, message: str) -> None:
        super().__init__("a document cannot be set")  # the message may hold words of a person
        self.message = message


def compiled(template: str, words: str, made_at: str) -> bytes:
    """The template of this folder with these facts (JSON), as PDF/UA-1. Raises CannotBeSet."""
    if len(words) < _LARGE:
        return _set(template, words, made_at)
    done = subprocess.run(  # noqa: S603 - this very module, with the name of a template and a day
        [sys.executable, "-m", __spec__.name, template, made_at],
        input=words.encode(),
        capture_output=True,
        cwd=_HERE.parent.parent,
        env=bare_environment(),
        check=False,
    )
    if done.returncode:
        raise CannotBeSet(done.stderr.decode())
    return done.stdout


@cache
def _fonts() -> typst.Fonts:
    """Those that come with the typesetter, and those beside the templates: the same page on every machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"])


def _set(template: str, words: str, made_at: str) -> bytes:
    try:
        return typst.compile(
            _HERE / f"{template}.typ",
            root=_HERE,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"facts": words},
            pdf_standards=["ua-1"],
            timestamp=datetime.fromisoformat(made_at).astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise CannotBeSet(error.message) from None


def main() -> None:
    """Sets the document whose facts come in, and hands out its bytes."""
    template, made_at = sys.argv[1:]
    try:
        sys.stdout.buffer.write(_set(template, sys.stdin.buffer.read().decode(), made_at))
    except CannotBeSet as error:
        sys.stderr.buffer.write(error.message.encode())
        sys.exit(1)


if __name__ == "__main__":
    main()
