/** Moving running dossiers to another revision: tried by GET, proposed by one person, approved by another. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Code } from '../../../schemas/common.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { DecideMigration, type MigrationQuestion, ProposeMigration } from '../../../schemas/migration.ts'
import type { Dossier } from '../../../schemas/dossier.ts'
import type { TaskState } from '../../../schemas/task.ts'
import { countMigrationItems, findMigration, listMigrationItems, listMigrations, type MigrationItem, type StoredMigration } from '../../../storage/migrating.ts'
import { listRevisions, type StoredProcedure } from '../../../storage/procedures.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { migrationReasons, type MigrationReason } from '../../../workflows/dossier/migrate.ts'
import { mayDecide, mayPropose, migrationReaders } from '../../../workflows/dossier/migration-authority.ts'
import { idOf } from '../../api/common.ts'
import { decideMigrationProposal } from '../../commands/decide-migration.ts'
import { previewMigration, type MigrationDryRun, type WouldMigrate } from '../../commands/preview-migration.ts'
import { proposeMigration } from '../../commands/propose-migration.ts'
import type { Deps } from '../../deps.ts'
import { personWith } from '../../plugins/people.ts'
import type { FormBack, FormPlan } from '../../views/form.ts'
import type { Standing } from '../../views/badge.ts'
import { type DryRunShown, type MigrationAsked, migrationsView, migrationView, type MigrationRow, type ProposalRow, workBox, type WorkShown } from '../../views/procedures/migration.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { dateText } from '../../views/times.ts'
import { bodyOf, declareForms, typed, typedDay } from '../admin-forms.ts'
import { isPartWanted, personOrSignIn, sendPage, sendPart, wordsOf } from '../common.ts'
import { given } from '../forms.ts'
import { visitOf, type Visit } from '../visit.ts'

const listed = 50
const shownMost = 200

type Query = Readonly<Record<string, string>>

/** What the address asks; null before two revisions are chosen. */
const questionOf = ({ from, to, newLimit, ...rest }: Query): MigrationQuestion | null => {
  const steps = Object.entries(rest).filter(([name, target]) => name.startsWith('map.') && target !== '').map(([name, target]) => [name.slice('map.'.length), target])
  return from === undefined || to === undefined ? null : { from: Number(from), to: Number(to), steps: Object.fromEntries(steps), newLimit: newLimit === '1' }
}

const isAllowed = (allowed: () => unknown): boolean => {
  try { allowed() } catch (error) { if (error instanceof DomainError) return false; throw error }
  return true
}

const stepsText = ({ language }: Visit, { steps }: Dossier, compiled: MigrationDryRun['planned']['plan']['from']): string =>
  steps.map(({ step }) => { const name = compiled.steps.get(step)?.name; return name === undefined ? step : inLanguage(language, name) }).join('; ')
const dueText = ({ t, format }: Visit, ms: number | null): string => (ms === null ? t.app.none : format.at(ms))

const reasonText = ({ t }: Visit, reason: string): string => (migrationReasons.some((one) => one === reason) ? t.migrationReasons[reason as MigrationReason] : reason)

const rowOf = (visit: Visit, { planned: { plan } }: MigrationDryRun, { dossier, after, refusal }: WouldMigrate): MigrationRow => ({
  id: dossier.id, code: dossier.code ?? visit.t.app.none, now: stepsText(visit, dossier, plan.from), target: after === null ? '' : stepsText(visit, after, plan.to),
  dueBefore: dueText(visit, dossier.clock.dueAtMs), dueAfter: after === null ? '' : dueText(visit, after.clock.dueAtMs),
  outcome: refusal === null ? { kind: 'good', text: visit.t.migration.goes } : { kind: 'late', text: `${visit.t.migration.stays}: ${reasonText(visit, refusal.reason)}` },
})

const dryRunShown = (visit: Visit, dryRun: MigrationDryRun): DryRunShown => {
  const { t, format } = visit
  const { migrated, moved, refused, more, lines } = dryRun
  const isEmpty = migrated + refused === 0
  return { count: isEmpty ? t.migration.none : t.migration.count(format.number(migrated), format.number(moved), format.number(refused)), more, rows: lines.map((line) => rowOf(visit, dryRun, line)) }
}

const askedOf = (deps: Deps, visit: Visit, code: string, revisions: readonly StoredProcedure[], question: MigrationQuestion | null): MigrationAsked => {
  const { t, format, language } = visit
  const known = (number: number | undefined) => revisions.find(({ definition }) => definition.revision === number)
  const [from, to] = [known(question?.from), known(question?.to)]
  const compiled = from === undefined || to === undefined ? null : { from: deps.rules.keepProcedure(from.hash, from.definition), to: deps.rules.keepProcedure(to.hash, to.definition) }
  const stepsIn = (one: 'from' | 'to') => [...compiled?.[one].steps.values() ?? []].filter(({ isFinal }) => !isFinal)
  return {
    code, newLimit: question?.newLimit ?? false, revisions: revisions.map(({ definition }) => ({ value: String(definition.revision), text: t.dossier.revision(format.number(definition.revision)) })),
    from: String(question?.from ?? revisions.at(-2)?.definition.revision ?? ''), to: String(question?.to ?? revisions.at(-1)?.definition.revision ?? ''),
    gone: stepsIn('from').filter(({ path }) => compiled?.to.steps.get(path)?.isFinal !== false).map(({ path, name }) => ({ step: path, name: inLanguage(language, name), target: question?.steps[path] ?? '' })),
    targets: stepsIn('to').map(({ path, name }) => ({ value: path, text: inLanguage(language, name) })),
  }
}

