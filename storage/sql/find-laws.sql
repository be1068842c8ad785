-- Laws by identifier. $1 tenant, $2 identifiers.
select l.id, l.number, l.title, l.kind, l.issuer, l.issued_on, l.effective_from, l.ends_on, l.replaces_id, l.source
  from law l where l.tenant_id = $1::uuid and l.id = any ($2::uuid[]) order by l.effective_from desc, l.id desc;
