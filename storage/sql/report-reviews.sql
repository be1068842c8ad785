-- Reviews whose inputs end within [$2, $3] or, with $4, the last whose inputs end before $2; held and known by $5, with their tasks as they stood then.
-- $1 tenant, $2 first day, $3 last day, $4 the one before alone, $5 known at, $6 how many. Serves reports and the next review.
with known as (
  select m.* from management_review m
   where m.tenant_id = $1::uuid and m.held_on is not null and (m.body->'held'->>'atMs')::double precision <= extract(epoch from $5::timestamptz) * 1000
     and case when $4::boolean then m.as_of < $2::date else m.held_on between $2::date and $3::date end
   order by m.as_of desc, m.id desc limit case when $4::boolean then 1 else $6 end)
select k.code, k.held_on::text as "heldOn", c.full_name as chair,
       case when (k.body->'concluded'->>'atMs')::double precision <= extract(epoch from $5::timestamptz) * 1000 then k.body->'minutes'->>'number' end as minutes,
       coalesce((select jsonb_agg(jsonb_build_object('text', t->>'text', 'owner', o.full_name, 'dueOn', s."dueOn", 'state', s.state) order by (t->>'number')::int)
         from jsonb_array_elements(k.body->'tasks') t
        cross join lateral (
          select (array_agg(e.canonical::jsonb->>'taskState' order by e.seq desc) filter (where e.canonical::jsonb ? 'taskState'))[1] as state,
                 (array_agg(e.canonical::jsonb->>'dueOn' order by e.seq desc) filter (where e.canonical::jsonb ? 'dueOn'))[1] as "dueOn",
                 (array_agg(e.canonical::jsonb->>'owner' order by e.seq desc) filter (where e.canonical::jsonb ? 'owner'))[1] as owner
            from management_review_journal e
           where e.tenant_id = k.tenant_id and e.review_id = k.id and e.at <= $5::timestamptz and e.canonical::jsonb->>'task' = t->>'number') s
         join account o on o.tenant_id = k.tenant_id and o.id = s.owner::uuid), '[]'::jsonb) as tasks
  from known k join account c on c.tenant_id = k.tenant_id and c.id = (k.body->>'chairId')::uuid
 order by k.held_on, k.id;
