-- Says that the bytes may go; the text that was taken from them goes with them. $1 tenant, $2 object, $3 when.
with purged as (
  update stored_object set state = 'purged', purged_at = $3 where tenant_id = $1 and id = $2 and state = 'discarded' returning id
), forgotten as (
  delete from document_text t using purged p where t.tenant_id = $1 and t.object_id = p.id
)
select id from purged;
