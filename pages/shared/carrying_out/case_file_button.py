"""The way to the file of a whole case, for the privacy officer who answers the regulator."""

from data_layer.carrying_out.case_file import WholeCase
from data_layer.rules.access import Act, may
from pages.shared import download_button
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, language


def shown(desk: Desk) -> None:
    """The link, which fetches the file once; a new one is there after each click. Nothing for other roles."""
    if not may(desk.actor.roles, Act.CASE_FILE_VIEW):
        return
    download_button.drawn(
        WholeCase(desk.case.id, language()),
        _("Whole case for the regulator"),
        key="whole_case",
        rows=1,
        icon="folder_zip",
        meaning=_(
            "One ZIP file: what happened, all documents, the disclosures, the notices, and digests by which anybody can"
            " check them. The log has each time it is fetched."
        ),
    )
