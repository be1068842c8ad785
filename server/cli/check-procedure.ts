/** `quytrinh check-procedure`: what is wrong with a definition, before it is published. Needs no database. */
import { DomainError, type Fault } from '../../schemas/errors.ts'
import { LocalDate } from '../../schemas/common.ts'
import { type Finding, ProcedureDefinition, Staffing } from '../../schemas/procedure.ts'
import { check, type CheckContext } from '../../workflows/procedure/check.ts'
import { parseWith } from '../validate.ts'
import { UsageError, type Command } from './command.ts'
import { calendarOption, readJsonFile } from './files.ts'
import { readOptions, type Options } from './options.ts'

/** A fault of the form as a finding: the member, and what the schema asks of it. */
const ofForm = ({ at, message, messageEn }: Fault): Finding => ({
  rule: 'schema', severity: 'error', at: at.slice(0, 400), path: [],
  message: { vi: `Sai mẫu tại ${at}: ${message}; sửa theo mẫu định nghĩa quy trình`, en: `Not in the form at ${at}: ${messageEn}; see the form of a procedure definition` },
})

/** The definition, or the findings that keep it from being read. @throws DomainError file-unreadable. */
const readDefinition = (path: string): ProcedureDefinition | Finding[] => {
  try {
    return parseWith(ProcedureDefinition, readJsonFile(path, 'procedure-invalid'), 'procedure-invalid')
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'procedure-invalid') throw error
    return (error.details.errors ?? []).map(ofForm)
  }
}

const contextOf = ({ values: { staffing, calendar, horizon } }: Options): CheckContext => {
  if (calendar !== undefined && horizon === undefined) throw new UsageError('--calendar needs --horizon')
  const people = staffing === undefined ? {} : { staffing: parseWith(Staffing, readJsonFile(staffing, 'invalid-request'), 'invalid-request') }
  if (horizon === undefined) return people
  const { coversFrom, coversTo } = calendarOption(calendar ?? 'vn').calendar
  return { ...people, calendar: { coversFrom, coversTo }, horizonOn: parseWith(LocalDate, horizon, 'invalid-request') }
}

const told = (findings: readonly Finding[]): string => findings.length === 0 ? 'No findings' : findings.map(({ severity, rule, at, path, message }) =>
  [`${severity} ${rule} ${at}`, `  ${message.vi}`, `  ${message.en}`, ...(path.length === 0 ? [] : [`  ${path.join(' > ')}`])].join('\n')).join('\n')

/**
 * `ok` is false, and the exit code 1, when some finding is an error; warnings alone let a definition pass.
 * @throws UsageError; DomainError file-unreadable, invalid-request (staffing, horizon), calendar-unknown, calendar-invalid.
 */
export const run: Command = async (args) => {
  const options = readOptions(args, ['staffing', 'calendar', 'horizon'], 1)
  const context = contextOf(options)
  const read = readDefinition(options.words[0] ?? '')
  const findings = Array.isArray(read) ? read : check(read, context)
  const ok = findings.every(({ severity }) => severity !== 'error')
  return { value: { ok, findings }, text: told(findings), exitCode: ok ? 0 : 1 }
}
