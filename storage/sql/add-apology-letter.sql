-- Records a letter of apology. $1 tenant, $2 id, $3 dossier, $4 number, $5 day, $6 instant, $7 account. No row: the dossier has one.
insert into apology_letter (tenant_id, id, dossier_id, number, made_on, recorded_at, recorded_by)
values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::date, $6::timestamptz, $7::uuid)
on conflict (tenant_id, dossier_id) do nothing
returning id;
