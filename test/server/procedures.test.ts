/** Procedures of a running service: two revisions side by side, and who may see a draft there. */
import t from 'tap'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { askAs, expecting, newClerk, newDesk, newDraft } from '../support/document-service.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'

const live = await withService(t)
const desk = await newDesk(live)

t.test('two revisions are compared by everybody, a draft by those alone who may see it', async (t) => {
  const stranger = await newClerk(live, ['specialist', 'D2'])
  const [before] = shippedProcedures().filter(({ code }) => code === 'I2')
  const { id } = await newDraft(live, desk, { code: 'QT-I2', type: 'procedure', title: 'Quy trình thử' })
  const read = await askAs(live, desk.drafter, `/api/v1/documents/${id}`)
  const carried = await askAs(live, desk.drafter, `/api/v1/documents/${id}/procedure`, {
    body: { ...before, revision: 2, hoursPerDay: 7 }, headers: { 'if-match': read.headers.get('etag') ?? '' },
  })
  const draft = String(at(expecting(200, carried), 'document.revisions.0.id'))
  const ask = (who: typeof stranger, query: string) => askAs(live, who, `/api/v1/procedures/I2/compare${query}`)
  t.match(expecting(200, await ask(desk.drafter, '')), { from: '1', to: draft, facts: ['hoursPerDay'] } as Json)
  t.match(expecting(200, await ask(stranger, '')), { from: '1', to: '1', facts: [] } as Json, 'somebody else is offered what was in force alone')
  isProblem(t, await ask(stranger, `?from=1&to=${draft}`), 'not-found', 404, 'a draft of another department')
  isProblem(t, await ask(stranger, '?from=1&to=9'), 'not-found', 404, 'no such revision')
})
