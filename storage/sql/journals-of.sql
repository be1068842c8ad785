-- The journals of several dossiers, each in its order; of a very long one the first entries. $1 tenant, $2 dossiers, $3 entries of each. Serves /late.
select j.dossier_id, j.canonical from journal j
 where j.tenant_id = $1::uuid and j.dossier_id = any ($2::uuid[]) and j.seq <= $3
 order by j.dossier_id, j.seq;
