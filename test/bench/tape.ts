/** The parameters of the service's own statements, taken from real decisions and made into a pgbench script that sends the very same SQL. */
import type { Decision, Dossier, DossierFacts } from '../../schemas/dossier.ts'
import { saveDecision, readTransitionFacts, type Keeping } from '../../storage/decisions.ts'
import type { Executor } from '../../storage/pool.ts'
import { sqlText } from '../../storage/sql.ts'
import { viewOf } from '../../server/commands/dossier-view.ts'
import { requestHashOf } from '../../server/commands/idempotency.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import { personNamed } from '../support/agency.ts'
import { idStart } from './numbers.ts'
import { circleOf, type CircleEvent, type World } from './world.ts'

/** Stand in the recorded parameters where pgbench puts the number of the dossier and the version it goes to. */
const numberMark = '999999999999'
const versionMark = '700000002'

/** One event of the circle: the values of both statements, with the marks in them. */
export interface TapedEvent { readonly facts: readonly (string | null)[]; readonly save: readonly (string | null)[] }

/** Takes the parameters of a statement instead of running it. */
const recorder = (): { db: Executor; values: unknown[] } => {
  const values: unknown[] = []
  const query = (config: { values: unknown[] }) => { values.push(...config.values); return Promise.resolve({ rows: [] }) }
  return { db: { query } as unknown as Executor, values }
}

const keepingOf = (world: World, decision: Decision, facts: DossierFacts, rules: Awaited<ReturnType<World['deps']['rules']['rulesOf']>>, event: CircleEvent): Keeping => {
  const body = event.event
  return {
    expected: facts.dossier.version, recordedAtMs: world.deps.clock.nowMs(), announce: true, nextReminderAtMs: firstRungAt(rules.calendar, decision.dossier),
    idempotency: {
      accountId: facts.actor.accountId, key: `tape-${numberMark}-${versionMark}`, status: 200, response: viewOf(decision.dossier, rules.calendar),
      requestHash: requestHashOf({ dossier: facts.dossier.id, version: facts.dossier.version, body }),
    },
  }
}

/** Decides one event on the dossier and records what the service would send for it; answers the dossier after it. */
const tapeEvent = async (world: World, dossier: Dossier, one: CircleEvent): Promise<{ taped: TapedEvent; after: Dossier }> => {
  const { deps, agency, pattern } = world
  const nowMs = deps.clock.nowMs()
  const question = {
    tokenHash: personNamed(agency, one.by).tokenHash, dossierId: pattern.id, idempotencyKey: `tape-${numberMark}-${versionMark}`,
    assigneeId: one.event.assigneeId ?? null, nowMs,
  }
  const asked = recorder()
  await readTransitionFacts(asked.db, { ...question, dossierId: dossier.id })
  const known = await readTransitionFacts(deps.pool, question)
  if (known?.facts == null) throw new Error('the pattern is not to be seen')
  const facts = { ...known.facts, dossier }
  const rules = await deps.rules.rulesOf(dossier)
  const decision = decideAdvance(rules, facts, { event: one.event, nowMs, nonce: deps.nonce() })
  const saved = recorder()
  await saveDecision(saved.db, decision, keepingOf(world, decision, facts, rules, one))
  return { taped: { facts: asked.values.map(textOf), save: saved.values.map(textOf) }, after: decision.dossier }
}

const textOf = (value: unknown): string | null =>
  value === null ? null : Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value)

/** The circle once round, recorded. */
export const tapeCircle = async (world: World): Promise<readonly TapedEvent[]> => {
  const marked = Number(versionMark) - 1
  let dossier: Dossier = { ...world.pattern, id: `${idStart}${numberMark}`, code: `H19-M-${numberMark}` }
  const tape: TapedEvent[] = []
  for (const one of circleOf(world.agency)) {
    const { taped, after } = await tapeEvent(world, { ...dossier, version: marked, journalSeq: marked }, one)
    tape.push(taped)
    dossier = after
  }
  return tape
}

/** A pgbench script and the texts that its variables hold. */
export interface Script { readonly text: string; readonly variables: Readonly<Record<string, string>> }

/** A value as an expression over pgbench variables: its texts are parameters as they are for the service, joined at the marks. */
const expressionOf = (value: string | null, name: string, variables: Record<string, string>): string => {
  if (value === null) return 'null'
  if (value === String(Number(versionMark) - 1)) return ':v'
  const parts = value.split(new RegExp(`(${numberMark}|${versionMark})`))
  const words = parts.flatMap((part, index) => {
    if (part === numberMark) return [':n::text']
    if (part === versionMark) return [':w::text']
    if (part === '') return []
    variables[`${name}_${index}`] = part
    return [`:${name}_${index}${parts.length === 1 ? '' : '::text'}`]
  })
  return words.length === 1 ? words[0]! : `(${words.join(' || ')})`
}

const statementOf = (sql: string, values: readonly (string | null)[], name: string, variables: Record<string, string>): string => {
  const bare = sql.split('\n').filter((line) => !line.startsWith('--')).join('\n')
  return bare.replaceAll(/\$(\d+)/g, (_, at: string) => expressionOf(values[Number(at) - 1] ?? null, `${name}_${at}`, variables))
}

/**
 * The walk of one client: it goes through its own dossiers again and again, and takes each one event further, as the HTTP clients do.
 * `save` is the statement that keeps a decision; its parameters are those of storage/sql/save-decision.sql.
 */
export const scriptOf = (tape: readonly TapedEvent[], save: string = sqlText('save-decision')): Script => {
  const variables: Record<string, string> = {}
  const lines = ['\\set i :i + 1', '\\set n :base + :client_id * :own + :i % :own', '\\set v :v0 + :i / :own', '\\set w :v + 1', `\\set k (:i / :own) % ${tape.length}`]
  tape.forEach((one, at) => {
    lines.push(`${at === 0 ? '\\if' : '\\elif'} :k = ${at}`)
    lines.push(statementOf(sqlText('transition-facts'), one.facts, `f${at}`, variables), statementOf(save, one.save, `s${at}`, variables))
  })
  return { text: `${lines.join('\n')}\n\\endif\n`, variables }
}
