-- Lets messages be sent again that came to nothing: one, or all that failed (not those that may have arrived). $1 agency, $2 message or null,
-- $3 attempts more, $4 instant.
update mail set state = 'waiting', attempts_max = attempts + $3::integer, next_attempt_at = $4::timestamptz, changed_at = $4::timestamptz
 where tenant_id = $1::uuid and (id = $2::uuid or ($2::uuid is null and state = 'failed')) and state in ('failed', 'unknown');
