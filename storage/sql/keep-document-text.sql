-- What an inspection told of an object, said once: tenant, object, when, state, pages, remarks as JSON, text; then the text in lower case, and without marks.
insert into document_text (tenant_id, object_id, inspected_at, state, pages, remarks, body, folded, exact_words, folded_words)
select $1::uuid, $2::uuid, $3::timestamptz, $4::text, $5::integer, array(select jsonb_array_elements_text($6::jsonb)), $7::text, $9::text, document_words($8::text), document_words($9::text)
on conflict (tenant_id, object_id) do nothing;
