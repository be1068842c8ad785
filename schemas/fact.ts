/**
 * Facts that the system cannot know, each entered once with the document that states it: what a periodic report cites instead of a figure
 * typed by hand. One register for all kinds; a wrong entry is corrected by a newer version, and every version stays.
 */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, line, LocalDate, nullable, oneOf } from './common.ts'
import { Treatment } from './risk.ts'
import { Cursor, page, PageSize } from './service.ts'

/**
 * Directives from above; the plan, the objectives and the announcement of the management system; other decisions; the steering committee;
 * training; budget; inspections of subordinate units; milestones of a roadmap; publications of the list of administrative procedures;
 * documents issued in a stretch of days; the scorecard of subordinate units, and a unit's score; what the agency found about its context (ISO 9001:2015, 4.1 with
 * Amendment 1: whether climate change is relevant, 1 or 0), about an interested party (4.2), about an external provider (8.4);
 * a risk of a process with likelihood and impact, each 1 to 5, before and after its treatment, and an opportunity (6.1); the letter of a superior agency
 * that asks for a report; since which years a unit applies ISO 9001:2008 and ISO 9001:2015.
 */
export const factKinds = [
  'directive', 'plan', 'objectives', 'announcement', 'decision', 'steering', 'training', 'budget', 'inspection', 'milestone', 'catalogue', 'issued', 'scorecard', 'score',
  'context', 'party', 'provider', 'risk', 'opportunity', 'request', 'adoption',
] as const
export const FactKind = oneOf(factKinds)
export type FactKind = Static<typeof FactKind>

/** The whole numbers that a fact of each kind states. Scores are in hundredths of a point. */
export const factFigures = {
  directive: [], plan: [], objectives: [], announcement: [], decision: [],
  steering: ['members'],
  training: ['classesHeld', 'peopleTaught', 'peopleSent'],
  budget: ['amountDong'],
  inspection: ['unitsInspected'],
  milestone: ['plannedPercent', 'donePercent'],
  catalogue: ['amended', 'added', 'abolished', 'inForce'],
  issued: ['reports', 'letters', 'plans', 'decisions', 'submissions', 'notices', 'invitations', 'others'],
  scorecard: ['criterion1', 'criterion2', 'criterion3', 'criterion4', 'criterion5', 'criterion6', 'criterion7'],
  score: ['criterion1', 'criterion2', 'criterion3', 'criterion4', 'criterion5', 'criterion6', 'criterion7'],
  context: ['climateRelevant'], party: [], provider: [], opportunity: [], request: [],
  adoption: ['year2008', 'year2015'],
  risk: ['likelihood', 'impact', 'residualLikelihood', 'residualImpact'],
} as const satisfies Record<FactKind, readonly string[]>
export const figureNames = [...new Set(Object.values(factFigures).flat())]
export type FigureName = (typeof figureNames)[number]
/** Figures that not every document of the kind states: a scorecard has six criteria or seven, a unit may never have applied an edition. */
export const figuresOptional: readonly FigureName[] = ['criterion7', 'inForce', 'year2008', 'year2015']

/** Kinds that may state something about a stretch of days, and those that do so always; of a milestone `to` is its last day. */
export const stretchKinds: readonly FactKind[] = ['issued', 'budget', 'training', 'inspection', 'milestone']
export const stretchNeeded: readonly FactKind[] = ['issued', 'milestone']

/** Kinds that another agency issues: who that is has to be said. */
export const issuerNeeded: readonly FactKind[] = ['request']

/** Kinds with an owner, a treatment and a day. */
export const treatedKinds: readonly FactKind[] = ['risk', 'opportunity']

/** Số, ký hiệu as it is written on the document: 02/KH-UBND, 19/2014/QĐ-TTg. A number without a symbol cannot be found again. */
export const DocumentNumber = Type.String({ minLength: 3, maxLength: 60, pattern: '^\\d{1,6}[a-zđ]?/[0-9A-Za-zĐđÀ-ỹ&./-]{1,50}$' })

