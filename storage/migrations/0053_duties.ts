import { Migration } from '@mikro-orm/migrations'

/** Reminders of what a year asks, each rung once; and the limits that an agency sets itself for corrective actions. */
export class Duties extends Migration {
  override up(): void {
    this.addSql(claims)
    this.addSql(limits)
  }
}

const claims = `
-- A rung of a reminder is claimed before anybody is told: once for each duty and day, whatever crashes.
create table duty_claim (
  tenant_id uuid not null references tenant (id),
  duty text collate "C" not null check (length(duty) between 1 and 120),
  due_on date not null,
  rung text collate "C" not null check (length(rung) <= 20),
  claimed_at timestamptz not null,
  primary key (tenant_id, duty, due_on, rung)
);
`

const limits = `
-- By when a corrective action is to be done, as the agency decided: for one source of nonconformities, or (null) for all others. The newest that has begun holds.
create table action_limit (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  source text collate "C" check (source in ('lateDossier', 'latePattern', 'lawNotTakenUp', 'auditFinding', 'complaint', 'inspection', 'wrongResult', 'missedObjective', 'review')),
  unit text collate "C" not null check (unit in ('day', 'month')),
  amount integer not null check (amount between 1 and 366),
  ground text not null check (length(ground) between 1 and 300),
  valid_from date not null,
  entered_at timestamptz not null,
  entered_by uuid not null,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, source, valid_from),
  foreign key (tenant_id, entered_by) references account (tenant_id, id)
);
create trigger action_limit_append_only before update or delete on action_limit for each row execute function refuse_change();
`
