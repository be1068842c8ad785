/** The entry of the command line; `quytrinh.sh` starts it on the right Node. */
import { runCli } from './run.ts'

// The exit code is set, not forced: output to a pipe is written to its end.
process.exitCode = await runCli(process.argv.slice(2), {
  print: (line) => { process.stdout.write(`${line}\n`) },
  complain: (line) => { process.stderr.write(`${line}\n`) },
})
