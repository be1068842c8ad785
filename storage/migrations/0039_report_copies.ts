import { Migration } from '@mikro-orm/migrations'

/** Reports as they were sent: the model, the file, who froze it and what was seen before; never changed. */
export class ReportCopies extends Migration {
  override up(): void {
    this.addSql(copies)
  }
}

const copies = `
create table report_copy (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  layout text collate "C" not null check (length(layout) between 1 and 30),
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  number text collate "C" not null check (length(number) between 3 and 60),
  sent_on date not null,
  title text not null check (length(title) between 1 and 300),
  -- The model as text, so that its sum stays the sum of these bytes.
  report text not null check (length(report) <= 8388608),
  sha256 text collate "C" not null check (length(sha256) = 64),
  object_id uuid not null,
  seen text[] not null,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id),
  foreign key (tenant_id, created_by) references account (tenant_id, id)
);
create unique index report_copy_number on report_copy (tenant_id, number, extract(year from sent_on));
create trigger report_copy_append_only before update or delete on report_copy for each row execute function refuse_change();
create trigger report_copy_no_truncate before truncate on report_copy for each statement execute function refuse_change();
revoke update, delete, truncate on report_copy from public, current_user;
`
