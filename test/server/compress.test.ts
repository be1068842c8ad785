/** What a slow line gets: pages packed, assets kept for good. */
import t from 'tap'
import { request, type IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { withService } from '../support/live.ts'

const nowMs = Date.now()
const live = await withService(t, { clock: { nowMs: () => nowMs } })
interface Sent { readonly headers: IncomingHttpHeaders; readonly body: Buffer }
/** Bytes as they come over the wire. */
const get = (path: string, accepts?: string): Promise<Sent> => new Promise((done, fail) => {
  const headers = { cookie: `quytrinh_session=${live.home.people.get('lan')?.token ?? ''}`, ...(accepts === undefined ? {} : { 'accept-encoding': accepts }) }
  request({ port: live.port, host: '127.0.0.1', path, headers }, async (answer) => done({ headers: answer.headers, body: await buffer(answer) })).once('error', fail).end()
})

/** A page but for the keys of its forms, which are fresh each time. */
const textOf = (body: Buffer): string => body.toString().replaceAll(/value="[\w-]{24}"/g, '')

t.test('pages and the description of the interface are packed for whoever takes it, and the same for who does not', async (t) => {
  for (const path of ['/', '/procedures', '/sign-in', '/api/v1/openapi.json']) {
    const [plain, zipped] = [await get(path), await get(path, 'br, gzip;q=0.8')]
    t.equal(zipped.headers['content-encoding'], 'gzip', path)
    t.equal(Number(zipped.headers['content-length']), zipped.body.length, path)
    t.ok(zipped.body.length < plain.body.length / 2 || plain.body.length < 3_000, `${path}: ${plain.body.length} bytes, packed ${zipped.body.length}`)
    t.equal(textOf(gunzipSync(zipped.body)), textOf(plain.body), path)
    for (const one of [plain, zipped]) t.match(one.headers.vary, /accept-encoding/, path)
    for (const refused of ['gzip;q=0', 'br', 'identity', 'gzip; q=0.000']) t.equal((await get(path, refused)).headers['content-encoding'], undefined, `${path} for ${refused}`)
  }
})

t.test('what a page loads is named by its content and may be kept for a year', async (t) => {
  const page = (await get('/')).body.toString()
  const loaded = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!)
  t.ok(loaded.length > 3)
  for (const path of loaded) {
    t.match(path, /-[0-9a-f]{12}\.\w+$/)
    t.equal((await get(path)).headers['cache-control'], 'public, max-age=31536000, immutable', path)
  }
  const sheet = loaded.find((path) => path.endsWith('.css'))!
  const [plain, zipped] = [await get(sheet), await get(sheet, 'gzip')]
  t.equal(gunzipSync(zipped.body).toString(), plain.body.toString())
})

t.test('answers to programs stay as they are', async (t) => {
  t.equal((await get('/api/v1/dossiers', 'gzip')).headers['content-encoding'], undefined)
})
