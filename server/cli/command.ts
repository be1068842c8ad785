/** What a command of the command line is. One file a command; `run.ts` has the table. */

/** Told how the command was called. Standard output belongs to `run.ts`: a command returns its answer and writes nothing there. */
export interface CommandContext { readonly json: boolean }

/**
 * The answer: `value` for --json, `text` for people, exit 1 when the answer is a refusal in itself (a procedure that does not pass its
 * check).
 */
export interface CommandResult { readonly value: unknown; readonly text: string; readonly exitCode?: 0 | 1 }

/** Runs with the arguments after the command's name, --json taken out. Throws UsageError for exit 2, DomainError for exit 1. */
export type Command = (args: readonly string[], context: CommandContext) => Promise<CommandResult>

/** Wrong usage: unknown option, missing value, unknown word. Exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
