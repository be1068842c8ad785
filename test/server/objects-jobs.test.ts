import t from 'tap'
import { keepOrder } from '../support/object-jobs.ts'
import { withObjects } from '../support/objects.ts'

t.test('over a folder', async (t) => { await keepOrder(t, await withObjects(t), false) })
