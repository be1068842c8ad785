import { Migration } from '@mikro-orm/migrations'

/** More than 99,999 dossiers of one day: a log may date as many cases to one. Codes only grow longer, from ten thousand on as before. */
export class Numbers extends Migration {
  override up(): void {
    this.addSql('alter table dossier_number drop constraint dossier_number_last_number_check')
    this.addSql('alter table dossier_number add constraint dossier_number_last_number_check check (last_number between 1 and 999999999)')
  }
}
