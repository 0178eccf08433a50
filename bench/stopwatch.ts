/** Processor time is counted in ticks, of this many milliseconds at most. */
const TICK_MS = 10;

/** How long one run took, in milliseconds. On a busy machine time passes without work: then this thread's processor time says more. */
function timeOf(work: () => unknown): number {
  const [start, used] = [performance.now(), process.threadCpuUsage()];
  work();
  const passed = performance.now() - start;
  const { user, system } = process.threadCpuUsage(used);
  return Math.min(passed, (user + system) / 1000 + TICK_MS);
}

/** The least of several runs: collecting garbage and other programs only ever add to it. */
export function leastTime(work: () => unknown, runs: number): number {
  return Math.min(...Array.from({ length: runs }, () => timeOf(work)));
}
