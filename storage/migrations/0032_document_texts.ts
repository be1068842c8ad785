import { Migration } from '@mikro-orm/migrations'

/** What an inspection found in the file of a document: its text, for search and comparison, and what is remarked of it. */
export class DocumentTexts extends Migration {
  override up(): void {
    this.addSql(texts)
  }
}

const texts = `
-- The words of a text with their places. One with more different words than a tsvector holds is known by its beginning.
create function document_words(p_text text) returns tsvector language plpgsql immutable strict as $$
begin
  return to_tsvector('simple', p_text);
exception when program_limit_exceeded then
  return to_tsvector('simple', left(p_text, 100000));
end $$;

create table document_text (
  tenant_id uuid not null,
  object_id uuid not null,
  inspected_at timestamptz not null,
  -- text: it was read; none: there is none, as in a scan; unread: nothing here reads that kind; refused: a file of before the inspection that would not be taken now.
  state text collate "C" not null check (state in ('text', 'none', 'unread', 'refused')),
  pages integer check (pages >= 0),
  remarks text[] not null default '{}',
  -- In NFC; gone with its object.
  body text check (length(body) between 1 and 1000000),
  -- The same without marks, in lower case.
  folded text,
  exact_words tsvector,
  folded_words tsvector,
  primary key (tenant_id, object_id),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id),
  check ((state = 'text') = (body is not null)),
  check ((body is null) = (folded is null) and (body is null) = (exact_words is null) and (body is null) = (folded_words is null))
);
create index document_text_exact on document_text using gin (exact_words);
create index document_text_folded on document_text using gin (folded_words);
-- Which revisions have a file: the way from a text that was found to its document.
create index document_revision_object on document_revision (tenant_id, object_id) where object_id is not null;
`
