/** Real PostgreSQL for tests: one cluster for all runs of this user, a fresh clone of a migrated database for each file. */
import { createHash, randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import type { Test } from 'tap'
import { type Embedded, startEmbedded } from '../../storage/embedded/embedded.ts'
import { withFolderLock } from '../../storage/embedded/lock.ts'
import { migrate, openOrm, type Orm } from '../../storage/orm.ts'

/** Where the cluster and what belongs to it lives. */
/** Everything of the cluster; what belongs to its databases may lie in a folder of its own in it. */
export const clusterFolder = `${tmpdir()}/quytrinh-test-${process.getuid?.() ?? 0}`

/** Joins the test cluster, or starts it; nothing in it survives a power cut. The last test process to leave stops it. */
export const startTestCluster = (): Promise<Embedded> => startEmbedded({
  dataDir: clusterFolder, durable: false, startWithinMs: 60_000, onNotice: (message) => console.error(message),
  settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '128MB', max_connections: 300, jit: 'off', timezone: 'UTC' },
})

/** Runs `work` with a connection of the superuser, or of another role and database named by `url`. */
const connected = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try { return await work(client) } finally { await client.end() }
}

const inDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href

/** A database that is cloned for tests: made once for each state of the sources that make it, whole or not at all. */
export interface Template {
  readonly name: string
  /** Another template to begin with; an empty database without one. */
  readonly base?: Template
  readonly make: (orm: Orm, url: string) => Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A name for what these files of the project make: other contents, another name. */
export const nameOfSources = (prefix: string, patterns: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const path of globSync([...patterns], { cwd: root }).sort()) hash.update(path).update(readFileSync(join(root, path)))
  return `template_${prefix}_${hash.digest('hex').slice(0, 16)}`
}

/** Every migration, and nothing else. */
export const migrated: Template = { name: nameOfSources('migrated', ['storage/migrations/*.ts']), make: async (orm) => { await migrate(orm) } }

const copyOf = (base: Template | undefined): string => (base === undefined ? '' : `template ${base.name} strategy file_copy`)

const ensureTemplate = async (cluster: Embedded, { name, base, make }: Template): Promise<void> => {
  if (base !== undefined) await ensureTemplate(cluster, base)
  await withFolderLock(`${clusterFolder}/${name}`, 300_000, () => connected(cluster.superuserUrl, async (client) => {
    if ((await client.query('select from pg_database where datname = $1', [name])).rowCount === 1) return
    await client.query(`drop database if exists ${name}_draft`)
    await client.query(`create database ${name}_draft owner quytrinh ${copyOf(base)}`)
    const url = inDatabase(cluster.url, `${name}_draft`)
    const orm = await openOrm({ url, poolSize: 2 })
    try { await make(orm, url) } finally { await orm.close() }
    await client.query(`alter database ${name}_draft rename to ${name}`)
  }))
}

/** Throws away databases of more than a day ago: kept ones of failed tests, and templates of old migrations. */
export const sweepTestDatabases = (cluster: Embedded): Promise<void> => connected(cluster.superuserUrl, async (client) => {
  const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname ~ '^(test|template)_'
    and (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day'`)
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`)
})

export interface TestDatabase { readonly url: string; readonly orm: Orm }

const open = async (t: Test, template?: Template): Promise<{ url: string }> => {
  const cluster = await startTestCluster()
  const name = `test_${basename(process.argv[1] ?? 'x').replace(/\W+/g, '_').slice(0, 40)}_${randomBytes(4).toString('hex')}`.toLowerCase()
  if (template !== undefined) await ensureTemplate(cluster, template)
  await connected(cluster.superuserUrl, (client) => client.query(`create database ${name} owner quytrinh ${copyOf(template)}`))
  t.teardown(async () => {
    if (t.passing()) await connected(cluster.superuserUrl, (client) => client.query(`drop database ${name} with (force)`))
    else t.comment(`the database of the failed test is kept: ${inDatabase(cluster.superuserUrl, name)}`)
    await cluster.stop()
  })
  return { url: inDatabase(cluster.url, name) }
}

/** An empty database of the role `quytrinh`, dropped after `t`; kept, and its address printed, when `t` fails. */
export const withEmptyDatabase = (t: Test): Promise<{ url: string }> => open(t)

/** A freshly migrated database, or the clone of another template, and the ORM on it, dropped after `t`; kept, and its address printed, when `t` fails. */
export const withDatabase = async (t: Test, template: Template = migrated): Promise<TestDatabase> => {
  const { url } = await open(t, template)
  const orm = await openOrm({ url, poolSize: 20 })
  t.teardown(() => orm.close())
  return { url, orm }
}
