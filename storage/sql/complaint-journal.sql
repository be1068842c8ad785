-- The journal of a complaint in order. $1 tenant, $2 complaint, $3 how many.
select j.seq, j.canonical, j.hash from complaint_journal j where j.tenant_id = $1::uuid and j.complaint_id = $2::uuid order by j.seq limit $3::integer;
