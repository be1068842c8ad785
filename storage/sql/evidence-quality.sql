-- What the register of nonconformities holds of a dossier, and the corrective actions that took it up, with their journals; and the letter of apology.
-- $1 tenant, $2 dossier, $3 account, $4 units of the reader (null: the operator). Of actions that the reader may not see only the code is told. Serves GET /dossiers/:id/evidence.zip.
with own as (
  select n.* from nonconformity_dossier k join nonconformity n on n.tenant_id = k.tenant_id and n.id = k.nonconformity_id
   where k.tenant_id = $1::uuid and k.dossier_id = $2::uuid),
entry as (
  select j.* from nonconformity_journal j join own on own.tenant_id = j.tenant_id and own.id = j.nonconformity_id),
taken as (
  select distinct e.nonconformity_id, a.id, a.code, $4::uuid[] is null or may_see_action(a, $4::uuid[], $3::uuid) as may
    from entry e join corrective_action a on a.tenant_id = e.tenant_id and a.id = (e.canonical::jsonb->>'action')::uuid
   where e.event = 'TAKE_UP')
select (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'code', n.code, 'source', n.source, 'rule', n.rule, 'unitId', n.unit_id, 'grade', n.grade, 'clause', n.clause,
               'occurredOn', n.occurred_on, 'foundAtMs', floor(extract(epoch from n.found_at) * 1000), 'foundBy', n.found_by, 'text', n.text, 'facts', n.facts, 'settled', n.settled,
               'standing', case when n.settled is not null then 'settled' when a.id is null or a.state = 'withdrawn' then 'open' when a.state = 'closed' then 'closed' else 'inAction' end,
               'others', (select count(*) from nonconformity_dossier k where k.tenant_id = n.tenant_id and k.nonconformity_id = n.id and k.dossier_id <> $2::uuid),
               'actions', (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'code', x.code) order by x.id), '[]'::jsonb) from taken x where x.nonconformity_id = n.id)) order by n.seq), '[]'::jsonb)
          from own n left join corrective_action a on a.tenant_id = n.tenant_id and a.id = n.action_id) as nonconformities,
       (select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'canonical', e.canonical, 'hash', e.hash) order by e.seq), '[]'::jsonb) from entry e) as register,
       (select coalesce(jsonb_agg(jsonb_build_object('body', a.body, 'entries',
               (select jsonb_agg(jsonb_build_object('seq', j.seq, 'canonical', j.canonical, 'hash', j.hash) order by j.seq)
                  from corrective_action_journal j where j.tenant_id = a.tenant_id and j.action_id = a.id)) order by a.id), '[]'::jsonb)
          from corrective_action a where a.tenant_id = $1::uuid and a.id in (select x.id from taken x where x.may)) as actions,
       (select jsonb_build_object('number', l.number, 'on', l.made_on) from apology_letter l where l.tenant_id = $1::uuid and l.dossier_id = $2::uuid) as letter;
