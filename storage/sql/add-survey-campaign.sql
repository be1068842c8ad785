-- A campaign. $1 tenant, $2 the row. SQLSTATE 23505: its number was entered before.
insert into survey_campaign select (jsonb_populate_record(null::survey_campaign, $2::jsonb || jsonb_build_object('tenant_id', $1::uuid))).*;
