import { useLocation, useParams } from 'react-router';

/** No id of a definition begins like this. */
export const newId = '~new';
/** Where surveys are listed, below the page of satisfaction. */
export const surveysPath = '~surveys';

/** Addresses of the page below the site, which keep the period and filters that were picked. */
export function useLinks(): (path: string, more?: Readonly<Record<string, string>>) => string {
  const { site = '' } = useParams();
  const { search } = useLocation();
  return (path, more = {}) => {
    const query = new URLSearchParams(search);
    for (const name of momentary) query.delete(name);
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    const words = query.toString();
    return `/s/${site}/${path}${words && `?${words}`}`;
  };
}

/** Of one step alone. */
const momentary = ['copy', 'segment'];

/** Of one page alone. */
const ofPage = [...momentary, 'topic', 'survey'];

/** What goes along to another page: the period, comparison, currency and filters. */
export function toOtherPage(search: string): string {
  const query = new URLSearchParams(search);
  for (const name of ofPage) query.delete(name);
  return query.toString();
}
