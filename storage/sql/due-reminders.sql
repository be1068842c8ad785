-- Dossiers whose next reminder is due, in its order, after a key. Tenants are swept together. Index dossier_reminder.
-- $1 instant in milliseconds, $2 and $3 the key (instant, id) or null, $4 how many.
select d.body as dossier, d.next_reminder_at as at
  from dossier d
 where d.next_reminder_at <= to_timestamp($1::double precision / 1000)
   and ($3::uuid is null or (d.next_reminder_at, d.id) > ($2::timestamptz, $3::uuid))
 order by d.next_reminder_at, d.id
 limit $4;
