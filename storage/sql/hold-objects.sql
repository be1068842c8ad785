insert into legal_hold_object (tenant_id, hold_id, object_id, added_at) select $1, $2, id, $4 from unnest($3::uuid[]) as id order by id on conflict do nothing;
