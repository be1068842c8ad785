-- Complaints that somebody may see, the newest first, below a key. $1 tenant, $2 units, $3 the account and the absent people it stands in for, $4 state or null, $5 open ones only, $6 the only one asked for or null,
-- $7 the key (id) or null, $8 how many, $9 today. With the units above each, and who stands in for whom it is about.
select c.body as complaint, unit_line(c.tenant_id, c.unit_id, $9::date) as unit_line,
       case when c.person_id is null then '{}'::uuid[] else stand_ins(c.tenant_id, c.person_id, $9::date) end as stand_ins
  from complaint c
 where c.tenant_id = $1::uuid and may_see_complaint(c, $2::uuid[], $3::uuid[])
   and ($4::text is null or c.state = $4) and (not $5::boolean or c.state in ('received', 'accepted', 'handling'))
   and ($6::uuid is null or c.id = $6) and ($7::uuid is null or c.id < $7)
 order by c.id desc
 limit $8;
