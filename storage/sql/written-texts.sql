-- Records of the quality system in whose words an applicant may be named, part by part: the record, its lines, its entries. $1 tenant. Serves erase-personal.
select 'audit' as kind, a.id as record, a.code, 'body' as part, null as key, a.body::text as content from audit a where a.tenant_id = $1::uuid
union all
select 'audit', l.audit_id, a.code, 'line', l.key, l.body::text from audit_line l join audit a on a.tenant_id = l.tenant_id and a.id = l.audit_id where l.tenant_id = $1::uuid
union all
select 'audit', j.audit_id, a.code, 'entry', j.seq::text, j.canonical from audit_journal j join audit a on a.tenant_id = j.tenant_id and a.id = j.audit_id where j.tenant_id = $1::uuid
union all
select 'review', m.id, m.code, 'body', null, m.body::text from management_review m where m.tenant_id = $1::uuid
union all
select 'review', j.review_id, m.code, 'entry', j.seq::text, j.canonical from management_review_journal j join management_review m on m.tenant_id = j.tenant_id and m.id = j.review_id where j.tenant_id = $1::uuid
union all
select 'action', a.id, a.code, 'body', null, a.body::text from corrective_action a where a.tenant_id = $1::uuid
union all
select 'nonconformity', n.id, n.code, 'body', null, jsonb_build_object('text', n.text, 'reason', n.settled->>'reason')::text from nonconformity n where n.tenant_id = $1::uuid;
