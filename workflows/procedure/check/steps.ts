/** Findings on single steps: reached at all, official status, role, and what a stopped clock needs. */
import type { Finding } from '../../../schemas/procedure.ts'
import { isInside, isLeafNode, pathOf } from './chart.ts'
import { finding, nameOf, pathToState, type CheckedStep, type Subject } from './subject.ts'
import { clockIn } from './ways.ts'

/** The outermost states of which nothing is ever entered: one finding for a whole part that is cut off. */
export const unreachable = (subject: Subject): Finding[] => {
  const { chart, ways } = subject
  const reachedIn = (path: string): boolean => [...ways.reached].some((leaf) => leaf === path || leaf.startsWith(`${path}.`))
  const lost = [...chart.nodes.values()].filter((node) => node !== chart.root && node.type !== 'history' && !reachedIn(pathOf(node)))
  return lost.filter((node) => !lost.some((other) => isInside(node, other))).map((node) => {
    const { vi, en } = nameOf(subject, pathOf(node))
    return finding('unreachable-step', 'error', pathOf(node), [], {
      vi: `Không có đường nào dẫn tới bước “${vi}”: thêm chuyển tiếp tới bước này, hoặc bỏ bước`,
      en: `Nothing leads to “${en}”: add a way to it, or remove it`,
    })
  })
}

const perStep = (
  subject: Subject, wrong: (step: CheckedStep) => boolean, rule: Finding['rule'], say: (vi: string, en: string) => Finding['message'],
): Finding[] =>
  subject.steps.filter(({ path }) => subject.ways.reached.has(path)).filter(wrong).map(({ path }) => {
    const { vi, en } = nameOf(subject, path)
    return finding(rule, 'error', path, pathToState(subject, path), say(vi, en))
  })

/** TrangThaiHoSo must be known in every step: the national portal is told at each change. docs/dossier.md. */
export const withoutStatus = (subject: Subject): Finding[] => perStep(subject, ({ status }) => status === null, 'missing-status', (vi, en) => ({
  vi: `Bước “${vi}” chưa có trạng thái hồ sơ: chọn một trong mười trạng thái ở “Trạng thái hồ sơ”`,
  en: `The step “${en}” has no official status: choose one of the ten at “Status of the dossier”`,
}))

/** An imported log knows who did what only by the log itself. */
export const withoutRole = (subject: Subject): Finding[] => subject.definition.kind === 'log' ? []
  : perStep(subject, ({ isFinal, role }) => !isFinal && role === null, 'step-without-role', (vi, en) => ({
    vi: `Bước “${vi}” chưa nêu ai làm: chọn vai trò`,
    en: `Nobody is named for the step “${en}”: choose a role`,
  }))

/** Every stop has a legal ground and a paper. docs/clock.md. */
export const stoppedWithoutPaper = (subject: Subject): Finding[] => perStep(
  subject, ({ clock, paper, stopGround }) => clock === 'stopped' && (paper === null || stopGround === null), 'stopped-without-paper', (vi, en) => ({
    vi: `Bước “${vi}” dừng tính thời hạn nhưng thiếu căn cứ hoặc văn bản: ghi “Căn cứ dừng tính hạn” và “Văn bản kèm theo”`,
    en: `The clock stops in “${en}” without a ground or a paper: fill in “Ground for stopping the clock” and “Paper that goes with it”`,
  }))

/** From a step that stops the clock some way must lead to where it runs again; ending the dossier is not a way back. */
export const stoppedForGood = (subject: Subject): Finding[] => {
  const resumable = canResume(subject)
  const { situations } = subject.ways
  return perStep(subject, ({ path, clock }) => clock === 'stopped' && !situations.some(
    ({ id, leaves }) => resumable.has(id) && leaves.some((leaf) => isLeafNode(leaf) && pathOf(leaf) === path)), 'stopped-without-way-back', (vi, en) => ({
    vi: `Từ bước “${vi}” không có đường quay lại xử lý: thêm chuyển tiếp tới bước có tính thời hạn`,
    en: `No way leads back from “${en}” to work: add a way to a step in which the clock runs`,
  }))
}

/** Situations from which one with a running clock can be reached. */
const canResume = ({ ways, clocks }: Subject): ReadonlySet<number> => {
  const found = new Set(ways.situations.filter((each) => clockIn(each, clocks) === 'runs').map(({ id }) => id))
  const back = new Map<number, number[]>()
  for (const { from, to } of ways.from.flat()) back.set(to, [...(back.get(to) ?? []), from])
  for (const id of found) for (const before of back.get(id) ?? []) found.add(before)
  return found
}
