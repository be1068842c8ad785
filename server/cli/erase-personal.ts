/**
 * `quytrinh erase-personal CODE|ID --decision NUMBER --on DATE [--places all|PLACE,PLACE] [--agency CODE]`: erases the personal data of one dossier, by a decision.
 * With `--list yes` nothing is erased: it answers where audits, reviews, actions and nonconformities name the applicant.
 */
import { DomainError } from '../../schemas/errors.ts'
import type { Place } from '../../schemas/erasure.ts'
import { erasePersonalData, placesOfApplicant } from '../commands/erase-personal.ts'
import type { Command } from './command.ts'
import { readOptions, required } from './options.ts'
import { withService } from './service.ts'

const lineOf = ({ place, found, entries, erasable, erased = false }: Place): string => `${place}: ${found.join(', ')} in ${entries}, ${erased ? 'erased' : erasable ? 'left: name it with --places' : 'left: to be mended by hand'}`

/** @throws UsageError; DomainError invalid-request, not-found, stale-version. */
export const run: Command = async (args) => {
  const options = readOptions(args, ['decision', 'on', 'agency', 'places', 'list'], 1)
  const asked = { code: options.words[0]!, agencyCode: options.values['agency'] ?? null }
  if (options.values['list'] === 'yes') {
    const places = await withService(({ deps }) => placesOfApplicant(deps, asked))
    return { value: { code: asked.code, places }, text: [`${asked.code}: named in ${places.length} records`, ...places.map(lineOf)].join('\n') }
  }
  const number = required(options, 'decision').normalize('NFC')
  const on = required(options, 'on')
  if (number.length > 60 || !/^\d{4}-\d{2}-\d{2}$/.test(on)) {
    throw new DomainError('invalid-request', { reason: 'decision-or-date', errors: [{
      at: '/decision', rule: 'form', message: 'số quyết định tối đa 60 ký tự, ngày viết như 2026-11-21', messageEn: 'the number has at most 60 characters, the day is written as 2026-11-21',
    }] })
  }
  const places = (options.values['places'] ?? '').normalize('NFC').split(',').map((one) => one.trim()).filter((one) => one !== '')
  const erasure = { ...asked, paper: { number, on }, places }
  const value = await withService(({ deps }) => erasePersonalData(deps, erasure))
  return { value, text: [`${value.code}: ${value.fields} fields erased; the journal's chain stays verifiable`, ...value.places.map(lineOf)].join('\n') }
}
