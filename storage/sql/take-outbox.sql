-- Takes the oldest rows that no other worker has in hand; they are gone when the transaction that handles them commits, and back when it
-- does not. $1 how many. Index outbox_oldest.
with taken as (
  select o.tenant_id, o.dossier_id, o.seq, o.ordinal from outbox o order by o.created_at limit $1 for update skip locked)
delete from outbox o using taken t
 where o.tenant_id = t.tenant_id and o.dossier_id = t.dossier_id and o.seq = t.seq and o.ordinal = t.ordinal
returning o.tenant_id, o.dossier_id, o.seq, o.kind, o.payload;
