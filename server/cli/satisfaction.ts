/** `quytrinh satisfaction`: what applicants answered whose result was handed over in a period. */
import { surveyCuts, type SurveyResults, type SurveyRow } from '../../schemas/survey.ts'
import { listTenants } from '../../storage/tenants.ts'
import { surveyResults } from '../commands/surveys.ts'
import { figuresNamer } from '../reports/figures-file.ts'
import type { Command } from './command.ts'
import { oneOfWords, rangeOf, readOptions } from './options.ts'
import { agencyOf, withService } from './service.ts'

const lineOf = (name: string, { asked, answers, responseRate, overall }: SurveyRow): string =>
  `${name}: ${answers} of ${asked} (${responseRate} %), mean ${overall.mean ?? '–'}, satisfied ${overall.satisfied ?? '–'} %, not dissatisfied ${overall.notDissatisfied ?? '–'} % (${overall.low ?? '–'} to ${overall.high ?? '–'})`
const textOf = ({ from, to, rows, whole }: SurveyResults, nameOf: (key: string | null) => string): string => [...rows.map((row) => lineOf(nameOf(row.key), row)), lineOf(`${from} – ${to}`, whole)].join('\n')

/** @throws UsageError; DomainError invalid-request, not-found (no agency, or several without --agency). */
export const run: Command = async (args) => {
  const options = readOptions(args, ['period', 'from', 'to', 'by', 'agency'])
  const { by, agency } = options.values
  return withService(async ({ deps }) => {
    const { id, zone } = agencyOf(await listTenants(deps.orm.em.fork()), agency)
    const results = await surveyResults(deps, { tenantId: id, zone, reader: null }, { ...rangeOf(options), by: by === undefined ? null : oneOfWords(by, surveyCuts, 'by') })
    return { value: results, text: textOf(results, await figuresNamer(deps, id, results.to)) }
  })
}
