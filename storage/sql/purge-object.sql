-- Says that the bytes may go; the text that was taken from them goes with them, and a PDF that was made of them after all. $1 tenant, $2 object, $3 when.
with purged as (
  update stored_object set state = 'purged', purged_at = $3 where tenant_id = $1 and id = $2 and state = 'discarded' returning id, discard_ground
), forgotten as (
  delete from document_text t using purged p where t.tenant_id = $1 and t.object_id = p.id
), views as (
  delete from document_view v using purged p where v.tenant_id = $1 and v.object_id = p.id returning v.pdf_id, p.discard_ground
), made as (
  update stored_object o set state = 'discarded', discarded_at = $3, discard_ground = v.discard_ground from views v where o.tenant_id = $1 and o.id = v.pdf_id and o.state = 'kept'
)
select id from purged;
