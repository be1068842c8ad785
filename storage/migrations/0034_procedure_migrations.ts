import { Migration } from '@mikro-orm/migrations'

/** Running dossiers that go over to another revision of their procedure: proposed by one person, approved by another, carried out as a task. */
export class ProcedureMigrations extends Migration {
  override up(): void {
    // Which kinds of task there are is said by schemas/task.ts alone.
    this.addSql(`alter table task drop constraint task_kind_check`)
    this.addSql(`alter table task add constraint task_kind_check check (kind ~ '^[a-zA-Z]{1,30}$')`)
    this.addSql(`
create table procedure_migration (
  tenant_id uuid not null,
  id uuid not null,
  procedure_code text collate "C" not null,
  from_revision integer not null,
  to_revision integer not null,
  from_hash text collate "C" not null,
  to_hash text collate "C" not null,
  steps jsonb not null,
  new_limit boolean not null,
  ground text,
  decision_number text not null,
  decision_on date not null,
  state text collate "C" not null check (state in ('proposed', 'approved', 'rejected')),
  proposed_by uuid not null,
  proposed_for uuid,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_for uuid,
  decided_at timestamptz,
  reason text,
  task_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, proposed_by) references account (tenant_id, id),
  foreign key (tenant_id, decided_by) references account (tenant_id, id),
  foreign key (tenant_id, task_id) references task (tenant_id, id),
  check (from_hash <> to_hash),
  check (not new_limit or ground is not null),
  check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  constraint procedure_migration_four_eyes check (state <> 'approved' or (
    decided_by <> proposed_by and decided_by is distinct from proposed_for and (decided_for is null or (decided_for <> proposed_by and decided_for is distinct from proposed_for))))
)`)
    this.addSql(`create unique index procedure_migration_open on procedure_migration (tenant_id, from_hash) where state = 'proposed'`)
    this.addSql(`create index procedure_migration_code on procedure_migration (tenant_id, procedure_code, id desc)`)
    this.addSql(`
create table procedure_migration_item (
  tenant_id uuid not null,
  migration_id uuid not null,
  dossier_id uuid not null,
  outcome text collate "C" not null,
  step text collate "C" not null,
  due_before timestamptz,
  due_after timestamptz,
  primary key (tenant_id, migration_id, dossier_id),
  foreign key (tenant_id, migration_id) references procedure_migration (tenant_id, id),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
)`)
  }
}
