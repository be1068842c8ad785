/**
 * The columns of the official tables, each as a question to a standing, and the identities that their figures must keep. Sources: TT 01/2020/TT-VPCP
 * form II.06a; QĐ 766/QĐ-TTg (status sets: in progress 2 and 4, done 7, 9 and 10, paused 5, 6 and 8); docs/statistics.md.
 */
import { keepers, type Grouping, type IndexGroup, type Keeper, type OfficialColumn, type OfficialForm } from '../../schemas/statistics.ts'
import { placeOf, type Standing } from './counts.ts'
import { percent, unknownFigure } from './shares.ts'

/** A column and which dossiers it counts. */
export interface CountedColumn extends OfficialColumn { readonly counts: (standing: Standing, grouping: Grouping) => boolean }
/** A form: its columns, and sums that must hold, by the keys of columns. */
export interface FormPlan { readonly columns: readonly CountedColumn[]; readonly identities: readonly (readonly [whole: string, parts: readonly string[]])[] }

type Question = (standing: Standing, grouping: Grouping) => boolean
const column = (key: string, group: string, counts: Question): CountedColumn => ({ key, group, counts })

const isNew: Question = ({ carriedOver }) => !carriedOver
const isOnline: Question = ({ channel }) => channel === 'online'
const lies = (place: 'resolved' | 'inProgress' | 'apart'): Question => (standing, grouping) => placeOf(standing, grouping) === place
const all = (...questions: readonly Question[]): Question => (standing, grouping) => questions.every((one) => one(standing, grouping))
const pace = (...wanted: readonly Standing['pace'][]): Question => (standing) => wanted.includes(standing.pace)

const resolvedColumns = (keys: readonly [string, string, string, string], isDone: Question): CountedColumn[] => [
  column(keys[0], 'resolved', isDone), column(keys[1], 'resolved', all(isDone, pace('early'))),
  column(keys[2], 'resolved', all(isDone, pace('onTime', null))), column(keys[3], 'resolved', all(isDone, pace('late'))),
]
const openColumns = (keys: readonly [string, string, string], group: string, isThere: Question): CountedColumn[] => [
  column(keys[0], group, isThere), column(keys[1], group, (standing, grouping) => isThere(standing, grouping) && !pace('overdue', 'late')(standing, grouping)),
  column(keys[2], group, all(isThere, pace('overdue', 'late'))),
]

const form06: FormPlan = {
  columns: [
    column('3', 'received', () => true), column('4', 'received', all(isNew, isOnline)), column('5', 'received', (standing) => !standing.carriedOver && standing.channel !== 'online'),
    column('6', 'received', ({ carriedOver }) => carriedOver),
    ...resolvedColumns(['7', '8', '9', '10'], lies('resolved')), ...openColumns(['11', '12', '13'], 'inProgress', lies('inProgress')), column('apart', 'apart', lies('apart')),
  ],
  identities: [['3', ['4', '5', '6']], ['7', ['8', '9', '10']], ['11', ['12', '13']], ['3', ['7', '11', 'apart']]],
}

const weekly: FormPlan = {
  columns: [
    column('received', 'received', () => true), column('onlineFull', 'received', all(isNew, isOnline, ({ onlineLevel }) => onlineLevel === 'full')),
    column('onlinePartial', 'received', all(isNew, isOnline, ({ onlineLevel }) => onlineLevel === 'partial')),
    column('onlineUnstated', 'received', all(isNew, isOnline, ({ onlineLevel }) => onlineLevel === null)),
    column('postal', 'received', all(isNew, ({ channel }) => channel === 'postal')), column('direct', 'received', all(isNew, ({ channel }) => channel === 'direct')),
    column('carried', 'received', ({ carriedOver }) => carriedOver),
    ...resolvedColumns(['resolved', 'early', 'onTime', 'late'], lies('resolved')), ...openColumns(['inProgress', 'within', 'overdue'], 'inProgress', lies('inProgress')),
    column('apart', 'apart', lies('apart')),
  ],
  identities: [
    ['received', ['onlineFull', 'onlinePartial', 'onlineUnstated', 'postal', 'direct', 'carried']], ['resolved', ['early', 'onTime', 'late']],
    ['inProgress', ['within', 'overdue']], ['received', ['resolved', 'inProgress', 'apart']],
  ],
}

