-- Ends a run; words that were searched for may be somebody's name and do not stay. $1 tenant, $2 task, $3 run, $4 state, $5 result or null, $6 code of the refusal or null, $7 instant.
update task set state = $4, result = $5::jsonb, error = $6, request = request - 'words', finished_at = $7::timestamptz, lease_until = null
 where tenant_id = $1::uuid and id = $2::uuid and run = $3 and state = 'running';
