-- Where the dossiers of units belong on a day. $1 tenant, $2 units, $3 date. Serves the page of a dossier whose unit has ended.
select i.id as "unitId", h as "heirId" from unnest($2::uuid[]) as i (id) cross join lateral unit_heirs($1::uuid, i.id, $3::date) h;
