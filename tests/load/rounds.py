"""What two colleagues do in a round: look around, register, and now and then get in each other's way."""

import asyncio
from dataclasses import dataclass, field

from tests.load.people import Person
from tests.load.screen import Screen
from tests.load.tab import Broken, Tab

STEPS, NOTE, NOTE_BODY = "Leg vast wat er is gebeurd", "Notitie", "Wat is er gedaan"
SAVE_NOTE, CHANGED = "Notitie opslaan", "intussen gewijzigd; er is niets opgeslagen"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store knows before anybody comes: requests with the link to their client, clients with their names."""

    requests: tuple[tuple[str, str], ...]
    clients: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Written:
    """What the desk said it saved, and by whom; and what it said it did not."""

    complaints: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: list[tuple[str, str, int]] = field(default_factory=list)
    refused: list[tuple[str, str, int]] = field(default_factory=list)
    handlers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the two, in a tab of their own."""

    person: Person
    tab: Tab
    facts: Facts
    written: Written

    async def look(self, nth: int, *, is_short: bool) -> None:
        """Opens a list, filters or leafs, and opens what nobody else does at that moment: a case or a dossier.

        Of the list and what is opened one alone when the round is short.
        """
        place = self.person.place + nth
        at_list, at_one = (
            (self._look_at_requests, self._look_at_a_case)
            if place % 2
            else (self._look_at_clients, self._look_at_a_client)
        )
        if not is_short or place % 4 < 2:
            await at_list()
        if not is_short or place % 4 >= 2:
            await at_one(place)

    async def _look_at_requests(self) -> None:
        good(await self.tab.visit("/verzoeken?weergave=all"), "Verzoeken", rows=True)
        good(await self.tab.select("Recht", "verwijdering"), "Verzoeken", rows=True)

    async def _look_at_clients(self) -> None:
        good(await self.tab.visit("/clienten"), "Cliënten", rows=True)
        good(await self.tab.press("Volgende"), "Cliënten", rows=True)

    async def _look_at_a_case(self, place: int) -> None:
        number, client = self.facts.requests[place % len(self.facts.requests)]
        screen = await self.tab.visit(f"/verzoek?nummer={number}")
        good(screen, number)
        if client not in screen.links:
            raise Broken(f"request {number} is shown with another client")

    async def _look_at_a_client(self, place: int) -> None:
        number, name = self.facts.clients[place % len(self.facts.clients)]
        screen = await self.tab.visit(f"/client?nummer={number}")
        good(screen, name)
        if number not in screen.words.split("\n"):
            raise Broken(f"the dossier of {number} shows another number")

    async def register(self, nth: int) -> str:
        """Registers a complaint; its number."""
        text = f"Klacht {nth} van {self.person.name}"
        screen = await self.tab.visit("/nieuwe-klacht")
        good(screen, "Klacht registreren")
        handler = screen.widget("selectbox", "Behandelaar")
        if handler.options[handler.default] != self.person.name:
            raise Broken(f"the desk takes {self.person.name} for {handler.options[handler.default]}")
        self.tab.type("text_input", "Naam van de persoon, zoals opgegeven", f"Verzonnen {self.person.name}")
        self.tab.type("text_area", "De klacht, in de eigen woorden van de persoon", text)
        screen = await self.tab.press("Registreren")
        good(screen, "K", done="is geregistreerd")
        number = screen.title.split(" ")[0]
        if text not in screen.words:
            raise Broken(f"complaint {number} is another one than was registered")
        self.written.complaints[number] = (text, self.person.staff_id)
        self.written.handlers[number] = self.person.staff_id
        return number

    async def begin_note(self, number: str, words: str) -> None:
        """Opens the complaint and writes a note, but does not save it yet."""
        good(await self.tab.visit(f"/klacht?nummer={number}"), number)
        good(await self.tab.pick(STEPS, NOTE), number)
        self.tab.type("text_area", NOTE_BODY, words)

    async def save_note(self, number: str, words: str) -> bool:
        """Saves it; whether the desk kept it, or told that somebody else was first."""
        screen = await self.tab.press(SAVE_NOTE, at_once=True)
        note = (number, words, self.person.staff_id)
        if any(CHANGED in told for told in screen.alerts()):
            self.written.refused.append(note)
            return False
        good(screen, number, done="notitie is opgeslagen")
        self.written.notes.append(note)
        return True

    async def take_over(self, number: str) -> None:
        """Becomes the handler of the complaint."""
        me = self.person
        good(await self.tab.visit(f"/klacht?nummer={number}"), number)
        good(await self.tab.pick_in_menu("Meer", "Toewijzen"), number)
        self.tab.type("selectbox", "Behandelaar", me.name)
        good(await self.tab.press("Toewijzen"), number, done=f"{me.name} behandelt deze klacht nu")
        self.written.handlers[number] = me.staff_id


async def both(first: Colleague, second: Colleague, nth: int, *, is_short: bool) -> None:
    """A round of two: each looks around; then they write to one complaint at the same moment, and who lost takes it."""
    await asyncio.gather(first.look(nth, is_short=is_short), second.look(nth, is_short=is_short))
    number, _ = await asyncio.gather(first.register(nth), second.register(nth))
    words = [f"Notitie {nth} van {one.person.name}" for one in (first, second)]
    await asyncio.gather(first.begin_note(number, words[0]), second.begin_note(number, words[1]))
    kept = await asyncio.gather(first.save_note(number, words[0]), second.save_note(number, words[1]))
    if sorted(kept) != [False, True]:
        raise Broken(f"of two changes of the same complaint {sum(kept)} were kept")
    await (second if kept[0] else first).take_over(number)


def good(screen: Screen, title: str, *, rows: bool = False, done: str = "") -> None:
    """Raises Broken unless it is the screen that was asked for, without an error, and with what should be there."""
    shown = screen.title
    if not shown.startswith(title):
        raise Broken(f"asked for {title}, got {shown}: {screen.alerts()}")
    if errors := screen.alerts():
        raise Broken(f"{shown}: {errors}")
    if rows and not screen.rows_are_shown:
        raise Broken(f"{shown} has no rows: {screen.words}")
    if done and not any(done in told for told in screen.alerts(errors=False)):
        raise Broken(f"{shown} does not say that it {done}")
