-- Facts that took up these proposals. $1 tenant, $2 keys as JSON.
select v.body->'treatment'->>'proposal' as key, v.fact_id as id
  from fact_version v
 where v.tenant_id = $1::uuid and v.version = 1 and v.body->'treatment'->>'proposal' in (select jsonb_array_elements_text($2::jsonb));
