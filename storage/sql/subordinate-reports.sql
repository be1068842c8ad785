-- Of a form and a period the two newest versions of each agency, or of one. $1 tenant, $2 form, $3 first and $4 last day, $5 code or null.
select r.id, r.code, r.version, r.body, r.sha256, r.received_at, a.full_name
  from (select s.*, row_number() over (partition by s.code order by s.version desc) as place
          from subordinate_report s
         where s.tenant_id = $1::uuid and s.form = $2 and s.period_from = $3::date and s.period_to = $4::date and ($5::text is null or s.code = $5)) r
  join account a on a.tenant_id = r.tenant_id and a.id = r.received_by
 where r.place <= 2
 order by r.code, r.version desc;