// The decision's own sets: no grouping of a local form changes them.
const isPaused: Question = ({ state }) => state === 'paused' || state === 'stopped'
const isWorking: Question = ({ state }) => state === 'working'

const decision766: FormPlan = {
  columns: [
    column('received', 'received', () => true), column('carried', 'received', ({ carriedOver }) => carriedOver), column('new', 'received', isNew),
    column('online', 'received', all(isNew, isOnline)), column('direct', 'received', all(isNew, ({ channel }) => channel === 'direct')),
    column('postal', 'received', all(isNew, ({ channel }) => channel === 'postal')),
    ...resolvedColumns(['done', 'early', 'onTime', 'late'], (standing, grouping) => !isPaused(standing, grouping) && !isWorking(standing, grouping)),
    ...openColumns(['inProgress', 'within', 'overdue'], 'inProgress', isWorking), ...openColumns(['paused', 'pausedWithin', 'pausedOverdue'], 'paused', isPaused),
  ],
  identities: [
    ['received', ['carried', 'new']], ['new', ['online', 'direct', 'postal']], ['done', ['early', 'onTime', 'late']], ['inProgress', ['within', 'overdue']],
    ['paused', ['pausedWithin', 'pausedOverdue']], ['received', ['done', 'inProgress', 'paused']],
  ],
}

const isLate = pace('late', 'overdue')
const inState = (...wanted: readonly Standing['state'][]): Question => ({ state }) => wanted.includes(state)

/** What lies inside the columns and stands beside a table, as `countsOf` counts it: the resolved by their pace, `ofWhich` and `apart`. */
export const insideColumns = {
  notLate: all(lies('resolved'), pace('early', 'onTime', null)), early: all(lies('resolved'), pace('early')), onTime: all(lies('resolved'), pace('onTime', null)), late: all(lies('resolved'), pace('late')),
  withdrawn: inState('withdrawn'), refused: inState('refused'), stopped: inState('stopped'), paused: inState('paused'),
  lateWithApology: all(pace('late'), ({ withApology }) => withApology), overdueWithApology: all(pace('overdue'), ({ withApology }) => withApology), withoutLimit: all(inState('ready'), pace(null)),
  apartEnded: all(lies('apart'), inState('ready', 'withdrawn', 'refused', 'stopped', 'ended', 'working')), apartPaused: all(lies('apart'), inState('paused')),
} as const satisfies Readonly<Record<string, Question>>
export type InsideColumn = keyof typeof insideColumns

/** The column that a word such as `inside.withdrawn` names, null for every other word. */
export const insideOf = (word: string): InsideColumn | null => {
  const key = word.startsWith('inside.') ? word.slice('inside.'.length) : ''
  return Object.hasOwn(insideColumns, key) ? key as InsideColumn : null
}

/** Forms that count dossiers by their standing. */
export type CountedForm = Exclude<OfficialForm, 'score' | 'steps' | 'people'>

/** Forms whose figures are counted from standings alone; the causes of lateness need the journals as well. */
export const formPlans: Readonly<Record<CountedForm, FormPlan>> = {
  '06a': form06, '06b': form06, weekly, 766: decision766,
  causes: {
    columns: [
      column('allLate', 'late', isLate), column('resolvedLate', 'late', pace('late')), column('overdue', 'late', pace('overdue')),
      column('apologised', 'late', all(isLate, ({ withApology }) => withApology)), column('notApologised', 'late', all(isLate, ({ withApology }) => !withApology)),
    ],
    identities: [['allLate', ['resolvedLate', 'overdue']], ['allLate', ['apologised', 'notApologised']], ['allLate', [...keepers, 'unknown']]],
  },
}

