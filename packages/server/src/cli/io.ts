import { cancel, isCancel, text } from '@clack/prompts';

/** What a command says and asks; an argument, so that tests listen in. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Where someone sits before the terminal. */
  ask?(question: string, fallback: string | undefined, check: (answer: string) => string | undefined): Promise<string>;
}

/** A command can't do what it was asked; the message is for the person who typed it, without a stack. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}

export function createTerminalIo(): Io {
  const io: Io = {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  };
  if (process.stdin.isTTY && process.stdout.isTTY) io.ask = askInTerminal;
  return io;
}

async function askInTerminal(
  question: string,
  fallback: string | undefined,
  check: (answer: string) => string | undefined,
): Promise<string> {
  const answer = await text({
    message: question,
    ...(fallback !== undefined && { defaultValue: fallback, placeholder: fallback }),
    validate: (value) => check(value || (fallback ?? '')),
  });
  if (isCancel(answer)) {
    cancel('Nothing was written.');
    throw new CommandError('cancelled');
  }
  return answer;
}
