import { Migration } from '@mikro-orm/migrations'

/** Records of work handed over when somebody leaves: what went to whom and what stayed, as of the instant; nothing of it is ever changed. */
export class Handovers extends Migration {
  override up(): void {
    this.addSql(handovers)
  }
}

const handovers = `
create table handover (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  -- Who hands over, and who carried it out.
  account_id uuid not null,
  actor_id uuid not null,
  at timestamptz not null,
  decision text not null check (length(decision) between 1 and 200),
  body jsonb not null check (pg_column_size(body) <= 4194304),
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references account (tenant_id, id),
  foreign key (tenant_id, actor_id) references account (tenant_id, id)
);
create index handover_account on handover (tenant_id, account_id, id desc);
create trigger handover_append_only before update or delete on handover for each row execute function refuse_change();
create trigger handover_no_truncate before truncate on handover for each statement execute function refuse_change();
revoke update, delete, truncate on handover from public, current_user;
`
