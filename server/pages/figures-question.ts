/** What the pages of figures are asked, and what the rows of their answers are called. */
import Type from 'typebox'
import { cuts, officialForms, type Cut, type OfficialForm, type RowKey } from '../../schemas/statistics.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { readNames } from '../../storage/papers.ts'
import { statisticsNames } from '../../storage/statistics.ts'
import { listUnits } from '../../storage/units.ts'
import { reportingPeriod, type DateRange } from '../../workflows/statistics/periods.ts'
import type { Deps } from '../deps.ts'
import { stepNamer } from '../reports/step-names.ts'
import type { StatisticsChoice } from '../views/statistics.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText } from '../views/times.ts'
import { periodsOf, presetMeant, typedDate } from './periods.ts'
import type { Visit } from './visit.ts'

const word = Type.Optional(Type.String({ maxLength: 20 }))
/** What the form of the figures sends. */
export const FiguresQuery = Type.Object({ form: word, period: word, was: word, from: word, to: word, by: word, ended: word, paused: word }, { additionalProperties: false })
export type FiguresQuery = Type.Static<typeof FiguresQuery>

/** A period, or null when a date cannot be read; and what was chosen. */
export interface Asked { readonly range: DateRange | null; readonly choice: StatisticsChoice }

/** The question as it was asked; nothing asked is this year up to today. */
export const askedOf = (visit: Visit, query: FiguresQuery, today: string): Asked => {
  const periods = periodsOf(visit, today)
  const period = presetMeant(query, periods)
  const usual = { from: `${today.slice(0, 4)}-01-01`, to: today }
  const [from, to] = [query.from ? typedDate(query.from, visit.format.zone) : usual.from, query.to ? typedDate(query.to, visit.format.zone) : usual.to]
  const given = from === null || to === null || to < from ? null : { from, to }
  const range = period === '' ? given : reportingPeriod(period)
  return {
    range, choice: {
      period, periods, from: range === null ? query.from ?? '' : dateText(range.from), to: range === null ? query.to ?? '' : dateText(range.to),
      form: officialForms.find((form) => form === query.form) ?? '06a',
      by: cuts.find((cut) => cut === query.by) ?? (query.by === undefined ? 'field' : null), fault: range === null ? visit.t.statistics.wrongDate : null,
      grouping: {
        ended: (['resolved', 'apart'] as const).find((word) => word === query.ended) ?? null, paused: (['inProgress', 'apart'] as const).find((word) => word === query.paused) ?? null,
      },
    },
  }
}

/** What the rows of a table of work are called: a step with its procedure, or a person. */
export const workNames = async (deps: Deps, { t, language }: Visit, { reader: { tenantId, today } }: SignedInPerson, form: OfficialForm, keys: readonly RowKey[]): Promise<string[]> => {
  if (form === 'people') {
    const { people } = await readNames(deps.pool, tenantId, { units: [], people: keys.flatMap(({ person }) => person ?? []) }, today)
    return keys.map(({ person }) => (person === null || person === undefined ? t.statistics.nobody : people.get(person) ?? t.statistics.unknown))
  }
  const steps = keys.map(({ procedure, step }) => ({ procedure: procedure ?? '', step: step ?? '' }))
  const [nameOf, { procedures }] = await Promise.all([stepNamer(deps, tenantId, steps), statisticsNames(deps.pool, tenantId)])
  return steps.map((one) => {
    const title = procedures.get(one.procedure)
    return `${inLanguage(language, nameOf(one))} · ${title === undefined ? '' : `${inLanguage(language, title)} `}(${one.procedure})`
  })
}

/** What a row is called: only one cut is asked for on screen. */
export const namerOf = async (deps: Deps, { t, language }: Visit, { reader }: SignedInPerson): Promise<(by: Cut, key: RowKey) => string> => {
  const { procedures, fields } = await statisticsNames(deps.pool, reader.tenantId)
  const units = new Map((await listUnits(deps.orm.em.fork(), reader.tenantId, reader.today)).map(({ id, name }) => [id, name]))
  const named = (names: ReadonlyMap<string, { vi: string; en: string }>, code: string): string => {
    const name = names.get(code)
    return name === undefined ? code : inLanguage(language, name)
  }
  return (by, key) => {
    const value = key[by]
    if (value === null) return t.statistics.unknown
    if (by === 'revision') return named(procedures, value.split('@')[0] ?? value).concat(` (${value})`)
    if (by === 'procedure') return `${named(procedures, value)} (${value})`
    if (by === 'field') return named(fields, value)
    if (by === 'unit') return named(units, value)
    if (by === 'department') return value
    if (by === 'month') return value.split('-').reverse().join('/')
    if (by === 'channel') return t.channels[value as keyof typeof t.channels]
    return t.levels[value as keyof typeof t.levels]
  }
}
