-- Answers that nobody asks for again. $1 instant: older ones go. Index idempotency_age.
delete from idempotency where created_at < $1::timestamptz;
