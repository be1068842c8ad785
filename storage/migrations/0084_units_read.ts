import { Migration } from '@mikro-orm/migrations'

/** What one unit received and another handles is found by both: readers of some units read sums by unit, and of the cells these alone. docs/decisions/0012-spans-of-the-rollup.md. */
export class UnitsRead extends Migration {
  override up(): void {
    this.addSql('drop index dossier_rollup_receiving')
    this.addSql('create index dossier_rollup_receiving on dossier_rollup (tenant_id, receiving_unit_id, unit_id, side, half)')
  }
}
