/** The page of one dossier, and the forms that move it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { AdvanceDossier } from '../../schemas/dossier.ts'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { formNumbers } from '../../schemas/paper.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { markReadTogether } from '../../storage/notices.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { heirsOf, listUnits } from '../../storage/units.ts'
import { isApologyToPrepare } from '../../workflows/dossier/apology.ts'
import { issuedPapers } from '../../workflows/dossier/paper-facts.ts'
import { idOf } from '../api/common.ts'
import { findDossier } from '../api/dossiers.ts'
import { advanceDossier } from '../commands/advance-dossier.ts'
import { paperHref } from '../commands/print-paper.ts'
import type { Deps } from '../deps.ts'
import { entryView, readVerified } from '../journal.ts'
import { tokenHashOf, lookUpPerson } from '../plugins/people.ts'
import { flowchart } from '../render/flowchart.ts'
import type { Returned } from '../views/actions.ts'
import { standingOf } from '../views/badge.ts'
import { dossierView, type DossierDetail } from '../views/dossier.ts'
import { html, type Html } from '../views/html.ts'
import { inLanguage } from '../views/texts/index.ts'
import { parseWith } from '../validate.ts'
import { dateText, readDate } from '../views/times.ts'
import { countNotices, personOrSignIn, sendPage, wordsOf } from './common.ts'
import { actionsFor } from './dossier-actions.ts'
import { nonconformitiesOf } from './quality/nonconformities.ts'
import { eventText, factsOf, keepersOf, papersOf, personName, progressOf, type Seen, stepLinesOf, timelineOf } from './dossier-facts.ts'
import { fieldsOf, given, versionOf, type Fields } from './forms.ts'
import { askToSignIn } from './sign-in.ts'
import { visitOf, type Visit } from './visit.ts'

const readSeen = async (deps: Deps, person: SignedInPerson, id: string): Promise<Seen> => {
  const found = await findDossier(deps, person, id)
  const { dossier } = found.facts
  const [rules, { verified, entries }] = await Promise.all([deps.rules.rulesOf(dossier), readVerified(deps, dossier)])
  const journal = { verified, entries: entries.map(entryView) }
  const em = deps.orm.em.fork()
  const ids = [...dossier.steps.map(({ holderId }) => holderId), ...journal.entries.flatMap(({ entry }) =>
    [entry.actor.account, entry.actor.onBehalfOf, ...entry.steps.map(({ holder }) => holder)])]
  const people = await findAccounts(em, person.reader.tenantId, ids.filter((one) => one !== null))
  const { tenantId, today } = person.reader
  const heirs = await heirsOf(deps.pool, tenantId, [dossier.receivingUnitId, dossier.responsibleUnitId], today)
  return { found, rules, journal, people, units: await listUnits(em, tenantId, today), heirs, nowMs: deps.clock.nowMs() }
}

const papersIssued = ({ journal, rules }: Seen) => issuedPapers(rules, journal.entries.map(({ entry }) => entry))

/** Where the apology of the dossier is dealt with, once one is prepared, owed or made. */
const apologyLink = ({ found: { facts: { dossier } }, rules, nowMs }: Seen, t: Visit['t']): DossierDetail['documents'] => {
  const href = `/dossiers/${dossier.id}/apology`
  if (isApologyToPrepare(rules, dossier, nowMs)) return [{ href, name: t.apologies.openPrepared }]
  return dossier.timeliness === 'late' || dossier.clock.apologies > 0 ? [{ href, name: t.apologies.open }] : []
}

/** The papers that the dossier has issued, each where it opens; of several with one form each says when. */
const documentsOf = (seen: Seen, { t }: Visit): DossierDetail['documents'] => {
  const issued = papersIssued(seen)
  const papers = issued.map((one) => {
    const name = one.form === 'receipt' ? t.dossier.printReceipt : (t.forms as Readonly<Record<string, string>>)[formNumbers[one.form]] ?? t.dossier.form(formNumbers[one.form])
    const alone = issued.filter(({ form }) => form === one.form).length === 1
    return { href: paperHref(seen.found.facts.dossier.id, one), name: alone ? name : `${name} (${dateText(one.on)})` }
  })
  return [...apologyLink(seen, t), ...papers]
}

