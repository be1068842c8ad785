-- Whether anybody complained at all by an instant, and the dossiers that drew a complaint or feedback then: neither refused nor found to be without ground.
-- $1 tenant, $2 known at, $3 units and $4 accounts of the reader (units null: the operator). Serves index 7 of TT 01/2018/TT-VPCP.
select count(*) > 0 as "isUsed", coalesce(array_agg(distinct c.dossier_id) filter (where c.dossier_id is not null and s.state <> 'refused' and not (coalesce(c.justified, true) is false and c.answered_at <= $2::timestamptz)), '{}') as ids
  from complaint c
 cross join lateral (
   select j.canonical::jsonb->>'state' as state from complaint_journal j where j.tenant_id = c.tenant_id and j.complaint_id = c.id and j.at <= $2::timestamptz order by j.seq desc limit 1) s
 where c.tenant_id = $1::uuid and ($3::uuid[] is null or may_see_complaint(c, $3::uuid[], $4::uuid[]));