/** The columns of the causes of lateness that a dossier's own journal decides: who used most of its limit; `unknown` where no calendar can tell. */
export const causeColumns: readonly OfficialColumn[] = [...keepers, 'unknown' as const].map((key) => ({ key, group: 'cause' }))
export type Cause = Keeper | 'unknown'

/** The columns of work by step and by person: stays in steps, and hours of working time. docs/statistics.md ("Work by step and by person"). */
export const workPlan: { readonly columns: readonly OfficialColumn[]; readonly identities: FormPlan['identities'] } = {
  columns: [
    ...['stepsDone', 'stepsWithin', 'stepsOver', 'stepsUnlimited'].map((key) => ({ key, group: 'stepsDone' })), { key: 'workingHours', group: 'workingHours' },
    ...['stepsOpen', 'stepsOpenOver'].map((key) => ({ key, group: 'stepsOpen' })),
  ],
  identities: [['stepsDone', ['stepsWithin', 'stepsOver', 'stepsUnlimited']]],
}

/** Figures in the order of the columns, for standings with how many there are of each. Each standing is asked once, however many rows are counted. */
export const figuresBy = (plan: FormPlan, grouping: Grouping): ((counted: Iterable<readonly [Standing, number]>) => number[]) => {
  const asked = new Map<Standing, readonly number[]>()
  const columnsOf = (standing: Standing): readonly number[] => {
    const found = asked.get(standing) ?? plan.columns.flatMap((one, at) => (one.counts(standing, grouping) ? [at] : []))
    asked.set(standing, found)
    return found
  }
  return (counted) => {
    const figures = plan.columns.map(() => 0)
    for (const [standing, many] of counted) for (const at of columnsOf(standing)) figures[at]! += many
    return figures
  }
}

/** The identities of a form that a row of figures breaks, as `3=4+5+6`; a column that is not shown is 0, a figure that is not known breaks none. */
export const brokenIn = (plan: Pick<FormPlan, 'identities'>, columns: readonly OfficialColumn[], figures: readonly (number | null)[]): string[] => {
  const of = (key: string): number | null => {
    const index = columns.findIndex((one) => one.key === key)
    return index < 0 ? 0 : figures[index] ?? null
  }
  return plan.identities.filter(([whole, parts]) => {
    const [sum, values] = [of(whole), parts.map(of)]
    return sum !== null && values.every((value) => value !== null) && values.reduce((total, value) => total + value, 0) !== sum
  }).map(([whole, parts]) => `${whole}=${parts.join('+')}`)
}

/** What people said, as far as it is known: null where nobody was asked, or too few answered to be shown. */
export interface Voices {
  /** All but the dissatisfied of those who answered, in per cent with a comma. */
  readonly servedContent: string | null
  /** Complaints and feedback received in the period that were within the agency's competence and had to be answered by the end: in time, and all of them. */
  readonly answeredInTime: number
  readonly toBeAnswered: number
}

/**
 * The index groups of QĐ 766/QĐ-TTg with their most points, and the share that the journal can tell: progress (early or on time of the done), online
 * services (online of the received in the period), and of satisfaction each index that has data: how its points are divided among them the service does
 * not know, so the group itself has no share. The others need facts that nobody recorded here.
 */
export const indexGroups = (columns: readonly OfficialColumn[], figures: readonly (number | null)[], voices: Voices): IndexGroup[] => {
  const of = (key: string): number => figures[columns.findIndex((one) => one.key === key)] ?? 0
  const group = (name: IndexGroup['group'], most: number, share: string = unknownFigure, parts: IndexGroup['parts'] = []): IndexGroup => ({ group: name, most, share, parts })
  return [
    group('publicity', 18), group('progress', 20, percent(of('early') + of('onTime'), of('done'))), group('digitisation', 22), group('onlineService', 12, percent(of('online'), of('new'))), group('onlinePayment', 10),
    group('satisfaction', 18, unknownFigure, [
      { index: 'feedbackInTime', share: percent(voices.answeredInTime, voices.toBeAnswered) }, { index: 'feedbackContent', share: unknownFigure }, { index: 'servedContent', share: voices.servedContent ?? unknownFigure },
    ]),
  ]
}
