/** Passwords as argon2id hashes in the PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)
const saltBytes = 16
const hashBytes = 32
/** OWASP's first choice: 19 MiB, 2 passes, 1 lane; about 30 ms of one core. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/

const encode = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
const phcString = (salt: Buffer, hash: Buffer): string =>
  `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(salt)}$${encode(hash)}`
const messageOf = (password: string): string => password.normalize('NFC')

/** The PHC string of a new password, with a salt of its own. The same text typed with composed or combining marks is one password. */
export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(saltBytes)
  return phcString(nonce, await derive('argon2id', { message: messageOf(password), nonce, ...cost, tagLength: hashBytes }))
}

const decoy = phcString(Buffer.alloc(saltBytes), Buffer.alloc(hashBytes))

/**
 * Whether the password belongs to the PHC string. For an unknown user or an account without a password pass null: the answer is no
 * after the same work, so that the time does not tell which names exist. The comparison itself takes constant time.
 */
export const verifyPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const parts = phc.exec(stored ?? decoy)
  if (parts === null) return false
  const [, memory, passes, parallelism, salt = '', hash = ''] = parts
  const expected = Buffer.from(hash, 'base64')
  const actual = await derive('argon2id', {
    message: messageOf(password), nonce: Buffer.from(salt, 'base64'), tagLength: expected.length,
    memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism),
  })
  return timingSafeEqual(actual, expected) && stored !== null
}
