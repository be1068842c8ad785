import { Migration } from '@mikro-orm/migrations'

/** Controlled documents, their revisions and journal, who is to have them and who has read them, releases, and the register of laws. */
export class Documents extends Migration {
  override up(): void {
    this.addSql(`create extension if not exists btree_gist`)
    this.addSql(documents)
    this.addSql(readers)
    this.addSql(laws)
    this.addSql(journal)
    this.addSql(functions)
  }
}

const documents = `
create table document (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  code text collate "C" not null check (length(code) between 2 and 40),
  type text collate "C" not null check (type in ('policy', 'manual', 'objectives', 'guidance', 'procedure', 'form', 'list', 'external', 'other')),
  owner_unit_id uuid not null,
  access text collate "C" not null check (access in ('agency', 'holders')),
  parent_id uuid,
  version integer not null check (version >= 1),
  -- Of the revision in force, else of the newest.
  title text not null check (length(title) between 1 and 300),
  in_force_id uuid,
  -- The state of the revision that is not yet in force, if there is one: draft, inReview, approved, scheduled.
  open_state text collate "C" check (open_state in ('draft', 'inReview', 'approved', 'scheduled')),
  next_review_on date,
  next_switch_at timestamptz,
  retired_at timestamptz,
  journal_seq integer not null check (journal_seq >= 1),
  journal_hash text collate "C" not null check (length(journal_hash) = 64),
  body jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, parent_id) references document (tenant_id, id),
  check (retired_at is null or (in_force_id is null and open_state is null))
);
-- The master list goes by code; the code of a document that is out of force may be given again.
create unique index document_code on document (tenant_id, code) where retired_at is null;
create index document_list on document (tenant_id, code, id);
create index document_words on document using gin (fold_text(code || ' ' || title) gin_trgm_ops);
create index document_parent on document (tenant_id, parent_id) where parent_id is not null;
-- The job that switches; tenants are looked at together.
create index document_switch on document (next_switch_at) where next_switch_at is not null;

create table document_revision (
  tenant_id uuid not null,
  document_id uuid not null,
  id uuid not null,
  ordinal integer not null check (ordinal >= 1),
  issue integer not null check (issue >= 1),
  revision integer not null check (revision >= 0),
  state text collate "C" not null check (state in ('draft', 'inReview', 'approved', 'scheduled', 'effective', 'superseded', 'obsolete', 'withdrawn')),
  title text not null,
  drafters uuid[] not null,
  object_id uuid,
  procedure_code text collate "C",
  procedure_hash text collate "C",
  release_id uuid,
  -- From when to when it was or is in force: half open, so that one ends where the next begins.
  in_force tstzrange,
  primary key (tenant_id, id),
  unique (tenant_id, document_id, ordinal),
  foreign key (tenant_id, document_id) references document (tenant_id, id),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id),
  check ((in_force is not null) = (state in ('effective', 'superseded', 'obsolete'))),
  check (not isempty(in_force) and not lower_inf(in_force)),
  check ((state = 'effective') = coalesce(upper_inf(in_force), false)),
  -- The last guard: whatever a program does, two revisions of a document are never in force at one instant.
  constraint document_revision_one_in_force exclude using gist (tenant_id with =, document_id with =, in_force with &&)
);
create unique index document_revision_numbers on document_revision (tenant_id, document_id, issue, revision) where state <> 'withdrawn';

-- What was once in force stays as it was; only its end is set, once.
create function keep_document_revision() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a revision of a document stays' using errcode = 'integrity_constraint_violation';
  end if;
  if old.state in ('superseded', 'obsolete', 'withdrawn') and old is distinct from new then
    raise exception 'a revision that has ended does not change' using errcode = 'integrity_constraint_violation';
  end if;
  if old.state = 'effective' and (new.state not in ('effective', 'superseded', 'obsolete') or lower(new.in_force) <> lower(old.in_force)
    or (new.tenant_id, new.document_id, new.id, new.ordinal, new.issue, new.revision, new.title, new.drafters, new.object_id, new.procedure_code, new.procedure_hash, new.release_id)
      is distinct from
      (old.tenant_id, old.document_id, old.id, old.ordinal, old.issue, old.revision, old.title, old.drafters, old.object_id, old.procedure_code, old.procedure_hash, old.release_id)) then
    raise exception 'of a revision in force only the end may be set' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger document_revision_fixed before update or delete on document_revision for each row execute function keep_document_revision();

-- Several revisions promulgated by one decision.
create table document_release (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  decision_number text not null check (length(decision_number) between 1 and 60),
  decision_on date not null,
  title text not null check (length(title) between 1 and 300),
  effective_on date not null,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references account (tenant_id, id)
);

-- Definitions as they were drafted, by their content; a revision names one by its hash.
create table document_definition (
  tenant_id uuid not null references tenant (id),
  hash text collate "C" not null check (length(hash) = 64),
  body json not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (tenant_id, hash)
);
create trigger document_definition_fixed before update or delete on document_definition for each row execute function refuse_change();

-- Which revision of a procedure a revision of a document put into force, or goes on describing.
create table document_procedure (
  tenant_id uuid not null,
  revision_id uuid not null,
  procedure_code text collate "C" not null,
  procedure_revision integer not null,
  primary key (tenant_id, revision_id),
  foreign key (tenant_id, revision_id) references document_revision (tenant_id, id),
  foreign key (tenant_id, procedure_code, procedure_revision) references procedure_revision (tenant_id, code, revision)
);
create index document_procedure_of on document_procedure (tenant_id, procedure_code, procedure_revision);
`

