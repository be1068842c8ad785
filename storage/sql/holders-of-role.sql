-- Active accounts that hold a role on a day, themselves or for somebody absent. $1 tenant, $2 role, $3 day.
select a.id as account_id
  from account a
 where a.tenant_id = $1::uuid and a.active
   and held_roles(a.tenant_id, a.id, $3::date) @> jsonb_build_array(jsonb_build_object('role', $2::text));
