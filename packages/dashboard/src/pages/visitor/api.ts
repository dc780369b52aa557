import type { LookRequest, SubjectErasure, VisitorLook } from '@sillage/protocol';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError, request, requestFile } from '../../api/client.js';
import { useFailureText } from '../../api/failure.js';
import { saveFile } from '../../api/save-file.js';
import { useLanguage, useTexts } from '../../i18n.js';
import { useAsk } from '../../state/ask.js';
import { visitorTexts } from '../../texts/visitor.js';

/** Whom one looks at: one of the two. It stands in no address, for addresses are kept. */
export type Subject = { reference: string } | { customerId: string };

/** Each time that it asks is a look, and recorded: never by itself again. It is forgotten with the page. */
export function useLook(subject: Subject) {
  const { site } = useAsk();
  const [locale] = useLanguage();
  return useInfiniteQuery({
    queryKey: ['look', site.id, subject, locale],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const body: LookRequest = { site: site.id, ...subject, locale, ...(pageParam && { cursor: pageParam }) };
      return request<VisitorLook>('v1/visitors/look', { method: 'POST', site: site.id, body, signal });
    },
    getNextPageParam: ({ history }) => history.nextCursor,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
  });
}

/** Every row that is held of them, as a file. */
export function useExport(subject: Subject) {
  const { site } = useAsk();
  const name = 'customerId' in subject ? subject.customerId : 'visitor';
  return useMutation({
    mutationFn: () => {
      const body = { site: site.id, ...subject };
      return requestFile('v1/subjects/export', { method: 'POST', site: site.id, body });
    },
    onSuccess: (file) => saveFile(file, `${site.id}-${name}.json`),
  });
}

export function useErase(subject: Subject) {
  const { site } = useAsk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const body = { site: site.id, ...subject };
      return request<SubjectErasure>('v1/subjects/erase', { method: 'POST', site: site.id, body });
    },
    onSuccess: () => client.removeQueries({ queryKey: ['look', site.id] }),
  });
}

/** What only a look refuses, beside what every page says of failures. */
export function useLookFailure(): (error: unknown) => string {
  const t = useTexts(visitorTexts);
  const say = useFailureText();
  return (error) => (error instanceof ApiError && error.code === 'no_visitor' ? t('noVisitor') : say(error));
}
