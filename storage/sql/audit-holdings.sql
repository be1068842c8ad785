-- What the rule of independence looks at beside journals: units, their heirs, and the roles of some people and of those for whom they stood in.
-- $1 tenant, $2 accounts. Serves planning an audit.
with stood as (
  select s.* from substitution s where s.tenant_id = $1::uuid and s.substitute_account_id = any ($2::uuid[]))
select (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'parentId', u.parent_id)), '[]'::jsonb) from unit u where u.tenant_id = $1::uuid) as units,
       (select coalesce(jsonb_agg(jsonb_build_object('unitId', h.unit_id, 'successorId', h.successor_id)), '[]'::jsonb) from unit_succession h where h.tenant_id = $1::uuid) as successions,
       (select coalesce(jsonb_agg(jsonb_build_object('accountId', g.account_id, 'unitId', g.unit_id, 'role', g.role, 'validFrom', g.valid_from, 'validTo', g.valid_to)), '[]'::jsonb)
          from role_grant g where g.tenant_id = $1::uuid and (g.account_id = any ($2::uuid[]) or g.account_id in (select absent_account_id from stood))) as grants,
       (select coalesce(jsonb_agg(jsonb_build_object('absentAccountId', s.absent_account_id, 'substituteAccountId', s.substitute_account_id, 'role', s.role, 'validFrom', s.valid_from, 'validTo', s.valid_to)), '[]'::jsonb)
          from stood s) as substitutions;
