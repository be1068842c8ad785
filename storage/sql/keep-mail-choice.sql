-- Keeps how a person wants to be told by e-mail. $1 agency, $2 account, $3 address or null, $4 kinds or null, $5 daily, $6 language, $7 instant.
insert into mail_choice (tenant_id, account_id, address, kinds, daily, language, changed_at) values ($1, $2, $3, $4::text[], $5, $6, $7::timestamptz)
on conflict (tenant_id, account_id) do update
   set address = excluded.address, kinds = excluded.kinds, daily = excluded.daily, language = excluded.language, changed_at = excluded.changed_at;
