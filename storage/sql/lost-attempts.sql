-- Messages that nobody ended: the service did, in between. Once an attempt had begun it may have arrived, so it is not made again; before that
-- nothing was sent, and the message waits again. $1 begun before, $2 instant. Index mail_sending.
with lost as (
  select m.tenant_id, m.id, m.attempts, t.mail_id is not null as begun
    from mail m
    left join mail_attempt t on t.tenant_id = m.tenant_id and t.mail_id = m.id and t.ordinal = m.attempts
   where m.state = 'sending' and m.changed_at < $1::timestamptz
), marked as (
  update mail m
     set state = case when lost.begun then 'unknown' else 'waiting' end, next_attempt_at = case when lost.begun then null else $2::timestamptz end,
         changed_at = $2::timestamptz
    from lost where m.tenant_id = lost.tenant_id and m.id = lost.id and m.state = 'sending' and m.attempts = lost.attempts)
update mail_attempt a set outcome = 'unknown', ended_at = $2::timestamptz
  from lost where a.tenant_id = lost.tenant_id and a.mail_id = lost.id and a.ordinal = lost.attempts and a.outcome = 'sending';
