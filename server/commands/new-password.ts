/** A password as a person chooses it. */
import { DomainError } from '../../schemas/errors.ts'
import { hashPassword } from '../passwords.ts'

/** NIST SP 800-63B and the agency's own rule: length counts, not kinds of characters. */
const leastCharacters = 12

/** The PHC string of a new password. @throws DomainError password-too-weak */
export const hashNewPassword = (password: string): Promise<string> => {
  if ([...password.normalize('NFC')].length < leastCharacters) throw new DomainError('password-too-weak', { leastCharacters })
  return hashPassword(password)
}
