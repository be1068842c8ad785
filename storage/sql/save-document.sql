-- Keeps one decision on a document whole (see the function). SQLSTATE 40001: it has another version by now; 23505 document_code: the code is taken.
select save_document($1::integer, $2::jsonb, $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb, $7::jsonb) as version;
