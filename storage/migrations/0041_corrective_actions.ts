import { Migration } from '@mikro-orm/migrations'

/** Corrective actions with their journals, the rungs of reminders, and the limits that an agency has of its own. */
export class CorrectiveActions extends Migration {
  override up(): void {
    this.addSql(actions)
    this.addSql(functions)
  }
}

const actions = `
create table corrective_action (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  code text collate "C" not null check (length(code) <= 20),
  version integer not null check (version >= 1),
  unit_id uuid not null,
  state text collate "C" not null check (state in ('proposed', 'analysing', 'awaitingApproval', 'doing', 'verifying', 'measuring', 'closed', 'carriedOver', 'withdrawn')),
  owner_id uuid,
  -- Everybody who had to do with it: they see it, whatever their unit.
  people uuid[] not null,
  due_on date,
  window_to date,
  created_at timestamptz not null,
  ended_at timestamptz,
  outcome text collate "C" check (outcome in ('effective', 'unproven')),
  journal_seq integer not null check (journal_seq >= 1),
  journal_hash text collate "C" not null check (length(journal_hash) = 64),
  body jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, owner_id) references account (tenant_id, id),
  check ((state in ('closed', 'carriedOver', 'withdrawn')) = (ended_at is not null)),
  check (state <> 'closed' or outcome is not null)
);
create index corrective_action_list on corrective_action (tenant_id, id desc);
-- What the reminders and the measurement look at; tenants are looked at together.
create index corrective_action_open on corrective_action (id) where state in ('proposed', 'analysing', 'awaitingApproval', 'doing', 'verifying', 'measuring');

alter table nonconformity add constraint nonconformity_action_fk foreign key (tenant_id, action_id) references corrective_action (tenant_id, id);

create table corrective_action_number (
  tenant_id uuid not null references tenant (id),
  year integer not null,
  last_number integer not null check (last_number >= 1),
  primary key (tenant_id, year)
);

create table corrective_action_journal (
  tenant_id uuid not null,
  action_id uuid not null,
  seq integer not null check (seq >= 1),
  at timestamptz not null,
  event text collate "C" not null check (length(event) <= 40),
  actor_id uuid,
  canonical text not null check (length(canonical) <= 262144),
  hash text collate "C" not null check (length(hash) = 64),
  primary key (tenant_id, action_id, seq),
  foreign key (tenant_id, action_id) references corrective_action (tenant_id, id)
);
create trigger corrective_action_journal_append_only before update or delete on corrective_action_journal for each row execute function refuse_change();
create trigger corrective_action_journal_no_truncate before truncate on corrective_action_journal for each statement execute function refuse_change();
revoke update, delete, truncate on corrective_action_journal from public, current_user;

-- Files that show what was done; their bytes are objects of the store, and never swept while they are named here.
create table corrective_action_file (
  tenant_id uuid not null,
  action_id uuid not null,
  object_id uuid not null,
  primary key (tenant_id, action_id, object_id),
  foreign key (tenant_id, action_id) references corrective_action (tenant_id, id),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id)
);

-- A rung of a reminder is claimed before anybody is told: once for each, whatever crashes.
create table corrective_action_claim (
  tenant_id uuid not null,
  action_id uuid not null,
  rung text collate "C" not null check (length(rung) <= 40),
  basis text collate "C" not null check (length(basis) <= 64),
  claimed_at timestamptz not null,
  primary key (tenant_id, action_id, rung, basis),
  foreign key (tenant_id, action_id) references corrective_action (tenant_id, id)
);
`

const functions = `
-- May this account see this action: it is of a unit that they see, or they have to do with it. The one predicate.
create function may_see_action(p_one corrective_action, p_units uuid[], p_account uuid) returns boolean language sql stable as $$
  select p_one.unit_id = any (p_units) or p_account = any (p_one.people)
$$;

-- Keeps one decision on an action whole: itself and its journal. SQLSTATE 40001: it has another version by now.
create function save_corrective_action(p_expected integer, p_row jsonb, p_body jsonb, p_entries jsonb) returns integer language plpgsql as $$
declare
  r corrective_action;
begin
  r := jsonb_populate_record(null::corrective_action, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into corrective_action select r.*;
  else
    update corrective_action a set
      version = r.version, state = r.state, owner_id = r.owner_id, people = r.people, due_on = r.due_on, window_to = r.window_to, ended_at = r.ended_at, outcome = r.outcome,
      journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = r.body
    where a.tenant_id = r.tenant_id and a.id = r.id and a.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into corrective_action_journal (tenant_id, action_id, seq, at, event, actor_id, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.event, e.actor_id, e.canonical, e.hash
      from jsonb_to_recordset(p_entries) as e (seq integer, at timestamptz, event text, actor_id uuid, canonical text, hash text);
  insert into corrective_action_file (tenant_id, action_id, object_id)
    select r.tenant_id, r.id, (e->'file'->>'objectId')::uuid from jsonb_array_elements(p_body->'evidence') e where e->'file' <> 'null'::jsonb
  on conflict do nothing;
  return r.version;
end $$;

create function next_corrective_action_number(p_tenant uuid, p_year integer) returns integer language sql as $$
  insert into corrective_action_number as n (tenant_id, year, last_number) values (p_tenant, p_year, 1)
  on conflict (tenant_id, year) do update set last_number = n.last_number + 1
  returning last_number
$$;
`
