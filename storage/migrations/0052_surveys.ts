import { Migration } from '@mikro-orm/migrations'

/** What applicants say about how they were served: one answer for a dossier, and campaigns by a public link or on paper. */
export class Surveys extends Migration {
  override up(): void {
    this.addSql(surveys)
  }
}

const surveys = `
create table survey_campaign (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  kind text collate "C" not null check (kind in ('link', 'paper')),
  title text not null check (length(title) between 1 and 200),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  catalogue text collate "C" not null check (length(catalogue) <= 40),
  -- Of a link: how many answers it takes, and how many came.
  answers_max integer check (answers_max between 1 and 10000),
  answers integer not null check (answers >= 0),
  -- Of paper: the number of the record that the counts are taken from, how many sheets were handed out, the counts.
  number text collate "C" check (length(number) between 1 and 60),
  handed_out integer check (handed_out >= answers),
  counts jsonb,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, created_by) references account (tenant_id, id),
  check ((kind = 'link') = (answers_max is not null)),
  check ((kind = 'paper') = (counts is not null)),
  check (answers <= answers_max)
);

-- No instant: a day tells less about who answered. The dossier is kept so that it has one answer, and so that its erasure reaches the words; no screen names it.
create table survey_answer (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  dossier_id uuid,
  campaign_id uuid,
  catalogue text collate "C" not null check (length(catalogue) <= 40),
  scores jsonb not null,
  comment text check (length(comment) between 1 and 1000),
  answered_on date not null,
  primary key (tenant_id, id),
  unique (tenant_id, dossier_id),
  foreign key (tenant_id, dossier_id) references dossier (tenant_id, id),
  foreign key (tenant_id, campaign_id) references survey_campaign (tenant_id, id),
  check ((dossier_id is null) <> (campaign_id is null))
);
create index survey_answer_campaign on survey_answer (tenant_id, campaign_id) where campaign_id is not null;
-- Dossiers whose result was handed over, by when: they are the ones that were asked.
create index dossier_delivered on dossier (tenant_id, delivered_at) where delivered_at is not null;
`
