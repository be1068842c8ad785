-- Puts a newer version over the one that was read; answers nothing when somebody else did so meanwhile, or when it is withdrawn.
-- $1 tenant, $2 id, $3 the version read, $4 number, $5 day, $6 issuer or empty, $7 title, $8 withdrawn.
update fact set number = $4, stated_on = $5::date, issuer = $6, title = $7, withdrawn = $8::boolean, version = version + 1
 where tenant_id = $1::uuid and id = $2::uuid and version = $3::integer and not withdrawn
returning version;
