/** How a dossier stands against its clock, in one word. */
import type { Dossier } from '../../schemas/dossier.ts'
import { html, type Html } from './html.ts'

export interface Standing { readonly kind: 'late' | 'soon' | 'good' | 'still'; readonly text: string }

const verdicts = { early: 'Trước hạn', onTime: 'Đúng hạn', late: 'Quá hạn' } as const

/** Decided by the engine where it is decided; else by the due instant against now. From `soonAtMs` on it is due soon; null: never. */
export const standingOf = (dossier: Dossier, nowMs: number, soonAtMs: number | null): Standing => {
  const { clock, timeliness, daysLate } = dossier
  if (timeliness === 'late') return { kind: 'late', text: daysLate ? `Quá hạn ${daysLate} ngày` : verdicts.late }
  if (timeliness !== null) return { kind: 'good', text: verdicts[timeliness] }
  if (clock.endedAtMs !== null) return { kind: 'still', text: 'Đã kết thúc' }
  if (clock.dueAtMs === null) return { kind: 'still', text: clock.startedAtMs !== null && clock.runningSinceMs === null ? 'Tạm dừng' : 'Không tính hạn' }
  if (clock.dueAtMs < nowMs) return { kind: 'late', text: 'Đang trễ hạn' }
  return soonAtMs !== null && soonAtMs <= nowMs ? { kind: 'soon', text: 'Sắp đến hạn' } : { kind: 'good', text: 'Còn hạn' }
}

export const badge = ({ kind, text }: Standing): Html => html`<span class="badge ${kind}">${text}</span>`
