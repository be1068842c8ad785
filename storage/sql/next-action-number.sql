-- The next number of a corrective action in a year. $1 tenant, $2 year.
select next_corrective_action_number($1::uuid, $2::integer) as number;
