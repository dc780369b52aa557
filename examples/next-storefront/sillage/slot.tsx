import type { Decision } from '@sillage/sdk/server';
import { toSlotAttributes } from '@sillage/sdk/server';
import type { ReactNode } from 'react';

interface SlotProps {
  id: string;
  decision: Decision | undefined;
  /** The shop's own content: markup of its own, never of a visitor's or an offer's. */
  ownHtml: string;
  /** How the page shows an offer. */
  children(decision: Decision): ReactNode;
}

/**
 * A slot as the server renders it. With a decision the browser adopts it; without, or of a survey, the browser asks. React leaves
 * alone what is inside of it then, for the SDK may fill it.
 */
export function Slot({ id, decision: decided, ownHtml, children }: SlotProps) {
  // only the browser can show a survey
  const decision = decided?.survey ? undefined : decided;
  const attributes = toSlotAttributes(id, decision);
  const held = `<template data-sillage-default>${ownHtml}</template>`;
  if (decision?.kind !== 'offer') {
    const html = decision ? ownHtml + held : ownHtml;
    const own = { __html: html };
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of the shop
    return <div className="slot" key={decision?.decisionId} {...attributes} dangerouslySetInnerHTML={own} />;
  }
  return (
    <div className="slot" key={decision.decisionId} {...attributes}>
      {children(decision)}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a template's content is no child of it, so React has no other way */}
      <template data-sillage-default="" dangerouslySetInnerHTML={{ __html: ownHtml }} />
    </div>
  );
}
