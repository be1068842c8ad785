-- The next number of the year, kept locked until the transaction ends. $1 tenant, $2 year.
select next_audit_number($1::uuid, $2::integer) as number;
