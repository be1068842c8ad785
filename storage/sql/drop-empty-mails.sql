-- Throws away messages of this transaction that claimed nothing: another worker had been faster. $1 ids.
delete from mail m where m.id = any ($1::uuid[]) and not exists (select from mail_notice n where n.tenant_id = m.tenant_id and n.mail_id = m.id);
