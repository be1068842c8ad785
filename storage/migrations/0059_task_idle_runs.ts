import { Migration } from '@mikro-orm/migrations'

/** How often in a row a task was taken without coming further than ever before: only that gives it up, not how often its process ended. */
export class TaskIdleRuns extends Migration {
  override up(): void {
    this.addSql(`alter table task add column idle_runs integer not null default 0 check (idle_runs >= 0), add column furthest integer not null default 0 check (furthest >= 0)`)
    this.addSql(`update task set furthest = done_count, idle_runs = run where state in ('waiting', 'running')`)
  }
}
