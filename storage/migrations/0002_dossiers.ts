import { Migration } from '@mikro-orm/migrations'

/** Dossiers, their journal, and what hangs on a transition: open steps, outbox, reminders, numbers, idempotent answers. */
export class Dossiers extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(journal)
    this.addSql(work)
    this.addSql(functions)
  }
}

const tables = `
create table dossier (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  code text collate "C" check (length(code) between 1 and 64),
  version integer not null check (version >= 1),
  procedure_code text collate "C" not null,
  procedure_hash text collate "C" not null check (length(procedure_hash) = 64),
  channel text collate "C" not null check (channel in ('direct', 'online', 'postal')),
  status smallint not null check (status between 1 and 10),
  receiving_unit_id uuid not null,
  responsible_unit_id uuid not null,
  submitted_at timestamptz not null,
  received_at timestamptz,
  due_at timestamptz,
  due_original_at timestamptz,
  next_reminder_at timestamptz,
  result_ready_at timestamptz,
  delivered_at timestamptz,
  closed_at timestamptz,
  timeliness text collate "C" check (timeliness in ('early', 'onTime', 'late')),
  days_late integer check (days_late >= 0),
  journal_seq integer not null check (journal_seq >= 1),
  journal_hash text collate "C" not null check (length(journal_hash) = 64),
  body jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, receiving_unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, responsible_unit_id) references unit (tenant_id, id),
  check ((status in (1, 3)) or code is not null)
);
create unique index dossier_code on dossier (tenant_id, code) where code is not null;
-- What is due first in the agency, among open dossiers whose clock runs: the work lists.
create index dossier_due on dossier (tenant_id, due_at) where closed_at is null and result_ready_at is null;
-- The sweep that claims reminders; tenants are swept together.
create index dossier_reminder on dossier (next_reminder_at) where next_reminder_at is not null;

create table applicant (
  tenant_id uuid not null,
  dossier_id uuid not null,
  kind text collate "C" not null check (kind in ('citizen', 'business', 'stateBody', 'organisation', 'other')),
  name text not null check (length(name) <= 200),
  phone text check (length(phone) <= 20),
  email text check (length(email) <= 200),
  address text check (length(address) <= 400),
  id_number text check (length(id_number) <= 20),
  subject text check (length(subject) <= 2000),
  primary key (tenant_id, dossier_id),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
);
`

const journal = `
create table journal (
  tenant_id uuid not null,
  dossier_id uuid not null,
  seq integer not null check (seq >= 1),
  at timestamptz not null,
  recorded_at timestamptz not null,
  event text collate "C" not null check (length(event) <= 64),
  actor_id uuid,
  status smallint not null check (status between 1 and 10),
  deviation boolean not null,
  canonical text not null check (length(canonical) <= 65536),
  hash text collate "C" not null check (length(hash) = 64),
  primary key (tenant_id, dossier_id, seq),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
);
-- Reports as of an instant read stretches of time of an append-only table.
create index journal_at on journal using brin (at);

create trigger journal_append_only before update or delete on journal for each row execute function refuse_change();
create trigger journal_no_truncate before truncate on journal for each statement execute function refuse_change();
-- Owners hold their rights by grant too: taken away from whoever runs this migration, and never given to anybody.
revoke update, delete, truncate on journal from public, current_user;

-- The clear side of the journal's commitments; erased lawfully row by row, the chain still verifies.
create table journal_personal (
  tenant_id uuid not null,
  dossier_id uuid not null,
  seq integer not null,
  field text collate "C" not null check (length(field) <= 64),
  salt text collate "C" not null check (length(salt) = 64),
  value text not null check (length(value) <= 8000),
  primary key (tenant_id, dossier_id, seq, field),
  -- Not to the journal itself: checking such a key locks its rows, which needs the very right to update that nobody has there.
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
);
`

