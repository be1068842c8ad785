-- Writes down how an attempt ended, and what becomes of its message. $1 agency, $2 message, $3 ordinal, $4 outcome, $5 reply or null, $6 state,
-- $7 next attempt or null, $8 instant.
with ended as (
  update mail_attempt set outcome = $4, reply = $5, ended_at = $8::timestamptz where tenant_id = $1 and mail_id = $2 and ordinal = $3 and outcome = 'sending')
update mail set state = $6, next_attempt_at = $7::timestamptz, changed_at = $8::timestamptz
 where tenant_id = $1 and id = $2 and state = 'sending' and attempts = $3;
