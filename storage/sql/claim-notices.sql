-- Claims notices for messages; only those that no message had before come back. $1 [{tenant_id, notice_id, mail_id}].
insert into mail_notice (tenant_id, notice_id, mail_id)
select c.tenant_id, c.notice_id, c.mail_id from jsonb_to_recordset($1::jsonb) as c (tenant_id uuid, notice_id uuid, mail_id uuid)
on conflict do nothing
returning mail_id;
