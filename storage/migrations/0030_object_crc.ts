import { Migration } from '@mikro-orm/migrations'

/** A quick sum beside the SHA-256, against which large objects are read; null for objects of before. */
export class ObjectCrc extends Migration {
  override up(): void {
    this.addSql(`alter table stored_object add column crc32 bigint check (crc32 between 0 and 4294967295)`)
    this.addSql(guard)
  }
}

const guard = `
create or replace function guard_stored_object() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'the row of an object stays' using errcode = 'restrict_violation';
  end if;
  if (new.tenant_id, new.id, new.object_key, new.version_id, new.sha256, new.crc32, new.size_bytes, new.content_type, new.file_name, new.created_at, new.created_by)
    is distinct from (old.tenant_id, old.id, old.object_key, old.version_id, old.sha256, old.crc32, old.size_bytes, old.content_type, old.file_name, old.created_at, old.created_by)
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
`
