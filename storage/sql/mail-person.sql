-- An active person as a message is written to them: where, in which language, and what they may read on the agency-local day.
-- $1 agency, $2 account, $3 instant in milliseconds.
select a.user_name, a.full_name, n.name_vi, n.name_en, n.zone, n.calendar_id, t.today, c.address, coalesce(c.language, 'vi') as language,
       visible_units(n.id, a.id, t.today) as units, held_roles(n.id, a.id, t.today) as roles
  from account a
  join tenant n on n.id = a.tenant_id
 cross join lateral (select (to_timestamp($3::double precision / 1000) at time zone n.zone)::date as today) t
  left join mail_choice c on c.tenant_id = a.tenant_id and c.account_id = a.id
 where a.tenant_id = $1 and a.id = $2 and a.active;
