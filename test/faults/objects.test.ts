import t from 'tap'
import type { Test } from 'tap'
import { need } from '../support/needs.ts'
import { hasS3, startS3, type S3Server } from '../support/s3.ts'
import { isObjectsClean } from './objects/check.ts'
import { objectLinesOf } from './objects/main.ts'
import { runObjectFaults } from './objects/rig.ts'

t.setTimeout(600_000)

const shortForm = async (t: Test, s3: S3Server | null): Promise<void> => {
  const report = await runObjectFaults({ kills: 2, clients: 4, workMs: { from: 0, to: 1_000 }, s3, plant: null })
  for (const line of objectLinesOf(report)) t.comment(line)
  t.ok(isObjectsClean(report.found), 'nothing lost or unreadable, and swept is exactly what no row needs')
  t.same(report.ledger.oddities, [], 'no answer that a client may not get')
  t.ok(report.ledger.uploads.length > 0, 'there was work')
}

t.test('killed during uploads, on disk: every acknowledged file is there with its sum, and the sweep takes exactly the rest', (t) => shortForm(t, null))

t.test('killed during uploads, on an S3 server: the same', async (t) => {
  if (!need(t, 'an S3 server (packages ceph-mon ceph-osd radosgw ceph-common)', hasS3())) return
  await shortForm(t, await startS3(t, { store: 'disk' }))
})

t.test('a store that answers before the bytes are there is found out', async (t) => {
  const report = await runObjectFaults({ kills: 2, clients: 4, workMs: { from: 0, to: 300 }, s3: null, plant: 'late-bytes' })
  t.ok(report.found.unreadable > 0, `${report.found.unreadable} rows without their bytes are reported`)
})
