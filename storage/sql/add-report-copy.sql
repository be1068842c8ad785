-- Keeps a report as it is sent. $1 tenant, $2 id, $3 layout, $4 and $5 period, $6 number, $7 day, $8 title, $9 model, $10 its sum, $11 object of the file,
-- $12 warnings seen, as JSON, $13 at, $14 account.
insert into report_copy (tenant_id, id, layout, period_from, period_to, number, sent_on, title, report, sha256, object_id, seen, created_at, created_by)
values ($1::uuid, $2::uuid, $3, $4::date, $5::date, $6, $7::date, $8, $9, $10, $11::uuid, (select coalesce(array_agg(value), '{}') from jsonb_array_elements_text($12::jsonb)), $13::timestamptz, $14::uuid);
