-- How far the rollup can answer a reader ($2 units, null: the operator): which units of the agency are not theirs, when the newest of its facts came in, and
-- the dossiers that lie in no cell or are read by a step in hand ($3 account, $4 role names) and not by their units, which are counted one by one. $1 tenant.
select c.others,
       (extract(epoch from greatest((select r.newest from rollup_newest r where r.tenant_id = $1::uuid), (select max(d.newest) from dossier_delta d where d.tenant_id = $1),
         (select max(l.recorded_at) from apology_letter l where l.tenant_id = $1))) * 1000)::float8 as "newestMs",
       array(select o.id from dossier o where o.tenant_id = $1 and o.standing_since = '-infinity'
             union
             select d.id from open_step s join dossier d on d.tenant_id = s.tenant_id and d.id = s.dossier_id
              where c.others <> '{}' and s.tenant_id = $1 and s.role = any ($4::text[]) and (s.holder_id = $3::uuid or s.place = 'agency')
                and d.responsible_unit_id <> all ($2) and d.receiving_unit_id <> all ($2)) as apart
  from (select array(select u.id from unit u where u.tenant_id = $1 and u.id <> all ($2::uuid[])) as others) c;
