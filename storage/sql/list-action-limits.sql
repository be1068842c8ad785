-- Limits that an agency has of its own, the oldest beginning first. $1 tenant.
select source, unit, amount, ground, valid_from::text as "validFrom" from action_limit where tenant_id = $1::uuid order by valid_from, id limit 400;
