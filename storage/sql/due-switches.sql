-- Documents of all agencies of which a revision waits whose day has come. $1 instant, $2 how many. Index document_switch.
select d.tenant_id, d.body as document, n.zone
  from document d
  join tenant n on n.id = d.tenant_id
 where d.next_switch_at <= $1::timestamptz
 order by d.next_switch_at, d.id
 limit $2;
