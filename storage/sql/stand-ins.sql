-- Who acts in the name of a person on a day. $1 tenant, $2 account, $3 day.
select stand_ins($1::uuid, $2::uuid, $3::date) as accounts;
