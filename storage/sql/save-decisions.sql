-- Keeps many decisions of dossiers that exist, each as save-decision does, or none of them. $1 [{expected, row, body, entries, steps}].
select count(save_decision(r.expected, r."row", r.body, r.entries, null, r.steps, null, null))
  from jsonb_to_recordset($1::jsonb) as r (expected integer, "row" jsonb, body jsonb, entries jsonb, steps jsonb);
