import { Migration } from '@mikro-orm/migrations'

/** Tables of steps that are being edited for drafts of documents: every version is kept, so that nothing which somebody typed is lost. */
export class StepTables extends Migration {
  override up(): void {
    this.addSql(`
create table step_table_version (
  tenant_id uuid not null,
  document_id uuid not null,
  version integer not null check (version > 0),
  revision_id uuid not null,
  -- The definition that the table was made from; what a table does not show is taken from it.
  base_hash text collate "C" not null,
  body json not null,
  -- The definition that the table makes; null while it has faults that keep it from being one.
  hash text collate "C",
  deed text collate "C" not null check (deed ~ '^[a-zA-Z]{1,30}$'),
  about text,
  notes json not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  saved_for uuid,
  primary key (tenant_id, document_id, version),
  foreign key (tenant_id, document_id) references document (tenant_id, id),
  foreign key (tenant_id, base_hash) references document_definition (tenant_id, hash),
  foreign key (tenant_id, saved_by) references account (tenant_id, id)
)`)
    this.addSql(`create trigger step_table_version_fixed before update on step_table_version for each row execute function refuse_change()`)
  }
}
