-- The journal of a document in order. $1 tenant, $2 document, $3 after this number, $4 how many.
select j.seq, j.canonical, j.hash from document_journal j
 where j.tenant_id = $1::uuid and j.document_id = $2::uuid and j.seq > $3::integer
 order by j.seq
 limit $4::integer;
