-- Campaigns, the newest first, with the counts of their answers. $1 tenant, $2 the only one asked for or null, $3 how many.
select c.id, c.tenant_id as "tenantId", c.kind, c.title, c.from_on::text as "from", c.to_on::text as "to", c.catalogue, c.answers_max as "answersMax", c.number, c.handed_out as "handedOut", c.answers,
       coalesce(c.counts, (select coalesce(jsonb_agg(jsonb_build_object('question', 'overall', 'score', q.score, 'count', q.many)), '[]'::jsonb)
         from (select (a.scores->>'overall')::int as score, count(*)::int as many from survey_answer a where a.tenant_id = c.tenant_id and a.campaign_id = c.id group by 1) q)) as cells
  from survey_campaign c
 where ($1::uuid is null or c.tenant_id = $1) and ($2::uuid is null or c.id = $2)
 order by c.id desc
 limit $3;
