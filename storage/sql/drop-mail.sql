-- Nothing was left to tell: no attempt is made. $1 agency, $2 message, $3 instant.
update mail set state = 'dropped', changed_at = $3::timestamptz where tenant_id = $1 and id = $2 and state = 'sending';
