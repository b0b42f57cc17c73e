-- Everything the desk keeps, with the constraints that cannot be added later. No foreign keys (a row that one
-- points at can hardly be updated here); `verify` looks for orphans. Ids are made in code and rise with time.
-- `version` counts a row's changes; `source` says who provided it (art. 15(1)(g)).

create table staff (
    id bigint not null,
    name text not null,
    email text not null,
    roles varchar[] not null,
    active boolean not null default true,
    replaced_by bigint,
    version integer not null default 1
);

-- categories 1 names, 2 gender, 3 bsn, 4 birth, 9 arrival
create table clients (
    id bigint not null unique,
    number text not null unique check (number <> ''),
    first_names text,
    prefix text,
    surname text,
    call_name text,
    search_name text not null,
    gender text check (gender in ('m', 'f', 'x', 'u')),
    bsn text check (length(bsn) = 9),
    birth_date date,
    birth_place text,
    birth_country text check (length(birth_country) = 2),
    arrived_on date,
    language text,
    registered_on date not null,
    restricted_since date,
    restricted_by_request bigint,
    merged_into bigint,
    -- what the due rows of the client add up to, so that a list reads one table
    first_due_from date,
    all_due_from date,
    held boolean not null default false,
    source text not null default 'client',
    version integer not null default 1
);

-- category 5
create table addresses (
    id bigint not null,
    client_id bigint not null,
    kind text not null default 'home' check (kind in ('home', 'post')),
    street text,
    house_number text,
    postcode text,
    city text,
    country text check (length(country) = 2),
    valid_from date,
    valid_until date,
    source text not null default 'client',
    version integer not null default 1
);

-- category 6
create table phones (
    id bigint not null,
    client_id bigint not null,
    phone text not null check (phone like '+%'),
    remark text,
    source text not null default 'client',
    version integer not null default 1
);

-- category 7
create table emails (
    id bigint not null,
    client_id bigint not null,
    email text not null check (email like '%@%'),
    remark text,
    source text not null default 'client',
    version integer not null default 1
);

-- category 8
create table residence_statuses (
    id bigint not null,
    client_id bigint not null,
    status text not null,
    valid_from date,
    valid_until date check (valid_until is null or valid_from is null or valid_until >= valid_from),
    source text not null default 'client',
    version integer not null default 1
);

-- category 10: from before or outside the course
create table qualifications (
    id bigint not null,
    client_id bigint not null,
    kind text not null default 'diploma' check (kind in ('competence', 'exam', 'diploma')),
    title text not null,
    level text,
    institution text,
    obtained_on date,
    source text not null default 'client',
    version integer not null default 1
);

-- category 11
create table intakes (
    id bigint not null,
    client_id bigint not null,
    held_on date not null,
    result text,
    level text,
    source text not null default 'school',
    version integer not null default 1
);

-- category 12: no field for a diagnosis; health only with explicit consent (art. 9(2)(a))
create table preconditions (
    id bigint not null,
    client_id bigint not null,
    subject text not null,
    arrangement text,
    arranged_on date,
    about_health boolean not null default false,
    consent_id bigint check (consent_id is not null or not about_health),
    source text not null default 'client',
    version integer not null default 1
);

-- category 13
create table agreements (
    id bigint not null,
    client_id bigint not null,
    number text,
    started_on date,
    ended_on date check (ended_on is null or started_on is null or ended_on >= started_on),
    hours decimal(8, 2) check (hours >= 0),
    payer text,
    amount decimal(12, 2),
    source text not null default 'client',
    version integer not null default 1
);

-- category 14
create table attendance (
    id bigint not null,
    client_id bigint not null,
    agreement_id bigint,
    held_on date not null,
    hours decimal(5, 2) not null check (hours >= 0),
    present boolean not null,
    absence_reason text,
    invoiced boolean not null default false,
    source text not null default 'school',
    version integer not null default 1
);

-- category 15
create table progress_notes (
    id bigint not null,
    client_id bigint not null,
    written_on date not null,
    written_by bigint,
    body text not null,
    source text not null default 'school',
    version integer not null default 1
);

-- category 16
create table evaluations (
    id bigint not null,
    client_id bigint not null,
    kind text not null check (kind in ('progress', 'final')),
    held_on date not null,
    body text,
    source text not null default 'school',
    version integer not null default 1
);