const figures = Type.Unsafe<{ readonly [K in FigureName]?: number }>(
  closed(Object.fromEntries(figureNames.map((name) => [name, Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }))]))),
)

/** In what capacity somebody stands in a fact: at a class held here or sent to one elsewhere; in the steering committee (QĐ 19/2014/QĐ-TTg, điều 4). */
export const trainedAs = ['attended', 'sent'] as const
export const TrainedAs = oneOf(trainedAs)
export const committeePosts = ['head', 'deputy', 'standing', 'member', 'secretary'] as const
export const peopleKinds = { training: trainedAs, steering: committeePosts } as const satisfies Partial<Record<FactKind, readonly string[]>>
/** Whether a fact of this kind lists people. */
export const listsPeople = (kind: FactKind): kind is keyof typeof peopleKinds => kind in peopleKinds
const Capacity = oneOf([...trainedAs, ...committeePosts])

/** Somebody of the agency, or (`accountId` null) only a name. `position`: the office that they hold; `from` and `to`: their first and last day in the committee. */
export const FactPerson = closed({
  accountId: nullable(Id), name: line(200), as: Capacity, position: nullable(line(200)), from: nullable(LocalDate), to: nullable(LocalDate),
})
export type FactPerson = Static<typeof FactPerson>
/** As it is entered: an account, or a name of somebody without one. */
export const NewFactPerson = closed({
  accountId: Type.Optional(Id), name: Type.Optional(line(200)), as: Capacity, position: Type.Optional(line(200)), from: Type.Optional(LocalDate), to: Type.Optional(LocalDate),
})
export type NewFactPerson = Static<typeof NewFactPerson>
/** More are a list of their own, as a file. */
export const factPeopleMost = 300

export const NewFact = closed({
  kind: FactKind,
  number: DocumentNumber,
  /** The day of the document. */
  on: LocalDate,
  /** First and last day of what it states, where that is a stretch of days. */
  from: Type.Optional(LocalDate),
  to: Type.Optional(LocalDate),
  title: line(500),
  /** Who issued it; absent: the agency itself. */
  issuer: Type.Optional(line(200)),
  figures: Type.Optional(figures),
  /** Of a risk or an opportunity alone. */
  treatment: Type.Optional(Treatment),
  /** Who was trained, who is in the committee: the number of members then follows from the list. */
  people: Type.Optional(Type.Array(NewFactPerson, { maxItems: factPeopleMost })),
})
export type NewFact = Static<typeof NewFact>

/** The whole fact as it should have been, at the version that was read; its kind stays. */
export const FactCorrection = closed({ version: Type.Integer({ minimum: 1 }), reason: line(500), ...Type.Omit(NewFact, ['kind']).properties })
export type FactCorrection = Static<typeof FactCorrection>
/** Taken out of the reports; its versions stay. */
export const FactWithdrawal = closed({ version: Type.Integer({ minimum: 1 }), reason: line(500) })
export type FactWithdrawal = Static<typeof FactWithdrawal>

/** A fact as one version states it. */
export const Fact = closed({
  id: Id, version: Type.Integer({ minimum: 1 }), kind: FactKind, number: DocumentNumber, on: LocalDate, from: nullable(LocalDate), to: nullable(LocalDate), title: line(500), issuer: nullable(line(200)),
  figures, people: Type.Optional(Type.Array(FactPerson, { maxItems: factPeopleMost })), treatment: Type.Optional(Treatment), withdrawn: Type.Boolean(),
  /** Why this version was made; null for the first. */
  reason: nullable(line(500)),
})
export type Fact = Static<typeof Fact>
export const KeptFact = closed({ ...Fact.properties, at: Instant, by: Type.String() })
export type KeptFact = Static<typeof KeptFact>
export const FactPage = page(KeptFact)
export const FactFilter = closed({ kind: Type.Optional(FactKind), limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
export const FactHistory = closed({ versions: Type.Array(KeptFact) })
