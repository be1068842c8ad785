-- Takes an audit in hand in this transaction; answers where its journal stands. $1 tenant, $2 audit.
select a.state, a.journal_seq as seq, a.journal_hash as hash from audit a where a.tenant_id = $1::uuid and a.id = $2::uuid for update;
