/**
 * Fields that keep their value whatever it looks like: ids, by which what is told at different times comes together. A
 * shop that uses e-mail addresses as ids stores them (docs/privacy.md).
 */
export const keptIds = [
  'id',
  'type',
  'tab',
  'pageViewId',
  'sessionId',
  'visitorId',
  'decisionId',
  'customerId',
  'orderId',
  'offerId',
  'slot',
  'surveyId',
  'productId',
] as const;
