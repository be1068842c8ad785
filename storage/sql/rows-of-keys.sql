-- Of these keys those that a row needs, and the tenants that this database knows. Serves the sweep.
select array(select object_key || ' ' || coalesce(version_id, '') from stored_object where tenant_id = any($1::uuid[]) and object_key = any($2) and state <> 'purged') as needed,
  array(select id::text from tenant where id = any($1::uuid[])) as tenants;