-- category 17
create table appointments (
    id bigint not null,
    client_id bigint not null,
    held_on date not null,
    starts_at text,
    subject text,
    place text,
    source text not null default 'school',
    version integer not null default 1
);

-- category 18: in and for the course
create table test_results (
    id bigint not null,
    client_id bigint not null,
    taken_on date not null,
    part text,
    level text,
    result text,
    body text,
    source text not null default 'school',
    version integer not null default 1
);

-- category 19: complaints about the service and, with kind privacy, those of PS §12
create table complaints (
    id bigint not null,
    client_id bigint,
    number text not null,
    kind text not null default 'service' check (kind in ('service', 'privacy')),
    received_on date not null,
    subject text not null,
    handler_id bigint,
    safe_last_day date not null,
    legal_last_day date not null,
    acknowledged_on date,
    answered_on date,
    outcome text,
    passed_to_authority_on date,
    closed_on date check (closed_on is null or closed_on >= received_on),
    source text not null default 'client',
    version integer not null default 1
);

-- category 20
create table invoices (
    id bigint not null,
    client_id bigint not null,
    agreement_id bigint,
    number text,
    amount decimal(12, 2),
    issued_on date,
    due_on date,
    paid_on date check (paid_on is null or issued_on is null or paid_on >= issued_on),
    credited_on date,
    instalments_end_on date,
    written_off_on date,
    in_collection_since date,
    source text not null default 'school',
    version integer not null default 1
);

-- category 20 too: payments that the client file gives without an invoice, and several on one invoice
create table payments (
    id bigint not null,
    client_id bigint not null,
    invoice_id bigint,
    paid_on date not null,
    amount decimal(12, 2),
    source text not null default 'school',
    version integer not null default 1
);

-- art. 7(1): who, when, for what, the exact text shown, how
create table consents (
    id bigint not null,
    client_id bigint not null,
    purpose integer not null check (purpose between 1 and 11),
    recipient_id bigint,
    shown_text text not null,
    language text not null,
    how text not null,
    given_on date not null,
    withdrawn_on date check (withdrawn_on is null or withdrawn_on >= given_on),
    version integer not null default 1
);

create table objections (
    id bigint not null,
    client_id bigint not null,
    request_id bigint,
    purpose integer not null check (purpose between 1 and 11),
    since date not null,
    ended_on date,
    decision text,
    version integer not null default 1
);

-- a field corrected on the person's request: the next import leaves it alone
create table protected_fields (
    id bigint not null,
    client_id bigint not null,
    category text not null,
    field text not null,
    request_id bigint,
    since date not null
);

-- art. 16, last sentence: the person's own statement beside a fact the school does not agree to change
create table statements_of_person (
    id bigint not null,
    client_id bigint not null,
    request_id bigint,
    category text not null,
    body text not null,
    added_on date not null
);

-- the applicant and the person concerned are two things; client_id is empty while the person is unknown
create table requests (
    id bigint not null unique,
    number text not null unique,
    client_id bigint,
    request_right text not null check (request_right in ('access', 'rectification', 'completion', 'erasure',
        'restriction', 'portability', 'objection', 'consent_withdrawal')),
    channel text not null check (channel in ('website', 'email', 'phone', 'app', 'third_party', 'desk', 'post')),
    received_on date not null,
    registered_on date not null,
    applicant_kind text not null default 'self' check (applicant_kind in ('self', 'representative', 'unknown')),
    applicant_name text,
    applicant_contact text,
    person_name text,
    search_name text,
    asked text,
    language text,
    letter_group bigint,
    state text not null check (state in ('received', 'waiting', 'in_progress', 'answered', 'finished')),
    outcome text check (outcome in ('granted', 'partly_granted', 'refused', 'withdrawn', 'not_identified')),
    handler_id bigint,
    -- derived from the events by the rule of the clock
    safe_last_day date not null,
    legal_last_day date not null,
    strict_day date not null,
    suspended_days integer not null default 0,
    extended boolean not null default false,
    waiting_since date,
    answered_on date,
    finished_on date,
    version integer not null default 1,
    check (legal_last_day >= safe_last_day),
    check (answered_on is null or answered_on >= received_on),
    check (finished_on is null or finished_on >= answered_on)
);

-- dated events move the days, never the other way round; `about` is the question that an answer answers
create table request_events (
    id bigint not null,
    request_id bigint not null,
    kind text not null check (kind in ('received', 'receipt_corrected', 'question_asked', 'question_answered',
        'extended', 'refused', 'answered', 'finished', 'note', 'assigned', 'client_found', 'reopened')),
    happened_on date not null,
    recorded_at timestamptz not null,
    staff_id bigint not null,
    about bigint,
    reason_code text,
    body text
);

