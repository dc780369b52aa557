import { CmpApi } from '@iabtechlabtcf/cmpapi';
import { GVL, TCModel, TCString } from '@iabtechlabtcf/core';

const all = Array.from({ length: 11 }, (_, index) => index + 1);
const gvl = new GVL({
  gvlSpecificationVersion: 3,
  vendorListVersion: 1,
  tcfPolicyVersion: 5,
  lastUpdated: '2026-01-01T00:00:00Z',
  purposes: Object.fromEntries(all.map((id) => [id, { id, name: `Purpose ${id}` }])),
  specialPurposes: {},
  features: {},
  specialFeatures: {},
  stacks: {},
  dataCategories: {},
  vendors: {},
});

/** A CMP that never learns where the visitor is tells no `gdprApplies`. */
const isUnknown = location.search.includes('applies=unknown');
const api = new CmpApi(31, 1, true, {
  getTCData: (next, data, isSuccess) => next(isUnknown && data ? { ...data, gdprApplies: undefined } : data, isSuccess),
});

function encode(publisher, vendors) {
  const model = new TCModel(gvl);
  model.cmpId = 31;
  model.cmpVersion = 1;
  model.isServiceSpecific = true;
  model.publisherCountryCode = 'FR';
  model.purposeConsents.set(vendors);
  model.publisherConsents.set(publisher);
  return TCString.encode(model);
}

/** A CMP's own part: it shows, takes an answer, and remembers it. */
window.cmp = {
  show: () => api.update('', true),
  notApply: () => api.update(null, false),
  answer(publisher, vendors = publisher) {
    const string = encode(publisher, vendors);
    localStorage.setItem('euconsent', string);
    api.update(string, false);
  },
};
const kept = localStorage.getItem('euconsent');
if (kept) api.update(kept, false);
