/** A backup of a real service, restored elsewhere: nothing is lost, nothing is altered unseen, and nothing is written unless all is well. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { addObject } from '../../storage/objects/rows.ts'
import { hasAccounts } from '../../storage/accounts.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { makeBackup } from '../../server/commands/backup.ts'
import { checkBackup, restoreBackup } from '../../server/commands/restore.ts'
import { openService, type Opened } from '../../server/open.ts'
import { createSampleAgency } from '../../server/sample/create.ts'
import { fillEmptyTables } from '../support/fill-tables.ts'
import { withFolder } from '../support/objects.ts'
import { withEmptyDatabase } from '../support/postgres.ts'
import { runCli } from '../../server/cli/run.ts'

t.setTimeout(600_000)
const nowMs = Date.parse('2026-11-20T02:30:00Z')

interface Home { readonly url: string; readonly dataDir: string }
const newHome = async (): Promise<Home> => {
  const dataDir = join(withFolder(t), 'data')
  mkdirSync(dataDir)
  return { url: (await withEmptyDatabase(t)).url, dataDir }
}
const openHome = ({ url, dataDir }: Home): Promise<Opened> => openService({ databaseUrl: url, dataDir, poolSize: 4, onNotice: () => undefined })
const inHome = async <T>(home: Home, work: (opened: Opened) => Promise<T>): Promise<T> => {
  const opened = await openHome(home)
  try { return await work(opened) } finally { await opened.close() }
}
/** The command line in this process: exit code and the JSON that it printed. */
const cli = async ({ url, dataDir }: Home, ...words: string[]): Promise<{ code: number; json: Record<string, unknown> }> => {
  const printed: string[] = []
  const before = { ...process.env }
  Object.assign(process.env, { DATABASE_URL: url, DATA_DIR: dataDir })
  try {
    const code = await runCli([...words, '--json'], { print: (line) => printed.push(line), complain: () => undefined })
    return { code, json: JSON.parse(printed.join('')) as Record<string, unknown> }
  } finally {
    for (const name of ['DATABASE_URL', 'DATA_DIR']) if (before[name] === undefined) Reflect.deleteProperty(process.env, name)
    Object.assign(process.env, before)
  }
}
const sampled = async (home: Home): Promise<void> => inHome(home, async ({ deps }) => {
  await createSampleAgency(deps, { nowMs, password: () => 'mật khẩu của mẫu', handOut: async () => undefined })
})

