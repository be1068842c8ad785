-- Dossiers with what is kept of their journals, in the order of ids, without those that wait to be read. $1 tenant, $2 after this id or null, $3 how many; $4 and
-- $5: of so many parts into which dossiers fall by chance, which one. Serves the comparison with the journals.
select d.body as dossier, r.kind, c.journal_seq as "readTo",
       case when c.way is not null then jsonb_build_object('way', c.way, 'events', w.events, 'deviations', c.deviations, 'cause', c.cause, 'steps',
         (select coalesce(jsonb_agg(jsonb_build_object('path', u.path, 'workingMs', u.ms, 'over', u.over) order by u.n), '[]')
            from unnest(c.steps, c.step_ms, c.step_over) with ordinality as u (path, ms, over, n))) end as run,
       (select coalesce(jsonb_agg(jsonb_build_object('procedure', p.procedure_code, 'kind', p.kind, 'step', p.step, 'unitId', p.unit_id, 'holderId', p.holder_id, 'seq', p.seq,
                 'fromMs', (extract(epoch from p.from_at) * 1000)::bigint, 'recordedMs', (extract(epoch from p.from_recorded_at) * 1000)::bigint,
                 'dueMs', (extract(epoch from p.due_at) * 1000)::bigint, 'workingMs', p.working_ms,
                 'end', case when least(p.to_at, p.to_recorded_at) < 'infinity' then jsonb_build_object('atMs', (extract(epoch from nullif(p.to_at, 'infinity')) * 1000)::bigint,
                   'recordedMs', (extract(epoch from nullif(p.to_recorded_at, 'infinity')) * 1000)::bigint, 'left', p.is_left) end) order by p.seq, p.step), '[]')
          from stay_part p where p.tenant_id = d.tenant_id and p.dossier_id = d.id) as parts
  from dossier d
  join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash
  left join dossier_course c on c.tenant_id = d.tenant_id and c.dossier_id = d.id
  left join course_way w on w.tenant_id = d.tenant_id and w.procedure_code = d.procedure_code and w.way = c.way
 where d.tenant_id = $1::uuid and d.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000') and mod(uuid_hash(d.id) & 2147483647, $4::integer) = $5::integer
   and not exists (select from course_delta n where n.tenant_id = d.tenant_id and n.dossier_id = d.id)
 order by d.id
 limit $3;
