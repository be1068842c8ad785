-- Keeps one decision on a corrective action whole (see the function). SQLSTATE 40001: it has another version by now.
select save_corrective_action($1::integer, $2::jsonb, $3::jsonb, $4::jsonb) as version;
