-- Enters how a form groups. $1 tenant, $2 id, $3 form, $4 ended, $5 paused, $6 decision, $7 first day, $8 instant, $9 account.
insert into form_grouping (tenant_id, id, form, ended, paused, decision, valid_from, entered_at, entered_by)
values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::date, $8::timestamptz, $9::uuid);
