/** As a shell tells of a command that SIGPIPE ended: 128 + 13. */
const endedByPipe = 141;

/**
 * Whoever read what a command says has left (`sillage doctor … | head`): it ends without a word, as other commands do. Node ignores
 * SIGPIPE and tells of it as an error of the stream.
 */
export function endAtClosedPipe(streams: readonly NodeJS.EventEmitter[], exit: (code: number) => void): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      exit(endedByPipe);
    });
  }
}
