-- Messages of an agency in some states, the newest first, each with its attempts. $1 agency, $2 states, $3 id of the last one of the page before or
-- null, $4 how many. Index mail_state.
select m.id, m.kind, m.on_date, m.state, m.attempts, m.attempts_max, m.next_attempt_at, m.created_at, p.full_name, a.attempts as tried
  from (select * from mail where tenant_id = $1::uuid and state = any ($2::text[]) and ($3::uuid is null or id < $3) order by id desc limit $4) m
  join account p on p.tenant_id = m.tenant_id and p.id = m.account_id
 cross join lateral (
   select coalesce(jsonb_agg(jsonb_build_object('ordinal', t.ordinal, 'address', t.address, 'subject', t.subject, 'outcome', t.outcome, 'reply', t.reply,
            'startedAt', t.started_at, 'endedAt', t.ended_at) order by t.ordinal desc), '[]') as attempts
     from (select * from mail_attempt t where t.tenant_id = m.tenant_id and t.mail_id = m.id order by t.ordinal desc limit 20) t) a
 order by m.id desc;
