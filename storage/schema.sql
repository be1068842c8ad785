-- Written by npm run db:dump from a fresh migration; not to be edited.

create extension pg_trgm;
create extension unaccent;

CREATE OR REPLACE FUNCTION public.fold_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC))) $function$;

CREATE OR REPLACE FUNCTION public.keep_effective_procedure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.valid_to is null and new.valid_to is not null
    and (old.tenant_id, old.hash, old.code, old.revision, old.valid_from, old.status, old.body::text, old.created_at)
      = (new.tenant_id, new.hash, new.code, new.revision, new.valid_from, new.status, new.body::text, new.created_at) then
    return new;
  end if;
  raise exception 'procedure % revision % is effective: only its end may be set', old.code, old.revision
    using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.keep_unit_parent()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the parent of a unit never changes: end it and begin a new one' using errcode = 'integrity_constraint_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% of % refused: rows are only added', lower(tg_op), tg_table_name using errcode = 'integrity_constraint_violation';
end $function$;

create table account (
  tenant_id uuid not null,
  id uuid not null,
  user_name text collate "C" not null,
  full_name text collate "vi-VN-x-icu" not null,
  password_hash text collate "C",
  active boolean not null,
  failed_attempts integer not null default 0,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (tenant_id, id),
  constraint account_user_name_key UNIQUE (user_name),
  constraint account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint account_failed_attempts_check CHECK (failed_attempts >= 0),
  constraint account_full_name_check CHECK (length(full_name) >= 1 AND length(full_name) <= 200),
  constraint account_password_hash_check CHECK (length(password_hash) >= 1 AND length(password_hash) <= 400),
  constraint account_user_name_check CHECK (user_name ~ '^[a-z0-9][a-z0-9._@-]{1,63}$'::text)
);
CREATE INDEX account_name ON public.account USING btree (tenant_id, full_name, id);

create table calendar_version (
  tenant_id uuid not null,
  id text collate "C" not null,
  version integer not null,
  body jsonb not null,
  created_at timestamp with time zone not null,
  constraint calendar_version_pkey PRIMARY KEY (tenant_id, id, version),
  constraint calendar_version_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint calendar_version_check CHECK ((body ->> 'id'::text) = id AND ((body ->> 'version'::text)::integer) = version),
  constraint calendar_version_id_check CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint calendar_version_version_check CHECK (version >= 1 AND version <= 1000000)
);
CREATE TRIGGER calendar_version_fixed BEFORE DELETE OR UPDATE ON public.calendar_version FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table migration (
  id integer not null generated always as identity,
  name text collate "C" not null,
  executed_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (id),
  constraint migration_name_key UNIQUE (name)
);

create table procedure_revision (
  tenant_id uuid not null,
  hash text collate "C" not null,
  code text collate "C" not null,
  revision integer not null,
  valid_from date not null,
  valid_to date,
  status text collate "C" not null,
  body json not null,
  created_at timestamp with time zone not null,
  constraint procedure_revision_pkey PRIMARY KEY (tenant_id, hash),
  constraint procedure_revision_tenant_id_code_revision_key UNIQUE (tenant_id, code, revision),
  constraint procedure_revision_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint procedure_revision_check CHECK (valid_to >= valid_from),
  constraint procedure_revision_check1 CHECK ((body ->> 'code'::text) = code AND ((body ->> 'revision'::text)::integer) = revision),
  constraint procedure_revision_code_check CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint procedure_revision_hash_check CHECK (hash ~ '^[0-9a-f]{64}$'::text),
  constraint procedure_revision_revision_check CHECK (revision >= 1 AND revision <= 10000),
  constraint procedure_revision_status_check CHECK (status = ANY (ARRAY['draft'::text, 'effective'::text]))
);
CREATE TRIGGER procedure_revision_fixed BEFORE DELETE OR UPDATE ON public.procedure_revision FOR EACH ROW WHEN ((old.status = 'effective'::text)) EXECUTE FUNCTION keep_effective_procedure();

create table role_grant (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  unit_id uuid not null,
  role text collate "C" not null,
  valid_from date not null,
  valid_to date,
  constraint role_grant_pkey PRIMARY KEY (tenant_id, id),
  constraint role_grant_tenant_id_account_id_unit_id_role_valid_from_key UNIQUE (tenant_id, account_id, unit_id, role, valid_from),
  constraint role_grant_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint role_grant_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES unit(tenant_id, id),
  constraint role_grant_check CHECK (valid_to >= valid_from),
  constraint role_grant_role_check CHECK (role = ANY (ARRAY['receptionist'::text, 'oneStopHead'::text, 'unitHead'::text, 'specialist'::text, 'agencyLeader'::text, 'recordsClerk'::text, 'accountant'::text, 'isoSecretary'::text, 'qualityManager'::text, 'internalAuditor'::text, 'businessAdmin'::text, 'technicalAdmin'::text, 'inspector'::text, 'consultedBody'::text]))
);
CREATE INDEX role_grant_unit ON public.role_grant USING btree (tenant_id, unit_id, role);

