-- The units of an agency over all time, by code and start, with their names of a day. $1 tenant, $2 day.
select u.id, u.code, coalesce(r.name_vi, u.name_vi) as name_vi, coalesce(r.name_en, u.name_en) as name_en, u.kind, u.parent_id,
       u.valid_from::text as valid_from, u.valid_to::text as valid_to, u.decision
  from unit u
  left join lateral (
    select n.name_vi, n.name_en from unit_renaming n
     where n.tenant_id = u.tenant_id and n.unit_id = u.id and n.valid_from <= $2::date
     order by n.valid_from desc limit 1) r on true
 where u.tenant_id = $1::uuid
 order by u.code, u.valid_from;
