import { Migration } from '@mikro-orm/migrations'

/** Whose hands a migration of running dossiers took steps out of, which steps it gave to others, and when it was finished: they are told then, once. */
export class MigrationHands extends Migration {
  override up(): void {
    this.addSql(`alter table procedure_migration add column finished_at timestamptz, add check (finished_at is null or state = 'approved')`)
    this.addSql(`
update procedure_migration m set finished_at = t.finished_at
  from task t where t.tenant_id = m.tenant_id and t.id = m.task_id and t.state = 'done' and m.state = 'approved'`)
    this.addSql(`alter table procedure_migration_item add column lost jsonb not null default '[]', add column gained text[] not null default '{}'`)
  }
}
