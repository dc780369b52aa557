import { MyDataElement } from './element.js';

try {
  if (!customElements.get('sillage-my-data')) customElements.define('sillage-my-data', MyDataElement);
} catch {
  // a browser without custom elements shows what the shop put between the tags
}