const readers = `
create table document_holder (
  tenant_id uuid not null,
  document_id uuid not null,
  unit_id uuid,
  account_id uuid,
  foreign key (tenant_id, document_id) references document (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, account_id) references account (tenant_id, id),
  unique nulls not distinct (tenant_id, document_id, unit_id, account_id),
  check ((unit_id is null) <> (account_id is null))
);

-- Who has read and taken note of a revision: said once, never taken back.
create table document_acknowledgement (
  tenant_id uuid not null,
  revision_id uuid not null,
  account_id uuid not null,
  acknowledged_at timestamptz not null,
  primary key (tenant_id, revision_id, account_id),
  foreign key (tenant_id, revision_id) references document_revision (tenant_id, id),
  foreign key (tenant_id, account_id) references account (tenant_id, id)
);
create trigger document_acknowledgement_fixed before update or delete on document_acknowledgement for each row execute function refuse_change();
`

const laws = `
create table law (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  number text not null check (length(number) between 1 and 60),
  title text not null check (length(title) between 1 and 500),
  kind text collate "C" not null check (kind in ('law', 'decree', 'circular', 'decision', 'resolution', 'standard', 'other')),
  issuer text not null check (length(issuer) between 1 and 200),
  issued_on date not null,
  effective_from date not null,
  ends_on date check (ends_on >= effective_from),
  replaces_id uuid,
  source text check (length(source) between 1 and 300),
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, number, issued_on),
  foreign key (tenant_id, replaces_id) references law (tenant_id, id),
  foreign key (tenant_id, created_by) references account (tenant_id, id),
  check (replaces_id <> id)
);
create index law_list on law (tenant_id, effective_from desc, id desc);
create index law_words on law using gin (fold_text(number || ' ' || title) gin_trgm_ops);

create table document_law (
  tenant_id uuid not null,
  document_id uuid not null,
  law_id uuid not null,
  linked_at timestamptz not null,
  taken_at timestamptz,
  revision_id uuid,
  primary key (tenant_id, document_id, law_id),
  foreign key (tenant_id, document_id) references document (tenant_id, id),
  foreign key (tenant_id, law_id) references law (tenant_id, id)
);
create index document_law_open on document_law (tenant_id, law_id) where taken_at is null;
`

const journal = `
create table document_journal (
  tenant_id uuid not null,
  document_id uuid not null,
  seq integer not null check (seq >= 1),
  at timestamptz not null,
  recorded_at timestamptz not null,
  event text collate "C" not null check (length(event) <= 40),
  actor_id uuid,
  in_force_id uuid,
  canonical text not null check (length(canonical) <= 262144),
  hash text collate "C" not null check (length(hash) = 64),
  primary key (tenant_id, document_id, seq),
  foreign key (tenant_id, document_id) references document (tenant_id, id)
);
create index document_journal_at on document_journal using brin (at);
create trigger document_journal_append_only before update or delete on document_journal for each row execute function refuse_change();
create trigger document_journal_no_truncate before truncate on document_journal for each statement execute function refuse_change();
revoke update, delete, truncate on document_journal from public, current_user;
`

