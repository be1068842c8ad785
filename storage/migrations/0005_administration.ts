import { Migration } from '@mikro-orm/migrations'

/** Registers over time: renamings, successions, decisions, one-time passwords, and the trace of every change. */
export class Administration extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(authority)
  }
}

const tables = `
-- Who changed which register, when, and by which decision. Nothing is ever changed or taken away here.
create table register_entry (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  kind text collate "C" not null check (kind ~ '^[a-z][A-Za-z]{1,20}[.][a-z][A-Za-z]{1,30}$'),
  subjects uuid[] not null check (cardinality(subjects) <= 1000),
  decision text check (length(decision) between 1 and 200),
  details jsonb not null check (pg_column_size(details) <= 65536),
  primary key (tenant_id, id),
  foreign key (tenant_id, actor_id) references account (tenant_id, id)
);
create index register_entry_subjects on register_entry using gin (subjects);
create trigger register_entry_append_only before update or delete on register_entry for each row execute function refuse_change();
create trigger register_entry_no_truncate before truncate on register_entry for each statement execute function refuse_change();
revoke update, delete, truncate on register_entry from public, current_user;

-- The names that a unit took later; the row of the unit keeps the one it began with.
create table unit_renaming (
  tenant_id uuid not null,
  unit_id uuid not null,
  valid_from date not null,
  name_vi text collate "vi-VN-x-icu" not null check (length(name_vi) between 1 and 500),
  name_en text not null check (length(name_en) between 1 and 500),
  primary key (tenant_id, unit_id, valid_from),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
-- Which units take over the dossiers of one that ended, from which day: one after a merger, several after a division.
create table unit_succession (
  tenant_id uuid not null,
  unit_id uuid not null,
  successor_id uuid not null check (successor_id <> unit_id),
  valid_from date not null,
  primary key (tenant_id, unit_id, successor_id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, successor_id) references unit (tenant_id, id)
);
create index unit_succession_successor on unit_succession (tenant_id, successor_id);

-- No role outlives its unit: whoever ends a unit ends the roles in it first.
create function keep_grant_in_unit() returns trigger language plpgsql as $$
begin
  if exists (select from unit u where u.tenant_id = new.tenant_id and u.id = new.unit_id and u.valid_to < coalesce(new.valid_to, 'infinity') and new.valid_from <= coalesce(new.valid_to, 'infinity')) then
    raise exception 'the role would outlive its unit' using errcode = 'check_violation', constraint = 'role_grant_in_unit';
  end if;
  return new;
end $$;
create trigger role_grant_in_unit before insert or update on role_grant for each row execute function keep_grant_in_unit();
create function keep_unit_over_grants() returns trigger language plpgsql as $$
begin
  if exists (select from role_grant g where g.tenant_id = new.tenant_id and g.unit_id = new.id and coalesce(g.valid_to, 'infinity') > new.valid_to and g.valid_from <= coalesce(g.valid_to, 'infinity')) then
    raise exception 'a role would outlive the unit' using errcode = 'check_violation', constraint = 'role_grant_in_unit';
  end if;
  return new;
end $$;
create trigger unit_over_grants before update on unit for each row when (new.valid_to is not null) execute function keep_unit_over_grants();

alter table unit add column decision text check (length(decision) between 1 and 200);
alter table role_grant add column decision text check (length(decision) between 1 and 200);
alter table procedure_route add column decision text check (length(decision) between 1 and 200);
alter table account add column password_once_until timestamptz;
-- What is called off before its first day ends on the day before it: it was never in force, and the row stays.
alter table role_grant drop constraint role_grant_check, add constraint role_grant_check check (valid_to >= valid_from - 1);
alter table substitution drop constraint substitution_check1, add constraint substitution_check1 check (valid_to >= valid_from - 1);
alter table procedure_route drop constraint procedure_route_check, add constraint procedure_route_check check (valid_to >= valid_from - 1);
`

