import { Migration } from '@mikro-orm/migrations'

/** A schedule whose report could not be made waits, longer each time, and the others go on. */
export class ReportDelays extends Migration {
  override up(): void {
    this.addSql(`
create table report_delay (
  tenant_id uuid not null references tenant (id),
  schedule_id uuid not null,
  failures integer not null check (failures between 1 and 1000),
  next_at timestamptz not null,
  primary key (tenant_id, schedule_id),
  foreign key (tenant_id, schedule_id) references report_schedule (tenant_id, id)
);
`)
  }
}
