-- One corrective action with the units above its own. No row: unknown, or not for them, alike. $1 tenant, $2 account, $3 units, $4 local day, $5 action.
select a.body as action, unit_line(a.tenant_id, a.unit_id, $4::date) as unit_line
  from corrective_action a
 where a.tenant_id = $1::uuid and a.id = $5::uuid and may_see_action(a, $3::uuid[], $2::uuid);
