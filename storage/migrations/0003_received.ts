import { Migration } from '@mikro-orm/migrations'

/** The tracking book reads dossiers by receipt and numbers them through the year, out of this index alone. */
export class Received extends Migration {
  override up(): void {
    this.addSql('create index dossier_received on dossier (tenant_id, received_at, id) include (procedure_code) where received_at is not null')
  }
}
