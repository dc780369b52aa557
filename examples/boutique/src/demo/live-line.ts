import { type Figures, formatFigures } from './figures.js';

/** Where the line goes. */
export interface Screen {
  isTTY?: boolean;
  write(text: string): unknown;
}

export interface LiveLine {
  /** Prints above the live line. */
  say(text: string): void;
  stop(): void;
}

/** One line that is written over each second on a terminal; a new line every ten seconds elsewhere. */
export function startLiveLine(screen: Screen, ask: () => Promise<Figures>): LiveLine {
  const clear = screen.isTTY ? '\r\u001b[2K' : '';
  let last = '';
  let isStopped = false;
  const show = async () => {
    const text = await ask().then(formatFigures, () => 'the server does not answer');
    if (isStopped) return;
    last = screen.isTTY ? `  ● ${text} · Ctrl-C stops` : '';
    screen.write(screen.isTTY ? clear + last : `  ${text}\n`);
  };
  void show();
  const timer = setInterval(show, screen.isTTY ? 1000 : 10_000);
  return {
    say: (text) => screen.write(`${clear}${text}\n${last}`),
    stop() {
      isStopped = true;
      clearInterval(timer);
      screen.write(clear);
    },
  };
}
