-- Complaints received in [$2, $3) as they stood at $4. $1 tenant, $5 units, $6 account of the reader (units null: the operator, who counts all).
select count(*)::int as received, (count(*) filter (where c.kind = 'feedback'))::int as feedback, (count(*) filter (where c.kind = 'complaint'))::int as complaints,
       (count(*) filter (where c.state = 'passedOn' and c.ended_at <= $4::timestamptz))::int as "passedOn", (count(*) filter (where c.state = 'refused' and c.ended_at <= $4))::int as refused,
       (count(*) filter (where c.answered_at <= $4))::int as answered, (count(*) filter (where c.answered_at <= $4 and c.in_time))::int as "answeredInTime",
       (count(*) filter (where c.answered_at <= $4 and c.justified))::int as justified, (count(*) filter (where o.is_open))::int as open,
       (count(*) filter (where o.is_open and c.due_at < $4))::int as overdue
  from complaint c
 cross join lateral (select coalesce(c.answered_at > $4, true) and coalesce(c.ended_at > $4, true) as is_open) o
 where c.tenant_id = $1::uuid and c.received_at >= $2::timestamptz and c.received_at < $3::timestamptz and c.received_at <= $4
   and ($5::uuid[] is null or may_see_complaint(c, $5::uuid[], $6::uuid));
