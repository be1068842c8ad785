import { Migration } from '@mikro-orm/migrations'

/** How each form groups what ended without a result and what is paused, as the agency decided. */
export class FormGroupings extends Migration {
  override up(): void {
    this.addSql(groupings)
  }
}

const groupings = `
-- Of several for a form the newest that had begun on the last day of a period holds, out of those that were entered by the instant asked for.
create table form_grouping (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  form text collate "C" not null check (form in ('06a', '06b', 'weekly')),
  ended text not null check (ended in ('resolved', 'apart')),
  paused text not null check (paused in ('inProgress', 'apart')),
  decision text not null check (length(decision) between 1 and 200),
  valid_from date not null,
  entered_at timestamptz not null,
  entered_by uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, form, valid_from),
  foreign key (tenant_id, entered_by) references account (tenant_id, id)
);
create trigger form_grouping_append_only before update or delete on form_grouping for each row execute function refuse_change();
`
