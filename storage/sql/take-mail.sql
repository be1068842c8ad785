-- Takes the message that has waited longest, and counts the attempt. $1 instant. Index mail_due.
with due as (
  select tenant_id, id from mail where state = 'waiting' and next_attempt_at <= $1::timestamptz order by next_attempt_at, id limit 1 for update skip locked)
update mail m set state = 'sending', attempts = m.attempts + 1, next_attempt_at = null, changed_at = $1::timestamptz
  from due where m.tenant_id = due.tenant_id and m.id = due.id
returning m.tenant_id, m.id, m.account_id, m.kind, m.on_date, m.attempts, m.attempts_max;
