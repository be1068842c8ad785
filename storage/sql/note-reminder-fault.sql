-- Counts that a dossier's reminders could not be looked at. $1 agency, $2 dossier, $3 code of the refusal, $4 instant.
insert into reminder_fault as f (tenant_id, dossier_id, failures, code, last_at) values ($1, $2, 1, $3, $4::timestamptz)
on conflict (tenant_id, dossier_id) do update set failures = least(f.failures + 1, 1000), code = excluded.code, last_at = excluded.last_at
returning failures;
