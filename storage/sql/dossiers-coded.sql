-- Ids of dossiers by their codes, for somebody who may read them. $1 tenant, $2 codes, $3 units, $4 account, $5 role names.
select d.id, d.code from dossier d where d.tenant_id = $1::uuid and d.code = any ($2::text[]) and may_read(d, $3::uuid[], $4::uuid, $5::text[]);
