with looked as (update stored_object set checked_at = $3 where tenant_id = $1 and id = $2 and state <> 'purged' returning tenant_id, id)
insert into object_fault (tenant_id, object_id, found_at, seen_at, fault) select tenant_id, id, $3, $3, $4 from looked
on conflict (tenant_id, object_id) where mended_at is null do update set seen_at = excluded.seen_at, fault = excluded.fault;
