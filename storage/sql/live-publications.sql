-- The newest publication of each calendar that is not done, or so young that a dossier may have been received under the version before.
-- $1 instant from which on it is young.
select distinct on (p.tenant_id, p.calendar_id) p.tenant_id, p.calendar_id, p.version, p.account_id, p.finished_at is not null as finished
  from calendar_publication p
 where p.finished_at is null or p.published_at >= $1::timestamptz
 order by p.tenant_id, p.calendar_id, p.version desc;
