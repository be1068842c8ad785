import { Migration } from '@mikro-orm/migrations'

/** Agencies below this one, and the figures that they sent: every version as it came. */
export class Subordinates extends Migration {
  override up(): void {
    this.addSql(subordinates)
  }
}

const subordinates = `
create table subordinate (
  tenant_id uuid not null references tenant (id),
  code text collate "C" not null check (length(code) between 1 and 64),
  name text not null check (length(name) between 1 and 500),
  decision text not null check (length(decision) between 1 and 200),
  entered_at timestamptz not null,
  entered_by uuid not null,
  primary key (tenant_id, code),
  foreign key (tenant_id, entered_by) references account (tenant_id, id)
);
create table subordinate_report (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  form text collate "C" not null check (length(form) between 1 and 10),
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  version integer not null check (version >= 1),
  -- The file as text, so that its sum stays the sum of these bytes.
  body text not null check (length(body) <= 4194304),
  sha256 text collate "C" not null check (length(sha256) = 64),
  received_at timestamptz not null,
  received_by uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, code, form, period_from, period_to, version),
  foreign key (tenant_id, code) references subordinate (tenant_id, code),
  foreign key (tenant_id, received_by) references account (tenant_id, id)
);
create index subordinate_report_period on subordinate_report (tenant_id, form, period_from, period_to, code, version desc);
create trigger subordinate_report_append_only before update or delete on subordinate_report for each row execute function refuse_change();
create trigger subordinate_report_no_truncate before truncate on subordinate_report for each statement execute function refuse_change();
revoke update, delete, truncate on subordinate_report from public, current_user;
`
