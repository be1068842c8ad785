-- Takes the files of a complaint away: their names at once, their bytes by the purge, where neither a hold nor retention keeps them. $1 tenant, $2 complaint, $3 instant, $4 who or null, $5 the ground.
with gone as (delete from complaint_file f where f.tenant_id = $1::uuid and f.complaint_id = $2::uuid returning f.object_id)
update stored_object o set state = 'discarded', discarded_at = $3::timestamptz, discarded_by = $4::uuid, discard_ground = $5
  from gone g
 where o.tenant_id = $1::uuid and o.id = g.object_id and o.state = 'kept';