const proposePlan = ({ t }: Visit, url: string, { newLimit }: MigrationQuestion): FormPlan => ({
  id: 'propose', path: url, title: t.migration.propose, submit: t.migration.propose, note: t.migration.proposeNote, main: true,
  fields: [
    { kind: 'text', name: 'number', label: t.migration.number, max: 60 }, { kind: 'day', name: 'on', label: t.migration.on },
    ...(newLimit ? [{ kind: 'text' as const, name: 'ground', label: t.migration.ground, hint: t.migration.groundHint, max: 300 }] : []),
  ],
})

const stateKinds: Readonly<Record<StoredMigration['state'], Standing['kind']>> = { proposed: 'soon', approved: 'good', rejected: 'ended' }
const nameOf = ({ t, format }: Visit, { code, from, to }: StoredMigration): string => t.migration.one(code, format.number(from), format.number(to))
const decisionText = ({ decision: { number, on } }: StoredMigration): string => `${number} · ${dateText(on)}`
const standingOf = ({ t }: Visit, { state }: StoredMigration): Standing => ({ kind: stateKinds[state], text: t.migrationStates[state] })
const actedText = ({ format }: Visit, name: string, atMs: number): string => `${name} · ${format.at(atMs)}`

const proposalRow = (visit: Visit, one: StoredMigration): ProposalRow => ({
  href: `/procedures/${one.code}/migrations/${one.id}`, name: nameOf(visit, one), decision: decisionText(one), state: standingOf(visit, one),
  proposed: actedText(visit, one.proposer, one.proposedAtMs), decided: one.decided === null ? '' : actedText(visit, one.decided.name, one.decided.atMs),
})

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }
const codeOf = (request: FastifyRequest): string => (request.params as { code: string }).code

const showAll = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const code = codeOf(request)
  const revisions = (await listRevisions(deps.orm.em.fork(), person.reader.tenantId, code)).filter((one) => one.status === 'effective')
  if (revisions.length === 0) throw new DomainError('not-found')
  const question = questionOf(request.query as Query)
  const dryRun = question === null ? null : await previewMigration(deps, person, code, question)
  const plan = question === null || !isAllowed(() => mayPropose(person.reader)) ? null : proposePlan(visit, request.url, question)
  const proposals = await listMigrations(deps.pool, person.reader.tenantId, code, listed)
  const body = migrationsView(visit, {
    asked: askedOf(deps, visit, code, revisions, question), dryRun: dryRun === null ? null : dryRunShown(visit, dryRun), plan, back, proposals: proposals.map((one) => proposalRow(visit, one)),
  })
  return sendPage(request, reply, { title: visit.t.migration.title, body, status, path: request.url })
}

/** The names of steps, given by their dotted paths with blanks between, in the revision that has them. */
type StepNames = (steps: string) => string
const namesIn = (deps: Deps, { language }: Visit, revision: StoredProcedure | undefined): StepNames => {
  const known = revision === undefined ? null : deps.rules.keepProcedure(revision.hash, revision.definition).steps
  return (steps) => steps.split(' ').map((step) => { const name = known?.get(step)?.name; return name === undefined ? step : inLanguage(language, name) }).join('; ')
}

const itemRow = (visit: Visit, nameOf: StepNames, item: MigrationItem & { readonly code: string | null }): MigrationRow => ({
  id: item.dossierId, code: item.code ?? visit.t.app.none, now: nameOf(item.step), target: '', dueBefore: dueText(visit, item.dueBeforeMs), dueAfter: item.outcome === 'migrated' ? dueText(visit, item.dueAfterMs) : '',
  outcome: item.outcome === 'migrated' ? { kind: 'good', text: visit.t.migration.goes } : { kind: 'late', text: `${visit.t.migration.stays}: ${reasonText(visit, item.outcome)}` },
})

const workKinds: Readonly<Record<TaskState, Standing['kind']>> = { waiting: 'still', running: 'soon', done: 'good', failed: 'late' }

const workOf = async (deps: Deps, visit: Visit, person: SignedInPerson, one: StoredMigration, nameOf: StepNames): Promise<WorkShown | null> => {
  if (one.work === null) return null
  const { t, format, language } = visit
  const { state, done, total, error } = one.work
  const sums = await countMigrationItems(deps.pool, person.reader.tenantId, one.id)
  return {
    path: `/procedures/${one.code}/migrations/${one.id}`, state: { kind: workKinds[state], text: t.taskStates[state] }, isLive: state === 'waiting' || state === 'running', done, total,
    progress: total === null ? t.tasks.soFar(format.number(done)) : t.tasks.of(format.number(done), format.number(total)),
    error: error === null ? null : t.tasks.failed(wordsOf(new DomainError(error as DomainError['code']), language)),
    sums: sums.map(({ outcome, dossiers }) => `${format.number(dossiers)} · ${outcome === 'migrated' ? t.migration.goes : `${t.migration.stays}: ${reasonText(visit, outcome)}`}`),
    rows: (await listMigrationItems(deps.pool, person.reader, one.id, shownMost)).map((item) => itemRow(visit, nameOf, item)),
  }
}

