-- More can happen to a request. An event and what it made (an identity check, a document) have the same id; what is
-- done about them later points at that event.
create table more_events (
    id bigint not null,
    request_id bigint not null,
    kind text not null check (kind in ('received', 'receipt_corrected', 'question_asked', 'question_answered',
        'reminded', 'extended', 'refused', 'answered', 'finished', 'note', 'assigned', 'client_found', 'reopened',
        'authorised', 'identity_asked', 'identity_verified', 'identity_failed', 'copy_received', 'copy_destroyed',
        'document_added', 'document_removed', 'applicant_known')),
    happened_on date not null,
    recorded_at timestamptz not null,
    staff_id bigint not null,
    about bigint,
    reason_code text,
    body text
);
insert into more_events select * from request_events;

-- what was recorded of identity before has its events now, and a check has the id of its first
insert into more_events
    select id, request_id, 'identity_asked', asked_on, asked_on::timestamptz, coalesce(verified_by, 0), null, method,
        reason
    from identity_checks;
insert into more_events
    select (select coalesce(max(id), 0) from more_events) + row_number() over (), request_id,
        if(result = 'failed', 'identity_failed', 'identity_verified'), verified_on, verified_on::timestamptz,
        coalesce(verified_by, 0), id, null, null
    from identity_checks where verified_on is not null and result is not null;
insert into more_events
    select (select coalesce(max(id), 0) from more_events) + row_number() over (), request_id, 'copy_received',
        copy_received_on, copy_received_on::timestamptz, coalesce(verified_by, 0), id, null, null
    from identity_checks where copy_received_on is not null;
insert into more_events
    select (select coalesce(max(id), 0) from more_events) + row_number() over (), request_id, 'copy_destroyed',
        copy_destroyed_on, copy_destroyed_on::timestamptz, coalesce(verified_by, 0), id, null, null
    from identity_checks where copy_destroyed_on is not null;
drop table request_events;
alter table more_events rename to request_events;

-- a copy of an identity document that nobody asked for: its coming in is the first event
alter table identity_checks add column unasked boolean;

-- the question by which the clock waits for this check; of one that was open it is plain where there is one only
alter table identity_checks add column question_id bigint;
update identity_checks set question_id = q.id
from (
    select request_id, min(id) as id, min(happened_on) as asked_on from request_events asked
    where kind = 'question_asked' and reason_code = 'identity'
        and not exists (from request_events a where a.about = asked.id and a.kind = 'question_answered')
    group by request_id having count(*) = 1
) q
where q.request_id = identity_checks.request_id and identity_checks.result is null
    and q.asked_on <= identity_checks.asked_on
    and 1 = (select count(*) from identity_checks i where i.request_id = q.request_id and i.result is null);

-- derived from the events: since when it is certain who asks, that a representative may, and that a copy of an identity
-- document lies here; when the person was last reminded of the question that is open
alter table requests add column identified_on date;
alter table requests add column authorised_on date;
alter table requests add column copy_since date;
alter table requests add column reminded_on date;

-- why, of a notice that says so: the reason of an extension
alter table request_documents add column reason_code text;

-- somebody who is away: the colleague who does the work, and until when
alter table staff add column replaced_until date;

-- a complaint can come from somebody whom the school does not know, as a request can
alter table complaints add column channel text;
alter table complaints add column person_name text;
alter table complaints add column person_contact text;
alter table complaints add column search_name text;
-- how it ended; `outcome` says it in words
alter table complaints add column verdict text;

-- what was done about a complaint, by whom; the columns of the complaint hold the days
create table complaint_events (
    id bigint not null,
    complaint_id bigint not null,
    kind text not null check (kind in ('received', 'corrected', 'acknowledged', 'assigned', 'note', 'client_found',
        'answered', 'passed_on', 'closed', 'reopened')),
    happened_on date not null,
    recorded_at timestamptz not null,
    staff_id bigint not null,
    reason_code text,
    body text
);

-- which days a digest of the work was mailed to whom, so that nobody gets it twice
create table digests_sent (
    staff_id bigint not null,
    day date not null,
    sent_at timestamptz not null,
    cases integer not null
);

-- how large a document is, so that a list of them reads none
alter table request_documents add column size integer;
update request_documents set size = octet_length(content);
