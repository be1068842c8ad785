import t from 'tap'
import { hashPassword, verifyPassword } from '../../server/passwords.ts'

t.test('a password is verified by its own hash alone', async (t) => {
  const [first, second] = await Promise.all([hashPassword('mật khẩu dài'), hashPassword('mật khẩu dài')])
  t.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  t.not(first, second, 'each has its own salt')
  t.equal(await verifyPassword('mật khẩu dài', first), true)
  t.equal(await verifyPassword('mật khẩu dài'.normalize('NFD'), first), true, 'typed with combining marks')
  t.equal(await verifyPassword('mật khẩu dài ', first), false)
  t.equal(await verifyPassword('', first), false)
})

t.test('a hash made elsewhere with other costs is understood', async (t) => {
  // The test vector of the reference implementation (phc-winner-argon2, test.c): argon2id, t=2, m=2^8, p=1.
  t.equal(await verifyPassword('password', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'), true)
})

t.test('no password, no sign-in; a spoilt hash refuses and does not crash', async (t) => {
  t.equal(await verifyPassword('anything', null), false)
  for (const spoilt of ['', 'x', '$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$AAAA', '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'])
    t.equal(await verifyPassword('anything', spoilt), false, spoilt)
})

t.test('an unknown user costs as much time as a wrong password', async (t) => {
  const stored = await hashPassword('một mật khẩu nào đó')
  const spent = async (hash: string | null): Promise<number> => {
    const begun = process.cpuUsage().user
    for (let round = 0; round < 5; round++) await verifyPassword('đoán', hash)
    return process.cpuUsage().user - begun
  }
  const [known, unknown] = [await spent(stored), await spent(null)]
  t.ok(unknown > known / 3 && unknown < known * 3, `${unknown} against ${known} microseconds of processor`)
})
