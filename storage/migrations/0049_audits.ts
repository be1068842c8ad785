import { Migration } from '@mikro-orm/migrations'

/** Internal audits with their journals, and the yearly programmes. */
export class Audits extends Migration {
  override up(): void {
    this.addSql(audits)
    this.addSql(programmes)
    this.addSql(functions)
  }
}

const audits = `
create table audit (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  code text collate "C" not null check (length(code) <= 20),
  version integer not null check (version >= 1),
  state text collate "C" not null check (state in ('planned', 'approved', 'underWay', 'reported', 'closed', 'withdrawn')),
  unit_ids uuid[] not null check (cardinality(unit_ids) between 1 and 50),
  -- Everybody who plans it or is in its team: they see it, whatever their unit.
  people uuid[] not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  created_at timestamptz not null,
  reported_at timestamptz,
  ended_at timestamptz,
  journal_seq integer not null check (journal_seq >= 1),
  journal_hash text collate "C" not null check (length(journal_hash) = 64),
  body jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  check ((state in ('closed', 'withdrawn')) = (ended_at is not null)),
  check (state not in ('reported', 'closed') or reported_at is not null)
);
create index audit_list on audit (tenant_id, id desc);

create table audit_number (
  tenant_id uuid not null references tenant (id),
  year integer not null,
  last_number integer not null check (last_number >= 1),
  primary key (tenant_id, year)
);

create table audit_journal (
  tenant_id uuid not null,
  audit_id uuid not null,
  seq integer not null check (seq >= 1),
  at timestamptz not null,
  event text collate "C" not null check (length(event) <= 40),
  actor_id uuid not null,
  canonical text not null check (length(canonical) <= 262144),
  hash text collate "C" not null check (length(hash) = 64),
  primary key (tenant_id, audit_id, seq),
  foreign key (tenant_id, audit_id) references audit (tenant_id, id)
);
create trigger audit_journal_append_only before update or delete on audit_journal for each row execute function refuse_change();
create trigger audit_journal_no_truncate before truncate on audit_journal for each statement execute function refuse_change();
revoke update, delete, truncate on audit_journal from public, current_user;
`

const programmes = `
-- The yearly programme: every version is a row of one chain; the newest holds.
create table audit_programme (
  tenant_id uuid not null references tenant (id),
  year integer not null check (year between 2000 and 2200),
  version integer not null check (version >= 1),
  at timestamptz not null,
  actor_id uuid not null,
  canonical text not null check (length(canonical) <= 262144),
  hash text collate "C" not null check (length(hash) = 64),
  primary key (tenant_id, year, version),
  foreign key (tenant_id, actor_id) references account (tenant_id, id)
);
create trigger audit_programme_append_only before update or delete on audit_programme for each row execute function refuse_change();
create trigger audit_programme_no_truncate before truncate on audit_programme for each statement execute function refuse_change();
revoke update, delete, truncate on audit_programme from public, current_user;
`

const functions = `
-- May this account see this audit: who has to do with the system as a whole sees all; others those of their units, or in which they take part. The one predicate.
create function may_see_audit(p_one audit, p_units uuid[], p_account uuid, p_roles text[]) returns boolean language sql stable as $$
  select p_roles && array['isoSecretary', 'qualityManager', 'internalAuditor', 'inspector', 'agencyLeader'] or p_account = any (p_one.people) or p_one.unit_ids && p_units
$$;

-- Keeps one decision on an audit whole: itself and its journal. SQLSTATE 40001: it has another version by now.
create function save_audit(p_expected integer, p_row jsonb, p_body jsonb, p_entries jsonb) returns integer language plpgsql as $$
declare
  r audit;
begin
  r := jsonb_populate_record(null::audit, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into audit select r.*;
  else
    update audit a set
      version = r.version, state = r.state, unit_ids = r.unit_ids, people = r.people, from_on = r.from_on, to_on = r.to_on, period_from = r.period_from, period_to = r.period_to,
      reported_at = r.reported_at, ended_at = r.ended_at, journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = r.body
    where a.tenant_id = r.tenant_id and a.id = r.id and a.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into audit_journal (tenant_id, audit_id, seq, at, event, actor_id, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.event, e.actor_id, e.canonical, e.hash
      from jsonb_to_recordset(p_entries) as e (seq integer, at timestamptz, event text, actor_id uuid, canonical text, hash text);
  return r.version;
end $$;

create function next_audit_number(p_tenant uuid, p_year integer) returns integer language sql as $$
  insert into audit_number as n (tenant_id, year, last_number) values (p_tenant, p_year, 1)
  on conflict (tenant_id, year) do update set last_number = n.last_number + 1
  returning last_number
$$;
`
