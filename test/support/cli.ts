/** The command line in this process, with what it printed and what it complained of. */
import { runCli } from '../../server/cli/run.ts'

export interface Called { readonly code: number; readonly out: string; readonly err: string }

/** One call with the words after the program's name. */
export const callCli = async (...argv: string[]): Promise<Called> => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCli(argv, { print: (line) => { out.push(line) }, complain: (line) => { err.push(line) } })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
