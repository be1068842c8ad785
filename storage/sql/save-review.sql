-- Keeps one decision on a management review whole (see the function). SQLSTATE 40001: it has another version by now.
select save_management_review($1::integer, $2::jsonb, $3::jsonb, $4::jsonb, $5::jsonb) as version;