create table request_documents (
    id bigint not null,
    request_id bigint not null,
    kind text not null,
    file_name text not null,
    media_type text not null,
    content blob not null,
    digest text not null,
    language text,
    made_at timestamptz not null,
    staff_id bigint not null,
    sent_on date
);

-- the ladder of art. 12(6): never the image, the document number or a digest of it
create table identity_checks (
    id bigint not null,
    request_id bigint not null,
    method text not null check (method in ('known_in_person', 'code_to_contact', 'document_shown', 'masked_copy')),
    reason text check (reason is not null or method <> 'masked_copy'),
    asked_on date not null,
    verified_on date,
    verified_by bigint,
    result text check (result in ('verified', 'failed')),
    copy_received_on date,
    photo_masked boolean,
    bsn_masked boolean,
    copy_destroyed_on date check (copy_destroyed_on is null or copy_destroyed_on >= copy_received_on),
    version integer not null default 1
);

-- the places outside the desk that an access request goes through
create table searched_places (
    id bigint not null,
    request_id bigint not null,
    place text not null,
    searched_by bigint,
    searched_on date,
    found text,
    document_id bigint,
    version integer not null default 1
);

create table request_decisions (
    id bigint not null,
    request_id bigint not null,
    proposed_by bigint not null,
    approved_by bigint check (approved_by is null or approved_by <> proposed_by),
    decided_on date not null,
    outcome text not null,
    excessive boolean not null default false,
    reasons text,
    version integer not null default 1
);

-- art. 19: one notice for each recipient that really got an affected category
create table notices (
    id bigint not null,
    request_id bigint not null,
    recipient_id bigint not null,
    categories varchar[] not null,
    state text not null default 'open' check (state in ('open', 'sent', 'confirmed', 'disproportionate')),
    reason text check (reason is not null or state <> 'disproportionate'),
    sent_on date,
    confirmed_on date,
    document_id bigint,
    version integer not null default 1
);

create table recipients (
    id bigint not null,
    code text not null,
    name text not null,
    legal_name text not null,
    country text not null check (length(country) = 2),
    role text not null check (role in ('independent', 'processor', 'joint')),
    contact text,
    in_statement boolean not null,
    active boolean not null default true,
    version integer not null default 1
);

-- what a recipient outside PS §7 may get; for the four of the statement the vocabulary says it
create table recipient_categories (
    id bigint not null,
    recipient_id bigint not null,
    category text not null,
    use text not null check (use in ('usual', 'needed', 'never'))
);

create table recipient_agreements (
    id bigint not null,
    recipient_id bigint not null,
    kind text not null,
    signed_on date not null,
    ends_on date check (ends_on is null or ends_on >= signed_on),
    version integer not null default 1
);

-- one entry per delivery or receipt; `clients` counts its rows in disclosure_clients
create table disclosures (
    id bigint not null,
    number text not null,
    direction text not null check (direction in ('out', 'in')),
    happened_on date not null,
    recipient_id bigint not null,
    categories varchar[] not null check (len(categories) > 0),
    purpose integer check (purpose between 1 and 11),
    statute text check (statute is not null or purpose is not null or list_contains(flags, 'no_purpose')),
    ground text not null check (ground in ('contract', 'legal_obligation', 'legitimate_interest', 'consent')),
    channel text not null,
    reference text,
    state text not null check (state in ('made', 'sent', 'annulled', 'received')),
    sent_on date,
    annulled_on date,
    flags varchar[] not null default [],
    clients integer not null default 0,
    file_name text,
    file_digest text,
    recorded_on date not null,
    staff_id bigint not null,
    remark text,
    version integer not null default 1
);

create table disclosure_clients (
    disclosure_id bigint not null,
    client_id bigint not null,
    -- art. 14: for received data, when the person was told the source
    told_source_on date
);

-- those that follow from facts carry the fact and come and go with it
create table holds (
    id bigint not null,
    client_id bigint not null,
    kind text not null check (kind in ('complaint', 'dispute', 'collection', 'request', 'restriction', 'tax_audit',
        'investigation')),
    fact_id bigint,
    categories varchar[],
    owner_id bigint,
    reason text,
    since date not null,
    until date check (until is null or until >= since),
    -- when somebody ended it; `until` alone may also follow from facts
    lifted_on date,
    review_on date,
    version integer not null default 1
);

