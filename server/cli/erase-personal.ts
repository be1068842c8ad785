/** `quytrinh erase-personal CODE|ID --decision NUMBER --on DATE [--agency CODE]`: erases the personal data of one dossier, by a decision. */
import { DomainError } from '../../schemas/errors.ts'
import { erasePersonalData } from '../commands/erase-personal.ts'
import type { Command } from './command.ts'
import { readOptions, required } from './options.ts'
import { withService } from './service.ts'

/** @throws UsageError; DomainError invalid-request, not-found, stale-version. */
export const run: Command = async (args) => {
  const options = readOptions(args, ['decision', 'on', 'agency'], 1)
  const number = required(options, 'decision').normalize('NFC')
  const on = required(options, 'on')
  if (number.length > 60 || !/^\d{4}-\d{2}-\d{2}$/.test(on)) {
    throw new DomainError('invalid-request', { reason: 'decision-or-date', errors: [{
      at: '/decision', rule: 'form', message: 'số quyết định tối đa 60 ký tự, ngày viết như 2026-11-21', messageEn: 'the number has at most 60 characters, the day is written as 2026-11-21',
    }] })
  }
  const erasure = { code: options.words[0]!, agencyCode: options.values['agency'] ?? null, paper: { number, on } }
  const value = await withService(({ deps }) => erasePersonalData(deps, erasure))
  return { value, text: `${value.code}: ${value.fields} fields erased; the journal's chain stays verifiable` }
}