interface Extra { readonly returned: Returned | null; readonly notices: readonly Html[] }

const detailOf = async (deps: Deps, person: SignedInPerson, seen: Seen, visit: Visit, extra: Extra): Promise<DossierDetail> => {
  const { t, format, language } = visit
  const { found: { facts: { dossier } }, rules: { compiled, calendar } } = seen
  const { definition } = compiled
  const inHand = dossier.steps.filter(({ role }) => person.reader.roles.some((held) => held.role === role))
  return {
    id: dossier.id, code: dossier.code ?? t.work.noCode, version: dossier.version, heading: inLanguage(language, definition.title),
    procedure: { href: `/procedures/${definition.code}/${definition.revision}`, text: `${definition.code} – ${t.dossier.revision(format.number(definition.revision))}` },
    standing: standingOf({ t, format, calendar, nowMs: seen.nowMs }, dossier), facts: factsOf(seen, visit), papers: papersOf(seen, visit),
    guidance: inHand.flatMap(({ step }) => compiled.steps.get(step)?.guidance ?? []),
    chart: flowchart(compiled, language, progressOf(seen, visit)), steps: stepLinesOf(seen, visit), keepers: keepersOf(seen, visit),
    timeline: timelineOf(seen, visit), verified: seen.journal.verified, documents: documentsOf(seen, visit),
    nonconformities: await nonconformitiesOf(deps, person, visit, dossier.id),
    actions: await actionsFor(deps, person, seen, visit), ...extra,
  }
}

