-- Which of these dossiers the account may read. $1 tenant, $2 account, $3 units, $4 role names, $5 ids.
select d.id from dossier d where d.tenant_id = $1::uuid and d.id = any ($5::uuid[]) and may_read(d, $3::uuid[], $2::uuid, $4::text[]);
