-- What an evidence pack tells of one dossier beside its journal. $1 tenant, $2 dossier, $3 accounts. Serves GET /dossiers/:id/evidence.zip.
select (select jsonb_build_object('kind', a.kind, 'name', a.name, 'phone', a.phone, 'email', a.email, 'address', a.address, 'subject', a.subject)
          from applicant a where a.tenant_id = t.id and a.dossier_id = $2::uuid) as applicant,
       (select coalesce(jsonb_agg(jsonb_build_object('seq', p.seq, 'field', p.field, 'salt', p.salt, 'value', p.value) order by p.seq, p.field), '[]'::jsonb)
          from journal_personal p where p.tenant_id = t.id and p.dossier_id = $2::uuid) as personal,
       (select coalesce(jsonb_agg(jsonb_build_object('rung', r.rung, 'atMs', floor(extract(epoch from r.claimed_at) * 1000)) order by r.claimed_at, r.rung), '[]'::jsonb)
          from reminder_claim r where r.tenant_id = t.id and r.dossier_id = $2::uuid) as reminders,
       (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'accountId', n.account_id, 'payload', n.payload,
               'atMs', floor(extract(epoch from n.created_at) * 1000), 'readAtMs', floor(extract(epoch from n.read_at) * 1000)) order by n.id), '[]'::jsonb)
          from (select * from notice n where n.tenant_id = t.id and n.dossier_id = $2::uuid order by n.id limit 5000) n) as notices,
       (select coalesce(jsonb_agg(jsonb_build_object('accountId', g.account_id, 'unitId', g.unit_id, 'role', g.role, 'validFrom', g.valid_from,
               'validTo', g.valid_to, 'decision', g.decision) order by g.account_id, g.valid_from, g.role), '[]'::jsonb)
          from role_grant g where g.tenant_id = t.id and g.account_id = any ($3::uuid[])) as grants,
       t.code as "agencyCode"
  from tenant t where t.id = $1::uuid;
