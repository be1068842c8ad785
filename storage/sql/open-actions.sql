-- Corrective actions of all agencies that are not at their end, by id after a key, with the agency's zone and calendar. $1 the key or null, $2 how many.
select a.body as action, t.zone, t.calendar_id from corrective_action a join tenant t on t.id = a.tenant_id
 where a.state in ('proposed', 'analysing', 'awaitingApproval', 'doing', 'verifying', 'measuring') and ($1::uuid is null or a.id > $1)
 order by a.id limit $2;
