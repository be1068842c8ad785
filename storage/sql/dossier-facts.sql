-- One dossier that the account may read, with the units above it. $1 tenant, $2 dossier or null, $3 account, $4 units, $5 role names, $6 local day,
-- $7 dossier code or null. Serves GET /dossiers/:id, its actions and its journal.
select d.body as dossier,
       unit_line(d.tenant_id, d.receiving_unit_id, $6::date) as receiving_line,
       unit_line(d.tenant_id, d.responsible_unit_id, $6::date) as responsible_line,
       (select jsonb_build_object('kind', a.kind, 'name', a.name, 'phone', a.phone, 'email', a.email, 'address', a.address, 'subject', a.subject)
          from applicant a where a.tenant_id = d.tenant_id and a.dossier_id = d.id) as applicant
  from dossier d
 where d.tenant_id = $1::uuid and (d.id = $2::uuid or d.code = $7) and may_read(d, $4::uuid[], $3::uuid, $5::text[]);
