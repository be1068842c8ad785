/** The ORM: registers are read and kept through it. A transition is written by one SQL statement instead (four times cheaper). */
import { MikroORM } from '@mikro-orm/postgresql'
import { Migrator } from '@mikro-orm/migrations'
import { entities } from './entities/index.ts'
import { migrations } from './migrations/index.ts'

export type Orm = MikroORM

/**
 * How the ORM is opened, but for its entities. A connection that is not there within ten seconds is given up, as in `pool.ts`.
 * `useBatchUpdates` stays false: with it MikroORM 7.2.1 checks versions in one statement and updates in another without them, and
 * loses acknowledged writes (890 of 1190 in a trial; `test/storage/race.test.ts` keeps watch).
 */
export const ormOptions = (options: { url: string; poolSize: number }) => ({
  clientUrl: options.url, extensions: [Migrator], useBatchUpdates: false, ensureDatabase: false,
  pool: { min: 0, max: options.poolSize }, driverOptions: { connectionTimeoutMillis: 10_000 },
  migrations: { migrationsList: migrations, tableName: 'migration', snapshot: false, silent: true },
})

/** Opens the ORM on a database; connects at the first query. */
export const openOrm = (options: { url: string; poolSize: number }): Promise<Orm> => MikroORM.init({ ...ormOptions(options), entities })

/**
 * Brings the database to the newest schema; answers the names of the migrations that ran. Services that start together wait for
 * one another at a table lock in one transaction, so all of it happens once or not at all. (A table lock and no advisory lock: a
 * pooler or a sharded database keeps it.)
 */
export const migrate = async (orm: Orm): Promise<string[]> => {
  await makeMigrationTable(orm)
  return orm.em.getConnection().transactional(async (transaction) => {
    await orm.em.getConnection().execute('lock table migration in share row exclusive mode', [], 'run', transaction)
    const done = await orm.migrator.up({ transaction })
    return done.map(({ name }) => name)
  })
}

const alreadyThere = new Set(['23505', '42710', '42P07'])

/** `if not exists` is not safe against a second one at the same moment: the loser gets a duplicate error, and the table is there. */
const makeMigrationTable = async (orm: Orm): Promise<void> => {
  try {
    await orm.em.getConnection().execute(`create table if not exists migration (
      id integer generated always as identity primary key, name text collate "C" not null unique, executed_at timestamptz not null default now())`)
  } catch (error) {
    if (!alreadyThere.has(String((error as { code?: unknown }).code))) throw error
  }
}
