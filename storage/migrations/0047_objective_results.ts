import { Migration } from '@mikro-orm/migrations'

/** What was found of an objective when a period was over, each once: who sweeps again, or beside another, finds it settled. */
export class ObjectiveResults extends Migration {
  override up(): void {
    this.addSql(results)
  }
}

const results = `
create table objective_result (
  tenant_id uuid not null,
  objective_id uuid not null,
  period text collate "C" not null check (period ~ '^[0-9]{4}(-Q[1-4])?$'),
  -- Of the objective, as it held when the period was over.
  version integer not null check (version >= 1),
  hits integer,
  total integer,
  light text collate "C" not null check (light in ('green', 'amber', 'red', 'grey')),
  found_at timestamptz not null,
  primary key (tenant_id, objective_id, period),
  foreign key (tenant_id, objective_id) references objective (tenant_id, id)
);
create trigger objective_result_append_only before update or delete on objective_result for each row execute function refuse_change();
create trigger objective_result_no_truncate before truncate on objective_result for each statement execute function refuse_change();
revoke update, delete, truncate on objective_result from public, current_user;
`
