-- Dossiers of an agency whose result was late and ready in [$2, $3), in order of their results. $4 how many. For the operator's evidence packs.
select d.body as dossier from dossier d
 where d.tenant_id = $1::uuid and d.timeliness = 'late' and d.result_ready_at >= $2::timestamptz and d.result_ready_at < $3::timestamptz
 order by d.result_ready_at, d.id limit $4;
