-- Whose session this is, and what they may read on the agency-local day. $1 token hash, $2 instant in milliseconds.
-- Serves every signed-in request but the two that move dossiers, which ask on their own.
select s.tenant_id, a.id as account_id, a.user_name, a.full_name, s.expires_at, t.today, n.zone, n.calendar_id, n.name_vi, n.name_en,
       visible_units(n.id, a.id, t.today) as units, held_roles(n.id, a.id, t.today) as roles
  from session s
  join account a on a.tenant_id = s.tenant_id and a.id = s.account_id and a.active
  join tenant n on n.id = s.tenant_id
 cross join lateral (select (to_timestamp($2::double precision / 1000) at time zone n.zone)::date as today) t
 where s.token_hash = $1 and s.expires_at > to_timestamp($2::double precision / 1000);
