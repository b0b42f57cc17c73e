-- The history of every record: which entry of the log touched it, and which of its fields. It goes with the client's
-- records; the log itself names no record of a person.
create table record_changes (
    client_id bigint not null,
    in_table text not null,
    record_id bigint not null,
    what text not null check (what in ('added', 'corrected', 'removed', 'merged')),
    fields varchar[] not null,
    seq bigint not null
);

-- art. 9(2)(a): the explicit consent that a precondition concerning health rests on
alter table consents add column about_health boolean default false;

-- two clients that look alike and of whom somebody said that they are two people
create table told_apart (
    client_id bigint not null,
    other_id bigint not null,
    staff_id bigint not null,
    told_on date not null,
    check (client_id < other_id)
);
