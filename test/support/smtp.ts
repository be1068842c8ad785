/** A small SMTP server on loopback that a test tells how to behave: RFC 5321 as far as one message goes. */
import { createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

/** Where it misbehaves. `hang` says nothing more; `drop` breaks the connection. */
export type Behaviour = 'accept' | 'refuseRecipient' | 'greylist' | 'refuseText' | 'hangAtGreeting' | 'hangAtRecipient' | 'hangAfterText' | 'dropAfterText' | 'noSuchUser'

export interface Taken { readonly to: string; readonly from: string; readonly data: string }
export interface SmtpServer {
  readonly port: number
  /** What it answered 250 to, after the whole text had come. */
  readonly taken: Taken[]
  /** How often somebody connected. */
  connections: number
  /** How the next connections are treated. */
  behave: Behaviour
  /** For the connection at hand, before it is greeted; wins over `behave`. */
  decide: (() => Behaviour) | null
}

/** The text of a message as its reader sees it: decoded subject and body. */
export const readable = ({ data }: Taken): { subject: string; body: string; headers: string } => {
  const [head = '', ...rest] = data.split('\r\n\r\n')
  const headers = head.replace(/\r\n[ \t]+/g, ' ')
  const words = (text: string): string => text.replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) => (kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString()
      : Buffer.from(word.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (__, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString()))
  const raw = rest.join('\r\n\r\n')
  const body = /^content-transfer-encoding: base64/im.test(headers) ? Buffer.from(raw, 'base64').toString() : raw
  return { headers, subject: words(/^subject: (.*)$/im.exec(headers)?.[1] ?? ''), body }
}

interface Talk { from: string; to: string; lines: string[]; inText: boolean }

const converse = (server: SmtpServer, socket: Socket, how: Behaviour): ((line: string) => void) => {
  const talk: Talk = { from: '', to: '', lines: [], inText: false }
  const say = (line: string): void => { socket.write(`${line}\r\n`) }
  const endOfText = (): void => {
    talk.inText = false
    if (how === 'hangAfterText') return
    if (how === 'dropAfterText') { socket.destroy(); return }
    if (how === 'refuseText') { say('554 5.7.1 not with us'); return }
    server.taken.push({ from: talk.from, to: talk.to, data: talk.lines.join('\r\n') })
    say('250 2.0.0 kept')
  }
  const recipient = (line: string): void => {
    talk.to = /<(.*?)>/.exec(line)?.[1] ?? ''
    if (how === 'hangAtRecipient') return
    say(how === 'refuseRecipient' ? '550 5.1.1 nobody of that name' : how === 'greylist' ? '451 4.7.1 come again later' : '250 2.1.5 fine')
  }
  return (line) => {
    if (talk.inText) {
      if (line === '.') endOfText()
      else talk.lines.push(line.startsWith('.') ? line.slice(1) : line)
    } else if (/^EHLO/i.test(line)) { socket.write('250-test\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n') }
    else if (/^AUTH/i.test(line)) say(how === 'noSuchUser' ? '535 5.7.8 who are you' : '235 2.7.0 welcome')
    else if (/^MAIL FROM/i.test(line)) { talk.from = /<(.*?)>/.exec(line)?.[1] ?? ''; say('250 2.1.0 fine') }
    else if (/^RCPT TO/i.test(line)) recipient(line)
    else if (/^DATA/i.test(line)) { talk.inText = true; say('354 go on') }
    else if (/^QUIT/i.test(line)) { say('221 bye'); socket.end() }
    else say('250 fine')
  }
}

/** Starts the server; it stops when the test ends. */
export const withSmtp = async (t: Test): Promise<SmtpServer> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    state.connections += 1
    const how = state.decide?.() ?? state.behave
    const onLine = converse(state, socket, how)
    let rest = ''
    sockets.add(socket)
    socket.setEncoding('utf8').on('error', () => undefined).on('close', () => sockets.delete(socket))
    socket.on('data', (part: string) => {
      const lines = (rest + part).split('\r\n')
      rest = lines.pop() ?? ''
      lines.forEach(onLine)
    })
    if (how !== 'hangAtGreeting') socket.write('220 test ESMTP\r\n')
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const address = server.address()
  const state: SmtpServer = { port: typeof address === 'object' ? address?.port ?? 0 : 0, taken: [], connections: 0, behave: 'accept', decide: null }
  t.teardown(() => { for (const socket of sockets) socket.destroy(); server.close() })
  return state
}
