-- Nonconformities that happened in a unit in a stretch of days, without some. $1 tenant, $2 unit or null, $3 first day, $4 last day, $5 those left out as JSON.
select count(*)::int as hits from nonconformity n
 where n.tenant_id = $1::uuid and ($2::uuid is null or n.unit_id = $2) and n.occurred_on >= $3::date and n.occurred_on <= $4::date and n.source <> 'latePattern'
   and n.id not in (select x.id::uuid from jsonb_array_elements_text($5::jsonb) x (id));
