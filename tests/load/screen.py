"""What stands on a person's screen, as the browser puts it together from what the desk sends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Delta_pb2 import Delta

Path = tuple[int, ...]
WORKS_AS = "U werkt als: "
SIDEBAR = 1  # where a path begins: 0 is the screen itself, 2 what is not seen


@dataclass(slots=True)
class Screen:
    """The elements by their place; those of a run that was cut short go with the next one."""

    _parts: dict[Path, tuple[str, Any]] = field(default_factory=dict)

    def begin_anew(self) -> None:
        """A run of the whole screen begins."""
        self._parts.clear()

    def take(self, path: Path, delta: Delta) -> None:
        """Puts an element, or a container that is still empty, in its place."""
        for old in [old for old in self._parts if old[: len(path)] == path]:
            del self._parts[old]
        if delta.WhichOneof("type") == "new_element":
            kind = delta.new_element.WhichOneof("type")
            if kind:
                self._parts[path] = (kind, getattr(delta.new_element, kind))
        elif delta.add_block.WhichOneof("type") == "popover":
            self._parts[path] = ("popover", delta.add_block.popover)

    def parts(self, *kinds: str) -> Iterator[Any]:
        """The elements of these kinds, from the top."""
        for _, (kind, part) in sorted(self._parts.items(), key=lambda item: item[0]):
            if kind in kinds:
                yield part

    def widget(self, kind: str, label: str) -> Any:
        """The first widget of this kind with this label. Raises LookupError."""
        for part in self.parts(kind):
            if part.label == label:
                return part
        raise LookupError(f"no {kind} {label!r} beneath {self.title!r}; it says {self.alerts()}")

    def ids(self, *, of_sidebar: bool) -> set[str]:
        """The widgets that stand there, in the side bar alone or everywhere."""
        found = (part for path, (_, part) in self._parts.items() if path[0] == SIDEBAR or not of_sidebar)
        return {str(getattr(part, "id", "")) for part in found} - {""}

    @property
    def title(self) -> str:
        """Its heading, or nothing."""
        return next((_plain(part.body) for part in self.parts("heading") if part.tag == "h1"), "")

    @property
    def words(self) -> str:
        """What it says, outside its tables and fields."""
        return "\n".join(_plain(part.body) for part in self.parts("heading", "markdown", "text", "alert"))

    @property
    def signature(self) -> list[str]:
        """What stands above the screen of whose work is done here: the name, and the roles."""
        names = [_plain(part.label) for part in self.parts("popover")][:1]
        return names + [words for part in self.parts("markdown") if (words := str(part.body)).startswith(WORKS_AS)]

    @property
    def links(self) -> list[str]:
        """The links to other screens, as they are labelled."""
        return [_plain(part.label) for part in self.parts("page_link")]

    @property
    def rows_are_shown(self) -> bool:
        """Whether a table stands there."""
        return any(True for _ in self.parts("dataframe", "arrow_data_frame"))

    def alerts(self, *, errors: bool = True) -> list[str]:
        """The errors that it tells, or what was done."""
        wanted = Alert.ERROR if errors else Alert.SUCCESS
        return [str(part.body) for part in self.parts("alert") if part.format == wanted]

    def breakdowns(self) -> list[str]:
        """What Streamlit itself shows of an error that nobody caught."""
        return [f"{part.type}: {part.message}" for part in self.parts("exception")]


def _plain(words: str) -> str:
    return words.replace("\\", "")  # what keeps a name from being read as markdown
