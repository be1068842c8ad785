-- Dossiers whose next reminder is due, in its order, after a key, and how often in a row each could not be looked at. Tenants are swept
-- together. Index dossier_reminder. $1 instant in milliseconds, $2 and $3 the key (instant, id) or null, $4 how many.
select d.body as dossier, d.next_reminder_at as at, coalesce(f.failures, 0) as failures
  from dossier d
  left join reminder_fault f on f.tenant_id = d.tenant_id and f.dossier_id = d.id
 where d.next_reminder_at <= to_timestamp($1::double precision / 1000)
   and ($3::uuid is null or (d.next_reminder_at, d.id) > ($2::timestamptz, $3::uuid))
 order by d.next_reminder_at, d.id
 limit $4;
