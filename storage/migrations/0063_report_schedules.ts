import { Migration } from '@mikro-orm/migrations'

/** Reports that are made by themselves: when, and what was made; each period once, and nothing of it is ever changed. */
export class ReportSchedules extends Migration {
  override up(): void {
    this.addSql(schedules)
    this.addSql(made)
  }
}

const schedules = `
create table report_schedule (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  subject text collate "C" not null check (length(subject) between 1 and 30),
  pace text collate "C" not null check (pace in ('month', 'quarter', 'halfYear', 'year')),
  after_days integer not null check (after_days between 1 and 60),
  decision text not null check (length(decision) between 1 and 200),
  begins_on date not null,
  entered_at timestamptz not null,
  entered_by uuid not null,
  ended_on date,
  ended_by uuid,
  primary key (tenant_id, id),
  check ((ended_on is null) = (ended_by is null)),
  foreign key (tenant_id, entered_by) references account (tenant_id, id),
  foreign key (tenant_id, ended_by) references account (tenant_id, id)
);
create unique index report_schedule_running on report_schedule (tenant_id, subject, pace) where ended_on is null;
`

const made = `
create table made_report (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  schedule_id uuid,
  period text collate "C" check (length(period) between 4 and 10),
  -- The report that was frozen together with these figures, in the same transaction; copies may not be locked, so that no foreign key can be checked.
  copy_id uuid,
  subject text collate "C" not null check (length(subject) between 1 and 30),
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  title text not null check (length(title) between 1 and 300),
  -- The model as text, so that its sum stays the sum of these bytes.
  body text not null check (length(body) <= 8388608),
  sha256 text collate "C" not null check (length(sha256) = 64),
  made_at timestamptz not null,
  made_by uuid,
  primary key (tenant_id, id),
  check ((schedule_id is null) = (period is null)),
  check ((schedule_id is null) <> (made_by is null)),
  -- Each period of a schedule once, whatever crashes.
  unique (tenant_id, schedule_id, period),
  unique (tenant_id, copy_id),
  foreign key (tenant_id, schedule_id) references report_schedule (tenant_id, id),
  foreign key (tenant_id, made_by) references account (tenant_id, id)
);
create index made_report_newest on made_report (tenant_id, id desc);
create index report_copy_sum on report_copy (tenant_id, sha256);
create trigger made_report_append_only before update or delete on made_report for each row execute function refuse_change();
create trigger made_report_no_truncate before truncate on made_report for each statement execute function refuse_change();
revoke update, delete, truncate on made_report from public, current_user;
`
