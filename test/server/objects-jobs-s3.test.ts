import t from 'tap'
import { S3Store } from '../../storage/objects/s3.ts'
import { s3Defaults } from '../../storage/objects/s3-client.ts'
import { need } from '../support/needs.ts'
import { keepOrder } from '../support/object-jobs.ts'
import { hasS3, newBucket, startS3 } from '../support/s3.ts'

t.setTimeout(180_000)
if (need(t, 'an S3 server (packages ceph-mon ceph-osd radosgw ceph-common)', hasS3())) {
  const store = new S3Store({ ...s3Defaults, ...await startS3(t), bucket: newBucket() }, Date.now)
  t.teardown(store.close)
  await store.check()
  t.test('over an S3 server', (t) => keepOrder(t, store, true))
}
