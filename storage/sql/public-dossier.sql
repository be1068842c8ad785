-- What an applicant may know of a dossier, by its code and the phone given when filing. $1 code, $2 digits of the phone, $3 instant in milliseconds. Serves the public page.
-- The unit is the one that has the dossier, or took it over. No name and no text leaves: whoever asks has shown nothing but these two.
select d.body as dossier, n.zone, unit_name(u, t.today) as unit
  from tenant n
 cross join lateral (select (to_timestamp($3::double precision / 1000) at time zone n.zone)::date as today) t
  join dossier d on d.tenant_id = n.id and d.code = $1
  join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id and phone_digits(a.phone) = $2
 cross join lateral (select coalesce((d.body->'steps'->0->>'unitId')::uuid, d.receiving_unit_id) as id) h
  join unit u on u.tenant_id = d.tenant_id and (u.id = h.id or u.id in (select unit_heirs(n.id, h.id, t.today)))
 order by u.id = h.id and coalesce(u.valid_to < t.today, false), u.code
 limit 1;
