-- How many messages of an agency are in each state, counted up to a bound. $1 agency, $2 states, $3 the bound. Index mail_state.
select s.state, (select count(*)::integer from (select 1 from mail m where m.tenant_id = $1::uuid and m.state = s.state limit $3) c) as mails
  from unnest($2::text[]) as s (state);
