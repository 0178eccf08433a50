import type { Log } from './log.ts';

/**
 * What nobody caught is logged and counted, and the process goes on: nothing that one request does may end it for all others. What
 * was accepted is stored, so a run that broke off is run again. The function it returns ends this.
 */
export function surviveUncaught(log: Pick<Log, 'error'>, count: () => void): () => void {
  const survive = (err: unknown) => {
    count();
    log.error({ err }, 'an error that nobody caught: please report it');
  };
  process.on('unhandledRejection', survive);
  process.on('uncaughtException', survive);
  return () => {
    process.off('unhandledRejection', survive);
    process.off('uncaughtException', survive);
  };
}
