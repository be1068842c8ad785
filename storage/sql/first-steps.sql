-- What an agency lacks before it can work: a one-stop desk on a day, and roles that nobody holds then. $1 tenant, $2 day, $3 roles. Serves /admin.
select exists (select 1 from unit u where u.tenant_id = $1::uuid and u.kind = 'oneStopDesk' and u.valid_from <= $2::date and (u.valid_to is null or u.valid_to >= $2::date)) as desk,
       array(select wanted.role from unnest($3::text[]) with ordinality as wanted (role, place)
              where not exists (select 1 from role_grant g where g.tenant_id = $1::uuid and g.role = wanted.role and g.valid_from <= $2::date and (g.valid_to is null or g.valid_to >= $2::date))
              order by wanted.place) as unheld;
