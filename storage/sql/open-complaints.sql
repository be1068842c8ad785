-- Open complaints of all agencies by id after a key, for the reminders. $1 the key (id) or null, $2 how many.
select c.body as complaint, n.zone, n.calendar_id as "calendarId"
  from complaint c
  join tenant n on n.id = c.tenant_id
 where c.state in ('received', 'accepted', 'handling') and ($1::uuid is null or c.id > $1)
 order by c.id
 limit $2;
