import { Migration } from '@mikro-orm/migrations'

/** What journals tell of each dossier, kept: its stays in its steps, and how it ran once it has ended. Read by a job, dossier by dossier. docs/decisions/0014-courses.md. */
export class Courses extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(marks)
    this.addSql(told)
    this.addSql('insert into course_delta (tenant_id, dossier_id, journal_seq) select tenant_id, id, journal_seq from dossier')
  }
}

const tables = `
-- Dossiers whose journals have grown since they were read: only added by transitions, taken away by whoever has read so far.
create table course_delta (
  tenant_id uuid not null,
  dossier_id uuid not null,
  journal_seq integer not null,
  primary key (tenant_id, dossier_id, journal_seq)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- How far a journal was read, and of a dossier that has ended how it ran: its way (null while it is open), what deviated, the working time of each step and
-- whether it went over its limit, and who used most of its limit.
create table dossier_course (
  tenant_id uuid not null,
  dossier_id uuid not null,
  journal_seq integer not null,
  way text collate "C",
  deviations text[],
  steps text[],
  step_ms bigint[],
  step_over boolean[],
  cause text collate "C",
  primary key (tenant_id, dossier_id)
);

-- The ways that dossiers of a procedure went, each once: its events in turn, and a revision that names them.
create table course_way (
  tenant_id uuid not null references tenant (id),
  procedure_code text collate "C" not null,
  way text collate "C" not null,
  events text[] not null,
  procedure_hash text collate "C" not null,
  primary key (tenant_id, procedure_code, way)
);

-- A step of a dossier in the same hands without a break. What goes on ends at infinity. Index stay_part_ended serves every period.
create table stay_part (
  tenant_id uuid not null,
  dossier_id uuid not null,
  seq integer not null,
  step text collate "C" not null,
  procedure_code text collate "C" not null,
  kind text collate "C" not null,
  unit_id uuid not null,
  holder_id uuid,
  from_at timestamptz not null,
  from_recorded_at timestamptz not null,
  to_at timestamptz not null,
  to_recorded_at timestamptz not null,
  is_left boolean not null,
  due_at timestamptz,
  working_ms bigint not null,
  primary key (tenant_id, dossier_id, seq, step)
);
create index stay_part_ended on stay_part (tenant_id, to_at);
`

const marks = `
create function note_course() returns trigger language plpgsql as $$
begin
  insert into course_delta (tenant_id, dossier_id, journal_seq) values (new.tenant_id, new.id, new.journal_seq) on conflict do nothing;
  return null;
end $$;
create trigger dossier_course_begun after insert on dossier for each row execute function note_course();
create trigger dossier_course_moved after update on dossier for each row when (new.journal_seq <> old.journal_seq) execute function note_course();
`

const told = `
-- The parts of stays that a period counts, as they were known at an instant (null: now): ended within it, or open at its end. p_units null: everything.
create function told_stays(p_tenant uuid, p_from timestamptz, p_end timestamptz, p_known timestamptz, p_now timestamptz, p_kinds text[], p_units uuid[], p_account uuid, p_roles text[])
returns table (dossier_id uuid, procedure text, step text, unit uuid, holder uuid, working_ms bigint, is_open boolean, is_done boolean, is_over boolean)
language sql stable as $$
with scope as materialized (select p_units is null or not exists (select from unit u where u.tenant_id = p_tenant and u.id <> all (p_units)) as covers),
-- As may_read has it, which is asked only where units do not tell: it costs more than all the rest.
readable as materialized (
  select d.id from dossier d
   where not (select covers from scope) and d.tenant_id = p_tenant
     and (d.receiving_unit_id = any (p_units) or d.responsible_unit_id = any (p_units) or d.closed_at is null and may_read(d, p_units, p_account, p_roles))),
known as (
  select p.*, p.to_at < p_end and (p_known is null or p.to_at <= p_known and p.to_recorded_at <= p_known) as ended
    from stay_part p
   where p.tenant_id = p_tenant and p.kind = any (p_kinds) and p.from_at < p_end and (p_known is null or p.from_at <= p_known and p.from_recorded_at <= p_known)
     and (p.to_at >= p_from or p.to_recorded_at > p_known))
select k.dossier_id, k.procedure_code, k.step, k.unit_id, k.holder_id, case when k.ended then k.working_ms else 0 end, not k.ended, k.ended and k.is_left,
       case when k.ended then k.to_at else least(p_end, coalesce(p_known, p_now)) end > k.due_at
  from known k
  left join readable r on r.id = k.dossier_id
 where r.id is not null or (select covers from scope)
$$;
`