const authority = `
-- The name of a unit on a day.
create function unit_name(p_unit unit, p_on date) returns jsonb language sql stable as $$
  select coalesce(
    (select jsonb_build_object('vi', n.name_vi, 'en', n.name_en) from unit_renaming n
      where n.tenant_id = p_unit.tenant_id and n.unit_id = p_unit.id and n.valid_from <= p_on order by n.valid_from desc limit 1),
    jsonb_build_object('vi', p_unit.name_vi, 'en', p_unit.name_en))
$$;

-- The roles that an account holds on a day, own ones and those of people it stands in for. Nobody stands in for
-- an account that is closed.
create or replace function held_roles(p_tenant uuid, p_account uuid, p_on date) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'unitId', h.unit_id, 'onBehalfOf', h.on_behalf_of)), '[]'::jsonb)
    from (
      select g.role, g.unit_id, null::uuid as on_behalf_of
        from role_grant g
       where g.tenant_id = p_tenant and g.account_id = p_account
         and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
      union all
      select g.role, g.unit_id, s.absent_account_id
        from substitution s
        join account b on b.tenant_id = s.tenant_id and b.id = s.absent_account_id and b.active
        join role_grant g on g.tenant_id = s.tenant_id and g.account_id = s.absent_account_id
       where s.tenant_id = p_tenant and s.substitute_account_id = p_account
         and s.valid_from <= p_on and s.valid_to >= p_on
         and (s.role is null or s.role = g.role)
         and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
    ) h
$$;

-- Where the dossiers of a unit belong on a day: to itself, or once it has ended to whoever took over from it, and so on. None when nobody did.
create function unit_heirs(p_tenant uuid, p_unit uuid, p_on date) returns setof uuid language sql stable as $$
  with recursive heir as (
    select p_unit as id, 1 as depth
    union
    select s.successor_id, heir.depth + 1
      from heir join unit_succession s on s.tenant_id = p_tenant and s.unit_id = heir.id and s.valid_from <= p_on
     where heir.depth < 20
  )
  select distinct u.id from heir join unit u on u.tenant_id = p_tenant and u.id = heir.id
   where u.valid_from <= p_on and (u.valid_to is null or u.valid_to >= p_on)
$$;

-- A unit and all above it as the tree stood on a day, lowest first; bounded so that a cycle cannot hang a request. From a unit that has
-- ended the way leads to those that took over from it, and without any to the unit that it hung under.
create or replace function unit_line(p_tenant uuid, p_unit uuid, p_on date) returns jsonb language sql stable as $$
  with recursive line as (
    select u.id, u.parent_id, u.valid_to < p_on as ended, 1 as depth from unit u where u.tenant_id = p_tenant and u.id = p_unit
    union all
    select u.id, u.parent_id, u.valid_to < p_on, line.depth + 1
      from line
      join unit u on u.tenant_id = p_tenant and u.id = any (case when line.ended then coalesce(nullif(array(
             select s.successor_id from unit_succession s where s.tenant_id = p_tenant and s.unit_id = line.id and s.valid_from <= p_on), '{}'), array[line.parent_id])
           else array[line.parent_id] end)
     where line.depth < 20 and u.valid_from <= p_on and (u.valid_to is null or u.valid_to >= p_on
       or exists (select from unit_succession s where s.tenant_id = p_tenant and s.unit_id = u.id and s.valid_from <= p_on))
  )
  select coalesce(jsonb_agg(id order by depth), '[]'::jsonb) from line
$$;

-- Every unit whose dossiers an account may read on a day: those in which it holds a role, all below them, and all that they took over
-- from. A technical administrator reads none by that role. Bounded in depth so that a cycle cannot hang a request.
create or replace function visible_units(p_tenant uuid, p_account uuid, p_on date) returns uuid[] language sql stable as $$
  with recursive below as (
    select (h->>'unitId')::uuid as id, 1 as depth
      from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h where h->>'role' <> 'technicalAdmin'
    union
    select n.id, below.depth + 1
      from below
     cross join lateral (
       select u.id from unit u where u.tenant_id = p_tenant and u.parent_id = below.id
       union all
       select s.unit_id from unit_succession s where s.tenant_id = p_tenant and s.successor_id = below.id and s.valid_from <= p_on) n
     where below.depth < 20
  )
  select coalesce(array_agg(distinct id), '{}') from below
$$;

-- May this account read this dossier: the one predicate behind every read, list, search and count. Work in hand is read by whoever has it
-- for as long as they hold its role, anywhere.
create or replace function may_read(p_dossier dossier, p_units uuid[], p_account uuid, p_roles text[]) returns boolean language sql stable as $$
  select p_dossier.receiving_unit_id = any (p_units) or p_dossier.responsible_unit_id = any (p_units)
    or exists (
      select 1 from open_step o
       where o.tenant_id = p_dossier.tenant_id and o.dossier_id = p_dossier.id and o.role = any (p_roles)
         and (o.holder_id = p_account or o.place = 'agency'))
$$;
`
