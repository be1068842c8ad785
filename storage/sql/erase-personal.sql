-- Erases the clear side of a dossier's personal data wherever it is kept; the commitments in the journal stay. $1 tenant, $2 dossier, $3 instant,
-- $4 the ground of destroying files.
-- A case of a log stays known by its id and the hash of its content, so that the same log does not bring it back. A stored answer stays, so
-- that its request is not carried out again, but for the hash over what was asked. Lists that were written out for downloading hold names:
-- all that are ready go, and the words that were searched for. Files with complaints go by the purge, where no hold keeps them. Serves erase-personal.
with gone as (delete from journal_personal where tenant_id = $1::uuid and dossier_id = $2::uuid returning field),
named as (
  update applicant set name = '–', phone = null, email = null, address = null, id_number = null, subject = null
   where tenant_id = $1::uuid and dossier_id = $2::uuid),
voiced as (delete from complaint_text x using complaint c where c.tenant_id = $1::uuid and c.dossier_id = $2::uuid and x.tenant_id = c.tenant_id and x.complaint_id = c.id),
filed as (delete from complaint_file f using complaint c where c.tenant_id = $1::uuid and c.dossier_id = $2::uuid and f.tenant_id = c.tenant_id and f.complaint_id = c.id returning f.object_id),
discarded as (
  update stored_object o set state = 'discarded', discarded_at = $3::timestamptz, discard_ground = $4 from filed where o.tenant_id = $1::uuid and o.id = filed.object_id and o.state = 'kept'),
said as (update survey_answer set comment = null where tenant_id = $1::uuid and dossier_id = $2::uuid),
imported as (update imported_case set attributes = '{}' where tenant_id = $1::uuid and dossier_id = $2::uuid),
asked as (update idempotency set request_hash = repeat('0', 64) where tenant_id = $1::uuid and response->>'id' = $2::text),
written as (delete from task_file f using task t where t.tenant_id = $1::uuid and t.kind = 'export' and t.finished_at is not null and f.tenant_id = t.tenant_id and f.task_id = t.id),
searched as (update task set request = request - 'words' where tenant_id = $1::uuid and kind = 'export' and finished_at is not null)
select count(*)::integer as fields from gone;
