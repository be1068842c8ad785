/** Findings on step limits against the published limit. Hours here are plausibility only; no due date is ever computed from them. */
import type { Limit } from '../../../schemas/calendar.ts'
import type { Bilingual } from '../../../schemas/common.ts'
import type { Finding } from '../../../schemas/procedure.ts'
import type { LimitSum } from '../../../schemas/step-table.ts'
import { isLimit } from '../../calendar/index.ts'
import { budgetOf, hoursOf, hoursSpent, longestSpent, mainEnds, pathOfSpent, wayToSpend, type Budget, type Spent } from './spending.ts'
import { figure, finding, nameOf, pathToState, type CheckedStep, type Subject } from './subject.ts'

const limitUnder = ({ definition }: Subject, variant: string | null): number | null =>
  hoursOf(variant === null ? definition.limit : definition.limitVariants?.[variant]?.limit ?? definition.limit, definition.hoursPerDay)

/** Sums of fractions of hours: equal but for the rounding of their addition. */
const same = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6

/** The longest way against the limit in force on it, one finding for each limit that is exceeded. */
const worstCase = (subject: Subject, budget: Budget): Finding[] => {
  const { longest, cut } = longestSpent(subject, budget)
  const over = longest.flatMap(({ variant, hours }) => {
    const limit = limitUnder(subject, variant)
    if (limit === null || hours < limit || same(hours, limit)) return []
    const at = variant === null ? 'limit' : `limitVariants.${variant}`
    const [needed, allowed] = [figure(hours), figure(limit)]
    return [finding('worst-case-above-limit', 'error', at, wayToSpend(subject, budget, { variant, hours }), {
      vi: `Đường dài nhất cần ${needed.vi} giờ, vượt thời hạn ${allowed.vi} giờ: giảm thời gian các bước; bước làm trong lúc một bước khác còn chạy (như lấy ý kiến) thì chọn “Nằm trong thời hạn của bước”`,
      en: `The longest way takes ${needed.en} h, above the limit of ${allowed.en} h: shorten steps; for a step that is done while another one goes on (a consultation) choose “Runs within the limit of”`,
    })]
  })
  return cut ? [...over, tooMany()] : over
}

/** What cannot be overseen cannot be approved. */
export const tooMany = (): Finding => finding('too-deep', 'error', 'machine', [], {
  vi: 'Quy trình có quá nhiều tình huống để kiểm tra hết: giảm số nhánh song song hoặc số bước',
  en: 'The procedure has more situations than can be checked: use fewer parallel strands or steps',
})

/** The main path must use up the published limit exactly: what is published is what is planned. */
const mainPath = (subject: Subject, budget: Budget): Finding[] => {
  const limit = hoursOf(subject.definition.limit, subject.definition.hoursPerDay)
  if (limit === null || budget.bits.size === 0) return []
  const hours = (spent: Spent): number => hoursSpent(subject.chart.root, spent.visited, budget)
  const expected = (spent: Spent): number => limitUnder(subject, spent.variant) ?? limit
  const { ends, wrong, cut } = mainEnds(subject, budget, (spent) => !same(hours(spent), expected(spent)))
  if (cut) return [tooMany()]
  if (ends === 0) {
    return [finding('limits-do-not-sum', 'error', 'limit', [], {
      vi: 'Đường chính không tới kết thúc: bỏ dấu “Ngoài đường chính” ở các chuyển tiếp thuộc đường chính',
      en: 'The main path reaches no end: clear “Off the main path” on the ways that belong to it',
    })]
  }
  if (wrong === null) return []
  const [sum, published] = [figure(hours(wrong)), figure(expected(wrong))]
  return [finding('limits-do-not-sum', 'error', 'limit', pathOfSpent(subject, wrong), {
    vi: `Tổng thời gian các bước trên đường chính là ${sum.vi} giờ, khác thời hạn ${published.vi} giờ: chỉnh thời gian các bước`,
    en: `The steps of the main path sum to ${sum.en} h, not to the limit of ${published.en} h: adjust the step limits`,
  })]
}

