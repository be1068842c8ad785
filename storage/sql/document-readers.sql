-- Everybody who is to have a document today, as it was given to them or a role of theirs acts in it, and when they took note of a revision. $1 tenant, $2 document, $3 revision, $4 local day.
select a.id as account_id, a.full_name, k.acknowledged_at
  from account a
  left join document_acknowledgement k on k.tenant_id = a.tenant_id and k.account_id = a.id and k.revision_id = $3::uuid
 where a.tenant_id = $1::uuid
   and (k.account_id is not null or (a.active and a.id in (
     select w.account_id from reading_of($1::uuid, array(select b.id from account b where b.tenant_id = $1::uuid and b.active), $4::date, $2::uuid) w)))
 order by k.acknowledged_at nulls first, a.full_name, a.id;
