"""The one list of screens: file, title, icon, address, and the act that opens it."""

from dataclasses import dataclass

from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the desk. `address` is the Dutch path in the URL; hidden ones are reached from a list."""

    file: str
    title: Sentence
    icon: str
    address: str
    opened_by: Act
    section: Sentence
    is_hidden: bool = False


OVERSIGHT, DESK, LIFECYCLE, UPKEEP = say("Oversight"), say("Desk"), say("Lifecycle"), say("Upkeep")

OVERVIEW = Screen("oversight/overview.py", say("Overview"), "dashboard", "overzicht", Act.OVERVIEW_VIEW, OVERSIGHT)
PROMISES = Screen("oversight/promises.py", say("Promises"), "handshake", "beloften", Act.PROMISES_VIEW, OVERSIGHT)
REPORT = Screen("oversight/report.py", say("Report"), "summarize", "rapport", Act.REPORT_MAKE, OVERSIGHT)
QUESTIONS = Screen("oversight/questions.py", say("Own questions"), "query_stats", "uitzoeken", Act.QUERY_RUN, OVERSIGHT)
PROCESSING = Screen(
    "oversight/processing.py", say("Record of processing"), "menu_book", "verwerkingsregister",
    Act.PROCESSING_REGISTER_VIEW, OVERSIGHT,
)  # fmt: skip
STATEMENT = Screen(
    "oversight/statement.py", say("Privacy statement"), "policy", "privacyverklaring", Act.STATEMENT_VIEW, OVERSIGHT
)
REQUESTS = Screen("desk/requests.py", say("Requests"), "inbox", "verzoeken", Act.REQUEST_LIST, DESK)
REQUEST = Screen("desk/request.py", say("Request"), "mail", "verzoek", Act.REQUEST_VIEW, DESK, is_hidden=True)
NEW_REQUEST = Screen(
    "desk/new_request.py",
    say("Register request"),
    "add_circle",
    "nieuw-verzoek",
    Act.REQUEST_REGISTER,
    DESK,
    True,
)
COMPLAINTS = Screen("desk/complaints.py", say("Complaints"), "feedback", "klachten", Act.COMPLAINT_LIST, DESK)
COMPLAINT = Screen("desk/complaint.py", say("Complaint"), "sms_failed", "klacht", Act.COMPLAINT_VIEW, DESK, True)
NEW_COMPLAINT = Screen(
    "desk/new_complaint.py",
    say("Register complaint"),
    "add_comment",
    "nieuwe-klacht",
    Act.COMPLAINT_REGISTER,
    DESK,
    True,
)
CLIENTS = Screen("desk/clients.py", say("Clients"), "group", "clienten", Act.CLIENT_LIST, DESK)
CLIENT = Screen("desk/client.py", say("Client"), "person", "client", Act.CLIENT_VIEW, DESK, is_hidden=True)
NEW_CLIENT = Screen(
    "desk/new_client.py", say("Register client"), "person_add", "nieuwe-client", Act.CLIENT_REGISTER, DESK, True
)
MERGE = Screen("desk/merge.py", say("Merge clients"), "merge", "samenvoegen", Act.CLIENT_MERGE, DESK, is_hidden=True)
DISCLOSURES = Screen("desk/disclosures.py", say("Disclosures"), "send", "verstrekkingen", Act.DISCLOSURE_LIST, DESK)
NEW_DISCLOSURE = Screen(
    "desk/new_disclosure.py", say("Record disclosure"), "add_circle", "nieuwe-verstrekking", Act.DISCLOSURE_RECORD,
    DESK, True,
)  # fmt: skip
NEW_DELIVERY = Screen(
    "desk/new_delivery.py", say("Prepare disclosure"), "outbox", "verstrekking-klaarmaken", Act.DISCLOSURE_DELIVER,
    DESK, True,
)  # fmt: skip
BREACHES = Screen("desk/breaches.py", say("Data breaches"), "gpp_bad", "datalekken", Act.BREACH_VIEW, DESK)
NEW_BREACH = Screen(
    "desk/new_breach.py", say("Record data breach"), "add_alert", "nieuw-datalek", Act.BREACH_RECORD, DESK, True
)
RECIPIENTS = Screen("desk/recipients.py", say("Recipients"), "domain", "ontvangers", Act.RECIPIENT_VIEW, DESK)
RETENTION = Screen(
    "lifecycle/retention.py",
    say("Retention periods"),
    "hourglass_bottom",
    "bewaartermijnen",
    Act.RETENTION_VIEW,
    LIFECYCLE,
)
DESTRUCTION = Screen(
    "lifecycle/destruction.py", say("Destruction"), "delete_forever", "vernietiging", Act.DESTRUCTION_VIEW, LIFECYCLE
)
NEW_BATCH = Screen(
    "lifecycle/new_batch.py", say("Propose destruction"), "add_circle", "vernietiging-voorstellen",
    Act.DESTRUCTION_PROPOSE, LIFECYCLE, True,
)  # fmt: skip
SEARCH = Screen("desk/search.py", say("Search"), "search", "zoeken", Act.DISCLOSURE_LIST, DESK, is_hidden=True)
IMPORTS = Screen("upkeep/imports.py", say("Import"), "upload_file", "importeren", Act.CLIENTS_IMPORT, UPKEEP)
EXPORTS = Screen("upkeep/exports.py", say("Export"), "download", "exporteren", Act.EXPORT_RUN, UPKEEP)
STORE = Screen("upkeep/store.py", say("Storage"), "database", "opslag", Act.STORE_VIEW, UPKEEP)
STAFF = Screen("upkeep/staff.py", say("Staff"), "badge", "medewerkers", Act.STAFF_LIST, UPKEEP)
LOG = Screen("upkeep/log.py", say("Log"), "manage_search", "logboek", Act.LOG_VIEW, UPKEEP)

SCREENS = (
    PROMISES,
    OVERVIEW,
    REPORT,
    QUESTIONS,
    PROCESSING,
    STATEMENT,
    REQUESTS,
    REQUEST,
    NEW_REQUEST,
    COMPLAINTS,
    COMPLAINT,
    NEW_COMPLAINT,
    CLIENTS,
    CLIENT,
    NEW_CLIENT,
    MERGE,
    DISCLOSURES,
    NEW_DISCLOSURE,
    NEW_DELIVERY,
    BREACHES,
    NEW_BREACH,
    RECIPIENTS,
    SEARCH,
    RETENTION,
    DESTRUCTION,
    NEW_BATCH,
    IMPORTS,
    EXPORTS,
    STORE,
    STAFF,
    LOG,
)
