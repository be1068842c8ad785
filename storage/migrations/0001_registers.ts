import { Migration } from '@mikro-orm/migrations'

/** The registers: agencies, their units and people, who may what from when to when, calendars and procedures. */
export class Registers extends Migration {
  override up(): void {
    this.addSql(extensions)
    this.addSql(agencies)
    this.addSql(people)
    this.addSql(sessions)
    this.addSql(calendars)
    this.addSql(procedures)
  }
}

const extensions = `
create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- Vietnamese text for searching without marks: NFC, no marks (đ too), lower case.
create function fold_text(value text) returns text language sql immutable parallel safe strict
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC))) $$;

-- For registers whose rows are only added: a change is a new row.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % refused: rows are only added', lower(tg_op), tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
`

const agencies = `
create table tenant (
  id uuid primary key,
  code text collate "C" not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  name_vi text collate "vi-VN-x-icu" not null check (length(name_vi) between 1 and 500),
  name_en text not null check (length(name_en) between 1 and 500),
  level text collate "C" not null check (level in ('bo', 'tinh', 'so', 'huyen', 'xa')),
  zone text collate "C" not null check (length(zone) between 1 and 64),
  calendar_id text collate "C" not null check (calendar_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  created_at timestamptz not null
);

-- A unit that moves or is merged ends, and a new one begins: its parent never changes, so the tree has no loops.
create table unit (
  tenant_id uuid not null references tenant,
  id uuid not null,
  code text collate "C" not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  name_vi text collate "vi-VN-x-icu" not null check (length(name_vi) between 1 and 500),
  name_en text not null check (length(name_en) between 1 and 500),
  kind text collate "C" not null check (kind in ('agency', 'leadership', 'department', 'oneStopDesk', 'external')),
  parent_id uuid check (parent_id <> id),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  primary key (tenant_id, id),
  unique (tenant_id, code, valid_from),
  foreign key (tenant_id, parent_id) references unit (tenant_id, id)
);
create unique index unit_open_code on unit (tenant_id, code) where valid_to is null;
create index unit_parent on unit (tenant_id, parent_id);

create function keep_unit_parent() returns trigger language plpgsql as $$
begin
  raise exception 'the parent of a unit never changes: end it and begin a new one' using errcode = 'integrity_constraint_violation';
end $$;
create trigger unit_parent_fixed before update on unit for each row
  when (old.parent_id is distinct from new.parent_id) execute function keep_unit_parent();
`

const people = `
-- The sign-in name is unique over all agencies: who signs in does not say first which agency is meant.
create table account (
  tenant_id uuid not null references tenant,
  id uuid not null,
  user_name text collate "C" not null unique check (user_name ~ '^[a-z0-9][a-z0-9._@-]{1,63}$'),
  full_name text collate "vi-VN-x-icu" not null check (length(full_name) between 1 and 200),
  password_hash text collate "C" check (length(password_hash) between 1 and 400),
  active boolean not null,
  failed_attempts integer not null default 0 check (failed_attempts >= 0),
  locked_until timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index account_name on account (tenant_id, full_name, id);

create table role_grant (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  unit_id uuid not null,
  role text collate "C" not null check (role in ('receptionist', 'oneStopHead', 'unitHead', 'specialist', 'agencyLeader', 'recordsClerk',
    'accountant', 'isoSecretary', 'qualityManager', 'internalAuditor', 'businessAdmin', 'technicalAdmin', 'inspector', 'consultedBody')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  primary key (tenant_id, id),
  unique (tenant_id, account_id, unit_id, role, valid_from),
  foreign key (tenant_id, account_id) references account (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
create index role_grant_unit on role_grant (tenant_id, unit_id, role);

create table substitution (
  tenant_id uuid not null,
  id uuid not null,
  absent_account_id uuid not null,
  substitute_account_id uuid not null check (substitute_account_id <> absent_account_id),
  -- Null: in every role that the absent person holds.
  role text collate "C" check (role in ('receptionist', 'oneStopHead', 'unitHead', 'specialist', 'agencyLeader', 'recordsClerk',
    'accountant', 'isoSecretary', 'qualityManager', 'internalAuditor', 'businessAdmin', 'technicalAdmin', 'inspector', 'consultedBody')),
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  decision text not null check (length(decision) between 1 and 200),
  primary key (tenant_id, id),
  foreign key (tenant_id, absent_account_id) references account (tenant_id, id),
  foreign key (tenant_id, substitute_account_id) references account (tenant_id, id)
);
create index substitution_substitute on substitution (tenant_id, substitute_account_id);
create index substitution_absent on substitution (tenant_id, absent_account_id);
`

const sessions = `
-- The cookie holds the token, the table only its SHA-256: who reads the table cannot sign in.
create table session (
  token_hash bytea primary key check (length(token_hash) = 32),
  tenant_id uuid not null,
  account_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  last_seen_at timestamptz not null,
  foreign key (tenant_id, account_id) references account (tenant_id, id)
);
create index session_account on session (tenant_id, account_id);
create index session_expiry on session (expires_at);
`

const calendars = `
create table calendar_version (
  tenant_id uuid not null references tenant,
  id text collate "C" not null check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  version integer not null check (version between 1 and 1000000),
  body jsonb not null check (body->>'id' = id and (body->>'version')::integer = version),
  created_at timestamptz not null,
  primary key (tenant_id, id, version)
);
create trigger calendar_version_fixed before update or delete on calendar_version for each row execute function refuse_change();
`

const procedures = `
-- The body is json, not jsonb: it keeps the order of the steps as their author wrote them, which is what screens draw.
create table procedure_revision (
  tenant_id uuid not null references tenant,
  hash text collate "C" not null check (hash ~ '^[0-9a-f]{64}$'),
  code text collate "C" not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  revision integer not null check (revision between 1 and 10000),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  status text collate "C" not null check (status in ('draft', 'effective')),
  body json not null check (body->>'code' = code and (body->>'revision')::integer = revision),
  created_at timestamptz not null,
  primary key (tenant_id, hash),
  unique (tenant_id, code, revision)
);

-- Once effective only its end may be set, once.
create function keep_effective_procedure() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.valid_to is null and new.valid_to is not null
    and (old.tenant_id, old.hash, old.code, old.revision, old.valid_from, old.status, old.body::text, old.created_at)
      = (new.tenant_id, new.hash, new.code, new.revision, new.valid_from, new.status, new.body::text, new.created_at) then
    return new;
  end if;
  raise exception 'procedure % revision % is effective: only its end may be set', old.code, old.revision
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger procedure_revision_fixed before update or delete on procedure_revision for each row
  when (old.status = 'effective') execute function keep_effective_procedure();
`
