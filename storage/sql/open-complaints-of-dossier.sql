-- How many open complaints a dossier has. $1 tenant, $2 dossier.
select count(*)::int as open from complaint c where c.tenant_id = $1::uuid and c.dossier_id = $2::uuid and c.state in ('received', 'accepted', 'handling');
