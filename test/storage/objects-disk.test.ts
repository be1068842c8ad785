import t from 'tap'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiskStore } from '../../storage/objects/disk.ts'
import { newId } from '../../storage/ids.ts'
import { verifying } from '../../storage/objects/checked.ts'
import { keepContract, listed, mebibyte, pieces, readAll, refusal } from '../support/object-contract.ts'
import { withFolder, withObjects } from '../support/objects.ts'

const tenantId = newId()
keepContract(t, withObjects, mebibyte)

t.test('a disk locks nothing, and says so', async (t) => {
  const store = await withObjects(t)
  const stored = await store.put({ tenantId, body: pieces(Buffer.from('khóa')) })
  t.equal(store.locks(), 'notEnforced')
  t.equal(await store.retain(), null)
  t.equal(await store.hold(), false)
  await store.purge(stored)
})

t.test('files are read only for their owner, and folders closed to others', async (t) => {
  const folder = withFolder(t)
  const store = await DiskStore.open(folder)
  const { key } = await store.put({ tenantId, body: pieces(Buffer.from('x')) })
  t.equal(statSync(join(folder, 'kept', key)).mode & 0o777, 0o400)
  t.equal(statSync(join(folder, 'kept', tenantId)).mode & 0o777, 0o700)
  t.same(readdirSync(join(folder, 'under-way')), [])
})

t.test('what a killed upload left is listed as partial, under its tenant', async (t) => {
  const folder = withFolder(t)
  const store = await DiskStore.open(folder)
  const id = newId()
  writeFileSync(join(folder, 'under-way', `${tenantId}.${id}`), 'half')
  const [left, ...more] = await listed(store)
  t.same(more, [])
  t.match(left, { ref: { key: `${tenantId}/${id}`, versionId: null }, partial: true, sizeBytes: 4 })
  await left?.drop()
  t.same(await listed(store), [])
})

t.test('no key leads out of the folder', async (t) => {
  const store = await withObjects(t)
  for (const key of ['../../etc/passwd', '/etc/passwd', `${tenantId}/../x`, '']) await t.rejects(store.get({ key, versionId: null }), refusal('object-missing'))
})

t.test('a fault of the disk is told as the store being away, and the next put works again', async (t) => {
  const folder = withFolder(t)
  const store = await DiskStore.open(folder)
  rmSync(join(folder, 'under-way'), { recursive: true })
  writeFileSync(join(folder, 'under-way'), 'in the way')
  await t.rejects(store.put({ tenantId, body: pieces(Buffer.from('x')) }), refusal('objects-unavailable'))
  rmSync(join(folder, 'under-way'))
  await t.rejects(store.check(), refusal('objects-unavailable'))
  mkdirSync(join(folder, 'under-way'))
  const stored = await store.put({ tenantId, body: pieces(Buffer.from('x')) })
  t.equal((await readAll(await store.get(stored))).toString(), 'x')
  await store.check()
})

t.test('a flipped bit is found by reading, not by the size', async (t) => {
  const folder = withFolder(t)
  const store = await DiskStore.open(folder)
  const stored = await store.put({ tenantId, body: pieces(Buffer.alloc(100_000, 'a')) })
  const path = join(folder, 'kept', stored.key)
  const bytes = readFileSync(path)
  bytes[50_000]! ^= 1
  chmodSync(path, 0o600)
  writeFileSync(path, bytes)
  t.equal((await store.stat(stored)).sizeBytes, stored.sizeBytes)
  await t.rejects(readAll((await store.get(stored)).pipe(verifying(stored))), refusal('object-damaged'))
})
