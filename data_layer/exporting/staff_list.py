"""The staff as a list that can be exported."""

from data_layer import staff_lists
from data_layer.exporting.columns import Column
from data_layer.exporting.listing import Listing, narrowed
from data_layer.paging import Chosen
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import ROLE_LABELS, Actor
from data_layer.staff_lists import Filter
from data_layer.transactions import Reader

_YES_NO = {True: say("yes"), False: say("no")}
_COLUMNS = (
    Column("name", say("Name")),
    Column("email", say("E-mail")),
    Column("roles", say("Roles"), words=ROLE_LABELS),
    Column("active", say("Works here"), words=_YES_NO),
    Column("last_sign_in", say("Last sign-in"), "moment"),
    Column("is_bound", say("Account known"), words=_YES_NO),
    Column("changed_at", say("Last changed"), "moment"),
)


def members(which: Filter) -> Listing:
    """The members of staff that fit the filter."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        rows = staff_lists.chosen_staff(reader, which)
        return Chosen(f"select f.*, false as is_restricted from ({rows.sql}) f", rows.facts)

    return Listing("staff", say("Staff"), Act.STAFF_LIST, _COLUMNS, narrowed(which), chosen)
