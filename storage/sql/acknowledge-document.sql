-- Takes note of the revision in force, once; answers nothing when it is no longer the one in force. $1 tenant, $2 document, $3 revision, $4 account, $5 instant.
insert into document_acknowledgement (tenant_id, revision_id, account_id, acknowledged_at)
select d.tenant_id, d.in_force_id, $4::uuid, $5::timestamptz from document d
 where d.tenant_id = $1::uuid and d.id = $2::uuid and d.in_force_id = $3::uuid
on conflict (tenant_id, revision_id, account_id) do nothing;
