-- Where a new review begins: how many of the year there are, and the last day of the inputs of the latest that was held. Takes the agency in hand. $1 tenant, $2 prefix of the codes.
with held as (select id from tenant where id = $1::uuid for no key update)
select (select count(*)::int from management_review m where m.tenant_id = held.id and starts_with(m.code, $2)) as known,
       (select max(m.as_of)::text from management_review m where m.tenant_id = held.id and m.state in ('held', 'concluded')) as "lastAsOf"
  from held;
