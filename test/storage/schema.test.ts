import t from 'tap'
import { readdirSync, readFileSync } from 'node:fs'
import { dumpSchema } from '../../storage/dump.ts'
import { migrations } from '../../storage/migrations/index.ts'
import { migrate, openOrm } from '../../storage/orm.ts'
import { withDatabase, withEmptyDatabase } from '../support/postgres.ts'

const storage = new URL('../../storage/', import.meta.url)

t.test('schema.sql is what a fresh migration makes', async (t) => {
  const { orm } = await withDatabase(t)
  t.equal(await dumpSchema(orm.em.fork()), readFileSync(new URL('schema.sql', storage), 'utf8'), 'npm run db:dump rewrites it')
})

t.test('every migration file is listed, in the order of its number', async (t) => {
  const files = readdirSync(new URL('migrations/', storage)).filter((name) => name !== 'index.ts').map((name) => name.replace(/\.ts$/, '')).sort()
  t.same(migrations.map(({ name }) => name), files)
  files.forEach((name) => t.match(name, /^\d{4}_[a-z0-9_]+$/))
  t.equal(new Set(files.map((name) => name.slice(0, 4))).size, files.length, 'a number is given once; one that was handed out may land after a later one')
})

t.test('services that start together on an empty database migrate it once, and all go on', async (t) => {
  const { url } = await withEmptyDatabase(t)
  const orms = await Promise.all(Array.from({ length: 4 }, () => openOrm({ url, poolSize: 3 })))
  t.teardown(() => Promise.all(orms.map((orm) => orm.close())))
  const ran = await Promise.all(orms.map(migrate))
  t.same(ran.flat().sort(), migrations.map(({ name }) => name))
  t.equal(ran.filter((names) => names.length > 0).length, 1, 'one of them did it all')
  t.same(await migrate(orms[0] ?? t.fail('no orm') as never), [], 'the next start has nothing to do')
})

t.test('names sort as in a Vietnamese dictionary, codes by their bytes', async (t) => {
  const { orm } = await withDatabase(t)
  const sorted = async (collation: string, words: string[]): Promise<string> =>
    (await orm.em.fork().execute<{ s: string }[]>(`select string_agg(w, ' ' order by w collate "${collation}") s from unnest(string_to_array(?, ' ')) w`, [words.join(' ')]))[0]?.s ?? ''
  t.equal(await sorted('vi-VN-x-icu', ['Đào', 'Ưng', 'Dương', 'Ân', 'An', 'Ba', 'Ăn', 'Ánh']), 'An Ánh Ăn Ân Ba Dương Đào Ưng')
  t.equal(await sorted('C', ['b', 'B', 'a', '1']), '1 B a b')
})

t.test('folded text finds Vietnamese words without their marks, composed or not', async (t) => {
  const { orm } = await withDatabase(t)
  for (const text of ['Hồ sơ ĐẤT đai', 'Hồ sơ ĐẤT đai'.normalize('NFD')])
    t.same(await orm.em.fork().execute('select fold_text(?) as folded', [text]), [{ folded: 'ho so dat dai' }])
})
