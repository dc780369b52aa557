import type { BatchReply, Topics } from '@sillage/protocol';
import type { Tracker } from '../tracker.js';

/** What the panel reads of a tracker. */
export type Inspected = Pick<Tracker, 'getState' | 'log'>;

interface Step {
  title: string;
  detail: string;
}

/** Milliseconds between two looks at the log. */
const refreshMs = 500;

const styles: Partial<CSSStyleDeclaration> = {
  position: 'fixed',
  right: '0',
  bottom: '0',
  zIndex: '2147483647',
  width: 'min(28rem, 100vw)',
  maxHeight: '60vh',
  overflow: 'auto',
  padding: '0.75rem',
  font: '12px/1.5 ui-monospace, monospace',
  color: '#e8eaf0',
  background: '#161a22',
  boxShadow: '0 0 1rem rgb(0 0 0 / 40%)',
};

/** Opens the panel on the page: consent and its state, and each event with its fate. Shadow DOM keeps the shop's styles out. */
export function start(tracker: Inspected): void {
  const host = document.createElement('sillage-debug');
  const root = host.attachShadow({ mode: 'open' });
  const box = document.createElement('div');
  Object.assign(box.style, styles);
  const consent = document.createElement('p');
  const automation = document.createElement('p');
  const steps = document.createElement('ol');
  steps.style.paddingLeft = '1.5rem';
  box.append(
    toButton('×', () => close()),
    consent,
    automation,
    steps,
  );
  root.append(box);
  document.body.append(host);

  let shown = '';
  const show = () => {
    const state = JSON.stringify(tracker.getState());
    const seen = `${state}${tracker.log.length}${JSON.stringify(tracker.log[tracker.log.length - 1]?.[0])}`;
    if (seen === shown) return;
    shown = seen;
    consent.textContent = describeConsent(tracker);
    automation.textContent = describeAutomation(tracker, navigator.webdriver);
    steps.replaceChildren(...tracker.log.flatMap(describeStep).reverse().map(toItem));
  };
  const timer = setInterval(show, refreshMs);
  const close = () => {
    clearInterval(timer);
    host.remove();
  };
  show();
}

function toButton(label: string, clicked: () => void): HTMLElement {
  const button = document.createElement('button');
  button.textContent = label;
  button.style.float = 'right';
  button.addEventListener('click', clicked);
  return button;
}

function toItem({ title, detail }: Step): HTMLElement {
  const item = document.createElement('li');
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  const body = document.createElement('pre');
  summary.textContent = title;
  body.textContent = detail;
  body.style.whiteSpace = 'pre-wrap';
  details.append(summary, body);
  item.append(details);
  return item;
}

export function describeConsent(tracker: Inspected): string {
  const { choices, purposes, isSettled, expiresAt } = tracker.getState();
  const chosen = Object.entries(choices).map(([purpose, choice]) => `${purpose} ${choice}`);
  const until = expiresAt ? ` until ${new Date(expiresAt).toISOString().slice(0, 10)}` : '';
  const answered = isSettled ? '' : ', the server has not answered yet';
  return `Consent: ${chosen.join(', ') || 'no choice'}${until}; in force: ${purposes.join(', ') || 'nothing'}${answered}`;
}

const signs = { webdriver: 'navigator.webdriver is true', user_agent: 'its User-Agent is that of a program' };

/**
 * Why this browser counts as automated: what script sees of it (`navigator.webdriver`), and what the server answered last.
 * Empty where it counts as a visitor's.
 */
export function describeAutomation({ log }: Pick<Inspected, 'log'>, isDriven: boolean): string {
  const told = log.flatMap(([, , , reply]) => (reply as Partial<BatchReply> | undefined)?.bot ?? []).pop();
  const sign = isDriven ? 'webdriver' : told;
  if (!sign) return '';
  return `This browser counts as automated (${signs[sign]}): its events are accepted, but marked, and left out of visits and histories.`;
}

/** A line for a step of the log: an event as it was recorded, or a request and what came of it. */
export function describeStep([step, subject, status, reply]: readonly unknown[]): Step[] {
  const detail = JSON.stringify(subject, null, 2);
  if (step === 'error') return [{ title: `error: ${subject}`, detail: String((subject as Error).stack) }];
  if (step === 'recorded' || step === 'too large') {
    const { type, topics = '', path } = subject as { type: string; topics?: Topics | null; path?: string };
    return [{ title: [step, type, path, describeTopics(topics)].filter(Boolean).join(' · '), detail }];
  }
  const body = JSON.parse(`${subject}`);
  const fate = status ? describeAnswer(Number(status), reply) : 'no answer: kept, to be sent again';
  const types = (body.events ?? []).map(({ type }: { type: string }) => type).join(', ');
  const about = types || Object.entries(body.choices ?? {}).join(' ');
  return [{ title: `${step} · ${about} · ${fate}`, detail: JSON.stringify({ reply, body }, null, 2) }];
}

const lost = ' · the server knows no consent of this browser: the grant is dropped, the next yes is told again';

/** Topics as the page tells them: the server makes slugs of the labels. */
const describeTopics = (topics: Topics | null): string =>
  typeof topics === 'string' ? topics : (topics ?? []).map((path) => [path].flat().join(' > ')).join(', ');

function describeAnswer(status: number, reply: unknown): string {
  const { accepted, duplicates, rejected, refusal, bot } = (reply ?? {}) as Partial<BatchReply>;
  if (accepted === undefined) return `answered ${status}${status === 401 ? lost : ''}`;
  const reasons = rejected?.map(({ reason }) => reason).join(', ');
  const counts = `accepted ${accepted}, known ${duplicates}, refused ${rejected?.length}${reasons ? `: ${reasons}` : ''}`;
  return `${counts}${refusal ? lost : ''}${bot ? ' · automated' : ''}`;
}
