import { Migration } from '@mikro-orm/migrations'

/** What a role has to read: which roles act in a procedure, and which documents somebody is to know on a day; longer lists of people in a fact. */
export class Competence extends Migration {
  override up(): void {
    this.addSql(facts)
    this.addSql(duties)
    this.addSql(reading)
    this.addSql(heads)
  }
}

const facts = `
alter table fact_version drop constraint fact_version_body_check;
alter table fact_version add constraint fact_version_body_check check (pg_column_size(body) <= 131072);
`

const duties = `
-- Who acts in a revision of a procedure, and where that role is held: read out of its machine once, as it never changes.
create table procedure_duty (
  tenant_id uuid not null,
  hash text collate "C" not null,
  role text collate "C" not null,
  place text collate "C" not null check (place in ('receiving', 'responsible', 'agency')),
  primary key (tenant_id, hash, role, place),
  foreign key (tenant_id, hash) references procedure_revision (tenant_id, hash)
);
create trigger procedure_duty_append_only before update or delete on procedure_duty for each row execute function refuse_change();

-- Role and place of every step that is no end, and of whoever may cause a transition from it; what a state does not say it has from those around it.
create function duties_of(p_body json) returns table (role text, place text) language sql immutable as $$
  with recursive state as (
    select p_body::jsonb->'machine' as node, p_body::jsonb#>>'{machine,meta,role}' as role, coalesce(p_body::jsonb#>>'{machine,meta,place}', 'responsible') as place,
           jsonb_path_query_array(p_body::jsonb->'machine'->'on', '$.**.meta') as metas
    union all
    select c.value, coalesce(c.value#>>'{meta,role}', s.role), coalesce(c.value#>>'{meta,place}', s.place),
           coalesce(s.metas, '[]'::jsonb) || coalesce(jsonb_path_query_array(c.value->'on', '$.**.meta'), '[]'::jsonb)
      from state s cross join lateral jsonb_each(case jsonb_typeof(s.node->'states') when 'object' then s.node->'states' else '{}' end) c
  ), leaf as (
    select * from state where coalesce(node->'states', '{}') = '{}' and coalesce(node->>'type', 'atomic') not in ('final', 'history')
  )
  select l.role, l.place from leaf l where l.role is not null
  union
  select coalesce(m.value->>'role', l.role), coalesce(m.value->>'place', l.place)
    from leaf l cross join lateral jsonb_array_elements(coalesce(l.metas, '[]'::jsonb)) m where coalesce(m.value->>'role', l.role) is not null
$$;

create function keep_procedure_duties() returns trigger language plpgsql as $$
begin
  insert into procedure_duty (tenant_id, hash, role, place) select new.tenant_id, new.hash, y.role, y.place from duties_of(new.body) y;
  return null;
end $$;
create trigger procedure_revision_duties after insert on procedure_revision for each row execute function keep_procedure_duties();
insert into procedure_duty (tenant_id, hash, role, place) select r.tenant_id, r.hash, y.role, y.place from procedure_revision r cross join lateral duties_of(r.body) y;
`

const reading = `
-- What these people are to have read by the end of a day: revisions in force then that were given to them (role null), procedures in which one of their roles
-- acts in their unit, and the forms and guidance that belong to these. Substitutes count with whom they stand in for. $p_document: only this one, or null.
create function reading_of(p_tenant uuid, p_accounts uuid[], p_on date, p_document uuid)
  returns table (account_id uuid, document_id uuid, revision_id uuid, role text, unit_id uuid, on_behalf_of uuid) language sql stable as $$
  with moment as (
    select ((p_on + 1)::timestamp at time zone t.zone) - interval '1 millisecond' as at from tenant t where t.id = p_tenant
  ), held as materialized (
    select g.account_id, g.role, g.unit_id, null::uuid as on_behalf_of from role_grant g
     where g.tenant_id = p_tenant and g.account_id = any (p_accounts) and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
    union
    select s.substitute_account_id, g.role, g.unit_id, s.absent_account_id from substitution s
      join account b on b.tenant_id = s.tenant_id and b.id = s.absent_account_id and b.active
      join role_grant g on g.tenant_id = s.tenant_id and g.account_id = s.absent_account_id and (s.role is null or s.role = g.role)
     where s.tenant_id = p_tenant and s.substitute_account_id = any (p_accounts) and s.valid_from <= p_on and s.valid_to >= p_on
       and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
  ), current as materialized (
    select d.id as document_id, r.id as revision_id, r.procedure_code, r.procedure_hash, d.parent_id, d.type, d.access
      from moment m join document_revision r on r.tenant_id = p_tenant and r.in_force @> m.at
      join document d on d.tenant_id = p_tenant and d.id = r.document_id
  ), line as materialized (
    select u.unit_id, array(select jsonb_array_elements_text(unit_line(p_tenant, u.unit_id, p_on))::uuid) as ids
      from (select distinct o.responsible_unit_id as unit_id from procedure_route o
             where o.tenant_id = p_tenant and o.valid_from <= p_on and (o.valid_to is null or o.valid_to >= p_on)) u
  ), acts as (
    select h.account_id, c.document_id, c.revision_id, h.role, h.unit_id, h.on_behalf_of, c.access
      from current c
      join procedure_duty y on y.tenant_id = p_tenant and y.hash = c.procedure_hash
      join held h on h.role = y.role
      join unit u on u.tenant_id = p_tenant and u.id = h.unit_id
      left join procedure_route o on o.tenant_id = p_tenant and o.procedure_code = c.procedure_code and o.valid_from <= p_on and (o.valid_to is null or o.valid_to >= p_on)
      left join line l on l.unit_id = o.responsible_unit_id
     where y.place = 'agency' or l.ids is null or h.unit_id = any (l.ids) or (y.place = 'receiving' and u.kind in ('oneStopDesk', 'agency'))
  ), wanted as (
    select account_id, document_id, revision_id, role, unit_id, on_behalf_of from acts where access = 'agency'
    union
    select a.account_id, c.document_id, c.revision_id, a.role, a.unit_id, a.on_behalf_of
      from acts a join current c on c.parent_id = a.document_id and c.type in ('form', 'guidance') and c.access = 'agency'
    union
    select p.id, c.document_id, c.revision_id, null, null, null
      from current c
      join document_holder k on k.tenant_id = p_tenant and k.document_id = c.document_id
     cross join (select a.id, member_units(p_tenant, a.id, p_on) as units from unnest(p_accounts) a (id)) p
     where k.account_id = p.id or k.unit_id = any (p.units)
  )
  select w.account_id, w.document_id, w.revision_id, w.role, w.unit_id, w.on_behalf_of from wanted w where p_document is null or w.document_id = p_document
$$;
`

const heads = `
-- Units that somebody is the head of on a day, also standing in for the head, with all that lies below and what went up in them.
create function headed_units(p_tenant uuid, p_account uuid, p_on date) returns uuid[] language sql stable as $$
  with recursive below as (
    select (h->>'unitId')::uuid as id, 1 as depth
      from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h where h->>'role' in ('unitHead', 'oneStopHead')
    union
    select n.id, below.depth + 1
      from below
      join (
        select u.id, u.parent_id as above from unit u where u.tenant_id = p_tenant
        union all
        select s.unit_id, s.successor_id from unit_succession s where s.tenant_id = p_tenant and s.valid_from <= p_on) n on n.above = below.id
     where below.depth < 20
  )
  select coalesce(array_agg(distinct id), '{}') from below
$$;
`
