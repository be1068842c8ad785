/** The project's own TypeScript as the tidy rules see it: text, types, syntax tree, imports. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Node, parse, type Program } from 'acorn'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')
export const exists = (path: string): boolean => existsSync(`${root}${path}`)

export interface Source {
  readonly path: string
  readonly room: string
  readonly text: string
  readonly tree: Program
  /** Only what TypeScript adds: the types, without comments and string literals. */
  readonly types: string
  /** Import specifiers, of types too: packages by name, own files by their path from the root. */
  readonly imports: readonly string[]
}

const importPattern = /^(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)|\bnew URL\('(\.[^']+\.ts)', import\.meta\.url\)/gm

const importsOf = (path: string, text: string): string[] => [...text.matchAll(importPattern)]
  .map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? '')
  .map((name) => name.startsWith('.') ? normalize(join(dirname(path), name)) : name)

/** Native stripping puts a blank for every character of a type, so what differs from the source is TypeScript. */
const typesOf = (text: string, plain: string): string =>
  Array.from({ length: text.length }, (_, at) => text[at] === plain[at] && text[at] !== '\n' ? ' ' : text[at]).join('')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, '')

const load = (path: string): Source => {
  const text = read(path)
  const plain = stripTypeScriptTypes(text)
  if (plain.length !== text.length) throw new Error(`${path}: stripping moved its text`)
  const tree = parse(plain, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true, locations: true })
  return { path, room: path.split('/')[0] ?? '', text, tree, types: typesOf(text, plain), imports: importsOf(path, text) }
}

export const rooms = ['schemas', 'workflows', 'storage', 'server', 'test'] as const

export const loadSources = (): Source[] => rooms.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: root })).sort().map(load)

export type AnyNode = Node & Record<string, unknown>
const isNode = (value: unknown): value is AnyNode => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** Every node below `node`, itself included, each with its parent. */
export function* walk(node: unknown, parent?: AnyNode): Generator<[node: AnyNode, parent: AnyNode | undefined]> {
  if (Array.isArray(node)) for (const one of node) yield* walk(one, parent)
  if (!isNode(node)) return
  yield [node, parent]
  for (const [key, value] of Object.entries(node)) if (key !== 'loc') yield* walk(value, node)
}

/** The name of `a` or of `a.b`; empty for anything else. */
export const nameOf = (value: unknown): string => {
  if (!isNode(value)) return ''
  if (value.type === 'Identifier') return String(value['name'])
  if (value.type === 'MemberExpression' && value['computed'] === false) return `${nameOf(value['object'])}.${nameOf(value['property'])}`
  return ''
}

export const where = (source: Source, node: Node): string => `${source.path}:${node.loc?.start.line ?? 0}`

/** Migrations are text of their day: limits of size do not bind them. */
export const isMigration = ({ path }: Source): boolean => /^storage\/migrations\/\d{4}_/.test(path)
