-- The next number of a complaint in a year. $1 tenant, $2 year.
select next_complaint_number($1::uuid, $2::integer) as number;
