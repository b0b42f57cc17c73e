-- Who is who at the sign-in: a keyed digest of the provider's own number for the account that signed in first.
alter table staff add column account text;

-- Each sign-in, known by a digest of what the provider said, so that one that was ended stays ended in every tab.
create table sign_ins (
    digest text not null unique,
    staff_id bigint not null,
    began_at timestamptz not null,
    ended_at timestamptz,
    why_ended text check (why_ended in ('signed_out', 'ended_by_administrator'))
);

-- How many entries a sealed month of a chain has, and that nobody but the desk wrote so: a keyed digest of the row.
alter table log_segments add column entries bigint;
alter table log_segments add column signature text;

-- When the desk last saw the clock go on: one row. What stands too far from that is doubted.
create table clock_watch (
    seen_at timestamptz not null
);

-- Columns that were packed as `dict_fsst` can lose a change when its process is killed (opening.py has why): the store is
-- written anew without it soon after the start.
insert into desk_settings (name, value, since, staff_id)
    select 'removed_since_rebuilt', current_date::text, current_date, 0
    where exists (select 1 from clients)
        and not exists (select 1 from desk_settings where name = 'removed_since_rebuilt');
