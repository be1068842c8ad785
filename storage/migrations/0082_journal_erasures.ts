import { Migration } from '@mikro-orm/migrations'

/**
 * Words about an applicant in entries of audits and management reviews go by a decision: the entry keeps its hash in the chain, and reads as its erasure says from
 * then on. Any other change of an entry stays refused.
 */
export class JournalErasures extends Migration {
  override up(): void {
    this.addSql(erasures)
    for (const [table, journal, column] of [['audit_journal', 'audit', 'audit_id'], ['management_review_journal', 'review', 'review_id']]) {
      this.addSql(`drop trigger ${table}_append_only on ${table}`)
      this.addSql(`create trigger ${table}_append_only before update or delete on ${table} for each row execute function keep_unless_erased('${journal}', '${column}')`)
      this.addSql(`grant update (canonical) on ${table} to current_user`)
    }
  }
}

const erasures = `
create table journal_erasure (
  tenant_id uuid not null references tenant (id),
  journal text collate "C" not null check (journal in ('audit', 'review')),
  record_id uuid not null,
  seq integer not null check (seq >= 1),
  -- The sum of the entry as it reads since.
  left_hash text collate "C" not null check (length(left_hash) = 64),
  dossier_id uuid not null,
  decision text not null check (length(decision) between 1 and 120),
  erased_at timestamptz not null,
  primary key (tenant_id, journal, record_id, seq, left_hash),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
);
create trigger journal_erasure_append_only before update or delete on journal_erasure for each row execute function refuse_change();
create trigger journal_erasure_no_truncate before truncate on journal_erasure for each statement execute function refuse_change();
revoke update, delete, truncate on journal_erasure from public, current_user;

-- For a journal (first argument) whose record stands in a column (second): an entry changes to what an erasure says is left of it, and in nothing else.
create function keep_unless_erased() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - 'canonical' = to_jsonb(old) - 'canonical' and exists (
      select from journal_erasure e
       where e.tenant_id = new.tenant_id and e.journal = tg_argv[0] and e.record_id = (to_jsonb(new)->>(tg_argv[1]))::uuid and e.seq = new.seq
         and e.left_hash = encode(sha256(convert_to(new.canonical, 'UTF8')), 'hex')) then
      return new;
    end if;
  end if;
  raise exception '% of % refused: rows are only added', lower(tg_op), tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
`
