import { Migration } from '@mikro-orm/migrations'

/** Calendars that change: what a publication did to open dossiers, the draft of the next version, who was warned of the end, and what is behind. */
export class Calendars extends Migration {
  override up(): void {
    this.addSql(tables)
    // What a new version is still to be put to: open dossiers, and those whose clock waits for a calendar that reaches further. The newest
    // version is compared with the one in the body, so that an index entry moves when a dossier is brought up to date.
    this.addSql(`
      create index dossier_recount on dossier (tenant_id, (body->>'calendarId'), ((body->>'calendarVersion')::integer), id)
       where (closed_at is null and result_ready_at is null) or body->'clock'->'uncounted' is not null`)
  }
}

const tables = `
create table calendar_publication (
  tenant_id uuid not null,
  calendar_id text collate "C" not null,
  version integer not null,
  account_id uuid not null,
  published_at timestamptz not null,
  moved integer not null default 0 check (moved >= 0),
  kept integer not null default 0 check (kept >= 0),
  finished_at timestamptz,
  primary key (tenant_id, calendar_id, version),
  foreign key (tenant_id, calendar_id, version) references calendar_version (tenant_id, id, version),
  foreign key (tenant_id, account_id) references account (tenant_id, id)
);
create index calendar_publication_recent on calendar_publication (published_at);

-- The next version in the making; one for each calendar. \`revision\` grows with each change, so that two administrators see each other.
create table calendar_draft (
  tenant_id uuid not null references tenant (id),
  calendar_id text collate "C" not null,
  revision integer not null check (revision >= 1),
  body jsonb not null,
  account_id uuid not null,
  changed_at timestamptz not null,
  primary key (tenant_id, calendar_id),
  foreign key (tenant_id, account_id) references account (tenant_id, id)
);

-- The end of a calendar is told of once for each rung and each last day.
create table calendar_warning (
  tenant_id uuid not null references tenant (id),
  calendar_id text collate "C" not null,
  covers_to date not null,
  rung integer not null,
  claimed_at timestamptz not null,
  primary key (tenant_id, calendar_id, covers_to, rung)
);
`
