-- Writes entries of the register's journal and moves its head. $1 tenant, $2 entries as JSON, $3 seq, $4 hash, $5 year, $6 number of the head.
with written as (
  insert into nonconformity_journal (tenant_id, seq, nonconformity_id, at, event, actor_id, canonical, hash)
  select $1::uuid, e.seq, e.nonconformity_id, e.at, e.event, e.actor_id, e.canonical, e.hash
    from jsonb_to_recordset($2::jsonb) as e (seq integer, nonconformity_id uuid, at timestamptz, event text, actor_id uuid, canonical text, hash text)
  returning seq)
update nonconformity_head h set seq = $3::integer, hash = $4::text, year = $5::integer, number = $6::integer where h.tenant_id = $1::uuid and exists (select 1 from written);
