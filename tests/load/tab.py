"""A tab of a browser: one session of the desk over its websocket, in Streamlit's own messages."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.load.screen import Screen

PATIENCE = 300  # seconds after which a screen is taken to hang


class Broken(Exception):
    """The desk did what it never should: the message says what."""


@dataclass(slots=True)
class Tab:
    """Clicks and waits as a person does.

    `think` is awaited before each click; to `clicks` is added how many seconds each took until the screen stood.
    `signature` is what the side bar of every screen must say: whose tab it is.
    `cookies` are those of a sign-in, `xsrf` the token beside them.
    """

    address: str
    think: Callable[[], Awaitable[None]]
    clicks: list[float]
    signature: list[str]
    cookies: dict[str, str]
    xsrf: str
    screen: Screen = field(default_factory=Screen)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _socket: ClientConnection | None = None
    _typed: dict[str, WidgetState] = field(default_factory=dict)
    _page: str = ""
    _query: str = ""

    async def __aenter__(self) -> Self:
        host = urlsplit(self.address).netloc
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._socket = await self._open.enter_async_context(
            connect(
                f"ws://{host}/_stcore/stream",
                origin=Origin(self.address),
                subprotocols=[Subprotocol("streamlit"), Subprotocol(self.xsrf)],
                additional_headers={"Cookie": cookies},
                max_size=None,
                open_timeout=PATIENCE,
            )
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.__aexit__(kind, error, trace)

    async def visit(self, path: str) -> Screen:
        """Opens an address of the desk, as a link or a bookmark does: of what was typed only the side bar stays."""
        asked = urlsplit(path)
        self._query = asked.query
        kept = self.screen.ids(of_sidebar=True)
        self._typed = {id: state for id, state in self._typed.items() if id in kept}  # noqa: A001 - the field's name
        message = BackMsg()
        message.rerun_script.page_name = asked.path.strip("/")
        return await self._ran(message, [])

    def type(self, kind: str, label: str, words: str) -> None:
        """Types into a field of a form; it goes along with the next press."""
        part = self.screen.widget(kind, label)
        self._typed[part.id] = WidgetState(id=part.id, string_value=words)

    async def select(self, label: str, option: str) -> Screen:
        """Chooses from a list that opens."""
        self.type("selectbox", label, option)
        return await self._again([])

    async def pick(self, label: str, option: str) -> Screen:
        """Chooses one of the buttons beside each other."""
        part = self.screen.widget("button_group", label)
        state = WidgetState(id=part.id)
        state.string_array_value.data.append(option)
        self._typed[part.id] = state
        return await self._again([])

    async def pick_in_menu(self, label: str, option: str) -> Screen:
        """Opens a menu and chooses what stands in it."""
        state = WidgetState(id=self.screen.widget("menu_button", label).id)
        state.string_trigger_value.data = option
        return await self._again([state])

    async def press(self, label: str, *, at_once: bool = False) -> Screen:
        """Presses the button with this label; `at_once` does not think first."""
        part = self.screen.widget("button", label)
        return await self._again([WidgetState(id=part.id, trigger_value=True)], at_once=at_once)

    async def _again(self, triggers: list[WidgetState], *, at_once: bool = False) -> Screen:
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        return await self._ran(message, triggers, at_once=at_once)

    async def _ran(self, message: BackMsg, triggers: list[WidgetState], *, at_once: bool = False) -> Screen:
        assert self._socket is not None, "enter the tab first"
        standing = self.screen.ids(of_sidebar=False)
        message.rerun_script.query_string = self._query
        typed = [state for id, state in self._typed.items() if id in standing]  # noqa: A001 - the field's name
        message.rerun_script.widget_states.widgets.extend([*typed, *triggers])
        if not at_once:
            await self.think()
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await self._socket.send(message.SerializeToString())
            while not self._is_done(ForwardMsg.FromString(await self._received())):
                pass
        self.clicks.append(time.perf_counter() - began)
        if broken := self.screen.breakdowns():
            raise Broken(f"{self.screen.title}: {broken}")
        check_whose(self.screen, self.signature)
        return self.screen

    async def _received(self) -> bytes:
        assert self._socket is not None, "enter the tab first"
        data = await self._socket.recv()
        assert isinstance(data, bytes), "the desk speaks bytes only"
        return data

    def _is_done(self, message: ForwardMsg) -> bool:
        """Takes in what the desk sent; whether with it the screen stands."""
        match message.WhichOneof("type"):
            case "new_session":
                self.screen.begin_anew()
            case "delta":
                self.screen.take(tuple(message.metadata.delta_path), message.delta)
            case "navigation":
                self._page = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "page_not_found":
                raise Broken("the desk knows no such address")
            case "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise Broken("the screen cannot be read as code")
                return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False


def check_whose(screen: Screen, signature: list[str]) -> None:
    """Raises Broken for the screen of somebody else, or of nobody, than whose side bar says this."""
    if screen.signature != signature:
        raise Broken(f"{screen.title} is that of {screen.signature}, not of {signature}")
