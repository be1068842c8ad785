import { Migration } from '@mikro-orm/migrations'

/** Management reviews with their journals, and the inputs as they were frozen when each was held. */
export class ManagementReviews extends Migration {
  override up(): void {
    this.addSql(reviews)
    this.addSql(functions)
  }
}

const reviews = `
create table management_review (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  code text collate "C" not null check (length(code) <= 20),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('planned', 'held', 'concluded', 'cancelled')),
  planned_on date not null,
  as_of date not null,
  held_on date check (held_on >= as_of),
  -- Everybody who has to do with it, owners of its tasks too: they see it, whatever their role.
  people uuid[] not null,
  open_tasks integer not null check (open_tasks >= 0),
  journal_seq integer not null check (journal_seq >= 1),
  journal_hash text collate "C" not null check (length(journal_hash) = 64),
  body jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  check ((state in ('held', 'concluded')) = (held_on is not null))
);
-- What the reminders look at; tenants are looked at together.
create index management_review_tasks on management_review (tenant_id, id) where open_tasks > 0;

create table management_review_journal (
  tenant_id uuid not null,
  review_id uuid not null,
  seq integer not null check (seq >= 1),
  at timestamptz not null,
  event text collate "C" not null check (length(event) <= 20),
  actor_id uuid not null,
  canonical text not null check (length(canonical) <= 262144),
  hash text collate "C" not null check (length(hash) = 64),
  primary key (tenant_id, review_id, seq),
  foreign key (tenant_id, review_id) references management_review (tenant_id, id),
  foreign key (tenant_id, actor_id) references account (tenant_id, id)
);
create trigger management_review_journal_append_only before update or delete on management_review_journal for each row execute function refuse_change();
create trigger management_review_journal_no_truncate before truncate on management_review_journal for each statement execute function refuse_change();
revoke update, delete, truncate on management_review_journal from public, current_user;

-- The inputs as text, so that their sum stays the sum of these bytes.
create table management_review_input (
  tenant_id uuid not null,
  review_id uuid not null,
  report text not null check (length(report) <= 8388608),
  sha256 text collate "C" not null check (length(sha256) = 64),
  frozen_at timestamptz not null,
  primary key (tenant_id, review_id),
  foreign key (tenant_id, review_id) references management_review (tenant_id, id)
);
create trigger management_review_input_append_only before update or delete on management_review_input for each row execute function refuse_change();
create trigger management_review_input_no_truncate before truncate on management_review_input for each statement execute function refuse_change();
revoke update, delete, truncate on management_review_input from public, current_user;
`

const functions = `
-- May this account see this review: by a role that answers for the whole system, or because it has to do with it. The one predicate.
create function may_see_review(p_one management_review, p_account uuid, p_roles text[]) returns boolean language sql stable as $$
  select p_roles && array['isoSecretary', 'qualityManager', 'agencyLeader', 'internalAuditor', 'inspector'] or p_account = any (p_one.people)
$$;

-- Keeps one decision on a review whole: itself, one entry of its journal, and its inputs when it is held. SQLSTATE 40001: it has another version by now.
create function save_management_review(p_expected integer, p_row jsonb, p_body jsonb, p_entry jsonb, p_input jsonb) returns integer language plpgsql as $$
declare
  r management_review;
begin
  r := jsonb_populate_record(null::management_review, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into management_review select r.*;
  else
    update management_review m set
      version = r.version, state = r.state, planned_on = r.planned_on, as_of = r.as_of, held_on = r.held_on, people = r.people, open_tasks = r.open_tasks, journal_seq = r.journal_seq,
      journal_hash = r.journal_hash, body = r.body
    where m.tenant_id = r.tenant_id and m.id = r.id and m.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into management_review_journal (tenant_id, review_id, seq, at, event, actor_id, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.event, e.actor_id, e.canonical, e.hash
      from jsonb_to_record(p_entry) as e (seq integer, at timestamptz, event text, actor_id uuid, canonical text, hash text);
  if p_input is not null then
    insert into management_review_input (tenant_id, review_id, report, sha256, frozen_at)
      select r.tenant_id, r.id, i.report, i.sha256, i.frozen_at from jsonb_to_record(p_input) as i (report text, sha256 text, frozen_at timestamptz);
  end if;
  return r.version;
end $$;
`
