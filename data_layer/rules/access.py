"""Who may do what: one table of roles and acts, read by both doors of the store, the README and the tests."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is for; `SYSTEM` is the desk itself (command line, schedule)."""

    MANAGEMENT = "management"
    COORDINATOR = "coordinator"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


STAFF_ROLES = (Role.MANAGEMENT, Role.COORDINATOR, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)


class Act(StrEnum):
    """Every kind of act the desk knows; the code is what the log holds."""

    OVERVIEW_VIEW = "overview.view"
    CLIENT_LIST = "client.list"
    CLIENT_VIEW = "client.view"
    CLIENT_REGISTER = "client.register"
    CLIENT_CHANGE = "client.change"
    CLIENT_MERGE = "client.merge"
    RECORD_ADD = "record.add"
    RECORD_CHANGE = "record.change"
    RECORD_REMOVE = "record.remove"
    BSN_SEARCH = "bsn.search"
    BSN_REVEAL = "bsn.reveal"
    REQUEST_LIST = "request.list"
    REQUEST_VIEW = "request.view"
    REQUEST_REGISTER = "request.register"
    REQUEST_PROGRESS = "request.progress"
    REQUEST_ASSIGN = "request.assign"
    REQUEST_EXTEND = "request.extend"
    REQUEST_CORRECT_RECEIPT = "request.correct_receipt"
    REQUEST_ANSWER = "request.answer"
    REQUEST_REFUSE = "request.refuse"
    REQUEST_FINISH = "request.finish"
    REQUEST_FINISH_UNDONE = "request.finish_undone"
    REQUEST_DOCUMENT = "request.document"
    DOCUMENT_VIEW = "document.view"
    DOCUMENT_REMOVE_SENT = "document.remove_sent"
    IDENTITY_RECORD = "identity.record"
    CORRECTION_APPLY = "correction.apply"
    FISCAL_IDENTITY_REVEAL = "fiscal_identity.reveal"
    CASE_FILE_VIEW = "case_file.view"
    NOTICE_SEND = "notice.send"
    RESTRICTION_SET = "restriction.set"
    RESTRICTION_LIFT = "restriction.lift"
    RESTRICTION_OVERRIDE = "restriction.override"
    OBJECTION_DECIDE = "objection.decide"
    DISCLOSURE_LIST = "disclosure.list"
    DISCLOSURE_RECORD = "disclosure.record"
    DISCLOSURE_DELIVER = "disclosure.deliver"
    DISCLOSURE_SEND = "disclosure.send"
    DISCLOSURE_ANNUL = "disclosure.annul"
    DISCLOSURE_ANNUL_SENT = "disclosure.annul_sent"
    DELIVERY_FILE_VIEW = "delivery_file.view"
    RECIPIENT_VIEW = "recipient.view"
    RECIPIENT_CHANGE = "recipient.change"
    CONSENT_GIVE = "consent.give"
    CONSENT_WITHDRAW = "consent.withdraw"
    COMPLAINT_LIST = "complaint.list"
    COMPLAINT_VIEW = "complaint.view"
    COMPLAINT_REGISTER = "complaint.register"
    COMPLAINT_CHANGE = "complaint.change"
    BREACH_VIEW = "breach.view"
    BREACH_RECORD = "breach.record"
    BREACH_CHANGE = "breach.change"
    RETENTION_VIEW = "retention.view"
    RETENTION_CHANGE_TERMS = "retention.change_terms"
    HOLD_SET = "hold.set"
    HOLD_REVIEW = "hold.review"
    HOLD_LIFT = "hold.lift"
    DESTRUCTION_VIEW = "destruction.view"
    DESTRUCTION_PROPOSE = "destruction.propose"
    DESTRUCTION_APPROVE = "destruction.approve"
    DESTRUCTION_RUN = "destruction.run"
    ERASURE_PROPOSE = "erasure.propose"
    ERASURE_APPROVE = "erasure.approve"
    CLIENTS_IMPORT = "clients.import"
    EXPORT_RUN = "export.run"
    EXPORT_SENSITIVE = "export.sensitive"
    EXPORT_SAVE = "export.save"
    QUERY_RUN = "query.run"
    PROMISES_VIEW = "promises.view"
    PROMISE_CHECK = "promise.check"
    REPORT_MAKE = "report.make"
    PROCESSING_REGISTER_VIEW = "processing_register.view"
    PROCESSING_REGISTER_MAKE = "processing_register.make"
    STATEMENT_VIEW = "statement.view"
    STATEMENT_PUBLISH = "statement.publish"
    LOG_VIEW = "log.view"
    LOG_EXPIRE = "log.expire"
    LOG_EXTRACT = "log.extract"
    SIGN_IN = "sign_in.begin"
    SIGN_OUT = "sign_in.end"
    STAFF_VIEW = "staff.view"
    STAFF_LIST = "staff.list"
    STAFF_CHANGE = "staff.change"
    STAFF_REPLACE = "staff.replace"
    DIGEST_VIEW = "digest.view"
    DIGEST_SEND = "digest.send"
    SETTINGS_CHANGE = "settings.change"
    STORE_VIEW = "store.view"
    STORE_VERIFY = "store.verify"
    STORE_BACKUP = "store.backup"
    STORE_RESTORE = "store.restore"
    STORE_FILL = "store.fill"
    STORE_RECOMPUTE = "store.recompute"
    STORE_REBUILD = "store.rebuild"
    STORE_REKEY = "store.rekey"
    CLOCK_TRUST = "clock.trust"
    CLOCK_WATCH = "clock.watch"