/** A step that runs within another may not have more time than its host. */
const withinHost = (subject: Subject): Finding[] => subject.steps.flatMap((step) => {
  const { hoursPerDay } = subject.definition
  const node = step.within === null ? undefined : subject.chart.nodes.get(step.within)
  const host = (node?.config.meta as CheckedStep | undefined)?.limit
  const [own, hosts] = [step.limit && hoursOf(step.limit, hoursPerDay), host && hoursOf(host, hoursPerDay)]
  if (step.within === null || own === null || typeof hosts !== 'number' || own <= hosts) return []
  const [name, hostName] = [nameOf(subject, step.path), nameOf(subject, step.within)]
  const [taken, given] = [figure(own), figure(hosts)]
  return [finding('limits-do-not-sum', 'error', step.path, pathToState(subject, step.path), {
    vi: `Bước “${name.vi}” (${taken.vi} giờ) nằm trong thời hạn của “${hostName.vi}” nhưng dài hơn (${given.vi} giờ): giảm thời gian`,
    en: `“${name.en}” (${taken.en} h) runs within the limit of “${hostName.en}” but is longer (${given.en} h): shorten it`,
  })]
})

const unitNames: Readonly<Record<Limit['unit'], Bilingual>> = {
  workingDay: { vi: 'ngày làm việc', en: 'working days' }, workingHour: { vi: 'giờ làm việc', en: 'working hours' }, calendarDay: { vi: 'ngày', en: 'days' },
  sameDay: { vi: '(trong ngày)', en: '(the same day)' }, none: { vi: '(không tính hạn)', en: '(no limit)' },
}

/**
 * A limit that no clock can count: of the dossier it would be refused at the receipt, of a step it is planned with but never reminds.
 * docs/clock.md.
 */
const countable = (subject: Subject): Finding[] => {
  const { definition: { limit, limitVariants = {} }, chart } = subject
  const wrong = (severity: Finding['severity'], at: string, { unit, amount }: Limit, path: readonly string[] = []): Finding => finding('limit-invalid', severity, at, path, {
    vi: `Thời hạn ${figure(amount).vi} ${unitNames[unit].vi} không tính được: ngày là số nguyên từ 1, một phần của ngày ghi bằng giờ làm việc`,
    en: `A limit of ${figure(amount).en} ${unitNames[unit].en} cannot be counted: days are whole and at least 1; write a part of a day in working hours`,
  })
  const ofDossier: [string, Limit][] = [['limit', limit], ...Object.entries(limitVariants).map(([name, one]): [string, Limit] => [`limitVariants.${name}`, one.limit])]
  const ofSteps = [...chart.nodes].flatMap(([path, node]) => {
    const own = (node.config.meta as CheckedStep | undefined)?.limit
    return own && !isLimit(own) ? [wrong('warning', path, own, pathToState(subject, path))] : []
  })
  return [...ofDossier.flatMap(([at, one]) => (isLimit(one) ? [] : [wrong('error', at, one)])), ...ofSteps]
}

/** All findings on limits. */
export const limits = (subject: Subject): Finding[] => {
  const budget = budgetOf(subject)
  return [...countable(subject), ...worstCase(subject, budget), ...mainPath(subject, budget), ...withinHost(subject)]
}

/** What the limits of the steps add up to, beside the published one. */
export const sumOfLimits = (subject: Subject): LimitSum => {
  const budget = budgetOf(subject)
  const main: number[] = []
  mainEnds(subject, budget, ({ visited }) => { main.push(hoursSpent(subject.chart.root, visited, budget)); return false })
  const longest = longestSpent(subject, budget).longest.map(({ hours }) => hours)
  const isCounted = budget.bits.size > 0
  return {
    limitHours: hoursOf(subject.definition.limit, subject.definition.hoursPerDay),
    mainHours: isCounted && main.length > 0 ? { least: Math.min(...main), most: Math.max(...main) } : null,
    longestHours: isCounted && longest.length > 0 ? Math.max(...longest) : null,
  }
}
