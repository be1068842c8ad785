-- Corrective actions that somebody may see, the newest first, below a key. $1 tenant, $2 account, $3 units, $4 state or null, $5 open ones alone, $6 unit or null,
-- $7 those of this owner or null, $8 the key (id) or null, $9 how many.
select a.body as action
  from corrective_action a
 where a.tenant_id = $1::uuid and may_see_action(a, $3::uuid[], $2::uuid)
   and ($4::text is null or a.state = $4) and (not $5::boolean or a.ended_at is null) and ($6::uuid is null or a.unit_id = $6) and ($7::uuid is null or a.owner_id = $7)
   and ($8::uuid is null or a.id < $8)
 order by a.id desc
 limit $9;
