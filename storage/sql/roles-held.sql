-- The roles of an open account on a day. $1 tenant, $2 account, $3 date. Serves every change of the registers, once it is the only one.
select held_roles(a.tenant_id, a.id, $3::date) as roles from account a where a.tenant_id = $1::uuid and a.id = $2::uuid and a.active;
