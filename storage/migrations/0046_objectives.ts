import { Migration } from '@mikro-orm/migrations'

/** Quality objectives: what is in force of each, and every version of it. */
export class Objectives extends Migration {
  override up(): void {
    this.addSql(objectives)
    this.addSql(versions)
  }
}

const objectives = `
create table objective (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  year integer not null check (year between 2015 and 2100),
  formula text collate "C" not null check (length(formula) between 1 and 20),
  -- Null: the agency's.
  unit_id uuid,
  version integer not null check (version >= 1),
  withdrawn boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
-- One figure of one unit in one year has one target.
create unique index objective_once on objective (tenant_id, year, formula, unit_id) nulls not distinct where not withdrawn;
create index objective_year on objective (tenant_id, year);
`

const versions = `
create table objective_version (
  tenant_id uuid not null,
  objective_id uuid not null,
  version integer not null check (version >= 1),
  body jsonb not null check (pg_column_size(body) <= 16384),
  at timestamptz not null,
  actor_id uuid not null,
  primary key (tenant_id, objective_id, version),
  foreign key (tenant_id, objective_id) references objective (tenant_id, id),
  foreign key (tenant_id, actor_id) references account (tenant_id, id)
);
create trigger objective_version_append_only before update or delete on objective_version for each row execute function refuse_change();
create trigger objective_version_no_truncate before truncate on objective_version for each statement execute function refuse_change();
revoke update, delete, truncate on objective_version from public, current_user;
`
