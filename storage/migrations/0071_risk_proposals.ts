import { Migration } from '@mikro-orm/migrations'

/** A risk that was proposed for a cause and a quarter is taken up at most once. */
export class RiskProposals extends Migration {
  override up(): void {
    this.addSql(`create unique index fact_proposal on fact_version (tenant_id, (body->'treatment'->>'proposal')) where version = 1 and body->'treatment'->>'proposal' is not null`)
  }
}
