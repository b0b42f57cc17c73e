-- What ages by itself: each request, and each complaint of nobody whom the desk knows. Derived, as `due` is.
create table due_cases (
    kind text not null check (kind in ('request', 'complaint')),
    case_id bigint not null,
    client_id bigint,
    trigger_kind text not null,
    trigger_on date,
    last_day date,
    due_from date,
    held boolean not null,
    hold_id bigint,
    capped boolean not null default false,
    check (due_from is null or not held)
);

-- Derived from both: the first and the last day in a calendar year on which something of a client falls due. What comes
-- is told from this: a client has some twenty rows of `due`, and in few years.
create table due_years (
    client_id bigint not null,
    year integer not null,
    first_on date not null,
    last_on date not null
);

alter table holds add column set_by bigint;
alter table holds add column reviewed_on date;

-- clients that a disclosure counts and that have been destroyed since
alter table disclosures add column forgotten integer default 0;

-- the two tables of batches held nothing yet
drop table batch_items;
drop table batches;

-- Proposed, approved by somebody else, carried out: `rebuilding` when the rows are gone and their bytes may not be,
-- `done` when the store was rebuilt and the certificate made. No person stands in here: it outlives them.
create table batches (
    id bigint not null unique,
    number text not null unique,
    kind text not null check (kind in ('retention', 'erasure')),
    request_id bigint,
    state text not null check (state in ('proposed', 'approved', 'rejected', 'rebuilding', 'done')),
    -- of a retention batch: everything that was due by then, or only this category, or only of some clients
    due_until date not null,
    category text,
    is_chosen boolean not null default false,
    proposed_by bigint not null,
    proposed_at timestamptz not null,
    approved_by bigint check (approved_by is null or approved_by <> proposed_by),
    approved_at timestamptz,
    rejected_by bigint,
    rejected_at timestamptz,
    rejected_why text,
    run_after timestamptz,
    ran_by bigint,
    ran_at timestamptz,
    rebuilt_at timestamptz,
    -- what was proposed and then what went, all together; per category in `batch_counts`
    clients integer not null default 0,
    whole integer not null default 0,
    first_last_day date,
    last_last_day date,
    digest text,
    backups_until date,
    certificate blob,
    certificate_digest text,
    version integer not null default 1
);

-- what a batch is about: categories of clients; the rows of a client go with the client
create table batch_items (
    batch_id bigint not null,
    client_id bigint not null,
    category text not null,
    last_day date,
    state text not null default 'proposed' check (state in ('proposed', 'destroyed', 'skipped')),
    reason_code text
);

-- and whole requests and complaints; a row goes with its case
create table batch_cases (
    batch_id bigint not null,
    kind text not null check (kind in ('request', 'complaint')),
    case_id bigint not null,
    last_day date,
    state text not null default 'proposed' check (state in ('proposed', 'skipped')),
    reason_code text
);

-- per category, and per kind of case: of how many clients, how many records, and their last days
create table batch_counts (
    batch_id bigint not null,
    what text not null,
    clients integer not null,
    records integer not null,
    first_last_day date,
    last_last_day date
);

-- what was proposed and not destroyed, per reason
create table batch_skips (
    batch_id bigint not null,
    reason_code text not null,
    clients integer not null,
    items integer not null
);