_M, _C, _P, _A, _S = Role.MANAGEMENT, Role.COORDINATOR, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR, Role.SYSTEM
_FILE = {_C, _P}  # those who handle files of persons
_FIGURES = {_M, _C, _P}  # those who may see the queue and what adds up

PERMISSIONS: dict[Act, frozenset[Role]] = {
    act: frozenset(roles)
    for act, roles in {
        Act.OVERVIEW_VIEW: _FIGURES | {_A},
        Act.CLIENT_LIST: _FILE,
        Act.CLIENT_VIEW: _FILE,
        Act.CLIENT_REGISTER: _FILE,
        Act.CLIENT_CHANGE: _FILE,
        Act.CLIENT_MERGE: {_P},
        Act.RECORD_ADD: _FILE,
        Act.RECORD_CHANGE: _FILE,
        Act.RECORD_REMOVE: _FILE,
        Act.BSN_SEARCH: _FILE,
        Act.BSN_REVEAL: _FILE,
        Act.REQUEST_LIST: _FIGURES,
        Act.REQUEST_VIEW: _FILE,
        Act.REQUEST_REGISTER: _FILE,
        Act.REQUEST_PROGRESS: _FILE,
        Act.REQUEST_ASSIGN: _FILE,
        Act.REQUEST_EXTEND: _FILE,
        Act.REQUEST_CORRECT_RECEIPT: _FILE,
        Act.REQUEST_ANSWER: _FILE,
        Act.REQUEST_REFUSE: {_P},
        Act.REQUEST_FINISH: _FILE,
        Act.REQUEST_FINISH_UNDONE: {_P},  # what the desk does not know to be done
        Act.REQUEST_DOCUMENT: _FILE,
        Act.DOCUMENT_VIEW: _FILE,
        Act.DOCUMENT_REMOVE_SENT: {_P},  # it proves what the person was told
        Act.IDENTITY_RECORD: _FILE,
        Act.CORRECTION_APPLY: _FILE,
        Act.FISCAL_IDENTITY_REVEAL: {_P},  # out of ordinary sight after an erasure
        Act.CASE_FILE_VIEW: {_P},  # the whole case, for the regulator
        Act.NOTICE_SEND: _FILE,
        Act.RESTRICTION_SET: _FILE,
        Act.RESTRICTION_LIFT: {_P},
        Act.RESTRICTION_OVERRIDE: {_P},
        Act.OBJECTION_DECIDE: {_P},
        Act.DISCLOSURE_LIST: _FIGURES,
        Act.DISCLOSURE_RECORD: _FILE,
        Act.DISCLOSURE_DELIVER: _FILE,
        Act.DISCLOSURE_SEND: _FILE,
        Act.DISCLOSURE_ANNUL: _FILE,
        Act.DISCLOSURE_ANNUL_SENT: {_P},  # or whoever made a mistake could make it vanish from the register
        Act.DELIVERY_FILE_VIEW: _FILE,
        Act.RECIPIENT_VIEW: _FIGURES,
        Act.RECIPIENT_CHANGE: {_P},
        Act.CONSENT_GIVE: _FILE,
        Act.CONSENT_WITHDRAW: _FILE,
        Act.COMPLAINT_LIST: _FIGURES,
        Act.COMPLAINT_VIEW: _FILE,
        Act.COMPLAINT_REGISTER: _FILE,
        Act.COMPLAINT_CHANGE: _FILE,
        Act.BREACH_VIEW: {_M, _P},
        Act.BREACH_RECORD: _FILE,
        Act.BREACH_CHANGE: {_P},
        Act.RETENTION_VIEW: _FILE,
        Act.RETENTION_CHANGE_TERMS: {_P},
        Act.HOLD_SET: _FILE,
        Act.HOLD_REVIEW: {_P},
        Act.HOLD_LIFT: {_P},
        Act.DESTRUCTION_VIEW: _FIGURES,
        Act.DESTRUCTION_PROPOSE: _FILE,
        Act.DESTRUCTION_APPROVE: {_P},
        Act.DESTRUCTION_RUN: {_P, _S},
        Act.ERASURE_PROPOSE: _FILE,
        Act.ERASURE_APPROVE: {_P},
        Act.CLIENTS_IMPORT: _FILE | {_S},
        Act.EXPORT_RUN: _FIGURES,
        Act.EXPORT_SENSITIVE: {_P},
        Act.EXPORT_SAVE: _FIGURES,
        Act.QUERY_RUN: {_M, _P},
        Act.PROMISES_VIEW: {_M, _P},
        Act.PROMISE_CHECK: {_P},
        Act.REPORT_MAKE: {_M, _P},
        Act.PROCESSING_REGISTER_VIEW: {_M, _P, _A},
        Act.PROCESSING_REGISTER_MAKE: {_M, _P, _A},
        Act.STATEMENT_VIEW: _FIGURES | {_A},
        Act.STATEMENT_PUBLISH: {_P},
        Act.LOG_VIEW: {_P},
        Act.LOG_EXPIRE: {_S},
        Act.LOG_EXTRACT: {_P},
        Act.SIGN_IN: _FIGURES | {_A},
        Act.SIGN_OUT: _FIGURES | {_A, _S},
        Act.STAFF_VIEW: _FIGURES | {_A, _S},
        Act.STAFF_LIST: {_P, _A},
        Act.STAFF_CHANGE: {_A, _S},
        Act.STAFF_REPLACE: _FILE,
        Act.DIGEST_VIEW: _FILE | {_S},
        Act.DIGEST_SEND: {_S},
        Act.SETTINGS_CHANGE: {_A},
        Act.STORE_VIEW: {_P, _A},
        Act.STORE_VERIFY: {_P, _A, _S},
        Act.STORE_BACKUP: {_P, _A, _S},
        Act.STORE_RESTORE: {_A, _S},
        Act.STORE_FILL: {_S},
        Act.STORE_RECOMPUTE: {_S},
        Act.STORE_REBUILD: {_S},
        Act.STORE_REKEY: {_S},
        Act.CLOCK_TRUST: {_P, _A},
        Act.CLOCK_WATCH: {_S},
    }.items()
}

