-- Complaints received in [$2, $3) as they were known at $4: kind and limit by the last entry of the journal until then. $1 tenant, $5 units, $6 the account of the reader and the absent people it stands in for
-- (units null: the operator, who counts all). Overdue: the last day is over.
select count(*)::int as received, (count(*) filter (where s.kind = 'feedback'))::int as feedback, (count(*) filter (where s.kind = 'complaint'))::int as complaints,
       (count(*) filter (where s.state = 'passedOn'))::int as "passedOn", (count(*) filter (where s.state = 'refused'))::int as refused,
       (count(*) filter (where c.answered_at <= $4))::int as answered, (count(*) filter (where c.answered_at <= $4 and c.in_time))::int as "answeredInTime",
       (count(*) filter (where c.answered_at <= $4 and c.justified))::int as justified, (count(*) filter (where o.is_open))::int as open,
       (count(*) filter (where o.is_open and (s.due_at at time zone n.zone)::date < ($4::timestamptz at time zone n.zone)::date))::int as overdue
  from complaint c
  join tenant n on n.id = c.tenant_id
 cross join lateral (
   select j.canonical::jsonb->>'state' as state, j.canonical::jsonb->>'kind' as kind, (j.canonical::jsonb->>'dueAt')::timestamptz as due_at
     from complaint_journal j where j.tenant_id = c.tenant_id and j.complaint_id = c.id and j.at <= $4::timestamptz order by j.seq desc limit 1) s
 cross join lateral (select s.state in ('received', 'accepted', 'handling') as is_open) o
 where c.tenant_id = $1::uuid and c.received_at >= $2::timestamptz and c.received_at < $3::timestamptz
   and ($5::uuid[] is null or may_see_complaint(c, $5::uuid[], $6::uuid[]));
