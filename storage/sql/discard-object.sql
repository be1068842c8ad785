-- Marks an object for the purge, by a decision; the PDF that was made of it goes with it. $1 tenant, $2 object, $3 when, $4 who, $5 the ground.
with discarded as (
  update stored_object set state = 'discarded', discarded_at = $3, discarded_by = $4, discard_ground = $5 where tenant_id = $1 and id = $2 and state = 'kept' returning id
), views as (
  delete from document_view v using discarded d where v.tenant_id = $1 and v.object_id = d.id returning v.pdf_id
), made as (
  update stored_object o set state = 'discarded', discarded_at = $3, discarded_by = $4, discard_ground = $5 from views v where o.tenant_id = $1 and o.id = v.pdf_id and o.state = 'kept'
)
select id from discarded;
