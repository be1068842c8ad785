/** `quytrinh objectives`: the quality objectives of a year, achieved against target, with the forecast to its end. */
import type { ObjectiveStanding } from '../../schemas/objective.ts'
import { listTenants } from '../../storage/tenants.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { objectivesOf } from '../reports/objectives/standing.ts'
import { figureText, forecastText, targetText } from '../reports/objectives/words.ts'
import { catalogues } from '../views/texts/index.ts'
import { UsageError, type Command } from './command.ts'
import { readOptions, required } from './options.ts'
import { agencyOf, withService } from './service.ts'

const t = catalogues.en

const textOf = ({ objective, quarters, year, forecast }: ObjectiveStanding): string => [
  `${objective.name} (${objective.number}): ${targetText(objective, year.target)}`,
  ...[...quarters, year].map((one) => `  ${one.period}: ${figureText(t, objective.formula, one)}, ${t.lights[one.light]}`), `  ${t.objectives.forecast}: ${forecastText(t, forecast)}`,
].join('\n')

/** @throws UsageError; DomainError not-found (no agency, or several without --agency). */
export const run: Command = async (args) => {
  const options = readOptions(args, ['year', 'as-of', 'agency'])
  const year = Number(required(options, 'year'))
  if (!Number.isInteger(year) || year < 2015 || year > 2100) throw new UsageError('--year is a year such as 2026')
  const asOf = options.values['as-of']
  const value = await withService(async ({ deps }) => {
    const { id: tenantId, zone } = agencyOf(await listTenants(deps.orm.em.fork()), options.values['agency'])
    return { year, items: await objectivesOf(deps, { tenantId, zone, knownAtMs: asOf === undefined ? null : parseInstant(asOf, zone) }, { year }) }
  })
  return { value, text: value.items.length === 0 ? t.objectives.none : value.items.map(textOf).join('\n') }
}
