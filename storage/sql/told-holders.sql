-- Follows a list `held` of steps with who has them in hand and the local day: these people, substitutes of that day beside those they stand in for, and of how many
-- dossiers each is told. Serves the notices of a migration and of a new calendar.
, told as (
  select tenant_id, dossier_id, account_id from held
  union
  select h.tenant_id, h.dossier_id, s.substitute_account_id
    from held h
    join substitution s on s.tenant_id = h.tenant_id and s.absent_account_id = h.account_id and s.valid_from <= h.today and s.valid_to >= h.today
     and (s.role is null or s.role = h.role)
)
select t.account_id, count(*)::integer as dossiers
  from told t
  join account a on a.tenant_id = t.tenant_id and a.id = t.account_id and a.active
 group by t.account_id
 order by t.account_id;
