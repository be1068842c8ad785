-- The text of an object of a kind that nothing here reads, out of the PDF that was made of it: tenant, object, pages, text; then the text in lower case, and without marks.
update document_text set state = 'text', pages = $3::integer, body = $4::text, folded = $6::text, exact_words = document_words($5::text), folded_words = document_words($6::text)
 where tenant_id = $1::uuid and object_id = $2::uuid and state = 'unread';