create table session (
  token_hash bytea not null,
  tenant_id uuid not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  constraint session_check CHECK (expires_at > created_at),
  constraint session_token_hash_check CHECK (length(token_hash) = 32)
);
CREATE INDEX session_account ON public.session USING btree (tenant_id, account_id);
CREATE INDEX session_expiry ON public.session USING btree (expires_at);

create table substitution (
  tenant_id uuid not null,
  id uuid not null,
  absent_account_id uuid not null,
  substitute_account_id uuid not null,
  role text collate "C",
  valid_from date not null,
  valid_to date not null,
  decision text not null,
  constraint substitution_pkey PRIMARY KEY (tenant_id, id),
  constraint substitution_tenant_id_absent_account_id_fkey FOREIGN KEY (tenant_id, absent_account_id) REFERENCES account(tenant_id, id),
  constraint substitution_tenant_id_substitute_account_id_fkey FOREIGN KEY (tenant_id, substitute_account_id) REFERENCES account(tenant_id, id),
  constraint substitution_check CHECK (substitute_account_id <> absent_account_id),
  constraint substitution_check1 CHECK (valid_to >= valid_from),
  constraint substitution_decision_check CHECK (length(decision) >= 1 AND length(decision) <= 200),
  constraint substitution_role_check CHECK (role = ANY (ARRAY['receptionist'::text, 'oneStopHead'::text, 'unitHead'::text, 'specialist'::text, 'agencyLeader'::text, 'recordsClerk'::text, 'accountant'::text, 'isoSecretary'::text, 'qualityManager'::text, 'internalAuditor'::text, 'businessAdmin'::text, 'technicalAdmin'::text, 'inspector'::text, 'consultedBody'::text]))
);
CREATE INDEX substitution_absent ON public.substitution USING btree (tenant_id, absent_account_id);
CREATE INDEX substitution_substitute ON public.substitution USING btree (tenant_id, substitute_account_id);

create table tenant (
  id uuid not null,
  code text collate "C" not null,
  name_vi text collate "vi-VN-x-icu" not null,
  name_en text not null,
  level text collate "C" not null,
  zone text collate "C" not null,
  calendar_id text collate "C" not null,
  created_at timestamp with time zone not null,
  constraint tenant_pkey PRIMARY KEY (id),
  constraint tenant_code_key UNIQUE (code),
  constraint tenant_calendar_id_check CHECK (calendar_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint tenant_code_check CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint tenant_level_check CHECK (level = ANY (ARRAY['bo'::text, 'tinh'::text, 'so'::text, 'huyen'::text, 'xa'::text])),
  constraint tenant_name_en_check CHECK (length(name_en) >= 1 AND length(name_en) <= 500),
  constraint tenant_name_vi_check CHECK (length(name_vi) >= 1 AND length(name_vi) <= 500),
  constraint tenant_zone_check CHECK (length(zone) >= 1 AND length(zone) <= 64)
);

create table unit (
  tenant_id uuid not null,
  id uuid not null,
  code text collate "C" not null,
  name_vi text collate "vi-VN-x-icu" not null,
  name_en text not null,
  kind text collate "C" not null,
  parent_id uuid,
  valid_from date not null,
  valid_to date,
  constraint unit_pkey PRIMARY KEY (tenant_id, id),
  constraint unit_tenant_id_code_valid_from_key UNIQUE (tenant_id, code, valid_from),
  constraint unit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id),
  constraint unit_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES unit(tenant_id, id),
  constraint unit_check CHECK (parent_id <> id),
  constraint unit_check1 CHECK (valid_to >= valid_from),
  constraint unit_code_check CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text),
  constraint unit_kind_check CHECK (kind = ANY (ARRAY['agency'::text, 'leadership'::text, 'department'::text, 'oneStopDesk'::text, 'external'::text])),
  constraint unit_name_en_check CHECK (length(name_en) >= 1 AND length(name_en) <= 500),
  constraint unit_name_vi_check CHECK (length(name_vi) >= 1 AND length(name_vi) <= 500)
);
CREATE INDEX unit_parent ON public.unit USING btree (tenant_id, parent_id);
CREATE UNIQUE INDEX unit_open_code ON public.unit USING btree (tenant_id, code) WHERE (valid_to IS NULL);
CREATE TRIGGER unit_parent_fixed BEFORE UPDATE ON public.unit FOR EACH ROW WHEN ((old.parent_id IS DISTINCT FROM new.parent_id)) EXECUTE FUNCTION keep_unit_parent();
