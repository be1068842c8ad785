-- The last numbers of days whose dossiers were numbered outside: histories that are made or taken over whole.
-- $1 tenant, $2 agency code, $3 an array of {on_date, last_number}.
insert into dossier_number (tenant_id, agency_code, on_date, last_number)
  select $1::uuid, $2, n.on_date, n.last_number from jsonb_to_recordset($3::jsonb) as n (on_date date, last_number integer);
