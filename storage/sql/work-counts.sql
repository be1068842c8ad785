-- How much waits for a person, counted up to a bound that the page shows as "more". $1 tenant, $2 units, $3 role names, $4 the account and the
-- absent people it stands in for, $5 the bound. Serves the tabs of the first page.
select (select count(*)::integer from (select 1 from open_step o where o.tenant_id = $1::uuid and o.holder_id = any ($4::uuid[]) limit $5) m) as mine,
       (select count(*)::integer from (select 1 from open_step o where o.tenant_id = $1::uuid and o.holder_id is null and o.role = any ($3::text[])
          and (o.place = 'agency' or o.unit_id = any ($2::uuid[])) limit $5) p) as pool;
