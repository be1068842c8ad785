-- A PDF that is missing or damaged goes: it is made again. $1 tenant, $2 its file, $3 when, $4 why, $5 that PDF: one that was made meanwhile stays.
with gone as (
  delete from document_view where tenant_id = $1::uuid and object_id = $2::uuid and pdf_id = $5::uuid returning pdf_id
)
update stored_object set state = 'discarded', discarded_at = $3::timestamptz, discard_ground = $4::text where tenant_id = $1::uuid and id in (select pdf_id from gone) and state = 'kept';
