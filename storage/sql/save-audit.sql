-- Keeps one decision on an audit whole (see the function). SQLSTATE 40001: it has another version by now.
select save_audit($1::integer, $2::jsonb, $3::jsonb, $4::jsonb) as version;
