"""The person's own statements beside the data, as a sheet of the dossier (art. 16 GDPR)."""

from data_layer.categories import CATEGORIES
from data_layer.exporting.columns import Column
from data_layer.exporting.listing import Listing
from data_layer.exporting.records import NUMBER, the_client
from data_layer.paging import Chosen
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader


def of_client(client_id: int) -> Listing:
    """The statements of one client; those about what is sensitive only for those who may have that."""

    def chosen(_reader: Reader, actor: Actor) -> Chosen:
        whose = the_client(client_id)
        all_of_it = may(actor.roles, Act.EXPORT_SENSITIVE)
        sql = f"""
            select f.number, f.sort_key, c.restricted_since is not null as is_restricted, s.id as record_id,
                s.category, s.body, s.added_on
            from ({whose.sql}) f join clients c on c.id = f.id join statements_of_person s on s.client_id = c.id
            where c.merged_into is null and list_contains($shown_categories, s.category)
        """
        shown = [category.code for category in CATEGORIES if all_of_it or not category.is_sensitive]
        return Chosen(sql, {**whose.facts, "shown_categories": shown})

    return Listing(
        "statements_of_person",
        say("Statements of the person"),
        Act.CLIENT_LIST,
        (
            NUMBER,
            Column("category", say("Category"), words={category.code: category.label for category in CATEGORIES}),
            Column("body", say("Statement"), is_personal=True),
            Column("added_on", say("Added on"), "day"),
        ),
        (),
        chosen,
        within="added_on desc, record_id desc",
    )