const functions = `
-- The units in which somebody holds a role, and all above them: documents given to one of these are given to them.
create function member_units(p_tenant uuid, p_account uuid, p_on date) returns uuid[] language sql stable as $$
  select coalesce(array_agg(distinct l.id::uuid), '{}')
    from jsonb_array_elements(held_roles(p_tenant, p_account, p_on)) h
   cross join lateral jsonb_array_elements_text(unit_line(p_tenant, (h->>'unitId')::uuid, p_on)) l (id)
$$;

/*
 * How much of a document somebody may see, the one predicate that every query on documents passes: 3 drafts and all else; 2 old revisions too;
 * 1 the revision in force; 0 nothing. p_units: those at or below the person's; p_members: those at or above.
 */
create function document_level(p_document document, p_units uuid[], p_members uuid[], p_account uuid, p_roles text[]) returns integer language sql stable as $$
  select case
    when p_roles && array['isoSecretary', 'qualityManager', 'agencyLeader'] or p_document.owner_unit_id = any (p_units) then 3
    when exists (select 1 from document_revision r where r.tenant_id = p_document.tenant_id and r.document_id = p_document.id
      and r.state in ('draft', 'inReview', 'approved', 'scheduled') and p_account = any (r.drafters)) then 3
    when p_roles && array['internalAuditor', 'inspector'] then 2
    when p_document.in_force_id is null then 0
    when p_document.access = 'agency' then 1
    when exists (select 1 from document_holder h where h.tenant_id = p_document.tenant_id and h.document_id = p_document.id
      and (h.account_id = p_account or h.unit_id = any (p_members) or h.unit_id = any (p_units))) then 1
    else 0 end
$$;

/*
 * Keeps one decision on a document whole: itself, the revisions that changed, holders, laws, journal. Revisions are
 * written in their order, so that the old one has ended before the new one begins. SQLSTATE 40001: it has another version by now.
 */
create function save_document(p_expected integer, p_row jsonb, p_body jsonb, p_revisions jsonb, p_holders jsonb, p_laws jsonb, p_entries jsonb)
returns integer language plpgsql as $$
declare
  r document;
  v jsonb;
begin
  r := jsonb_populate_record(null::document, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into document select r.*;
  else
    update document d set
      version = r.version, title = r.title, in_force_id = r.in_force_id, open_state = r.open_state, next_review_on = r.next_review_on,
      next_switch_at = r.next_switch_at, retired_at = r.retired_at, journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = r.body
    where d.tenant_id = r.tenant_id and d.id = r.id and d.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  for v in select value from jsonb_array_elements(p_revisions) loop
    insert into document_revision as o (tenant_id, document_id, id, ordinal, issue, revision, state, title, drafters, object_id, procedure_code, procedure_hash, release_id, in_force)
      select r.tenant_id, r.id, n.id, n.ordinal, n.issue, n.revision, n.state, n.title, n.drafters, n.object_id, n.procedure_code, n.procedure_hash, n.release_id, n.in_force
        from jsonb_populate_record(null::document_revision, v) n
    on conflict (tenant_id, id) do update set
      state = excluded.state, title = excluded.title, drafters = excluded.drafters, object_id = excluded.object_id, procedure_code = excluded.procedure_code,
      procedure_hash = excluded.procedure_hash, release_id = excluded.release_id, in_force = excluded.in_force;
  end loop;
  if p_holders is not null then
    delete from document_holder h where h.tenant_id = r.tenant_id and h.document_id = r.id;
    insert into document_holder (tenant_id, document_id, unit_id, account_id)
      select distinct r.tenant_id, r.id, h."unitId", h."accountId" from jsonb_to_recordset(p_holders) as h ("unitId" uuid, "accountId" uuid);
  end if;
  if p_laws is not null then
    insert into document_law (tenant_id, document_id, law_id, linked_at, taken_at, revision_id)
      select r.tenant_id, r.id, l.law_id, l.linked_at, l.taken_at, l.revision_id
        from jsonb_to_recordset(p_laws) as l (law_id uuid, linked_at timestamptz, taken_at timestamptz, revision_id uuid)
    on conflict (tenant_id, document_id, law_id) do update set taken_at = excluded.taken_at, revision_id = excluded.revision_id;
  end if;
  insert into document_journal (tenant_id, document_id, seq, at, recorded_at, event, actor_id, in_force_id, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.recorded_at, e.event, e.actor_id, e.in_force_id, e.canonical, e.hash
      from jsonb_to_recordset(p_entries) as e (
        seq integer, at timestamptz, recorded_at timestamptz, event text, actor_id uuid, in_force_id uuid, canonical text, hash text);
  return r.version;
end $$;
`
