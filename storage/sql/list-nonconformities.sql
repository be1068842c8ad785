-- Nonconformities that somebody may see, the newest first, after a key. $1 tenant, $2 account, $3 units, $4 role names, $5 standing or null, $6 source or null,
-- $7 unit or null, $8 dossier or null, $9 the only one asked for or null, $10 the key (seq) or null, $11 how many. Of the dossiers only those that they may read.
select n.id, n.tenant_id, n.seq, n.code, n.cause, n.source, n.rule, n.unit_id, n.grade, n.clause, n.occurred_on::text as occurred_on, n.found_at, n.found_by, n.text, n.facts,
       n.action_id, n.settled, k.seen, k.hidden, s.standing
  from nonconformity n
  left join corrective_action a on a.tenant_id = n.tenant_id and a.id = n.action_id
 cross join lateral (select case when n.settled is not null then 'settled' when a.id is null or a.state = 'withdrawn' then 'open'
   when a.state = 'closed' then 'closed' else 'inAction' end as standing) s
 cross join lateral (
   select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'code', d.code) order by d.code) filter (where r.may), '[]'::jsonb) as seen, (count(*) filter (where not r.may))::integer as hidden
     from nonconformity_dossier o
     join dossier d on d.tenant_id = o.tenant_id and d.id = o.dossier_id
    cross join lateral (select may_read(d, $3::uuid[], $2::uuid, $4::text[]) as may) r
    where o.tenant_id = n.tenant_id and o.nonconformity_id = n.id) k
 where n.tenant_id = $1::uuid and may_see_nonconformity(n, $3::uuid[], $2::uuid, $4::text[])
   and ($5::text is null or s.standing = $5)
   and ($6::text is null or n.source = $6)
   and ($7::uuid is null or n.unit_id = $7)
   and ($8::uuid is null or exists (select 1 from nonconformity_dossier o where o.tenant_id = n.tenant_id and o.nonconformity_id = n.id and o.dossier_id = $8))
   and ($9::uuid is null or n.id = $9)
   and ($10::integer is null or n.seq < $10)
 order by n.seq desc
 limit $11;
