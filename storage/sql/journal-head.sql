-- Where the journals of an agency stand: dossiers, entries, and one sum over the ends of all chains, day of receipt by day. $1 tenant. Serves the seal of sent figures.
with day as (
  select (d.received_at at time zone 'UTC')::date as received_on, count(*) as dossiers, sum(d.journal_seq) as entries, encode(sha256(convert_to(string_agg(d.journal_hash, '' order by d.id), 'UTF8')), 'hex') as hash
    from dossier d where d.tenant_id = $1::uuid
   group by 1)
select coalesce(sum(dossiers), 0)::integer as dossiers, coalesce(sum(entries), 0)::integer as entries,
       encode(sha256(convert_to(coalesce(string_agg(hash, '' order by received_on nulls first), ''), 'UTF8')), 'hex') as head
  from day;
