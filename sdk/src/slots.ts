export type { Decision, OfferedProduct, PersonaliseContext, PersonaliseReply } from '@sillage/protocol';
export { createSlots, type Slots, type Told } from './slots/create-slots.js';
export type { PersonaliseQuestion } from './slots/personalise.js';
export { type ShownSlots, showSlots } from './slots/show-slots.js';
export type { SlotsOptions, SlotsTracker } from './slots/slots-options.js';