const decidePlans = ({ t }: Visit, path: string): FormPlan[] => [
  { id: 'approve', path, title: t.migration.approve, submit: t.migration.approve, main: true, fields: [{ kind: 'text', name: 'reason', label: t.migration.reason, max: 2000, optional: true }] },
  { id: 'reject', path, title: t.migration.reject, submit: t.migration.reject, fields: [{ kind: 'text', name: 'reason', label: t.migration.reason, hint: t.migration.reasonHint, max: 2000 }] },
]

interface Names { readonly from: StepNames; readonly to: StepNames }

const factsOf = (visit: Visit, one: StoredMigration, names: Names): [string, string][] => {
  const { t } = visit
  return [
    [t.migration.decision, decisionText(one)], [t.migration.limitRule, one.newLimit ? t.migration.newLimit : t.migration.oldLimit], ...(one.ground === null ? [] : [[t.migration.ground, one.ground] as [string, string]]),
    [t.migration.steps, Object.entries(one.steps).map(([step, target]) => `${names.from(step)} → ${names.to(target)}`).join('\n') || t.app.none], [t.migration.proposedBy, actedText(visit, one.proposer, one.proposedAtMs)],
    ...(one.decided === null ? [] : [[t.migration.decidedBy, actedText(visit, one.decided.name, one.decided.atMs)] as [string, string], [t.migration.reason, one.decided.reason ?? t.app.none] as [string, string]]),
  ]
}

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const { tenantId } = person.reader
  const one = await findMigration(deps.pool, tenantId, idOf((request.params as { id: string }).id))
  const revisions = await listRevisions(deps.orm.em.fork(), tenantId, one.code)
  const named = (number: number): StepNames => namesIn(deps, visit, revisions.find(({ definition }) => definition.revision === number))
  const names: Names = { from: named(one.from), to: named(one.to) }
  const work = await workOf(deps, visit, person, one, names.from)
  if (work !== null && isPartWanted(request)) return sendPart(reply, workBox(visit, work))
  const path = `/procedures/${one.code}/migrations/${one.id}`
  const isOpen = one.state === 'proposed'
  const dryRun = isOpen ? dryRunShown(visit, await previewMigration(deps, person, one.code, { ...one, steps: { ...one.steps } })) : null
  const body = migrationView(visit, {
    code: one.code, name: nameOf(visit, one), state: standingOf(visit, one), facts: factsOf(visit, one, names), dryRun, work, back,
    plans: isOpen && isAllowed(() => mayDecide(person.reader, one.proposedBy)) ? decidePlans(visit, path) : [], isDone: back === null && (request.query as Query)['done'] !== undefined,
  })
  return sendPage(request, reply, { title: visit.t.migration.title, body, status, path })
}

const Params = Type.Object({ code: Code })
const AnyQuery = Type.Record(Type.String({ maxLength: 210 }), Type.String({ maxLength: 200 }), { maxProperties: 210 })

export const declareMigrationPages = (pages: FastifyInstance, deps: Deps): void => {
  const [all, one] = ['/procedures/:code/migrations', '/procedures/:code/migrations/:id']
  for (const [path, show] of [[all, showAll(deps)], [one, showOne(deps)]] as const) {
    pages.get(path, { schema: { hide: true, params: Params, querystring: AnyQuery } }, async (request, reply) => {
      const person = await personOrSignIn(deps, request, reply)
      if (person === null) return reply
      personWith(request, migrationReaders)
      return show(request, reply, { person, back: null, status: 200 })
    })
  }
  declareForms(pages, deps, {
    path: all, roles: migrationReaders, show: showAll(deps),
    act: async ({ person, key, fields }, request) => {
      const code = codeOf(request)
      const ground = given(fields, 'ground')
      const body = bodyOf(ProposeMigration, { ...questionOf(request.query as Query), decision: { number: typed(fields, 'number'), on: typedDay(fields, 'on') }, ...(ground === undefined ? {} : { ground }) })
      const { answer } = await proposeMigration(deps, { person, key, code, body })
      return `/procedures/${code}/migrations/${answer.id}?done=1`
    },
  })
  declareForms(pages, deps, {
    path: one, roles: migrationReaders, show: showOne(deps),
    act: async ({ person, id, formId, fields }, request) => {
      const reason = given(fields, 'reason')
      await decideMigrationProposal(deps, { person, id: idOf(id), body: bodyOf(DecideMigration, { approve: formId === 'approve', ...(reason === undefined ? {} : { reason }) }) })
      return `/procedures/${codeOf(request)}/migrations/${id}?done=1`
    },
  })
}
