-- Whether every unit of the agency is among some ($2). $1 tenant. Serves readings of many dossiers: whoever has them all is not asked for each.
select not exists (select from unit u where u.tenant_id = $1::uuid and u.id <> all ($2::uuid[])) as covers;
