"""The people of the crowd, and how one of them comes in: with the cookie of a sign-in, as a browser brings it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from data_layer import sign_ins
from data_layer.rules.access import Act, Role
from data_layer.rules.claims import Claims
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from tests.browser import signing_in
from tests.load.screen import WORKS_AS
from tests.load.tab import Tab

PROVIDER = "http://127.0.0.1:9"  # nobody listens there: who has a cookie is not sent to it
FIRST_ID = 1001  # beyond the staff of the invented data
_ROLES = ((Role.COORDINATOR, "coördinator"), (Role.PRIVACY_OFFICER, "functionaris"))


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff of the crowd, who exists only there, and what the provider said of the sign-in."""

    place: int
    claims: Claims

    @property
    def staff_id(self) -> int:
        """The id in the store."""
        return FIRST_ID + self.place

    @property
    def name(self) -> str:
        """The whole name; the first word tells one from another."""
        return f"Collega{self.place:03} Proef"

    @property
    def role(self) -> Role:
        """Coordinators and privacy officers in turn, who may do all that the crowd does."""
        return _ROLES[self.place % 2][0]

    @property
    def signature(self) -> list[str]:
        """What stands above every screen of theirs: the name and the role."""
        return [self.name, f"{WORKS_AS}{_ROLES[self.place % 2][1]}."]


def employ(settings: Settings, people: int, address: str) -> list[Person]:
    """So many members of staff more in the store, which nobody has open, who signed in at the desk of this address."""
    crowd = [Person(place, _said(place, address)) for place in range(people)]
    store = open_store(settings)
    known = set(_staff_ids(store))
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        for person in crowd:
            if person.staff_id not in known:
                roles = [person.role]
                change.insert("staff", id=person.staff_id, name=person.name, email=_mail(person.place), roles=roles)
        change.bulk(len(crowd))
    for person in crowd:
        sign_ins.begin(store, person.claims, person.claims)
    store.close()
    return crowd


def _mail(place: int) -> str:
    """By what the list of staff knows them, and the provider."""
    return f"{FIRST_ID + place}@example.test"


def _said(place: int, address: str) -> Claims:
    said: dict[str, object] = {"sub": _mail(place), "email": _mail(place), "email_verified": True}
    return signing_in.signed_in(address, PROVIDER, said)


def _staff_ids(store: Store) -> list[int]:
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        return reader.values("select id from staff")


@asynccontextmanager
async def entered(
    address: str, person: Person, think: Callable[[], Awaitable[None]], clicks: list[float]
) -> AsyncIterator[Tab]:
    """A tab in which this person works; `think` and `clicks` as the tab has them."""
    xsrf = generate_xsrf_token_string()
    cookies = {signing_in.COOKIE: signing_in.cookie(person.claims), XSRF_COOKIE_NAME: xsrf}
    async with Tab(address, think, clicks, person.signature, cookies, xsrf) as tab:
        yield tab
