import { Migration } from '@mikro-orm/migrations'

/** Which PDF was made of which office file. */
export class DocumentViews extends Migration {
  override up(): void {
    this.addSql(views)
  }
}

const views = `
-- A PDF is made again when it is missing, and discarded with its file: it is no record of its own.
create table document_view (
  tenant_id uuid not null,
  object_id uuid not null,
  -- Null: none could be made, tried last then.
  pdf_id uuid,
  made_at timestamptz not null,
  primary key (tenant_id, object_id),
  unique (tenant_id, pdf_id),
  foreign key (tenant_id, object_id) references stored_object (tenant_id, id),
  foreign key (tenant_id, pdf_id) references stored_object (tenant_id, id),
  check (pdf_id <> object_id)
);
`
