import type { MeReply } from '@sillage/protocol';
import { adoptStyles } from '../browser/adopt-styles.js';
import { build } from '../browser/build.js';
import type { Tracker } from '../tracker.js';
import { buildButton } from './build.js';
import {
  correctInterest,
  eraseHeld,
  type Holder,
  readExport,
  readHeld,
  readReference,
  tellPause,
} from './held-data.js';
import { pauseDevice } from './pause-device.js';
import { rules } from './styles.js';
import { type MyDataLanguage, type MyDataTexts, myDataTexts } from './texts.js';
import { type Acts, isNothing, viewHeld } from './view.js';

/** Told on the element once all was erased, before the tag is told to withdraw: a banner that remembers a yes says no here. */
export const erasedEvent = 'sillage-erased';

/**
 * `<sillage-my-data site="…" endpoint="/sillage" lang="fr">`: what the shop knows of the visitor who looks, in words, with what they may do
 * about it. `global` names the tag's function where it is not `sillage`.
 */
export class MyDataElement extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #status = build('p', { role: 'status', part: 'status', tabindex: '-1' });
  readonly #body = build('div', { part: 'body' });
  #dialog: HTMLDialogElement | undefined;

  connectedCallback(): void {
    if (this.#root.firstChild) return;
    adoptStyles(rules, this.#root);
    this.#root.append(this.#status, this.#body);
    void this.#refresh(this.#texts.loading, '');
  }

  get #language(): MyDataLanguage {
    const lang = this.lang || document.documentElement.lang;
    return lang.toLowerCase().startsWith('en') ? 'en' : 'fr';
  }

  get #texts(): MyDataTexts {
    return myDataTexts[this.#language];
  }

  get #tracker(): Partial<Tracker> | undefined {
    const globals = window as unknown as Record<string, Partial<Tracker> | undefined>;
    return globals[this.getAttribute('global') ?? 'sillage'];
  }

  get #holder(): Holder {
    return {
      site: this.getAttribute('site') ?? '',
      endpoint: this.getAttribute('endpoint') ?? '/sillage',
      language: this.#language,
      token: this.#tracker?.getState?.().token,
    };
  }

  /** Asks again and shows what came. */
  async #refresh(meanwhile: string, done: string): Promise<void> {
    this.#say(meanwhile);
    try {
      const held = await readHeld(this.#holder);
      if (held.pausedAt !== undefined) pauseDevice(this.#holder.site, true);
      this.#show(held);
      this.#say(done);
    } catch {
      this.#say(this.#texts.failed);
      const again = () => void this.#refresh(this.#texts.loading, '');
      this.#body.replaceChildren(buildButton(this.#texts.retry, { name: 'retry', act: again }));
    }
  }

  #show(held: MeReply): void {
    const texts = this.#texts;
    if (isNothing(held)) this.#body.replaceChildren(build('p', { part: 'nothing' }, texts.nothing));
    else this.#body.replaceChildren(...viewHeld({ held, texts, language: this.#language, acts: this.#acts }));
  }

  /** What has the focus goes when the parts are built anew: the status takes it, and is read out. */
  #say(text: string): void {
    this.#status.textContent = text;
  }

  async #act(act: () => Promise<string>): Promise<void> {
    for (const button of this.#body.querySelectorAll('button')) button.disabled = true;
    try {
      const done = await act();
      await this.#refresh('', done);
      this.#status.focus();
    } catch {
      this.#say(this.#texts.failed);
      for (const button of this.#body.querySelectorAll('button')) button.disabled = false;
    }
  }

  get #acts(): Acts {
    const texts = this.#texts;
    const correct = (name: 'interest_hidden' | 'interest_shown', done: (name: string) => string) => {
      return (interest: { kind: string; key: string; name: string }) =>
        this.#act(async () => {
          await correctInterest(this.#holder, name, interest);
          return done(interest.name);
        });
    };
    return {
      hide: correct('interest_hidden', texts.wasHidden),
      show: correct('interest_shown', texts.wasShown),
      pause: (isPaused) => this.#act(() => this.#pause(isPaused)),
      refer: () => this.#act(async () => texts.reference((await readReference(this.#holder)).reference)),
      download: () => this.#act(() => this.#download()),
      erase: () => this.#confirm(),
    };
  }

  /** The device stops first and begins last, so that nothing is sent that would be refused. */
  async #pause(isPaused: boolean): Promise<string> {
    const { site } = this.#holder;
    if (isPaused) pauseDevice(site, true);
    try {
      await tellPause(this.#holder, isPaused);
    } catch (error) {
      if (isPaused) pauseDevice(site, false);
      throw error;
    }
    if (!isPaused) pauseDevice(site, false);
    return isPaused ? this.#texts.wasPaused : this.#texts.wasResumed;
  }

  async #download(): Promise<string> {
    const url = URL.createObjectURL(await readExport(this.#holder));
    build('a', { href: url, download: `${this.#holder.site}.json` }).click();
    // the browser has taken the file over by then
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return this.#texts.downloaded;
  }

  #confirm(): void {
    const texts = this.#texts;
    const close = () => this.#dialog?.close();
    const yes = () => {
      close();
      void this.#act(() => this.#erase());
    };
    const dialog = build(
      'dialog',
      { part: 'dialog', 'aria-labelledby': 'erase', 'aria-describedby': 'why' },
      build('h2', { id: 'erase' }, texts.eraseTitle),
      build('p', { id: 'why' }, texts.eraseWhy),
      build(
        'div',
        { class: 'actions' },
        buildButton(texts.cancel, { name: 'cancel', act: close }),
        buildButton(texts.eraseYes, { name: 'yes', act: yes }),
      ),
    );
    dialog.addEventListener('close', () => dialog.remove());
    this.#dialog = dialog;
    this.#root.append(dialog);
    dialog.showModal();
  }

  /** In this order: a withdrawal takes the cookie away, and without it nobody knows whom to erase (decisions/0040). */
  async #erase(): Promise<string> {
    await eraseHeld(this.#holder);
    this.dispatchEvent(new CustomEvent(erasedEvent, { bubbles: true, composed: true }));
    this.#tracker?.withdraw?.();
    return this.#texts.erased;
  }
}
