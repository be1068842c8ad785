-- The journal of a corrective action in order. $1 tenant, $2 action, $3 how many.
select j.seq, j.canonical, j.hash from corrective_action_journal j where j.tenant_id = $1::uuid and j.action_id = $2::uuid order by j.seq limit $3::integer;
