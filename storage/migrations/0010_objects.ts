import { Migration } from '@mikro-orm/migrations'

/** Objects: what lies in the store under which key, until when it is kept, who holds it, and what sweep and scrub found. */
export class Objects extends Migration {
  override up(): void {
    this.addSql(objects)
    this.addSql(holds)
    this.addSql(upkeep)
  }
}

const objects = `
create table stored_object (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  -- Where the bytes are; the version is the S3 server's, null on disk.
  object_key text collate "C" not null check (length(object_key) between 1 and 200),
  version_id text collate "C" check (length(version_id) between 1 and 200),
  sha256 text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes >= 0),
  content_type text collate "C" not null check (length(content_type) between 1 and 200),
  file_name text not null check (length(file_name) between 1 and 255),
  created_at timestamptz not null,
  created_by uuid,
  state text collate "C" not null check (state in ('kept', 'discarded', 'purged')),
  retain_until timestamptz,
  discarded_at timestamptz,
  discarded_by uuid,
  discard_ground text check (length(discard_ground) between 1 and 500),
  purged_at timestamptz,
  -- What the store itself was last read to refuse: the second wall, never the model.
  locked_until timestamptz,
  held_by_store boolean not null,
  checked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, object_key),
  foreign key (tenant_id, created_by) references account (tenant_id, id),
  foreign key (tenant_id, discarded_by) references account (tenant_id, id),
  check ((state = 'kept') = (discarded_at is null) and (discarded_at is null) = (discard_ground is null)),
  check ((state = 'purged') = (purged_at is not null))
);
-- The purge looks for what was discarded, the job of locks for what differs, the scrub for what was looked at longest ago.
create index stored_object_discarded on stored_object (discarded_at) where state = 'discarded';
create index stored_object_held on stored_object (tenant_id, id) where held_by_store;
create index stored_object_to_lock on stored_object (retain_until) where retain_until is not null and (locked_until is null or locked_until < retain_until);
create index stored_object_checked on stored_object (checked_at nulls first, id) where state <> 'purged';
`

const holds = `
-- A matter for whose sake objects may not be destroyed; several may hold one object.
create table legal_hold (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  placed_at timestamptz not null,
  placed_by uuid not null,
  released_at timestamptz,
  released_by uuid,
  release_ground text check (length(release_ground) between 1 and 500),
  primary key (tenant_id, id),
  foreign key (tenant_id, placed_by) references account (tenant_id, id),
  foreign key (tenant_id, released_by) references account (tenant_id, id),
  check ((released_at is null) = (released_by is null) and (released_at is null) = (release_ground is null))
);
create table legal_hold_object (
  tenant_id uuid not null,
  hold_id uuid not null,
  object_id uuid not null,
  added_at timestamptz not null,
  primary key (tenant_id, hold_id, object_id),
  foreign key (tenant_id, hold_id) references legal_hold (tenant_id, id),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id)
);
create index legal_hold_object_object on legal_hold_object (tenant_id, object_id);

create function object_is_held(tenant uuid, object uuid) returns boolean language sql stable as $$
  select exists (select from legal_hold_object o join legal_hold h on h.tenant_id = o.tenant_id and h.id = o.hold_id
    where o.tenant_id = tenant and o.object_id = object and h.released_at is null)
$$;

-- The row of an object never goes; what it says of the bytes never changes; it is purged once, when nothing speaks against it.
create function guard_stored_object() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'the row of an object stays' using errcode = 'restrict_violation';
  end if;
  if (new.tenant_id, new.id, new.object_key, new.version_id, new.sha256, new.size_bytes, new.content_type, new.file_name, new.created_at, new.created_by)
    is distinct from (old.tenant_id, old.id, old.object_key, old.version_id, old.sha256, old.size_bytes, old.content_type, old.file_name, old.created_at, old.created_by)
    or old.state = 'purged' then
    raise exception 'an object does not change' using errcode = 'restrict_violation';
  end if;
  if old.retain_until is not null and (new.retain_until is null or new.retain_until < old.retain_until) then
    raise exception 'retention only grows' using errcode = 'restrict_violation';
  end if;
  if new.state = 'purged' and (old.state <> 'discarded' or new.retain_until > new.purged_at or object_is_held(new.tenant_id, new.id)) then
    raise exception 'this object is kept' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger stored_object_guard before update or delete on stored_object for each row execute function guard_stored_object();

-- Locks the object, so that a purge at the same moment either came before and is seen, or waits and sees the hold.
create function guard_legal_hold_object() returns trigger language plpgsql as $$
begin
  perform from stored_object where tenant_id = new.tenant_id and id = new.object_id and state <> 'purged' for share;
  if not found then
    raise exception 'there is no such object to hold' using errcode = 'foreign_key_violation';
  end if;
  perform from legal_hold where tenant_id = new.tenant_id and id = new.hold_id and released_at is null for share;
  if not found then
    raise exception 'this hold is released' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger legal_hold_object_guard before insert on legal_hold_object for each row execute function guard_legal_hold_object();
create trigger legal_hold_object_fixed before update or delete on legal_hold_object for each row execute function refuse_change();

create function guard_legal_hold() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.released_at is not null
    or (new.tenant_id, new.id, new.reason, new.placed_at, new.placed_by) is distinct from (old.tenant_id, old.id, old.reason, old.placed_at, old.placed_by) then
    raise exception 'a hold is released once, and its record stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger legal_hold_guard before update or delete on legal_hold for each row execute function guard_legal_hold();
`

const upkeep = `
-- One run of sweep, scrub or purge over the whole store, of all tenants.
create table object_run (
  id uuid primary key,
  kind text collate "C" not null check (kind in ('sweep', 'scrub', 'purge')),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  report jsonb not null
);
create index object_run_last on object_run (kind, started_at desc);

-- What the scrub found wrong, until it was found right again.
create table object_fault (
  tenant_id uuid not null,
  object_id uuid not null,
  found_at timestamptz not null,
  seen_at timestamptz not null,
  fault text collate "C" not null check (fault in ('missing', 'damaged')),
  mended_at timestamptz,
  primary key (tenant_id, object_id, found_at),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id)
);
create unique index object_fault_open on object_fault (tenant_id, object_id) where mended_at is null;
`
