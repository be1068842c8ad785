-- The versions of the programme of a year, in order. $1 tenant, $2 year.
select version as seq, canonical, hash from audit_programme where tenant_id = $1::uuid and year = $2::integer order by version;