# art. 18(2) GDPR: what a restriction forbids, unless the privacy officer overrides it with a reason.
# Recording what happened, and the person's own requests, are not processing that it stops.
FORBIDDEN_BY_RESTRICTION = frozenset(
    {
        Act.CLIENT_CHANGE,
        Act.CLIENT_MERGE,
        Act.RECORD_ADD,
        Act.RECORD_CHANGE,
        Act.RECORD_REMOVE,
        Act.DISCLOSURE_DELIVER,
        Act.EXPORT_RUN,
        Act.EXPORT_SENSITIVE,
        Act.DESTRUCTION_PROPOSE,
        Act.DESTRUCTION_RUN,
    }
)


# these are about one client each: the doors ask which
OF_ONE_CLIENT = frozenset(
    {
        Act.CLIENT_VIEW,
        Act.CLIENT_CHANGE,
        Act.RECORD_ADD,
        Act.RECORD_CHANGE,
        Act.RECORD_REMOVE,
        Act.BSN_REVEAL,
        Act.FISCAL_IDENTITY_REVEAL,
    }
)

# looks into the file of a person, which the person may ask after (C-579/21): none goes unlogged
LOGGED_LOOKS = frozenset(
    {
        Act.CLIENT_VIEW,
        Act.REQUEST_VIEW,
        Act.DOCUMENT_VIEW,
        Act.COMPLAINT_VIEW,
        Act.BSN_REVEAL,
        Act.DELIVERY_FILE_VIEW,
        Act.FISCAL_IDENTITY_REVEAL,
        Act.CASE_FILE_VIEW,
    }
)


def is_look(act: Act) -> bool:
    """Whether the act only looks; then nothing can be written under its name."""
    return act.value.rsplit(".", 1)[1] in ("view", "list", "search", "reveal")


def may(roles: frozenset[Role], act: Act) -> bool:
    """Whether one of the roles permits the act."""
    return not PERMISSIONS[act].isdisjoint(roles)
