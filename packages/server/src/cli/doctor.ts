import { examine, type Instruments } from '../doctor/examine.js';
import type { Finding } from '../doctor/finding.js';
import { CommandError, type Io } from './io.js';

const marks = { ok: '✓', warning: '!', failed: '✗' } as const;

/** Prints what was found and what to do; resolves to the exit code: 1 where something fails. */
export async function runDoctor(address: string, instruments: Instruments, io: Io): Promise<number> {
  if (!URL.canParse(address)) throw new CommandError(`${address} is not an address such as https://shop.example/`);
  const findings = await examine(new URL(address), instruments);
  const width = Math.max(...findings.map((finding) => finding.check.length));
  for (const finding of findings) io.out(formatFinding(finding, width));
  const failures = findings.filter((finding) => finding.verdict === 'failed').length;
  const warnings = findings.filter((finding) => finding.verdict === 'warning').length;
  io.out(failures + warnings === 0 ? '\nAll is well.' : `\n${failures} failed, ${warnings} could be better.`);
  return failures === 0 ? 0 : 1;
}

function formatFinding(finding: Finding, width: number): string {
  const line = `${marks[finding.verdict]} ${finding.check.padEnd(width)}  ${finding.seen}`;
  return finding.remedy === undefined ? line : `${line}\n  ${' '.repeat(width)}  → ${finding.remedy}`;
}
