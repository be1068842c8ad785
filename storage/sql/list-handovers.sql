-- Records of handovers, the newest first. $1 tenant, $2 the one, or null, $3 whose, or null, $4 how many.
select h.body as record
  from handover h
 where h.tenant_id = $1::uuid and ($2::uuid is null or h.id = $2) and ($3::uuid is null or h.account_id = $3)
 order by h.id desc
 limit $4;
