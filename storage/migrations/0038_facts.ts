import { Migration } from '@mikro-orm/migrations'

/** Facts that reports cite: what is in force of each, and every version of it. */
export class Facts extends Migration {
  override up(): void {
    this.addSql(facts)
    this.addSql(versions)
  }
}

const facts = `
-- What is in force of a fact. A document has one date: two facts that cite one number of one issuer in one year cite one day.
create table fact (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  kind text collate "C" not null,
  number text collate "C" not null check (length(number) between 3 and 60),
  stated_on date not null,
  issuer text not null default '',
  title text not null check (length(title) between 1 and 500),
  version integer not null check (version >= 1),
  withdrawn boolean not null default false,
  primary key (tenant_id, id),
  constraint fact_one_date exclude using gist (tenant_id with =, issuer with =, number with =, extract(year from stated_on) with =, stated_on with <>) where (not withdrawn)
);
-- Nothing is entered twice: a unit is scored once on a scorecard, a course counted once.
create unique index fact_once on fact (tenant_id, kind, issuer, number, stated_on, fold_text(title)) where not withdrawn;
create index fact_list on fact (tenant_id, stated_on desc, id desc);
`

const versions = `
create table fact_version (
  tenant_id uuid not null,
  fact_id uuid not null,
  version integer not null check (version >= 1),
  body jsonb not null check (pg_column_size(body) <= 16384),
  at timestamptz not null,
  actor_id uuid not null,
  primary key (tenant_id, fact_id, version),
  foreign key (tenant_id, fact_id) references fact (tenant_id, id),
  foreign key (tenant_id, actor_id) references account (tenant_id, id)
);
create trigger fact_version_append_only before update or delete on fact_version for each row execute function refuse_change();
create trigger fact_version_no_truncate before truncate on fact_version for each statement execute function refuse_change();
revoke update, delete, truncate on fact_version from public, current_user;
`