const sendDossier = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, page: { person: SignedInPerson; seen: Seen; extra: Extra; status?: number }): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/dossiers/${page.seen.found.facts.dossier.id}` }
  const detail = await detailOf(deps, page.person, page.seen, visit, page.extra)
  return sendPage(request, reply, { title: `${detail.code} ${detail.heading}`, body: dossierView(visit, detail), ...(page.status === undefined ? {} : { status: page.status }) })
}

const DossierQuery = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 64 })), received: Type.Optional(Type.String({ maxLength: 5 })),
}, { additionalProperties: false })
type DossierQuery = Type.Static<typeof DossierQuery>

/** Says what was just recorded. */
const noticesOf = (seen: Seen, visit: Visit, query: DossierQuery): Html[] => {
  const { t } = visit
  const { dossier } = seen.found.facts
  if (query.received !== undefined) {
    const receipt = papersIssued(seen).find(({ form }) => form === 'receipt')
    return [html`<p class="notice good" role="status">${t.dossier.receivedNow(dossier.code ?? '')} ${receipt === undefined ? null : html`<a href="${paperHref(dossier.id, receipt)}" autofocus>${t.dossier.printReceipt}</a>`}</p>`]
  }
  const last = seen.journal.entries.at(-1)?.entry
  return query.done === undefined || last?.event !== query.done ? [] : [html`<p class="notice good" role="status">${t.dossier.done(eventText(seen, visit, last.event, last.step))}</p>`]
}

/** Whoever opens a dossier has seen what they were told about it. */
const seeNotices = async (deps: Deps, request: FastifyRequest, { reader }: SignedInPerson, { found: { facts: { dossier } }, nowMs }: Seen): Promise<void> => {
  if (request.unread === null || request.unread.count === 0) return
  if (await markReadTogether(deps.pool, reader, { dossierId: dossier.id }, nowMs) > 0) await countNotices(deps, request)
}

const declareOne = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { id: string }; Querystring: DossierQuery }>('/dossiers/:id', { schema: { hide: true, querystring: DossierQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    try {
      const seen = await readSeen(deps, person, request.params.id)
      await seeNotices(deps, request, person, seen)
      return await sendDossier(deps, request, reply, { person, seen, extra: { returned: null, notices: noticesOf(seen, visitOf(request), request.query) } })
    } catch (error) {
      // Sent on to where this person may not look: that is a success, not a missing page.
      if (error instanceof DomainError && error.code === 'not-found' && request.query.done !== undefined) return reply.redirect('/?left=1', 303)
      throw error
    }
  })
}

/** A date of a form. @throws DomainError invalid-request, at the field */
const dateOf = (fields: Fields, name: string): string | undefined => {
  const typed = given(fields, name)
  const date = typed === undefined ? undefined : readDate(typed)
  if (date === null) throw new DomainError('invalid-request', { errors: [{ at: `/${name}`, rule: 'date', message: 'không có ngày này', messageEn: 'there is no such date' }] })
  return date
}

/** The request that a form asks for. @throws DomainError invalid-request */
const eventOf = (fields: Fields, { rules }: Seen): AdvanceDossier => {
  const [number, on] = [given(fields, 'paperNumber'), dateOf(fields, 'paperOn')]
  const papers = rules.compiled.definition.requiredPapers.filter(({ code }) => fields.has(`got.${code}`)).map(({ code, originals, copies }) => ({ code, originals, copies }))
  const optional = {
    step: given(fields, 'step'), reason: given(fields, 'reason'), assigneeId: given(fields, 'assigneeId'), choice: given(fields, 'choice'), newDueOn: dateOf(fields, 'newDueOn'),
    paper: number === undefined && on === undefined ? undefined : { number, on }, papers: papers.length === 0 ? undefined : papers,
  }
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
  return parseWith(AdvanceDossier, { type: given(fields, 'type') ?? '', ...present }, 'invalid-request')
}

const refusalText = (refusal: DomainError, { t, language }: Visit): string => {
  const errors = refusal.details['errors']
  const isDate = Array.isArray(errors) && errors.some((one: { rule?: string }) => one.rule === 'date' || one.rule === 'format')
  return refusal.code === 'invalid-request' && isDate ? t.action.badDate : wordsOf(refusal, language)
}

/** Who changed the dossier meanwhile, when and how; what was typed is shown apart when its form is no longer there. */
const staleNotice = (seen: Seen, visit: Visit, typed: Fields, isGone: boolean): Html => {
  const { t } = visit
  const last = timelineOf(seen, visit)[0]
  const entry = seen.journal.entries.at(-1)?.entry
  const text = t.action.stale(personName(seen, visit, entry?.actor.account ?? null), last?.at ?? '', last?.what ?? '')
  const words = ['reason', 'paperNumber', 'paperOn', 'newDueOn'].flatMap((name) => given(typed, name) ?? [])
  return html`<div class="notice bad" role="alert">${text}${isGone && words.length > 0 ? html`<br>${t.action.staleGone}<pre>${words.join('\n')}</pre>` : null}</div>`
}

const sendRefused = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, back: { person: SignedInPerson; id: string; fields: Fields; refusal: DomainError | null }): Promise<FastifyReply> => {
  const { person, id, fields, refusal } = back
  const visit = visitOf(request)
  const seen = await readSeen(deps, person, id)
  const { forms } = await actionsFor(deps, person, seen, visit)
  // The same action may be open at another step by now.
  const same = forms.find((form) => form.id === fields.get('form'))
    ?? forms.find(({ event, choice }) => event === fields.get('type') && choice === (fields.get('choice') ?? null))
  const formId = same?.id ?? ''
  const isGone = same === undefined
  const isStale = refusal !== null && (refusal.code === 'stale-version' || isGone)
  const notices = isStale ? [staleNotice(seen, visit, fields, isGone)] : []
  const why = refusal === null || isStale ? null : refusalText(refusal, visit)
  return sendDossier(deps, request, reply, { person, seen, extra: { returned: { formId, typed: fields, why }, notices }, status: refusal === null ? 200 : errorKinds[refusal.code].status })
}

export const declareDossierPages = (pages: FastifyInstance, deps: Deps): void => {
  declareOne(pages, deps)
  pages.post<{ Params: { id: string } }>('/dossiers/:id/events', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const id = idOf(request.params.id)
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, `/dossiers/${id}`)
    const fields = fieldsOf(request.body)
    try {
      if (fields.has('review')) return await sendRefused(deps, request, reply, { person, id, fields, refusal: null })
      const body = eventOf(fields, await readSeen(deps, person, id))
      await advanceDossier(deps, {
        tokenHash: tokenHashOf(request), dossierId: id, expectedVersion: versionOf(fields), idempotencyKey: fields.get('key') ?? '', body,
      })
      return reply.redirect(`/dossiers/${id}?done=${body.type}`, 303)
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'not-found') throw error
      return sendRefused(deps, request, reply, { person, id, fields, refusal: error })
    }
  })
}
