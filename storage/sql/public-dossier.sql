-- What an applicant may know of a dossier, by its code and the phone given when filing. $1 code, $2 digits of the phone, $3 instant in milliseconds. Serves the public page.
-- No name and no text leaves: whoever asks has shown nothing but these two.
select d.body as dossier, n.zone, unit_name(u, (to_timestamp($3::double precision / 1000) at time zone n.zone)::date) as unit
  from tenant n
  join dossier d on d.tenant_id = n.id and d.code = $1
  join applicant a on a.tenant_id = d.tenant_id and a.dossier_id = d.id and phone_digits(a.phone) = $2
  join unit u on u.tenant_id = d.tenant_id
   and u.id = coalesce((d.body->'steps'->0->>'unitId')::uuid, d.receiving_unit_id)
 limit 1;
