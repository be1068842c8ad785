-- Everybody who is to have a document today, and when they took note of a revision. $1 tenant, $2 document, $3 revision, $4 local day.
select a.id as account_id, a.full_name, k.acknowledged_at
  from account a
  left join document_acknowledgement k on k.tenant_id = a.tenant_id and k.account_id = a.id and k.revision_id = $3::uuid
 where a.tenant_id = $1::uuid
   and (k.account_id is not null or (a.active and exists (
     select 1 from document_holder h where h.tenant_id = $1::uuid and h.document_id = $2::uuid
        and (h.account_id = a.id or h.unit_id = any (member_units(a.tenant_id, a.id, $4::date))))))
 order by k.acknowledged_at nulls first, a.full_name, a.id;
