-- More can happen to a request: what was done to carry it out. What an event made (a correction, a statement, an
-- objection, a notice to a recipient, a place that was searched) has the event's id; what is done about it later points
-- at that event.
create table more_events (
    id bigint not null,
    request_id bigint not null,
    kind text not null check (kind in ('received', 'receipt_corrected', 'question_asked', 'question_answered',
        'reminded', 'extended', 'refused', 'answered', 'finished', 'note', 'assigned', 'client_found', 'reopened',
        'authorised', 'identity_asked', 'identity_verified', 'identity_failed', 'copy_received', 'copy_destroyed',
        'document_added', 'document_removed', 'applicant_known', 'document_reviewed', 'document_sent',
        'place_searched', 'corrected', 'statement_added', 'erased', 'restricted', 'restriction_lifted', 'objected',
        'objection_decided', 'consent_ended', 'notice_opened', 'notice_sent', 'notice_confirmed', 'notice_waived',
        'excess_proposed', 'excess_approved', 'excess_declined')),
    happened_on date not null,
    recorded_at timestamptz not null,
    staff_id bigint not null,
    about bigint,
    reason_code text,
    body text
);
insert into more_events select * from request_events;
drop table request_events;
alter table more_events rename to request_events;

-- what was corrected or completed on request, field by field, for the letter that says so: it lies with the client, and
-- goes when the category does
create table corrections (
    id bigint not null,
    request_id bigint not null,
    client_id bigint not null,
    event_id bigint not null,
    category text not null,
    in_table text not null,
    record_id bigint not null,
    field text not null,
    was text,
    became text
);

-- what is blacked out of an overview because it is about somebody else (art. 15(4)): places in one text, as it stood
create table redactions (
    id bigint not null,
    request_id bigint not null,
    in_table text not null,
    record_id bigint not null,
    field text not null,
    starts_at integer not null check (starts_at >= 0),
    ends_at integer not null check (ends_at > starts_at),
    text_digest text not null,
    staff_id bigint not null,
    made_at timestamptz not null
);

-- the name and address of a person who was erased, as invoices and agreements bear them: out of ordinary sight, until
-- the fiscal duty ends (art. 17(3)(b))
create table fiscal_identities (
    id bigint not null,
    client_id bigint not null,
    first_names text,
    prefix text,
    surname text,
    street text,
    house_number text,
    postcode text,
    city text,
    country text check (length(country) = 2),
    since date not null,
    version integer not null default 1
);

-- where the answer to a request goes when the data of the person are gone
alter table requests add column reply_name text;
alter table requests add column reply_address text;

-- the day on which a restriction ends, as the letter says that tells the person of it before
alter table request_documents add column lifts_on date;

-- how an objection was decided (upheld or rejected), when, by whom; `decision` is the code, `reasons` the words
alter table objections add column decided_on date;
alter table objections add column decided_by bigint;
alter table objections add column reasons text;

-- by which it is known whether a letter still tells what was done
alter table request_documents add column told_digest text;

-- what changed that a recipient is told: corrected, completed, erased or restricted
alter table notices add column change text;
alter table notices add column opened_on date;

-- of which record a field is protected (none: the client's own row, or all of them), and, where a file would not know
-- the record again because its key was corrected or it was removed, what the key was: column=value
alter table protected_fields add column in_table text;
alter table protected_fields add column record_id bigint;
alter table protected_fields add column was_known_by varchar[];
