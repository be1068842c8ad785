import { Migration } from '@mikro-orm/migrations'

/** What an audit looks at: the agency's own questions, the frozen population with its sample, the lines of the checklist, files as evidence. */
export class AuditSheets extends Migration {
  override up(): void {
    this.addSql(sheets)
    this.addSql(functions)
  }
}

const sheets = `
create table audit_question (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  clause text collate "C" not null check (length(clause) <= 12),
  text text not null check (length(text) between 1 and 1000),
  from_on date not null,
  to_on date check (to_on >= from_on - 1),
  created_by uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references account (tenant_id, id)
);

-- Frozen when the audit begins: nothing of it is changed afterwards, so that a redraw over the same population gives the same sample.
create table audit_sheet (
  tenant_id uuid not null,
  audit_id uuid not null,
  frozen_at timestamptz not null,
  sheet jsonb not null,
  population jsonb not null,
  primary key (tenant_id, audit_id),
  foreign key (tenant_id, audit_id) references audit (tenant_id, id)
);
create trigger audit_sheet_append_only before update or delete on audit_sheet for each row execute function refuse_change();
create trigger audit_sheet_no_truncate before truncate on audit_sheet for each statement execute function refuse_change();
revoke update, delete, truncate on audit_sheet from public, current_user;

create table audit_line (
  tenant_id uuid not null,
  audit_id uuid not null,
  key text collate "C" not null check (length(key) <= 60),
  version integer not null check (version >= 1),
  body jsonb not null,
  primary key (tenant_id, audit_id, key),
  foreign key (tenant_id, audit_id) references audit (tenant_id, id)
);

create table audit_file (
  tenant_id uuid not null,
  audit_id uuid not null,
  object_id uuid not null,
  primary key (tenant_id, audit_id, object_id),
  foreign key (tenant_id, audit_id) references audit (tenant_id, id),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id)
);
`

const functions = `
-- Keeps one recording: the line, its files, the entry of the journal. Whoever calls has the row of the audit in hand, so that entries stand in one order
-- while several auditors write. SQLSTATE 40001: the line has another version by now.
create function save_audit_line(p_tenant uuid, p_audit uuid, p_line jsonb, p_seq integer, p_at timestamptz, p_actor uuid, p_canonical text, p_hash text) returns void language plpgsql as $$
begin
  if (p_line->>'version')::integer = 1 then
    insert into audit_line (tenant_id, audit_id, key, version, body) values (p_tenant, p_audit, p_line->>'key', 1, p_line);
  else
    update audit_line l set version = (p_line->>'version')::integer, body = p_line
     where l.tenant_id = p_tenant and l.audit_id = p_audit and l.key = p_line->>'key' and l.version = (p_line->>'version')::integer - 1;
    if not found then
      raise exception 'stale version' using errcode = '40001';
    end if;
  end if;
  insert into audit_file (tenant_id, audit_id, object_id)
    select p_tenant, p_audit, (e->'file'->>'objectId')::uuid from jsonb_array_elements(p_line->'evidence') e where e->'file' is not null
  on conflict do nothing;
  insert into audit_journal (tenant_id, audit_id, seq, at, event, actor_id, canonical, hash) values (p_tenant, p_audit, p_seq, p_at, 'RECORD', p_actor, p_canonical, p_hash);
  update audit a set journal_seq = p_seq, journal_hash = p_hash where a.tenant_id = p_tenant and a.id = p_audit;
end $$;
`
