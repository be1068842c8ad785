-- What people wrote of a complaint, by name. $1 tenant, $2 complaint.
select coalesce(jsonb_object_agg(x.name, x.text), '{}'::jsonb) as texts from complaint_text x where x.tenant_id = $1::uuid and x.complaint_id = $2::uuid;
