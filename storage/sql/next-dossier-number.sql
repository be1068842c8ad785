-- The next number of the agency and local day; the row stays locked until the receiving transaction ends, so a rollback leaves no gap.
select next_dossier_number($1::uuid, $2, $3::date) as number;
