import { Migration } from '@mikro-orm/migrations'

/**
 * Registers as they were known at an instant: what a change replaced is kept with the instant of the change, so that a report as of then tells who held which role,
 * which procedures were in force and who was to read what as it was told then. What was changed before this version is told as it is.
 */
export class KnownRegisters extends Migration {
  override up(): void {
    this.addSql(procedureEnds)
    this.addSql(past)
    this.addSql(known)
    this.addSql(reading)
  }
}

const procedureEnds = `
-- When the last day of a revision was recorded; null: with the revision itself.
alter table procedure_revision add column end_recorded_at timestamptz;
alter table procedure_revision add constraint procedure_revision_end_recorded check (end_recorded_at is null or valid_to is not null);
alter table procedure_revision disable trigger procedure_revision_fixed;
update procedure_revision p
   set end_recorded_at = coalesce(
         (select min(n.created_at) from procedure_revision n where n.tenant_id = p.tenant_id and n.code = p.code and n.revision > p.revision and n.valid_from = p.valid_to + 1),
         (select min(j.recorded_at) from document_procedure c
            join document_revision r on r.tenant_id = c.tenant_id and r.id = c.revision_id
            join document_journal j on j.tenant_id = r.tenant_id and j.document_id = r.document_id and j.event = 'RETIRE'
           where c.tenant_id = p.tenant_id and c.procedure_code = p.code and c.procedure_revision = p.revision))
 where p.valid_to is not null and p.body->>'validTo' is null;
alter table procedure_revision enable trigger procedure_revision_fixed;
`

const past = `
-- A row of a dated register as it was up to a change: its last day, or that it was not there yet.
create table register_past (
  tenant_id uuid not null references tenant (id),
  relation text collate "C" not null check (relation in ('role_grant', 'substitution', 'procedure_route')),
  row_key text collate "C" not null check (length(row_key) between 1 and 100),
  until timestamptz not null,
  there boolean not null,
  valid_to date check (there or valid_to is null),
  primary key (tenant_id, relation, row_key, until)
);
create trigger register_past_append_only before update or delete on register_past for each row execute function refuse_change();
create trigger register_past_no_truncate before truncate on register_past for each statement execute function refuse_change();

-- Keeps what a change replaces, under the instant that the change says (quytrinh.recorded_at); what is entered without one was always known.
create function keep_register_past() returns trigger language plpgsql as $$
declare
  v_at timestamptz := nullif(current_setting('quytrinh.recorded_at', true), '')::timestamptz;
  v_row jsonb := to_jsonb(new);
begin
  if v_at is not null then
    insert into register_past (tenant_id, relation, row_key, until, there, valid_to)
    values (new.tenant_id, tg_table_name, coalesce(v_row->>'id', (v_row->>'procedure_code') || ' ' || (v_row->>'valid_from')), v_at, tg_op = 'UPDATE', case when tg_op = 'UPDATE' then old.valid_to end)
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger role_grant_past after insert or update of valid_to on role_grant for each row execute function keep_register_past();
create trigger substitution_past after insert or update of valid_to on substitution for each row execute function keep_register_past();
create trigger procedure_route_past after insert or update of valid_to on procedure_route for each row execute function keep_register_past();
`

