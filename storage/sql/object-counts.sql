-- What an agency has in the store. Serves the page of the store.
select count(*) filter (where state <> 'purged')::int as objects, coalesce(sum(size_bytes) filter (where state <> 'purged'), 0)::text as bytes,
    count(*) filter (where state = 'discarded')::int as discarded, count(*) filter (where state = 'purged')::int as purged,
    count(*) filter (where state <> 'purged' and retain_until > $2)::int as retained,
    (select count(*)::int from legal_hold h where h.tenant_id = $1 and h.released_at is null) as holds,
    (select count(*)::int from object_fault f where f.tenant_id = $1 and f.mended_at is null) as faults
  from stored_object where tenant_id = $1;