-- derived: per client and category until when it is kept, why, and from when deletion is due
create table due (
    client_id bigint not null,
    category text not null,
    trigger_kind text not null,
    trigger_on date,
    last_day date,
    due_from date,
    held boolean not null,
    hold_id bigint,
    capped boolean not null default false,
    check (due_from is null or not held)
);

create table batches (
    id bigint not null unique,
    number text not null unique,
    kind text not null check (kind in ('retention', 'erasure')),
    request_id bigint,
    state text not null check (state in ('proposed', 'approved', 'rejected', 'running', 'rebuilding', 'done')),
    rule text not null,
    proposed_by bigint not null,
    proposed_at timestamptz not null,
    approved_by bigint check (approved_by is null or approved_by <> proposed_by),
    approved_at timestamptz,
    run_after timestamptz,
    ran_at timestamptz,
    counts text,
    first_last_day date,
    last_last_day date,
    skipped integer,
    digest text,
    backups_until date,
    certificate blob,
    version integer not null default 1
);

create table batch_items (
    batch_id bigint not null,
    client_id bigint not null,
    category text not null,
    last_day date,
    state text not null default 'proposed' check (state in ('proposed', 'destroyed', 'skipped')),
    reason_code text
);

-- numbers only, so that the next import of the school's file does not bring a person back
create table destroyed_numbers (
    number text not null,
    destroyed_on date not null,
    batch_id bigint
);

-- art. 33(5): every breach, also those not reported
create table breaches (
    id bigint not null,
    number text not null,
    disclosure_id bigint,
    aware_at timestamptz not null,
    what text not null,
    categories varchar[],
    persons integer,
    risk text,
    told_authority_at timestamptz,
    told_persons_at timestamptz,
    why_not_told text,
    measures text,
    closed_at timestamptz,
    staff_id bigint not null,
    version integer not null default 1
);

create table statement_versions (
    id bigint not null,
    dated date not null,
    body text not null
);

create table imports (
    id bigint not null,
    imported_at timestamptz not null,
    staff_id bigint not null,
    subject text not null,
    file_digest text not null,
    rows integer not null,
    added integer not null,
    changed integer not null,
    unchanged integer not null,
    refused integer not null
);

create table saved_exports (
    id bigint not null,
    name text not null,
    owner_id bigint not null,
    subject text not null,
    choices text not null,
    format text not null,
    purpose text not null,
    version integer not null default 1
);

-- figures of months whose records have been destroyed since
create table monthly_figures (
    month date not null,
    name text not null,
    part text not null default '',
    value double not null
);

create table desk_settings (
    name text not null,
    value text not null,
    since date not null,
    staff_id bigint
);

-- last number given out per kind and year; a destroyed number is not given out again
create table counters (
    kind text not null,
    year integer not null,
    last integer not null
);

-- append-only, chained per `chain` by a keyed digest; ids, acts, field names and reason codes, never a value
create table log (
    chain text not null check (chain in ('change', 'look')),
    seq bigint not null,
    segment text not null,
    happened_at timestamptz not null,
    staff_id bigint not null,
    act text not null,
    subject_kind text,
    subject_id bigint,
    reason_code text,
    fields varchar[] not null,
    count bigint not null,
    bulk_digest text,
    previous text not null,
    digest text not null
);

create table log_segments (
    chain text not null,
    segment text not null,
    last_seq bigint not null,
    last_digest text not null,
    sealed_at timestamptz not null,
    dropped_at timestamptz
);

-- typed reasons stay with the person's record and go with it
create table reasons (
    id bigint not null,
    client_id bigint,
    request_id bigint,
    chain text not null,
    seq bigint not null,
    body text not null
);

create table desk_keys (
    name text not null,
    value blob not null
);

insert into recipients (id, code, name, legal_name, country, role, in_statement) values
    (1, 'duo', 'DUO', 'Dienst Uitvoering Onderwijs', 'NL', 'independent', true),
    (2, 'bureau_ice', 'Bureau ICE', 'Bureau ICE', 'NL', 'processor', true),
    (3, 'panteia', 'Panteia', 'Panteia', 'NL', 'independent', true),
    (4, 'library', 'Bibliotheek', 'Openbare Bibliotheek Gelderland Zuid', 'NL', 'independent', true);
