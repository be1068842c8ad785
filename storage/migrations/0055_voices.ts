import { Migration } from '@mikro-orm/migrations'

/** Complaints and feedback with a clock of their own; what people wrote lies apart from the journal, so that it can be erased. */
export class Voices extends Migration {
  override up(): void {
    this.addSql(complaints)
    this.addSql(functions)
  }
}

const complaints = `
create table complaint (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  code text collate "C" not null check (length(code) <= 20),
  version integer not null check (version >= 1),
  kind text collate "C" not null check (kind in ('feedback', 'complaint', 'denunciation')),
  channel text collate "C" not null check (channel in ('inPerson', 'post', 'phone', 'online')),
  state text collate "C" not null check (state in ('received', 'accepted', 'handling', 'answered', 'closed', 'refused', 'passedOn')),
  unit_id uuid not null,
  dossier_id uuid,
  -- Whom it is about: they neither handle it nor see it.
  person_id uuid,
  handler_id uuid,
  received_at timestamptz not null,
  due_at timestamptz,
  answered_at timestamptz,
  in_time boolean,
  justified boolean,
  ended_at timestamptz,
  journal_seq integer not null check (journal_seq >= 1),
  journal_hash text collate "C" not null check (length(journal_hash) = 64),
  body jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id),
  foreign key (tenant_id, person_id) references account (tenant_id, id),
  foreign key (tenant_id, handler_id) references account (tenant_id, id)
);
create index complaint_open on complaint (id) where state in ('received', 'accepted', 'handling');
create index complaint_dossier on complaint (tenant_id, dossier_id) where dossier_id is not null;

create table complaint_number (
  tenant_id uuid not null references tenant (id),
  year integer not null,
  last_number integer not null check (last_number >= 1),
  primary key (tenant_id, year)
);

-- What people wrote and who they are: personal, erased by a decision, and not kept at all once a denunciation was passed on.
create table complaint_text (
  tenant_id uuid not null,
  complaint_id uuid not null,
  name text collate "C" not null check (name in ('text', 'sender', 'contact', 'reason', 'answer')),
  text text not null check (length(text) between 1 and 4000),
  primary key (tenant_id, complaint_id, name),
  foreign key (tenant_id, complaint_id) references complaint (tenant_id, id)
);

create table complaint_journal (
  tenant_id uuid not null,
  complaint_id uuid not null,
  seq integer not null check (seq >= 1),
  at timestamptz not null,
  event text collate "C" not null check (length(event) <= 40),
  canonical text not null check (length(canonical) <= 65536),
  hash text collate "C" not null check (length(hash) = 64),
  primary key (tenant_id, complaint_id, seq),
  foreign key (tenant_id, complaint_id) references complaint (tenant_id, id)
);
create trigger complaint_journal_append_only before update or delete on complaint_journal for each row execute function refuse_change();
create trigger complaint_journal_no_truncate before truncate on complaint_journal for each statement execute function refuse_change();
revoke update, delete, truncate on complaint_journal from public, current_user;

-- A rung of a reminder is claimed before anybody is told: once for each, whatever crashes.
create table complaint_claim (
  tenant_id uuid not null,
  complaint_id uuid not null,
  rung text collate "C" not null check (length(rung) <= 40),
  basis text collate "C" not null check (length(basis) <= 64),
  claimed_at timestamptz not null,
  primary key (tenant_id, complaint_id, rung, basis),
  foreign key (tenant_id, complaint_id) references complaint (tenant_id, id)
);
`

const functions = `
-- May this account see this complaint: it is of a unit that they see, or they handle it; and it is not about them. The one predicate.
create function may_see_complaint(p_one complaint, p_units uuid[], p_account uuid) returns boolean language sql stable as $$
  select (p_one.unit_id = any (p_units) or p_one.handler_id is not distinct from p_account) and p_one.person_id is distinct from p_account
$$;

-- Keeps one decision whole: the complaint, its entry, its texts. SQLSTATE 40001: it has another version by now.
create function save_complaint(p_expected integer, p_row jsonb, p_body jsonb, p_entry jsonb, p_texts jsonb, p_forget boolean) returns integer language plpgsql as $$
declare
  r complaint;
begin
  r := jsonb_populate_record(null::complaint, p_row);
  r.body := p_body;
  if p_expected = 0 then
    insert into complaint select r.*;
  else
    update complaint c set version = r.version, kind = r.kind, state = r.state, handler_id = r.handler_id, due_at = r.due_at, answered_at = r.answered_at, in_time = r.in_time,
      justified = r.justified, ended_at = r.ended_at, journal_seq = r.journal_seq, journal_hash = r.journal_hash, body = r.body
    where c.tenant_id = r.tenant_id and c.id = r.id and c.version = p_expected;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into complaint_journal (tenant_id, complaint_id, seq, at, event, canonical, hash)
    select r.tenant_id, r.id, e.seq, e.at, e.event, e.canonical, e.hash from jsonb_to_record(p_entry) as e (seq integer, at timestamptz, event text, canonical text, hash text);
  if p_forget then
    delete from complaint_text x where x.tenant_id = r.tenant_id and x.complaint_id = r.id;
  else
    insert into complaint_text (tenant_id, complaint_id, name, text) select r.tenant_id, r.id, x.key, x.value from jsonb_each_text(p_texts) x
    on conflict (tenant_id, complaint_id, name) do update set text = excluded.text;
  end if;
  return r.version;
end $$;

create function next_complaint_number(p_tenant uuid, p_year integer) returns integer language sql as $$
  insert into complaint_number as n (tenant_id, year, last_number) values (p_tenant, p_year, 1)
  on conflict (tenant_id, year) do update set last_number = n.last_number + 1
  returning last_number
$$;
`
