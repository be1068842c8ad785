select code from document where tenant_id = $1 and code in (select jsonb_array_elements_text($2::jsonb));
