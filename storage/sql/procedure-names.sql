-- What every procedure that ever was in force is called, and its field, by its newest revision. $1 tenant. Serves the figures.
select distinct on (code) code, body->'title' as title, body->'field'->>'code' as field, body->'field'->'name' as field_name
  from procedure_revision
 where tenant_id = $1::uuid
 order by code, revision desc
 limit 20000;