const work = `
create table open_step (
  tenant_id uuid not null,
  dossier_id uuid not null,
  step text collate "C" not null,
  role text collate "C",
  place text collate "C" not null,
  unit_id uuid not null,
  holder_id uuid,
  entered_at timestamptz not null,
  acknowledged_at timestamptz,
  due_at timestamptz,
  primary key (tenant_id, dossier_id, step),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
);
-- What a person has in hand, and what waits in a unit for a role.
create index open_step_holder on open_step (tenant_id, holder_id) where holder_id is not null;
create index open_step_pool on open_step (tenant_id, unit_id, role) where holder_id is null;

create table outbox (
  tenant_id uuid not null,
  dossier_id uuid not null,
  seq integer not null,
  ordinal integer not null,
  kind text collate "C" not null,
  payload jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, dossier_id, seq, ordinal)
);
create index outbox_oldest on outbox (created_at);

create table notice (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  account_id uuid not null,
  dossier_id uuid,
  kind text collate "C" not null check (length(kind) <= 64),
  payload jsonb not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references account (tenant_id, id)
);
create index notice_unread on notice (tenant_id, account_id, created_at) where read_at is null;

-- One row per rung of one dossier and one basis (cycle or due instant): whoever inserts it acts, nobody else ever does.
create table reminder_claim (
  tenant_id uuid not null,
  dossier_id uuid not null,
  rung text collate "C" not null check (rung in ('share70', 'share90', 'tMinus1', 'duePassed', 'stepPassed')),
  basis text collate "C" not null check (length(basis) <= 64),
  claimed_at timestamptz not null,
  primary key (tenant_id, dossier_id, rung, basis),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
);

create table dossier_number (
  tenant_id uuid not null references tenant (id),
  agency_code text collate "C" not null,
  on_date date not null,
  last_number integer not null check (last_number between 1 and 99999),
  primary key (tenant_id, agency_code, on_date)
);

create table idempotency (
  tenant_id uuid not null,
  account_id uuid not null,
  key text collate "C" not null check (length(key) between 1 and 200),
  request_hash text collate "C" not null check (length(request_hash) = 64),
  status smallint not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, account_id, key)
);
create index idempotency_age on idempotency using brin (created_at);

create table procedure_route (
  tenant_id uuid not null references tenant (id),
  procedure_code text collate "C" not null,
  valid_from date not null,
  valid_to date,
  responsible_unit_id uuid not null,
  primary key (tenant_id, procedure_code, valid_from),
  foreign key (tenant_id, responsible_unit_id) references unit (tenant_id, id),
  check (valid_to is null or valid_to >= valid_from)
);

create table imported_case (
  tenant_id uuid not null,
  procedure_code text collate "C" not null,
  case_id text collate "C" not null check (length(case_id) <= 200),
  dossier_id uuid not null,
  content_hash text collate "C" not null check (length(content_hash) = 64),
  event_count integer not null,
  ended_at timestamptz,
  deadline_at timestamptz,
  attributes jsonb not null,
  primary key (tenant_id, procedure_code, case_id),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
);
`

