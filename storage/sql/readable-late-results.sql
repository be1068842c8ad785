-- Dossiers that somebody may read whose result was late and ready in [$2, $3), in order of their results. For evidence packs of a period.
-- $1 tenant, $4 these responsible units alone or null, $5 how many; $6 account, $7 units and $8 role names of the reader.
select d.id
  from dossier d
 where d.tenant_id = $1::uuid and d.timeliness = 'late' and d.result_ready_at >= $2::timestamptz and d.result_ready_at < $3::timestamptz
   and ($4::uuid[] is null or d.responsible_unit_id = any ($4::uuid[])) and may_read(d, $7::uuid[], $6::uuid, $8::text[])
 order by d.result_ready_at, d.id
 limit $5;