/** The sum of every row of every table, whatever their order; where bytes lie may differ. */
const rowsOf = ({ deps }: Opened): Promise<Record<string, string>> => deps.pool.connect().then(async (client) => {
  try {
    const { rows } = await client.query<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('migration', 'session') order by 1`)
    const sums: Record<string, string> = {}
    for (const { name } of rows) {
      const but = name === 'stored_object' ? " - 'object_key' - 'version_id'" : ''
      const { rows: [one] } = await client.query<{ sum: string }>(`select count(*) || ' ' || coalesce(sum(hashtextextended((to_jsonb(x)${but})::text, 0)), 0) as sum from "${name}" x`)
      sums[name] = one?.sum ?? ''
    }
    return sums
  } finally { client.release() }
})
const filesIn = (folder: string): number => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length : 0)

const source = await newHome()
await sampled(source)
const large = Buffer.concat(Array.from({ length: 5 }, (_, index) => createHash('sha512').update(`${index}`).digest())).subarray(0, 300)
await inHome(source, async ({ deps }) => {
  const { rows: [tenant] } = await deps.pool.query<{ id: string }>('select id from tenant')
  const body = Buffer.concat(Array.from({ length: 9_000 }, () => large))
  const stored = await deps.objects.put({ tenantId: tenant?.id ?? '', body: (async function* () { yield body })() })
  await addObject(deps.pool, tenant?.id ?? '', { stored, contentType: 'application/pdf', fileName: 'Ảnh chụp lớn.pdf', createdBy: null, nowMs })
})
const unfilled = await inHome(source, ({ deps }) => fillEmptyTables(deps.pool))
const file = join(withFolder(t), 'sao-luu.tar')
const made = await cli(source, 'backup', file)

t.test('a backup is one file that only its owner reads, that tar opens, and whose sums sha256sum knows', async (t) => {
  t.equal(made.code, 0)
  t.match(made.json, { missing: 0, damaged: 0 })
  t.ok(Number(made.json['rows']) > 1_000 && Number(made.json['objects']) > 10, JSON.stringify(made.json))
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.equal(statSync(file).size, made.json['bytes'])
  const folder = withFolder(t)
  await promisify(execFile)('tar', ['xf', file, '-C', folder])
  const { stdout } = await promisify(execFile)('sh', ['-c', 'cat sums/*.sha256 | sha256sum -c --quiet - && echo right'], { cwd: folder })
  t.equal(stdout.trim(), 'right')
})

t.test('restored elsewhere it is the same: figures, rows, files, links, and chains that verify', async (t) => {
  const home = await newHome()
  const restored = await cli(home, 'restore', file)
  t.equal(restored.code, 0, JSON.stringify(restored.json))
  t.match(restored.json, { rows: made.json['rows'], objects: made.json['objects'] })
  const period = ['statistics', '--from', '2025-11-01', '--to', '2026-11-20', '--by', 'field,month', '--as-of', '2026-11-20T12:00:00+07:00']
  const [before, after] = [await cli(source, ...period), await cli(home, ...period)]
  t.ok(JSON.stringify(before.json).length > 1_000)
  t.same(after.json, before.json, 'statistics')
  t.equal(readFileSync(join(home.dataDir, 'public-link.key'), 'utf8'), readFileSync(join(source.dataDir, 'public-link.key'), 'utf8'))
  const sums = await inHome(source, rowsOf)
  t.same(unfilled, [], 'the sample and what was added to it have a row in every table, whatever the schema has')
  t.same(Object.entries(sums).filter(([, sum]) => sum.startsWith('0 ')).map(([name]) => name), [])
  t.ok(Object.keys(sums).length > 100, `${Object.keys(sums).length} tables`)
  await inHome(home, async (opened) => {
    t.same(await rowsOf(opened), sums, 'every row of every table')
    const { pool, objects } = opened.deps
    const { rows } = await pool.query<{ object_key: string; version_id: string | null; sha256: string }>("select object_key, version_id, sha256 from stored_object where state <> 'purged'")
    t.equal(rows.length, made.json['objects'])
    for (const { object_key: key, version_id: versionId, sha256 } of rows) {
      const hash = createHash('sha256')
      for await (const piece of await objects.get({ key, versionId }) as AsyncIterable<Buffer>) hash.update(piece)
      t.equal(hash.digest('hex'), sha256)
    }
    const { rows: entries } = await pool.query<{ dossier_id: string; seq: number; canonical: string; hash: string }>('select dossier_id, seq, canonical, hash from journal order by dossier_id, seq')
    const chains = Map.groupBy(entries, ({ dossier_id: id }) => id)
    t.ok(chains.size > 100)
    t.same([...chains.values()].flatMap((chain) => verifyChain(chain)), [])
    await t.rejects(pool.query('update journal set event = event'), /./, 'and its triggers are at work again')
    await t.rejects(pool.query("delete from stored_object where state = 'kept'"), /./)
  })
})

t.test('only an empty database is restored into', async (t) => {
  const before = await inHome(source, rowsOf)
  const refused = await cli(source, 'restore', file)
  t.equal(refused.code, 1)
  t.match(refused.json, { type: '/problems/restore-not-empty', status: 409, title: /trống/, titleEn: /empty/ })
  t.same(await inHome(source, rowsOf), before)
  t.equal((await cli(source, 'backup', file)).json['type'], '/problems/file-exists', 'nor is a backup written over another')
})

const empty = await newHome()

t.test('a backup that is cut off, altered or added to is refused, and nothing is written', async (t) => {
  const whole = readFileSync(file)
  const draw = (n: number): number => createHash('sha256').update(`${process.env['SEED'] ?? 'backup'} ${n}`).digest().readUInt32BE() % whole.length
  const flipped = (at: number): Buffer => { const bytes = Buffer.from(whole); bytes[at] = (bytes[at] ?? 0) ^ 1; return bytes }
  const bad: [string, Buffer][] = [
    ['empty', Buffer.alloc(0)], ['something else', Buffer.from('không phải bản sao lưu')], ['one byte more', Buffer.concat([whole, Buffer.from([0])])],
    ['one byte less', whole.subarray(0, -1)], ['without its end', whole.subarray(0, -1024)], ['twice', Buffer.concat([whole, whole])],
    ...[0, 130, 156, 520, whole.length - 1, whole.length - 1500].map((at): [string, Buffer] => [`byte ${at}`, flipped(at)]),
    ...Array.from({ length: 12 }, (_, n): [string, Buffer] => [`byte ${draw(n)}`, flipped(draw(n))]),
    ...Array.from({ length: 6 }, (_, n): [string, Buffer] => [`cut at ${draw(n + 100)}`, whole.subarray(0, draw(n + 100))]),
  ]
  const path = join(dirname(file), 'hong.tar')
  for (const [what, bytes] of bad) {
    writeFileSync(path, bytes)
    await t.rejects(checkBackup(path), { code: 'backup-damaged' }, what)
  }
  const { code, json } = await cli(empty, 'restore', path)
  t.equal(code, 1)
  t.match(json, { type: '/problems/backup-damaged' })
  t.same(readdirSync(empty.dataDir), [], 'not even a folder')
  t.equal((await cli(empty, 'restore', join(empty.dataDir, 'khong-co.tar'))).json['type'], '/problems/file-unreadable')
  await inHome(empty, async ({ deps }) => t.notOk(await hasAccounts(deps.orm.em.fork())))
})

t.test('a backup of another version is refused by name; a file that changes while it is read leaves an empty database', async (t) => {
  const checked = await checkBackup(file)
  await inHome(empty, async (opened) => {
    const other = { ...checked, head: { ...checked.head, migrations: [...checked.head.migrations, '9999_later'] } }
    await t.rejects(restoreBackup(opened.deps, other, empty.dataDir), { code: 'backup-other-version', details: { onlyInBackup: ['9999_later'], onlyHere: [] } })
    await t.rejects(restoreBackup(opened.deps, { ...checked, sha256: '0'.repeat(64) }, empty.dataDir), { code: 'backup-damaged', details: { reason: 'changed-meanwhile' } })
    t.notOk(await hasAccounts(opened.deps.orm.em.fork()))
    t.match(await restoreBackup(opened.deps, checked, empty.dataDir), { objects: made.json['objects'] }, 'and then it can be restored')
  })
})

t.test('rows are of one moment while the service goes on; a broken backup leaves no file', async (t) => {
  const folder = withFolder(t)
  await inHome(source, async ({ deps }) => {
    const failing = { ...deps, objects: Object.assign(Object.create(deps.objects) as typeof deps.objects, { get: async () => { throw new Error('the store broke') } }) }
    await t.rejects(makeBackup(failing, { file: join(folder, 'a.tar'), linkKey: '0'.repeat(64) }), /the store broke/)
    t.same(readdirSync(folder), [])
    const { rows: [tenant] } = await deps.pool.query<{ id: string; name_vi: string }>('select id, name_vi from tenant')
    // While the first object is read, somebody renames the agency and the bytes of another object are lost.
    const { rows: [lost] } = await deps.pool.query<{ object_key: string; version_id: string | null }>("select object_key, version_id from stored_object where state <> 'purged' order by tenant_id desc, id desc limit 1")
    let first = true
    const busy = { ...deps, objects: Object.assign(Object.create(deps.objects) as typeof deps.objects, { get: async (...args: Parameters<typeof deps.objects.get>) => {
      if (first) {
        first = false
        await deps.pool.query("update tenant set name_vi = 'Tên mới'")
        await deps.objects.purge({ key: lost?.object_key ?? '', versionId: lost?.version_id ?? null })
      }
      return deps.objects.get(...args)
    } }) }
    const path = join(folder, 'b.tar')
    t.match(await makeBackup(busy, { file: path, linkKey: '0'.repeat(64) }), { missing: 1, damaged: 0, objects: Number(made.json['objects']) - 1 })
    const home = await newHome()
    await inHome(home, async (other) => {
      await restoreBackup(other.deps, await checkBackup(path), home.dataDir)
      t.equal((await other.deps.pool.query<{ name_vi: string }>('select name_vi from tenant')).rows[0]?.name_vi, tenant?.name_vi)
    })
    t.ok(filesIn(join(home.dataDir, 'objects')) >= Number(made.json['objects']) - 1)
  })
})
