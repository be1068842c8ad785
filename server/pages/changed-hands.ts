/** Dossiers whose steps went out of a person's hands by a migration, or wait for them since: where the notice of it leads. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Id, oneOf } from '../../schemas/common.ts'
import { Cursor } from '../../schemas/service.ts'
import { changedHands, type ChangedHands, type HandSide } from '../../storage/migration-hands.ts'
import { findMigration } from '../../storage/migrating.ts'
import { isId, nextCursor, readCursor } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { changedHandsView, type ChangedHandsRow } from '../views/procedures/changed-hands.ts'
import { inLanguage } from '../views/texts/index.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { visitOf, type Visit } from './visit.ts'

const path = '/changed-hands'
const pageSize = 50

const sides: readonly HandSide[] = ['lost', 'gained']
const Query = Type.Object({ migration: Id, side: oneOf(sides), after: Type.Optional(Cursor) }, { additionalProperties: false })

const rowOf = async (deps: Deps, { t, format, language }: Visit, { dossier, steps }: ChangedHands): Promise<ChangedHandsRow> => {
  const { compiled } = await deps.rules.rulesOf(dossier)
  const names = steps.map((step) => { const known = compiled.steps.get(step); return known === undefined ? step : inLanguage(language, known.name) })
  const { dueAtMs } = dossier.clock
  return { id: dossier.id, code: dossier.code ?? t.work.noCode, steps: names.join('; '), due: dueAtMs === null ? t.app.none : format.at(dueAtMs) }
}

export const declareChangedHands = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: Type.Static<typeof Query> }>(path, { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { migration: migrationId, side } = request.query
    const { reader } = person
    const { code, to } = await findMigration(deps.pool, reader.tenantId, migrationId)
    const after = readCursor(request.query.after, [isId])
    const holders = [reader.accountId, ...reader.roles.flatMap(({ onBehalfOf }) => onBehalfOf ?? [])]
    const found = await changedHands(deps.pool, reader, { migrationId, side, holders }, { after: after === undefined ? null : String(after[0]), limit: pageSize })
    const next = nextCursor(found, pageSize, ({ dossier: { id } }) => [id])
    const body = changedHandsView(visit, {
      side, code, revision: to, rows: await Promise.all(found.map((one) => rowOf(deps, visit, one))), next: next === null ? null : `${path}?migration=${migrationId}&side=${side}&after=${next}`,
    })
    return sendPage(request, reply, { title: side === 'lost' ? visit.t.changedHands.lost : visit.t.changedHands.gained, body })
  })
}
