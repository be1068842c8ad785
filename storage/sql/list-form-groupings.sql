-- How forms group what ended without a result and what is paused, the oldest beginning first. $1 tenant, $2 how many.
select g.form, g.ended, g.paused, g.decision, g.valid_from::text as "validFrom", g.entered_at, a.full_name as by
  from form_grouping g
  join account a on a.tenant_id = g.tenant_id and a.id = g.entered_by
 where g.tenant_id = $1::uuid
 order by g.valid_from, g.id
 limit $2;
