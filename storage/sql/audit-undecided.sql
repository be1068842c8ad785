-- Nonconformities about which nothing was decided: neither an action nor a settled correction. $1 tenant, $2 ids as JSON.
select count(*)::int as undecided from nonconformity n
 where n.tenant_id = $1::uuid and n.id in (select i.id::uuid from jsonb_array_elements_text($2::jsonb) i (id)) and n.action_id is null and n.settled is null;
