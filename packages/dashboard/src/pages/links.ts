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
    for (const name of linkParameters) query.delete(name);
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    const words = query.toString();
    return `/s/${site}/${path}${words && `?${words}`}`;
  };
}

/** Of one page alone. */
const linkParameters = ['copy', 'segment'];
