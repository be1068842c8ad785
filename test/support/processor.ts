/** What work costs on a machine that others use too. */

/** Milliseconds of this process's processor time that `work` takes, the least of so many runs: a stalled or shared machine does not count against it. */
export const processorMs = async (work: () => unknown, runs = 3): Promise<number> => {
  let least = Infinity
  for (let run = 0; run < runs; run += 1) {
    const from = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(from)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}
