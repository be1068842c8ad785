-- How many dossiers of an agency wait for their journals to be read. $1 tenant. Serves what a report says of itself.
select count(distinct w.dossier_id)::integer as n from course_delta w where w.tenant_id = $1::uuid;
