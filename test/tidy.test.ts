import t from 'tap'
import { globSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { type AnyNode, exists, isMigration, loadSources, nameOf, read, rooms, root, type Source, walk, where } from './support/sources.ts'

const sources = loadSources()
const inRooms = sources.filter(({ room }) => room !== 'test')
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>; devDependencies: Record<string, string>; optionalDependencies: Record<string, string>
}
const everyNode = function* (among: readonly Source[]): Generator<[Source, AnyNode, AnyNode | undefined]> {
  for (const source of among) for (const [node, parent] of walk(source.tree)) yield [source, node, parent]
}

/** Package names that a room may import, beside its own files; `node` stands for every module of Node. */
const mayImport = (source: Source): { rooms: readonly string[]; packages: readonly string[] } | undefined => {
  const { path, room } = source
  if (room === 'schemas') return { rooms: ['schemas'], packages: ['typebox'] }
  if (room === 'storage') return { rooms: ['storage', 'schemas'], packages: ['@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/migrations', 'pg', 'minio', 'uuid', 'node'] }
  if (room === 'workflows') {
    const hashes = path.startsWith('workflows/evidence/') || path === 'workflows/procedure/content.ts'
    return { rooms: ['workflows', 'schemas'],
      packages: ['xstate', 'xstate/graph', ...hashes ? ['node:crypto'] : [], ...path.startsWith('workflows/calendar/') ? ['temporal-polyfill'] : []] }
  }
  return undefined
}

t.test('a room imports only what its row in the README allows', async (t) => {
  const found = sources.flatMap((source) => {
    const allowed = mayImport(source)
    return source.imports.filter((name) => {
      const ownRoom = rooms.find((room) => name.startsWith(`${room}/`))
      if (ownRoom === 'test') return source.room !== 'test'
      if (allowed === undefined) return ownRoom === 'server' && source.room !== 'server' && source.room !== 'test'
      if (ownRoom !== undefined) return !allowed.rooms.includes(ownRoom)
      if (name.startsWith('node:') && allowed.packages.includes('node')) return false
      return !allowed.packages.includes(name)
    }).map((name) => `${source.path} imports ${name}`)
  })
  t.same(found, [])
})

t.test('properties are run through one module, so that a run can be repeated', async (t) => {
  t.same(sources.filter(({ path, imports }) => imports.includes('fast-check') && path !== 'test/support/property.ts').map(({ path }) => path), [])
})

/** The verifier of evidence packs runs on any Node, where no TypeScript is known. */
const plainScripts = new Set(['server/evidence/verify.mjs'])

t.test('Node modules are named with node: and own files with .ts', async (t) => {
  t.same(sources.flatMap(({ path, imports }) => imports.filter((name) => builtinModules.includes(name) || (rooms.some((room) => name.startsWith(`${room}/`)) && !name.endsWith('.ts') && !plainScripts.has(name)))
    .map((name) => `${path} imports ${name}`)), [])
})

const impure = /^(Date\.now|Math\.random|performance(\..+)?|crypto(\..+)?|globalThis|process(\..+)?|fetch|console(\..+)?|setTimeout|setInterval|setImmediate|queueMicrotask|Promise(\..+)?)$/

t.test('the rules have no clock, no randomness and nothing asynchronous', async (t) => {
  const found: string[] = []
  for (const [source, node, parent] of everyNode(sources.filter(({ room }) => room === 'workflows' || room === 'schemas'))) {
    const name = nameOf(node)
    const isUse = parent?.type !== 'Property' || parent['value'] === node
    if (isUse && impure.test(name) && !(parent?.type === 'MemberExpression' && parent['property'] === node)) found.push(`${where(source, node)} ${name}`)
    if (node.type === 'AwaitExpression' || node['async'] === true || (node.type === 'ForOfStatement' && node['await'] === true)) found.push(`${where(source, node)} async`)
    if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date' && (node['arguments'] as unknown[]).length === 0) found.push(`${where(source, node)} new Date()`)
    if (node.type === 'ImportDeclaration' && source.room === 'workflows') {
      const names = (node['specifiers'] as AnyNode[]).map((one) => nameOf(one['imported']))
      if ((node['source'] as AnyNode)['value'] === 'node:crypto' && names.some((one) => one !== 'createHash')) found.push(`${where(source, node)} more than createHash of node:crypto`)
    }
  }
  t.same([...new Set(found)], [])
})

