-- Dossiers whose result was handed over in [$2, $3) with their answers known by a day, by one cut. $1 tenant, $4 the day, $5 cut or null, $6 zone,
-- $7 units, $8 account, $9 role names of the reader (units null: the operator, who counts all). Index dossier_delivered. Serves the results of the survey.
with told as (
  select case $5::text when 'field' then r.field when 'unit' then d.responsible_unit_id::text when 'procedure' then d.procedure_code
           when 'month' then to_char(d.delivered_at at time zone $6::text, 'YYYY-MM') end as key, a.id as answer, a.scores
    from dossier d
    join procedure_revision r on r.tenant_id = d.tenant_id and r.hash = d.procedure_hash and r.kind = 'tthc'
    left join survey_answer a on a.tenant_id = d.tenant_id and a.dossier_id = d.id and a.answered_on <= $4::date
   where d.tenant_id = $1::uuid and d.delivered_at >= $2::timestamptz and d.delivered_at < $3::timestamptz
     and ($7::uuid[] is null or may_read(d, $7::uuid[], $8::uuid, $9::text[]))),
cell as (
  select t.key, q.question, q.score, count(*)::int as many from told t cross join lateral jsonb_each_text(t.scores) q (question, score) group by 1, 2, 3)
select t.key, count(*)::int as asked, count(t.answer)::int as answers,
       (select coalesce(jsonb_agg(jsonb_build_object('question', c.question, 'score', c.score::int, 'count', c.many)), '[]'::jsonb) from cell c where c.key is not distinct from t.key) as cells
  from told t
 group by t.key
 order by t.key
 limit 20000;
