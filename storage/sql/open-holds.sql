-- Holds of an agency that are open, the newest first. Serves the page of the store.
select h.id, h.reason, h.placed_at, h.placed_by, h.released_at, h.released_by, h.release_ground,
    (select count(*)::int from legal_hold_object o where o.tenant_id = h.tenant_id and o.hold_id = h.id) as objects
  from legal_hold h where h.tenant_id = $1 and h.released_at is null order by h.id desc limit $2;
