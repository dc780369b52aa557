import { CmpApi } from '@iabgpp/cmpapi';

const api = new CmpApi(1, 1);
api.setApplicableSections([2]);

function apply(publisher, status) {
  const consents = Array.from({ length: 24 }, (_, index) => publisher.includes(index + 1));
  api.setFieldValue('tcfeuv2', 'PublisherConsents', consents);
  api.fireSectionChange('tcfeuv2');
  api.setSignalStatus(status);
}

/** A CMP's own part: it shows a draft, takes an answer, and remembers it. */
window.cmp = {
  draft: (publisher) => apply(publisher, 'not ready'),
  answer(publisher) {
    localStorage.setItem('gpp', JSON.stringify(publisher));
    apply(publisher, 'ready');
  },
};
const kept = localStorage.getItem('gpp');
if (kept) apply(JSON.parse(kept), 'ready');
