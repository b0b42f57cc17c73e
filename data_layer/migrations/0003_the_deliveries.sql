-- How a delivery was made: which clients it was about, and of which days the records in it are.
alter table disclosures add column selection text;
alter table disclosures add column period_from date;
alter table disclosures add column period_until date;

-- what should not have happened may have had no legal ground at all; then it has a flag
alter table disclosures alter column ground drop not null;
-- those in the file of a delivery whose restriction the privacy officer passed with a reason
alter table disclosure_clients add column passed boolean default false;

-- art. 14(5): why the persons in received data need not be told the source
alter table disclosures add column source_exempt text;

-- the file of a delivery, from the moment its entry is made until it was sent or annulled
create table delivery_files (
    disclosure_id bigint not null,
    format text not null check (format in ('csv', 'xlsx')),
    body blob not null
);

-- for what a recipient outside PS §7 gets data; for the four of the statement the code says it
alter table recipients add column purposes integer[];
-- who got data and should not have: no recipient of the school, and nothing can be delivered there
alter table recipients add column is_stranger boolean default false;

-- art. 33(3)(c), 33(1): what may follow, and why it was told late; art. 34(3): why the persons were not told
alter table breaches add column consequences text;
alter table breaches add column delay_reason text;
alter table breaches add column authority_reference text;
alter table breaches add column why_persons_not_told text;
-- a reason not to report beside a report was one not to tell the persons
update breaches set why_persons_not_told = why_not_told, why_not_told = null where told_authority_at is not null;
-- art. 33(1), 34(1): no risk is likely, a risk, a high risk
update breaches set risk = case lower(trim(risk)) when 'laag' then 'unlikely' when 'hoog' then 'high' else 'risk' end
where risk is not null;
