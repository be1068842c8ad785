-- Objects whose lock or hold in the store differs from what their rows ask for at $1. Serves the job that carries locks over.
select tenant_id, id from stored_object
  where state <> 'purged' and retain_until > $1 and (locked_until is null or locked_until < retain_until)
union
select o.tenant_id, o.object_id from legal_hold_object o join legal_hold h on h.tenant_id = o.tenant_id and h.id = o.hold_id and h.released_at is null
  join stored_object s on s.tenant_id = o.tenant_id and s.id = o.object_id and not s.held_by_store and s.state <> 'purged'
union
select tenant_id, id from stored_object where held_by_store and state <> 'purged' and not object_is_held(tenant_id, id)
limit $2;
