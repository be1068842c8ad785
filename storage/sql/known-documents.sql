-- What the register has under these codes: the numbers of the revision in force, else of the newest. For who keeps the register alone. $1 tenant, $2 codes as JSON.
select d.code, r.issue, r.revision, d.in_force_id is not null or d.retired_at is not null as is_in_force
  from document d cross join lateral (
    select one.issue, one.revision from document_revision one where one.tenant_id = d.tenant_id and one.document_id = d.id
     order by one.id is not distinct from d.in_force_id desc, one.ordinal desc limit 1) r
 where d.tenant_id = $1::uuid and d.code in (select jsonb_array_elements_text($2::jsonb));
