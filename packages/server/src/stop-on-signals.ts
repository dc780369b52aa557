import type { Logger } from 'pino';

export interface Stoppable {
  stop(): Promise<void>;
}

/** The first SIGTERM or SIGINT stops with care, a second one at once. Resolves to the exit code. */
export function stopOnSignals(running: Stoppable, logger: Logger, signals: NodeJS.EventEmitter): Promise<number> {
  return new Promise((resolve) => {
    let isStopping = false;
    const onSignal = () => {
      if (isStopping) return resolve(1);
      isStopping = true;
      running.stop().then(
        () => resolve(0),
        (error: unknown) => {
          logger.error({ err: error }, 'the stop failed');
          resolve(1);
        },
      );
    };
    signals.on('SIGTERM', onSignal);
    signals.on('SIGINT', onSignal);
  });
}
