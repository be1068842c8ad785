-- Freezes what an audit looks at. $1 tenant, $2 audit, $3 at, $4 sheet, $5 population.
insert into audit_sheet (tenant_id, audit_id, frozen_at, sheet, population) values ($1::uuid, $2::uuid, $3::timestamptz, $4::jsonb, $5::jsonb);
