-- Claims one attempt, before anything is sent. $1 agency, $2 message, $3 ordinal, $4 address, $5 subject, $6 instant.
insert into mail_attempt (tenant_id, mail_id, ordinal, address, subject, outcome, started_at) values ($1, $2, $3, $4, $5, 'sending', $6::timestamptz);
