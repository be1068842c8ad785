insert into legal_hold_object (tenant_id, hold_id, object_id, added_at)
select distinct s.tenant_id, $2::uuid, s.id, $4::timestamptz from document d
  join document_revision r on r.tenant_id = d.tenant_id and r.document_id = d.id
  join stored_object s on s.tenant_id = r.tenant_id and s.id = r.object_id and s.state <> 'purged'
  where d.tenant_id = $1 and d.code in (select jsonb_array_elements_text($3::jsonb)) order by s.id on conflict do nothing returning object_id;
