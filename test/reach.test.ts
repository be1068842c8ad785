import t from 'tap'
import { globSync } from 'node:fs'
import { exists, isMigration, loadSources, nameOf, read, root, type Source } from './support/sources.ts'

const sources = loadSources()
const inRooms = sources.filter(({ room }) => room !== 'test')
const byPath = new Map(sources.map((source) => [source.path, source]))
const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

/** What npm scripts, the command line and the tests begin with. */
const entries = (): string[] => [
  'server/main.ts', 'server/cli/main.ts',
  ...Object.values(manifest.scripts).flatMap((script) => [...script.matchAll(/\bnode (\S+\.ts)/g)].map((match) => match[1] ?? '')),
]
/** Faults that the rig plants into a service, chosen by name. */
const plantsNamedIn = (text: string): string[] =>
  [...text.matchAll(/'([\w-]+)'/g)].map((match) => `test/faults/plants/${match[1]}.ts`).filter((path) => byPath.has(path))
const reachable = (from: readonly string[]): Set<string> => {
  const seen = new Set(from)
  for (const path of seen) {
    for (const name of byPath.get(path)?.imports ?? []) if (byPath.has(name)) seen.add(name)
    for (const name of plantsNamedIn(byPath.get(path)?.text ?? '')) seen.add(name)
  }
  return seen
}

t.test('every entry point is there', async (t) => {
  t.same(entries().filter((path) => !exists(path)), [])
})

t.test('no file is dead: the service and its scripts reach every one in the rooms, the tests every one of theirs', async (t) => {
  const used = reachable(entries())
  t.same(inRooms.map(({ path }) => path).filter((path) => !used.has(path) && !path.endsWith('.d.ts')), [], 'rooms; only the compiler reads a declaration')
  const usedByTests = reachable([...entries(), ...sources.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'))])
  t.same(sources.map(({ path }) => path).filter((path) => path.startsWith('test/') && !usedByTests.has(path)), [], 'test')
})

t.test('no query file is dead', async (t) => {
  const text = inRooms.filter(({ room }) => room === 'storage').map((source) => source.text).join('\n')
  const unused = globSync('storage/sql/**/*.sql', { cwd: root }).filter((path) => !text.includes(path.split('/').at(-1)?.replace(/\.sql$/, '') ?? path))
  t.same(unused, [])
})

/** The functions and values that a file exports; a type belongs to the signature that uses it. */
const exportsOf = ({ tree }: Source): string[] => {
  const values = tree.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return []
    if (node.declaration.type === 'VariableDeclaration') return node.declaration.declarations.map(({ id }) => nameOf(id))
    return [nameOf(node.declaration.id)]
  })
  return values.filter((name) => name !== '')
}

t.test('no export is dead: another file names each one', async (t) => {
  const words = new Map(sources.map(({ path, text }) => [path, new Set(text.match(/\w+/g))]))
  const dead = inRooms.filter((source) => !source.path.startsWith('schemas/') && !isMigration(source)).flatMap((source) => exportsOf(source)
    .filter((name) => !sources.some(({ path, imports }) => path !== source.path && imports.includes(source.path) && words.get(path)?.has(name)))
    .map((name) => `${source.path} ${name}`))
  t.same(dead.filter((one) => !one.startsWith('storage/entities/registers.ts ')), [])
})
