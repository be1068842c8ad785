/** Real PostgreSQL for tests: one cluster for all runs of this user, a fresh clone of a migrated database for each file. */
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename } from 'node:path'
import { Client } from 'pg'
import type { Test } from 'tap'
import { type Embedded, startEmbedded } from '../../storage/embedded/embedded.ts'
import { withFolderLock } from '../../storage/embedded/lock.ts'
import { migrate, openOrm, type Orm } from '../../storage/orm.ts'

const folder = `${tmpdir()}/quytrinh-test-${process.getuid?.() ?? 0}`

/** Joins the test cluster, or starts it; nothing in it survives a power cut. The last test process to leave stops it. */
export const startTestCluster = (): Promise<Embedded> => startEmbedded({
  dataDir: folder, durable: false, startWithinMs: 60_000, onNotice: (message) => console.error(message),
  settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '128MB', max_connections: 300, jit: 'off', timezone: 'UTC' },
})

/** Runs `work` with a connection of the superuser, or of another role and database named by `url`. */
const connected = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try { return await work(client) } finally { await client.end() }
}

const inDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href

const migrationsFolder = new URL('../../storage/migrations/', import.meta.url)
const templateName = (): string => {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrationsFolder).sort()) hash.update(name).update(readFileSync(new URL(name, migrationsFolder)))
  return `template_${hash.digest('hex').slice(0, 16)}`
}

/** The migrated database that is cloned: made once for each state of the migrations, whole or not at all. */
const ensureTemplate = (cluster: Embedded, name: string): Promise<void> => withFolderLock(`${folder}/template`, 60_000, () =>
  connected(cluster.superuserUrl, async (client) => {
    if ((await client.query('select from pg_database where datname = $1', [name])).rowCount === 1) return
    await client.query(`drop database if exists ${name}_draft`)
    await client.query(`create database ${name}_draft owner quytrinh`)
    const orm = await openOrm({ url: inDatabase(cluster.url, `${name}_draft`), poolSize: 2 })
    try { await migrate(orm) } finally { await orm.close() }
    await client.query(`alter database ${name}_draft rename to ${name}`)
  }))

/** Throws away databases of more than a day ago: kept ones of failed tests, and templates of old migrations. */
export const sweepTestDatabases = (cluster: Embedded): Promise<void> => connected(cluster.superuserUrl, async (client) => {
  const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname ~ '^(test|template)_'
    and (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day'`)
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`)
})

export interface TestDatabase { readonly url: string; readonly orm: Orm }

const open = async (t: Test, empty: boolean): Promise<{ url: string }> => {
  const cluster = await startTestCluster()
  const name = `test_${basename(process.argv[1] ?? 'x').replace(/\W+/g, '_').slice(0, 40)}_${randomBytes(4).toString('hex')}`.toLowerCase()
  const template = templateName()
  if (!empty) await ensureTemplate(cluster, template)
  await connected(cluster.superuserUrl, (client) =>
    client.query(empty ? `create database ${name} owner quytrinh` : `create database ${name} owner quytrinh template ${template} strategy file_copy`))
  t.teardown(async () => {
    if (t.passing()) await connected(cluster.superuserUrl, (client) => client.query(`drop database ${name} with (force)`))
    else t.comment(`the database of the failed test is kept: ${inDatabase(cluster.superuserUrl, name)}`)
    await cluster.stop()
  })
  return { url: inDatabase(cluster.url, name) }
}

/** An empty database of the role `quytrinh`, dropped after `t`; kept, and its address printed, when `t` fails. */
export const withEmptyDatabase = (t: Test): Promise<{ url: string }> => open(t, true)

/** A freshly migrated database and the ORM on it, dropped after `t`; kept, and its address printed, when `t` fails. */
export const withDatabase = async (t: Test): Promise<TestDatabase> => {
  const { url } = await open(t, false)
  const orm = await openOrm({ url, poolSize: 20 })
  t.teardown(() => orm.close())
  return { url, orm }
}
