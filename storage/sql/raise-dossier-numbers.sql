-- Numbers that codes of the agency's own series bear already, so that none is allotted twice. $1 tenant, $2 agency code, $3 days and $4 their numbers, in pairs.
-- Serves import-log.
insert into dossier_number as n (tenant_id, agency_code, on_date, last_number)
select $1::uuid, $2, u.on_date, max(u.number) from unnest($3::date[], $4::integer[]) u (on_date, number) group by u.on_date
on conflict (tenant_id, agency_code, on_date) do update set last_number = greatest(n.last_number, excluded.last_number);
