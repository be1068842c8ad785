import { Migration } from '@mikro-orm/migrations'

/** Notices by person and by e-mail: choices, messages, each attempt to send one, and what the sweep of reminders could not do. */
export class Notices extends Migration {
  override up(): void {
    // Lists go by id, which is ordered by time; the index by created_at served no query.
    this.addSql('drop index notice_unread')
    this.addSql('create index notice_unread on notice (tenant_id, account_id, id) where read_at is null')
    this.addSql('create index notice_person on notice (tenant_id, account_id, id)')
    this.addSql(`
      create table reminder_fault (
        tenant_id uuid not null,
        dossier_id uuid not null,
        failures integer not null check (failures >= 1),
        code text collate "C" not null check (length(code) between 1 and 64),
        last_at timestamptz not null,
        primary key (tenant_id, dossier_id),
        foreign key (tenant_id, dossier_id) references dossier (tenant_id, id)
      )`)
    this.addSql(`
      create table mail_choice (
        tenant_id uuid not null,
        account_id uuid not null,
        address text check (length(address) between 3 and 200),
        -- Null: what the service proposes.
        kinds text[] check (cardinality(kinds) <= 40),
        daily boolean not null,
        language text collate "C" not null check (language in ('vi', 'en')),
        changed_at timestamptz not null,
        primary key (tenant_id, account_id),
        foreign key (tenant_id, account_id) references account (tenant_id, id)
      )`)
    this.addSql(`
      create table mail (
        tenant_id uuid not null,
        id uuid not null,
        account_id uuid not null,
        kind text collate "C" not null check (kind in ('notices', 'daily')),
        on_date date check ((on_date is not null) = (kind = 'daily')),
        state text collate "C" not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')),
        attempts integer not null default 0 check (attempts >= 0),
        attempts_max integer not null check (attempts_max between 1 and 1000),
        next_attempt_at timestamptz,
        created_at timestamptz not null,
        changed_at timestamptz not null,
        primary key (tenant_id, id),
        foreign key (tenant_id, account_id) references account (tenant_id, id),
        check ((next_attempt_at is not null) = (state = 'waiting'))
      )`)
    this.addSql(`create unique index mail_daily on mail (tenant_id, account_id, on_date) where kind = 'daily'`)
    this.addSql(`create index mail_due on mail (next_attempt_at) where state = 'waiting'`)
    this.addSql(`create index mail_sending on mail (changed_at) where state = 'sending'`)
    this.addSql('create index mail_person on mail (tenant_id, account_id, created_at)')
    this.addSql('create index mail_state on mail (tenant_id, state, id)')
    this.addSql(`
      create table mail_notice (
        tenant_id uuid not null,
        notice_id uuid not null,
        mail_id uuid not null,
        -- The claim: a notice goes into one message, for ever.
        primary key (tenant_id, notice_id),
        foreign key (tenant_id, notice_id) references notice (tenant_id, id),
        foreign key (tenant_id, mail_id) references mail (tenant_id, id)
      )`)
    this.addSql('create index mail_notice_mail on mail_notice (tenant_id, mail_id)')
    this.addSql(`
      create table mail_attempt (
        tenant_id uuid not null,
        mail_id uuid not null,
        ordinal integer not null check (ordinal >= 1),
        address text not null check (length(address) <= 200),
        subject text not null check (length(subject) <= 300),
        outcome text collate "C" not null
          check (outcome in ('sending', 'sent', 'refused', 'deferred', 'timeOut', 'unreachable', 'unknown', 'fault')),
        reply text check (length(reply) <= 400),
        started_at timestamptz not null,
        ended_at timestamptz check ((ended_at is not null) = (outcome <> 'sending')),
        primary key (tenant_id, mail_id, ordinal),
        foreign key (tenant_id, mail_id) references mail (tenant_id, id)
      )`)
  }
}
