/** The frame of a new procedure: what every dossier passes before and after its steps. Pure. */
import type { LocalDate } from '../../../schemas/common.ts'
import type { ProcedureDefinition, StateConfig } from '../../../schemas/procedure.ts'
import type { BeginStepTable } from '../../../schemas/step-table.ts'

/** The agency's usual day when step limits are compared with the published limit; plausibility only. docs/clock.md. */
const usualHoursPerDay = 8

const filed: StateConfig = {
  meta: { name: { vi: 'Hồ sơ mới đăng ký', en: 'Filed, not yet accepted' }, role: 'receptionist', place: 'receiving', status: 1 },
  on: {
    ACCEPT: { target: 'processing', guard: 'papersComplete', actions: { type: 'issueForm', params: { form: '01' } }, meta: { paper: '01' } },
    REFUSE: { target: 'refused', guard: 'reasonGiven', actions: { type: 'issueForm', params: { form: '03' } }, meta: { branch: true, paper: '03' } },
  },
}

const processing: StateConfig = {
  initial: 'step1', meta: { name: { vi: 'Giải quyết hồ sơ', en: 'Processing' }, status: 4, place: 'responsible' },
  on: { ACKNOWLEDGE: { actions: 'acknowledge' }, CLAIM: { actions: 'claim' }, ASSIGN: { actions: 'assign', meta: { role: 'unitHead', place: 'responsible', branch: true } } },
  states: { step1: { meta: { name: { vi: 'Bước mới', en: 'New step' } }, on: { RESULT_SIGNED: { target: '#M.resultReady' } } } },
}

const ends: Readonly<Record<string, StateConfig>> = {
  resultReady: { meta: { name: { vi: 'Đã có kết quả, chờ trả', en: 'Result ready' }, role: 'receptionist', place: 'receiving', status: 9 }, on: { RESULT_DELIVERED: { target: 'delivered' } } },
  delivered: { type: 'final', meta: { name: { vi: 'Đã trả kết quả', en: 'Delivered' }, status: 10 } },
}
const refused: StateConfig = { type: 'final', meta: { name: { vi: 'Không được tiếp nhận giải quyết', en: 'Refused' }, status: 3 } }
const done: StateConfig = { type: 'final', meta: { name: { vi: 'Kết thúc', en: 'Done' }, status: 10 } }

/** A definition with one empty step. A public service is received first and its result handed out at the end; an internal procedure begins and ends with its steps. */
export const skeletonOf = ({ code, title, kind, limit }: NonNullable<BeginStepTable['procedure']>, validFrom: LocalDate): ProcedureDefinition => {
  const isService = kind === 'tthc'
  const led: StateConfig = { ...processing, states: { step1: { ...processing.states!['step1'], on: isService ? { RESULT_SIGNED: { target: '#M.resultReady' } } : { STEP_DONE: { target: '#M.done' } } } } }
  return {
    format: 1, code, revision: 1, kind, title, validFrom, validTo: null, legalBasis: [], requiredPapers: [], limit, onResume: 'reset', hoursPerDay: usualHoursPerDay,
    machine: {
      id: 'M', initial: isService ? 'submitted' : 'processing',
      states: isService ? { submitted: filed, processing: led, ...ends, refused } : { processing: led, done },
    },
  }
}