const functions = `
-- The roles that an account holds on a day: its own and, through substitutions, those of absent people.
create function held_roles(p_tenant uuid, p_account uuid, p_on date) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'unitId', h.unit_id, 'onBehalfOf', h.on_behalf_of)), '[]'::jsonb)
    from (
      select g.role, g.unit_id, null::uuid as on_behalf_of
        from role_grant g
       where g.tenant_id = p_tenant and g.account_id = p_account
         and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
      union all
      select g.role, g.unit_id, s.absent_account_id
        from substitution s
        join role_grant g on g.tenant_id = s.tenant_id and g.account_id = s.absent_account_id
       where s.tenant_id = p_tenant and s.substitute_account_id = p_account
         and s.valid_from <= p_on and s.valid_to >= p_on
         and (s.role is null or s.role = g.role)
         and g.valid_from <= p_on and (g.valid_to is null or g.valid_to >= p_on)
    ) h
$$;

-- A unit and all above it as the tree stood on a day, lowest first; bounded so that a cycle cannot hang a request.
create function unit_line(p_tenant uuid, p_unit uuid, p_on date) returns jsonb language sql stable as $$
  with recursive line as (
    select u.id, u.parent_id, 1 as depth from unit u where u.tenant_id = p_tenant and u.id = p_unit
    union all
    select u.id, u.parent_id, line.depth + 1
      from line join unit u on u.tenant_id = p_tenant and u.id = line.parent_id
     where line.depth < 20 and u.valid_from <= p_on and (u.valid_to is null or u.valid_to >= p_on)
  )
  select coalesce(jsonb_agg(id order by depth), '[]'::jsonb) from line
$$;

-- Every unit whose dossiers an account may read on a day: those in which it holds a role, and all below them. A technical
-- administrator reads none by that role. Bounded in depth so that a cycle cannot hang a request.
create function visible_units(p_tenant uuid, p_account uuid, p_on date) returns uuid[] language sql stable as $$
  with recursive below as (
    select (h->>'unitId')::uuid as id, 1 as depth
      from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h where h->>'role' <> 'technicalAdmin'
    union
    select u.id, below.depth + 1 from below join unit u on u.tenant_id = p_tenant and u.parent_id = below.id where below.depth < 20
  )
  select coalesce(array_agg(distinct id), '{}') from below
$$;

-- May this account read this dossier: the one predicate behind every read, list, search and count.
create function may_read(p_dossier dossier, p_units uuid[], p_account uuid, p_roles text[]) returns boolean language sql stable as $$
  select p_dossier.receiving_unit_id = any (p_units) or p_dossier.responsible_unit_id = any (p_units)
    or exists (
      select 1 from open_step o
       where o.tenant_id = p_dossier.tenant_id and o.dossier_id = p_dossier.id
         and (o.holder_id = p_account or (o.place = 'agency' and o.role = any (p_roles))))
$$;

-- The next number of the agency and day. The row stays locked until the receiving transaction ends, so a rollback leaves no gap.
create function next_dossier_number(p_tenant uuid, p_agency text, p_on date) returns integer language sql as $$
  insert into dossier_number as n (tenant_id, agency_code, on_date, last_number) values (p_tenant, p_agency, p_on, 1)
  on conflict (tenant_id, agency_code, on_date) do update set last_number = n.last_number + 1
  returning last_number
$$;

-- Keeps one decision whole: dossier, journal, personal fields, open steps, outbox and the answer to a repeated request, in one statement.
-- p_expected 0 inserts; otherwise the version must be the one that was read (SQLSTATE 40001 if not).
create function save_decision(
  p_expected integer, p_row jsonb, p_body jsonb, p_entries jsonb, p_personal jsonb, p_steps jsonb, p_effects jsonb, p_idempotency jsonb
) returns integer language plpgsql as $$
declare
  r dossier;
begin
  r := jsonb_populate_record(null::dossier, p_row);
  if p_expected = 0 then
    r.body := p_body;
    insert into dossier select r.*;
  else
    update dossier d set
      code = r.code, version = r.version, procedure_hash = r.procedure_hash, status = r.status, responsible_unit_id = r.responsible_unit_id,
      received_at = r.received_at, due_at = r.due_at, due_original_at = r.due_original_at, next_reminder_at = r.next_reminder_at,
      result_ready_at = r.result_ready_at, delivered_at = r.delivered_at, closed_at = r.closed_at, timeliness = r.timeliness,
      days_late = r.days_late, journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = p_body
    where d.tenant_id = r.tenant_id and d.id = r.id and d.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into journal (tenant_id, dossier_id, seq, at, recorded_at, event, actor_id, status, deviation, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.recorded_at, e.event, e.actor_id, e.status, e.deviation, e.canonical, e.hash
      from jsonb_to_recordset(p_entries) as e (
        seq integer, at timestamptz, recorded_at timestamptz, event text, actor_id uuid, status smallint, deviation boolean, canonical text, hash text);
  if p_personal is not null then
    insert into journal_personal (tenant_id, dossier_id, seq, field, salt, value)
      select r.tenant_id, r.id, f.seq, f.field, f.salt, f.value
        from jsonb_to_recordset(p_personal) as f (seq integer, field text, salt text, value text);
  end if;
  if p_steps is not null then
    if p_expected > 0 then
      delete from open_step o where o.tenant_id = r.tenant_id and o.dossier_id = r.id;
    end if;
    insert into open_step (tenant_id, dossier_id, step, role, place, unit_id, holder_id, entered_at, acknowledged_at, due_at)
      select r.tenant_id, r.id, s.step, s.role, s.place, s.unit_id, s.holder_id, s.entered_at, s.acknowledged_at, s.due_at
        from jsonb_to_recordset(p_steps) as s (
          step text, role text, place text, unit_id uuid, holder_id uuid, entered_at timestamptz, acknowledged_at timestamptz,
          due_at timestamptz);
  end if;
  if p_effects is not null then
    insert into outbox (tenant_id, dossier_id, seq, ordinal, kind, payload, created_at)
      select r.tenant_id, r.id, r.journal_seq, f.ordinal, f.kind, f.payload, f.created_at
        from jsonb_to_recordset(p_effects) as f (ordinal integer, kind text, payload jsonb, created_at timestamptz);
  end if;
  if p_idempotency is not null then
    insert into idempotency (tenant_id, account_id, key, request_hash, status, response, created_at)
      select r.tenant_id, i.account_id, i.key, i.request_hash, i.status, i.response, i.created_at
        from jsonb_to_record(p_idempotency) as i (
          account_id uuid, key text, request_hash text, status smallint, response jsonb, created_at timestamptz);
  end if;
  return r.version;
end $$;
`

