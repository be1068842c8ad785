-- Keeps a file of figures as one version. $1 tenant, $2 id, $3 code, $4 form, $5 first and $6 last day, $7 version, $8 text, $9 its sum, $10 at, $11 actor.
insert into subordinate_report (tenant_id, id, code, form, period_from, period_to, version, body, sha256, received_at, received_by)
values ($1::uuid, $2::uuid, $3, $4, $5::date, $6::date, $7::integer, $8, $9, $10::timestamptz, $11::uuid);