const known = `
-- The registers as they were known at an instant; null: all that is known.
create function grants_known(p_tenant uuid, p_known timestamptz) returns setof role_grant language sql stable as $$
  select g.tenant_id, g.id, g.account_id, g.unit_id, g.role, g.valid_from, case when p.there then p.valid_to else g.valid_to end, g.decision
    from role_grant g
    left join lateral (
      select h.there, h.valid_to from register_past h
       where p_known is not null and h.tenant_id = g.tenant_id and h.relation = 'role_grant' and h.row_key = g.id::text and h.until > p_known order by h.until limit 1) p on true
   where g.tenant_id = p_tenant and p.there is not false
$$;
create function substitutions_known(p_tenant uuid, p_known timestamptz) returns setof substitution language sql stable as $$
  select s.tenant_id, s.id, s.absent_account_id, s.substitute_account_id, s.role, s.valid_from, case when p.there then p.valid_to else s.valid_to end, s.decision
    from substitution s
    left join lateral (
      select h.there, h.valid_to from register_past h
       where p_known is not null and h.tenant_id = s.tenant_id and h.relation = 'substitution' and h.row_key = s.id::text and h.until > p_known order by h.until limit 1) p on true
   where s.tenant_id = p_tenant and p.there is not false
$$;
create function routes_known(p_tenant uuid, p_known timestamptz) returns setof procedure_route language sql stable as $$
  select o.tenant_id, o.procedure_code, o.valid_from, case when p.there then p.valid_to else o.valid_to end, o.responsible_unit_id, o.decision
    from procedure_route o
    left join lateral (
      select h.there, h.valid_to from register_past h
       where p_known is not null and h.tenant_id = o.tenant_id and h.relation = 'procedure_route' and h.row_key = o.procedure_code || ' ' || o.valid_from and h.until > p_known
       order by h.until limit 1) p on true
   where o.tenant_id = p_tenant and p.there is not false
$$;
-- Who holds which role on a day, the own ones and those of absent people whom they stand in for. Who has left stands in for nobody: their roles have ended as well.
create function held_known(p_tenant uuid, p_accounts uuid[], p_on date, p_known timestamptz)
  returns table (account_id uuid, role text, unit_id uuid, on_behalf_of uuid) language sql stable as $$
  select g.account_id, g.role, g.unit_id, null::uuid from grants_known(p_tenant, p_known) g
   where g.account_id = any (p_accounts) and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
  union
  select s.substitute_account_id, g.role, g.unit_id, s.absent_account_id from substitutions_known(p_tenant, p_known) s
    join account b on b.tenant_id = s.tenant_id and b.id = s.absent_account_id and (b.active or p_known is not null)
    join grants_known(p_tenant, p_known) g on g.account_id = s.absent_account_id and (s.role is null or s.role = g.role)
   where s.substitute_account_id = any (p_accounts) and s.valid_from <= p_on and s.valid_to >= p_on
     and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
$$;
-- Revisions of documents that were in force at an instant, as the journals had it at another: a switch counts once it was recorded, an end as well.
create function revisions_known(p_tenant uuid, p_at timestamptz, p_known timestamptz) returns setof document_revision language sql stable as $$
  select r.* from document_revision r where p_known is null and r.tenant_id = p_tenant and r.in_force @> p_at
  union all
  select r.*
    from document d
   cross join lateral (
     select j.in_force_id from document_journal j where j.tenant_id = d.tenant_id and j.document_id = d.id and j.recorded_at <= p_known order by j.seq desc limit 1) k
    join document_revision r on r.tenant_id = d.tenant_id and r.document_id = d.id and lower(r.in_force) <= p_at
   where p_known is not null and d.tenant_id = p_tenant
     and (r.id = k.in_force_id or (upper(r.in_force) > p_at and exists (
       select 1 from document_journal j where j.tenant_id = d.tenant_id and j.document_id = d.id and j.in_force_id = r.id and j.recorded_at <= p_known)))
$$;
create function holders_known(p_tenant uuid, p_known timestamptz) returns table (document_id uuid, unit_id uuid, account_id uuid) language sql stable as $$
  select k.document_id, k.unit_id, k.account_id from document_holder k where p_known is null and k.tenant_id = p_tenant
  union all
  select d.id, (h.value->>'unitId')::uuid, (h.value->>'accountId')::uuid
    from document d
   cross join lateral (
     select j.canonical from document_journal j
      where j.tenant_id = d.tenant_id and j.document_id = d.id and j.event = 'DISTRIBUTE' and j.recorded_at <= p_known order by j.seq desc limit 1) k
   cross join lateral jsonb_array_elements(coalesce(k.canonical::jsonb->'holders', '[]'::jsonb)) h
   where p_known is not null and d.tenant_id = p_tenant
$$;
`

