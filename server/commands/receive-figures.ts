/** Takes in figures of a subordinate agency: checked when they arrive, refused with everything that does not hold, kept as a version that nobody changes. */
import { DomainError } from '../../schemas/errors.ts'
import type { FiguresFile, NewSubordinate, ReceivedFigures, Subordinate } from '../../schemas/subordinate.ts'
import { newId } from '../../storage/ids.ts'
import { recordChange } from '../../storage/register-journal.ts'
import { addFigures, addSubordinate, figuresReceived, listSubordinates } from '../../storage/subordinates.ts'
import { executorIn } from '../../storage/transaction.ts'
import { arrivalFaults, totalDifferences, type ArrivalFault } from '../../workflows/statistics/arrival.ts'
import type { Deps } from '../deps.ts'
import { sumOfFigures } from '../reports/figures-file.ts'
import type { Entry } from './change-register.ts'
import { once, type Done } from './once.ts'

type FiguresDeps = Pick<Deps, 'orm' | 'clock' | 'pool'>
type Rule = ArrivalFault['rule'] | 'sum' | 'agency'

const words: Readonly<Record<Rule, readonly [vi: string, en: string]>> = {
  columns: ['cột không đúng biểu; biểu này có', 'not the columns of the form, which are'], length: ['số ô không bằng số cột, dòng', 'as many figures as columns are wanted, row'], negative: ['số âm', 'a negative number'],
  identity: ['đẳng thức không cân', 'an identity is broken'], subtotal: ['tổng các dòng không bằng tổng số, cột', 'the rows do not add up to their total'], period: ['kỳ chưa hết hoặc ngày đầu sau ngày cuối', 'the period is not over, or ends before it begins'],
  asOf: ['số liệu chốt trước khi hết kỳ', 'counted before the period was over'], sum: ['mã kiểm tra SHA-256 không khớp', 'the SHA-256 does not fit'], agency: ['chưa ghi cơ quan này là cấp dưới', 'no subordinate of this code has been entered'],
}
const refusalOf = (faults: readonly { readonly rule: Rule; readonly about: string }[]): DomainError => new DomainError('figures-refused', {
  errors: faults.map(({ rule, about }) => ({ at: `/${rule}`, rule, message: `${words[rule][0]}: ${about}`, messageEn: `${words[rule][1]}: ${about}` })),
})

/** @throws DomainError name-taken | idempotency-key-reused */
export const enterSubordinate = (deps: FiguresDeps, { person, key, body }: Entry<NewSubordinate>): Promise<Done<Subordinate>> =>
  once(deps, { person, key, request: { subordinate: body } }, async (em) => {
    const { tenantId, accountId } = person.reader
    const nowMs = deps.clock.nowMs()
    await addSubordinate(executorIn(em), tenantId, body, { accountId, nowMs })
    await recordChange(em, tenantId, { actorId: accountId, kind: 'subordinate.entered', subjects: [], decision: body.decision, details: { code: body.code, name: body.name } }, nowMs)
    return body
  })

/** Everything that keeps a file from being kept. */
const faultsOf = async (deps: FiguresDeps, tenantId: string, today: string, file: FiguresFile): Promise<{ readonly rule: Rule; readonly about: string }[]> => {
  const known = (await listSubordinates(deps.pool, tenantId)).some(({ code }) => code === file.agency.code)
  return [
    ...(known ? [] : [{ rule: 'agency' as const, about: file.agency.code }]), ...(sumOfFigures(file) === file.sha256 ? [] : [{ rule: 'sum' as const, about: file.sha256.slice(0, 12) }]), ...arrivalFaults(file, today),
  ]
}

/**
 * The version that the file became, and how its totals differ from the one before.
 * @throws DomainError figures-refused (each broken identity by its name) | name-taken (this very file is there, or came at the same moment) | idempotency-key-reused
 */
export const receiveFigures = async (deps: FiguresDeps, { person, key, body: file }: Entry<FiguresFile>): Promise<Done<ReceivedFigures>> => {
  const { tenantId, accountId, today } = person.reader
  const faults = await faultsOf(deps, tenantId, today, file)
  if (faults.length > 0) throw refusalOf(faults)
  return once(deps, { person, key, request: { figures: file.sha256 } }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const [before] = await figuresReceived(executorIn(em), tenantId, file, file.agency.code)
    if (before?.file.sha256 === file.sha256) throw new DomainError('name-taken')
    const received: ReceivedFigures = { id: newId(), version: (before?.version ?? 0) + 1, differences: before === undefined ? [] : totalDifferences(before.file, file) }
    await addFigures(executorIn(em), tenantId, { id: received.id, version: received.version, file, text: JSON.stringify(file) }, { accountId, nowMs })
    await recordChange(em, tenantId, { actorId: accountId, kind: 'subordinate.reported', subjects: [received.id], decision: null, details: { code: file.agency.code, name: file.agency.name, form: file.form, from: file.from, to: file.to, sha256: file.sha256 } }, nowMs)
    return received
  })
}
