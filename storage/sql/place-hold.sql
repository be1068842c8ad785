insert into legal_hold (tenant_id, id, reason, placed_at, placed_by) values ($1, $2, $3, $4, $5);