const reading = `
drop function reading_of(uuid, uuid[], date, uuid);
-- What these people are to have read by the end of a day, as it was known at an instant (null: all that is known): revisions in force then that were given to them
-- (role null), procedures in which one of their roles acts in their unit, and the forms and guidance that belong to these. Substitutes count with whom they stand in
-- for. $p_document: only this one, or null.
create function reading_of(p_tenant uuid, p_accounts uuid[], p_on date, p_document uuid, p_known timestamptz default null)
  returns table (account_id uuid, document_id uuid, revision_id uuid, role text, unit_id uuid, on_behalf_of uuid) language sql stable as $$
  with recursive moment as (
    select ((p_on + 1)::timestamp at time zone t.zone) - interval '1 millisecond' as at from tenant t where t.id = p_tenant
  ), held as materialized (
    select * from held_known(p_tenant, p_accounts, p_on, p_known)
  ), current as materialized (
    select d.id as document_id, r.id as revision_id, r.procedure_code, r.procedure_hash, d.parent_id, d.type, d.access
      from moment m cross join lateral revisions_known(p_tenant, m.at, p_known) r
      join document d on d.tenant_id = p_tenant and d.id = r.document_id
  ), route as materialized (
    select o.procedure_code, o.responsible_unit_id from routes_known(p_tenant, p_known) o where o.valid_from <= p_on and (o.valid_to is null or o.valid_to >= p_on)
  ), line as materialized (
    select u.unit_id, array(select jsonb_array_elements_text(unit_line(p_tenant, u.unit_id, p_on))::uuid) as ids
      from (select distinct o.responsible_unit_id as unit_id from route o) u
  ), acts as (
    select h.account_id, c.document_id, c.revision_id, h.role, h.unit_id, h.on_behalf_of, c.access
      from current c
      join procedure_duty y on y.tenant_id = p_tenant and y.hash = c.procedure_hash
      join held h on h.role = y.role
      join unit u on u.tenant_id = p_tenant and u.id = h.unit_id
      left join route o on o.procedure_code = c.procedure_code
      left join line l on l.unit_id = o.responsible_unit_id
     where y.place = 'agency' or l.ids is null or h.unit_id = any (l.ids) or (y.place = 'receiving' and u.kind in ('oneStopDesk', 'agency'))
  ), member as (
    select h.account_id, l.id::uuid as id, 1 as depth from held h cross join lateral jsonb_array_elements_text(unit_line(p_tenant, h.unit_id, p_on)) l (id)
    union
    select m.account_id, s.unit_id, m.depth + 1
      from member m join unit_succession s on s.tenant_id = p_tenant and s.successor_id = m.id and s.valid_from <= p_on where m.depth < 20
  ), wanted as (
    select account_id, document_id, revision_id, role, unit_id, on_behalf_of from acts where access = 'agency'
    union
    select a.account_id, c.document_id, c.revision_id, a.role, a.unit_id, a.on_behalf_of
      from acts a join current c on c.parent_id = a.document_id and c.type in ('form', 'guidance') and c.access = 'agency'
    union
    select p.account_id, c.document_id, c.revision_id, null, null, null
      from current c
      join holders_known(p_tenant, p_known) k on k.document_id = c.document_id
      join (select id as account_id, null::uuid as unit_id from unnest(p_accounts) a (id) union all select m.account_id, m.id from member m) p
        on p.account_id = k.account_id and p.unit_id is null or p.unit_id = k.unit_id
  )
  select w.account_id, w.document_id, w.revision_id, w.role, w.unit_id, w.on_behalf_of from wanted w where p_document is null or w.document_id = p_document
$$;
`
