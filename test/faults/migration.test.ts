import t from 'tap'
import { withDatabase } from '../support/postgres.ts'
import { isMigrationClean, migrationLine, runMigrationFaults } from './migration-rig.ts'

t.setTimeout(200_000)

t.test('a migration of running dossiers that is killed again and again moves each dossier once, and tells people once', async (t) => {
  const { url } = await withDatabase(t)
  const found = await runMigrationFaults(url, 3)
  t.comment(migrationLine(found))
  t.ok(isMigrationClean(found), 'each is where it belongs, with one entry, a whole chain, and nothing that a clerk did is lost')
  t.ok(found.midway > 0 && found.migrated > 0 && found.refused > 0, 'it was killed in the midst, some went over, some stayed')
})
