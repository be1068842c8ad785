import { Migration } from '@mikro-orm/migrations'

/** Indexes of the search: parts of names without marks, parts of codes, digits of phones, and a procedure's dossiers by time. */
export class Search extends Migration {
  override up(): void {
    this.addSql(`create function phone_digits(value text) returns text language sql immutable parallel safe strict
  as $$ select regexp_replace(value, '[^0-9]', '', 'g') $$`)
    this.addSql(`create index applicant_name_fold on applicant using gin (fold_text(name) gin_trgm_ops)`)
    this.addSql(`create index applicant_phone_digits on applicant using gin (phone_digits(phone) gin_trgm_ops) where phone is not null`)
    this.addSql(`create index dossier_code_part on dossier using gin (lower(code) gin_trgm_ops) where code is not null`)
    this.addSql(`create index dossier_procedure on dossier (tenant_id, procedure_code, id desc)`)
  }
}
