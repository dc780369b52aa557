export type { Decision, OfferedProduct, PersonaliseContext, PersonaliseReply } from '@sillage/protocol';
export {
  createDefaultReply,
  createPersonaliser,
  type Personaliser,
  type PersonaliserOptions,
  type ServerQuestion,
} from './server/create-personaliser.js';
export { toSlotAttributes } from './server/slot-attributes.js';