/** Where an instant becomes another form of itself, and where the clock is read; nothing is reckoned there. */
const touchesDates = new Set(['storage/instants.ts', 'server/clock.ts'])
const dateMembers = /^(get|set)(UTC)?(Date|Day|Month|FullYear|Year|Hours|Minutes|Seconds|Milliseconds|Time|TimezoneOffset)$/
const timeConstants = new Set([1440, 3600, 86_400, 604_800, 3_600_000, 86_400_000, 604_800_000])

t.test('dates are reckoned with in workflows/calendar and nowhere else', async (t) => {
  const found: string[] = []
  for (const [source, node] of everyNode(inRooms.filter(({ path }) => !path.startsWith('workflows/calendar/') && !touchesDates.has(path)))) {
    const name = nameOf(node)
    if (/^(Date|Temporal)(\..+)?$/.test(name)) found.push(`${where(source, node)} ${name}`)
    if (node.type === 'MemberExpression' && dateMembers.test(nameOf(node['property']))) found.push(`${where(source, node)} ${nameOf(node['property'])}`)
    if (node.type === 'Literal' && timeConstants.has(node['value'] as number)) found.push(`${where(source, node)} ${String(node['value'])}`)
  }
  t.same([...new Set(found)], [])
})

t.test('there is no any, and no checker is silenced', async (t) => {
  const found = sources.flatMap(({ path, types, text }) => [
    ...[...types.matchAll(/\bany\b/g)].map(({ index }) => `${path}:${types.slice(0, index).split('\n').length} any`),
    ...[...text.matchAll(/@ts-(?:ignore|nocheck|expect-error)\b/g)].filter(() => path !== 'test/tidy.test.ts').map(({ index }) => `${path}:${text.slice(0, index).split('\n').length} silenced`),
  ])
  t.same(found, [])
})

const linesMax = 400
const functionLinesMax = 70
t.test('no file has more than 400 lines, no function more than 70', async (t) => {
  t.same(sources.filter((source) => !isMigration(source) && source.text.split('\n').length - 1 > linesMax).map(({ path }) => path), [])
  const long: string[] = []
  for (const [source, node] of everyNode(sources.filter((one) => !isMigration(one)))) {
    const lines = (node.loc?.end.line ?? 0) - (node.loc?.start.line ?? 0) + 1
    if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type) && lines > functionLinesMax) long.push(`${where(source, node)} ${lines} lines`)
  }
  t.same(long, [])
})

t.test('every function and value that the rules and storage export has a comment', async (t) => {
  const bare = inRooms.filter((source) => /^(workflows|storage)$/.test(source.room) && !isMigration(source) && !source.path.startsWith('storage/entities/'))
    .flatMap(({ path, text }) => text.split('\n').flatMap((line, at, lines) => {
      const name = /^export (?:const|function\*?|class|async function) (\w+)/.exec(line)?.[1]
      return name === undefined || /\*\/\s*$|^export /.test(lines[at - 1] ?? '') ? [] : [`${path} ${name}`]
    }))
  t.same(bare, [])
})

t.test('no two tests of a file have the same name', async (t) => {
  const twice = sources.filter(({ path }) => path.endsWith('.test.ts')).flatMap((source) => {
    const names = [...walk(source.tree)].map(([node]) => node).filter((node) => node.type === 'CallExpression' && nameOf(node['callee']) === 't.test')
      .map((node) => ((node['arguments'] as AnyNode[])[0])?.['value']).filter((name) => typeof name === 'string')
    return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${source.path} ${name}`)
  })
  t.same(twice, [])
})

t.test('every room has a README, and there is no other top-level folder', async (t) => {
  t.same(rooms.filter((room) => !exists(`${room}/README.md`)), [])
  const folders = globSync('*/', { cwd: root }).map((name) => name.replace(/\/$/, '')).filter((name) => !name.includes('.'))
  t.same(folders.filter((name) => ![...rooms, 'docs', 'node_modules', 'data'].some((room) => room === name)), [])
})

t.test('every dependency has an exact version and a row in the README', async (t) => {
  const rows = new Set(read('README.md').split('\n').filter((line) => line.startsWith('|')).flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')))
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  const told = (name: string): boolean => rows.has(name) || rows.has(name.replace(/^@[^/]+\//, '')) || rows.has(name.replace(/\/.*$/, '/*'))
  t.same(Object.keys(all).filter((name) => !told(name)), [], 'without a row')
  t.same(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)).map(([name]) => name), [], 'not exact')
})
