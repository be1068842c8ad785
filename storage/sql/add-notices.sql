-- Notices for people. $1 agency, $2 [{id, account_id, dossier_id, kind, payload}], $3 instant.
insert into notice (tenant_id, id, account_id, dossier_id, kind, payload, created_at)
select $1::uuid, n.id, n.account_id, n.dossier_id, n.kind, n.payload, $3::timestamptz
  from jsonb_to_recordset($2::jsonb) as n (id uuid, account_id uuid, dossier_id uuid, kind text, payload jsonb);
