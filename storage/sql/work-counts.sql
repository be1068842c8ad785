-- How much waits for a person, counted up to a bound that the page shows as "more". $1 tenant, $2 account, $3 units, $4 role names, $5 the account
-- and the absent people it stands in for, $6 local day, $7 the bound. Counts what the lists of my-work.sql show. Serves the tabs of the first page.
select (select count(*)::integer from (
          select h.dossier_id
            from (select distinct o.dossier_id from open_step o where o.tenant_id = $1::uuid and o.holder_id = any ($5::uuid[])) h
            join dossier d on d.tenant_id = $1::uuid and d.id = h.dossier_id and d.closed_at is null and may_read(d, $3::uuid[], $2::uuid, $4::text[])
          limit $7) m) as mine,
       (select count(*)::integer from (
          select h.dossier_id
            from (select o.dossier_id
                    from role_reach($1::uuid, $2::uuid, $6::date) r
                    join open_step o on o.tenant_id = $1::uuid and o.unit_id = r.unit_id and o.role = r.role and o.holder_id is null and o.place <> 'agency'
                  union
                  select o.dossier_id from open_step o
                   where o.tenant_id = $1::uuid and o.holder_id is null and o.place = 'agency' and o.role = any ($4::text[])) h
            join dossier d on d.tenant_id = $1::uuid and d.id = h.dossier_id and d.closed_at is null and may_read(d, $3::uuid[], $2::uuid, $4::text[])
          limit $7) p) as pool;
