-- The sheet of an audit with the population that its sample was drawn from, by the audit's id or code. $1 tenant, $2 audit or null, $3 code or null.
select a.code, s.sheet, s.population
  from audit_sheet s
  join audit a on a.tenant_id = s.tenant_id and a.id = s.audit_id
 where s.tenant_id = $1::uuid and (s.audit_id = $2::uuid or a.code = $3);
