import { Migration } from '@mikro-orm/migrations'

/** Long work that survives a crash, an index behind every list of dossiers, and who has done something in an open one. */
export class Board extends Migration {
  override up(): void {
    this.addSql(tasks)
    this.addSql(lists)
    this.addSql(doers)
    this.addSql(reach)
  }
}

const tasks = `
-- Work too long for one request. The row is the truth; a job only looks for rows. Whoever takes one holds a lease, and each taking has its number:
-- a runner that was thought dead can write nothing more.
create table task (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text collate "C" not null check (kind in ('assign', 'import', 'export')),
  key text collate "C" not null check (length(key) between 1 and 200),
  request jsonb not null,
  state text collate "C" not null check (state in ('waiting', 'running', 'done', 'failed')),
  run smallint not null default 0 check (run >= 0),
  lease_until timestamptz,
  done_count integer not null default 0 check (done_count >= 0),
  total_count integer check (total_count >= 0),
  position jsonb,
  result jsonb,
  error text collate "C",
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, account_id, key),
  foreign key (tenant_id, account_id) references account (tenant_id, id),
  check ((finished_at is not null) = (state in ('done', 'failed')))
);
-- The oldest one that nobody has in hand; tenants are swept together.
create index task_open on task (created_at) where state in ('waiting', 'running');
-- A person's own, newest first.
create index task_own on task (tenant_id, account_id, id desc);

-- The parts of a task that are done one by one, each at most once: its outcome is null until then, else 'done' or the code of a refusal.
create table task_item (
  tenant_id uuid not null,
  task_id uuid not null,
  ordinal integer not null check (ordinal >= 1),
  dossier_id uuid not null,
  version integer not null,
  step text collate "C" not null,
  outcome text collate "C",
  primary key (tenant_id, task_id, ordinal),
  foreign key (tenant_id, task_id) references task (tenant_id, id) on delete cascade
);

-- What a task was given to read, or has written: in parts, so that no statement holds all of it.
create table task_file (
  tenant_id uuid not null,
  task_id uuid not null,
  part integer not null check (part >= 1),
  bytes bytea not null check (length(bytes) <= 8388608),
  primary key (tenant_id, task_id, part),
  foreign key (tenant_id, task_id) references task (tenant_id, id) on delete cascade
);
`

const urgentAt = `coalesce(case when result_ready_at is null then due_at end, 'infinity'::timestamptz)`

const lists = `
-- Open dossiers of a unit, what is due first before the rest: every list of work. A reader's units are asked one by one and merged.
create index dossier_open_responsible on dossier (tenant_id, responsible_unit_id, (${urgentAt}), id) where closed_at is null;
create index dossier_open_receiving on dossier (tenant_id, receiving_unit_id, (${urgentAt}), id) where closed_at is null;
-- All dossiers of a unit by time of filing.
create index dossier_responsible on dossier (tenant_id, responsible_unit_id, id);
create index dossier_receiving on dossier (tenant_id, receiving_unit_id, id);
-- Served the agency-wide order that the lists above took over.
drop index dossier_due;
-- Steps that anybody of a role in the agency may take, and may therefore read.
create index open_step_agency on open_step (tenant_id, role) where place = 'agency';
`

const doers = `
-- Who has done a step of an open dossier: the list of what now waits for others. Kept by trigger, whichever statement writes the dossier.
create table dossier_doer (
  tenant_id uuid not null,
  dossier_id uuid not null,
  account_id uuid not null,
  primary key (tenant_id, dossier_id, account_id)
);
create index dossier_doer_account on dossier_doer (tenant_id, account_id, dossier_id);

create function doers_of(p_body jsonb) returns setof uuid language sql immutable parallel safe as $$
  select distinct v.id::uuid from jsonb_each(p_body->'doneBy') s cross join lateral jsonb_array_elements_text(s.value) as v (id)
$$;
create function keep_doers() returns trigger language plpgsql as $$
begin
  if new.closed_at is not null then
    delete from dossier_doer where tenant_id = new.tenant_id and dossier_id = new.id;
  else
    insert into dossier_doer (tenant_id, dossier_id, account_id) select new.tenant_id, new.id, doers_of(new.body) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger dossier_doer_begun after insert on dossier for each row when (new.closed_at is null) execute function keep_doers();
create trigger dossier_doer_moved after update on dossier for each row
  when (new.closed_at is distinct from old.closed_at or new.body->'doneBy' is distinct from old.body->'doneBy') execute function keep_doers();
insert into dossier_doer (tenant_id, dossier_id, account_id) select d.tenant_id, d.id, doers_of(d.body) from dossier d where d.closed_at is null;
`

const reach = `
-- Each role that an account holds on a day together with each unit that it reaches: the unit in which it is held and all below it. The same
-- answer as asking unit_line upwards: a unit above counts only on days on which it exists.
create function role_reach(p_tenant uuid, p_account uuid, p_on date) returns table (role text, unit_id uuid) language sql stable as $$
  with recursive reach as (
    select h->>'role' as role, (h->>'unitId')::uuid as id, 1 as depth from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h
    union
    select reach.role, u.id, reach.depth + 1
      from reach
      join unit above on above.tenant_id = p_tenant and above.id = reach.id and above.valid_from <= p_on and (above.valid_to is null or above.valid_to >= p_on)
      join unit u on u.tenant_id = p_tenant and u.parent_id = reach.id
     where reach.depth < 20
  )
  select distinct reach.role, reach.id from reach
$$;
`
