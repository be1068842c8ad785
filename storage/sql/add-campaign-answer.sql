-- An answer of a campaign while it takes some; no row when it is over or full. $1 tenant, $2 id, $3 campaign, $4 scores, $5 comment, $6 day.
with taken as (
  update survey_campaign set answers = answers + 1
   where tenant_id = $1::uuid and id = $3::uuid and kind = 'link' and answers < answers_max and from_on <= $6::date and to_on >= $6::date
  returning id, catalogue)
insert into survey_answer (tenant_id, id, campaign_id, catalogue, scores, comment, answered_on)
select $1::uuid, $2::uuid, t.id, t.catalogue, $4::jsonb, $5::text, $6::date from taken t
returning id;
