import { cancel, isCancel, password, text } from '@clack/prompts';

/** What a command says and asks; an argument, so that tests listen in. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Where someone sits before the terminal. */
  ask?(question: string, fallback: string | undefined, check: Check): Promise<string>;
  /** The same for what must not be seen: without echo. */
  askSecret?(question: string, check: Check): Promise<string>;
  /** All that comes in where nobody sits there. */
  readInput?(): Promise<string>;
}

/** What is wrong with an answer. */
type Check = (answer: string) => string | undefined;

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
  if (process.stdin.isTTY && process.stdout.isTTY) {
    io.ask = askInTerminal;
    io.askSecret = askSecretly;
  }
  if (!process.stdin.isTTY) io.readInput = () => readAll(process.stdin);
  return io;
}

async function askInTerminal(question: string, fallback: string | undefined, check: Check): Promise<string> {
  const answer = await text({
    message: question,
    ...(fallback !== undefined && { defaultValue: fallback, placeholder: fallback }),
    validate: (value) => check(value || (fallback ?? '')),
  });
  return unlessCancelled(answer);
}

async function askSecretly(question: string, check: Check): Promise<string> {
  return unlessCancelled(await password({ message: question, validate: (value) => check(value ?? '') }));
}

async function readAll(input: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const part of input) text += part;
  return text;
}

function unlessCancelled(answer: Awaited<ReturnType<typeof text>>): string {
  if (isCancel(answer)) {
    cancel('Nothing was written.');
    throw new CommandError('cancelled');
  }
  return answer;
}
