/** Migrations of running dossiers to another revision of their procedure: tried, proposed, decided about. */
import Type from 'typebox'
import { closed, Code, Id } from '../../schemas/common.ts'
import { DecideMigration, MigrationPreview, MigrationQuestion, MigrationView, ProposeMigration } from '../../schemas/migration.ts'
import { findMigration, listMigrations, type StoredMigration } from '../../storage/migrating.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { migrationDeciders, migrationProposers, migrationReaders } from '../../workflows/dossier/migration-authority.ts'
import { decideMigrationProposal } from '../commands/decide-migration.ts'
import { previewMigration, type MigrationDryRun } from '../commands/preview-migration.ts'
import { proposeMigration } from '../commands/propose-migration.ts'
import type { Deps } from '../deps.ts'
import { personWith, requirePerson } from '../plugins/people.ts'
import { idempotencyKeyOf, KeyHeader, markReplayed, problems } from './common.ts'
import type { Api } from './types.ts'

const tags = ['procedures']
const listed = 100

const viewOf = (one: StoredMigration, zone: string): MigrationView => ({
  id: one.id, procedureCode: one.code, from: one.from, to: one.to, steps: { ...one.steps }, newLimit: one.newLimit, ground: one.ground, decision: one.decision, state: one.state,
  proposedBy: one.proposedBy.accountId, proposedAt: formatInstant(one.proposedAtMs, zone), decidedBy: one.decided?.by.accountId ?? null,
  decidedAt: one.decided === null ? null : formatInstant(one.decided.atMs, zone), reason: one.decided?.reason ?? null, taskId: one.decided?.taskId ?? null,
  work: one.work === null ? null : { state: one.work.state, done: one.work.done, total: one.work.total, error: one.work.error, finishedAt: one.work.finishedAtMs === null ? null : formatInstant(one.work.finishedAtMs, zone) },
})

const previewOf = ({ migrated, moved, refused, more, lines }: MigrationDryRun, zone: string): MigrationPreview => {
  const instant = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : formatInstant(ms, zone))
  const stepsOf = (steps: readonly { readonly step: string }[]) => steps.map(({ step }) => step).join(' ')
  return {
    migrated, moved, refused, more, lines: lines.map(({ dossier, after, refusal }) => ({
      dossierId: dossier.id, code: dossier.code, step: stepsOf(dossier.steps), target: after === null ? null : stepsOf(after.steps), dueBefore: instant(dossier.clock.dueAtMs),
      dueAfter: instant(after?.clock.dueAtMs), refusal: refusal?.reason ?? null, at: refusal?.at ?? null,
    })),
  }
}

export const declareMigrations = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  const params = closed({ code: Code })
  api.post('/procedures/:code/migrations/preview', {
    preHandler, schema: { tags, summary: 'What a migration of running dossiers would do; nothing is written', params, body: MigrationQuestion, response: { 200: MigrationPreview, ...problems } },
  }, async (request) => {
    const person = personWith(request, migrationReaders)
    return previewOf(await previewMigration(deps, person, request.params.code, request.body), person.reader.zone)
  })
  api.get('/procedures/:code/migrations', {
    preHandler, schema: { tags, summary: 'Proposed migrations, the newest first', params, response: { 200: closed({ items: Type.Array(MigrationView) }), ...problems } },
  }, async (request) => {
    const { reader } = personWith(request, migrationReaders)
    return { items: (await listMigrations(deps.pool, reader.tenantId, request.params.code, listed)).map((one) => viewOf(one, reader.zone)) }
  })
  api.post('/procedures/:code/migrations', {
    preHandler, schema: { tags, summary: 'Propose that running dossiers go over to a later revision', params, headers: KeyHeader, body: ProposeMigration, response: { 201: MigrationView, ...problems } },
  }, async (request, reply) => {
    const person = personWith(request, migrationProposers)
    const { answer, replayed } = await proposeMigration(deps, { person, key: idempotencyKeyOf(request), code: request.params.code, body: request.body })
    markReplayed(reply, replayed)
    reply.code(201)
    return viewOf(await findMigration(deps.pool, person.reader.tenantId, answer.id), person.reader.zone)
  })
  api.post('/procedures/:code/migrations/:id/decision', {
    preHandler, schema: { tags, summary: 'Approve or reject a proposal of somebody else', params: closed({ code: Code, id: Id }), body: DecideMigration, response: { 200: MigrationView, ...problems } },
  }, async (request) => {
    const person = personWith(request, migrationDeciders)
    return viewOf(await decideMigrationProposal(deps, { person, id: request.params.id, body: request.body }), person.reader.zone)
  })
}
