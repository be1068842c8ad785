import { Migration } from '@mikro-orm/migrations'

/** The register of nonconformities: one for each cause, the dossiers attached, a journal that is one chain for the agency. */
export class Nonconformities extends Migration {
  override up(): void {
    this.addSql(`create index dossier_late on dossier (tenant_id, id) where timeliness = 'late'`)
    this.addSql(register)
    this.addSql(journal)
    this.addSql(functions)
  }
}

const register = `
-- Where the register of an agency stands. Its row is locked by whoever enters something, so that numbers have no gap.
create table nonconformity_head (
  tenant_id uuid not null references tenant (id),
  seq integer not null check (seq >= 0),
  hash text collate "C" not null check (length(hash) = 64),
  year integer not null,
  number integer not null check (number >= 0),
  primary key (tenant_id)
);

create table nonconformity (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  seq integer not null check (seq >= 1),
  code text collate "C" not null check (length(code) <= 20),
  -- What there may be one of. Claimed by the insert: at most once, whatever crashes and however many sweep at once.
  cause text collate "C" not null check (length(cause) between 1 and 200),
  source text collate "C" not null check (source in ('lateDossier', 'latePattern', 'lawNotTakenUp', 'auditFinding', 'complaint', 'inspection', 'wrongResult', 'missedObjective', 'review')),
  rule text collate "C" check (length(rule) <= 40),
  unit_id uuid not null,
  grade text collate "C" not null check (grade in ('major', 'minor', 'observation')),
  clause text collate "C" not null check (length(clause) <= 12),
  occurred_on date not null,
  field text collate "C",
  found_at timestamptz not null,
  found_by uuid,
  text text check (length(text) between 1 and 4000),
  facts jsonb not null,
  action_id uuid,
  settled jsonb,
  primary key (tenant_id, id),
  unique (tenant_id, cause),
  unique (tenant_id, code),
  unique (tenant_id, seq),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, found_by) references account (tenant_id, id)
);
create index nonconformity_open on nonconformity (tenant_id, seq desc) where action_id is null and settled is null;
create index nonconformity_month on nonconformity (tenant_id, field, occurred_on) where source = 'lateDossier' and field is not null;
create index nonconformity_action on nonconformity (tenant_id, action_id) where action_id is not null;

-- What was found stays as it was found; only what became of it is added.
create function keep_nonconformity() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a nonconformity stays' using errcode = 'integrity_constraint_violation';
  end if;
  if (to_jsonb(old) - 'action_id' - 'settled') is distinct from (to_jsonb(new) - 'action_id' - 'settled') or (old.settled is not null and old.settled is distinct from new.settled) then
    raise exception 'of a nonconformity only what became of it may be added' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger nonconformity_fixed before update or delete on nonconformity for each row execute function keep_nonconformity();

create table nonconformity_dossier (
  tenant_id uuid not null,
  nonconformity_id uuid not null,
  dossier_id uuid not null,
  primary key (tenant_id, nonconformity_id, dossier_id),
  foreign key (tenant_id, nonconformity_id) references nonconformity (tenant_id, id),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
);
create index nonconformity_of_dossier on nonconformity_dossier (tenant_id, dossier_id);
`

const journal = `
create table nonconformity_journal (
  tenant_id uuid not null,
  seq integer not null check (seq >= 1),
  nonconformity_id uuid not null,
  at timestamptz not null,
  event text collate "C" not null check (event in ('RAISE', 'SETTLE', 'TAKE_UP')),
  actor_id uuid,
  canonical text not null check (length(canonical) <= 262144),
  hash text collate "C" not null check (length(hash) = 64),
  primary key (tenant_id, seq),
  foreign key (tenant_id, nonconformity_id) references nonconformity (tenant_id, id)
);
create index nonconformity_journal_of on nonconformity_journal (tenant_id, nonconformity_id, seq);
create trigger nonconformity_journal_append_only before update or delete on nonconformity_journal for each row execute function refuse_change();
create trigger nonconformity_journal_no_truncate before truncate on nonconformity_journal for each statement execute function refuse_change();
revoke update, delete, truncate on nonconformity_journal from public, current_user;
`

const functions = `
-- May this account see this nonconformity: it is of a unit that they see, they entered it, or they may read one of its dossiers. The one predicate.
create function may_see_nonconformity(p_one nonconformity, p_units uuid[], p_account uuid, p_roles text[]) returns boolean language sql stable as $$
  select p_one.unit_id = any (p_units) or p_one.found_by is not distinct from p_account
    or exists (select 1 from nonconformity_dossier k join dossier d on d.tenant_id = k.tenant_id and d.id = k.dossier_id
                where k.tenant_id = p_one.tenant_id and k.nonconformity_id = p_one.id and may_read(d, p_units, p_account, p_roles))
$$;
`
