/** Legal holds on the files of documents, for administrators. */
import { HoldFilter, HoldPage, HoldRelease, HoldView, NewHold } from '../../schemas/hold.ts'
import { type LegalHold, listHolds } from '../../storage/objects/holds.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { placeHold } from '../commands/place-hold.ts'
import { releaseHold } from '../commands/release-hold.ts'
import type { Done } from '../commands/once.ts'
import type { Deps } from '../deps.ts'
import { administrators as roles, personWith, requirePerson } from '../plugins/people.ts'
import { problems } from './common.ts'
import { isId, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'
import { declareChange, declareNew } from './writes.ts'

const tag = 'documents'

const viewOf = ({ id, reason, placedAtMs, placedBy, objects, released }: LegalHold, zone: string): HoldView => ({
  id, reason, placedAt: formatInstant(placedAtMs, zone), placedBy, files: objects,
  released: released === null ? null : { at: formatInstant(released.atMs, zone), by: released.by, ground: released.ground },
})
const viewed = ({ answer, replayed }: Done<LegalHold>, { reader }: SignedInPerson): Done<HoldView> => ({ answer: viewOf(answer, reader.zone), replayed })

export const declareHolds = (api: Api, deps: Deps): void => {
  api.get('/holds', {
    preHandler: requirePerson(deps), schema: { tags: [tag], summary: 'Legal holds on files, the newest first, open and released', querystring: HoldFilter, response: { 200: HoldPage, ...problems } },
  }, async (request) => {
    const { reader } = personWith(request, roles)
    const { limit = 50 } = request.query
    const after = readCursor(request.query.after, [isId])
    const found = await listHolds(deps.pool, reader.tenantId, { after: after === undefined ? undefined : String(after[0]), limit })
    return { items: found.map((one) => viewOf(one, reader.zone)), next: nextCursor(found, limit, ({ id }) => [id]) }
  })
  declareNew(api, deps, '/holds', { tag, roles, summary: 'Hold every file that documents have now', body: NewHold, answer: HoldView },
    async (asked) => viewed(await placeHold(deps, asked), asked.person))
  declareChange(api, deps, '/holds/:id/release', { tag, roles, summary: 'Release a hold', body: HoldRelease, answer: HoldView },
    async (asked) => viewed(await releaseHold(deps, asked), asked.person))
}
