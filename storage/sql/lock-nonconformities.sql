-- Takes the register of an agency in hand in this transaction, and answers where it stands. $1 tenant, $2 hash before the first entry.
insert into nonconformity_head as h (tenant_id, seq, hash, year, number) values ($1::uuid, 0, $2::text, 0, 0)
on conflict (tenant_id) do update set seq = h.seq
returning seq, hash, year, number;
