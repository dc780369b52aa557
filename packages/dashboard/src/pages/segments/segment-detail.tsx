import { useSearchParams } from 'react-router';
import { useLanguage, useTexts } from '../../i18n.js';
import { segmentTexts } from '../../texts/segments.js';
import { DefinitionDetail } from '../definition-detail.js';
import { newId } from '../links.js';
import { Read } from '../read.js';
import { type ListedSegment, useSegments } from './api.js';
import { SegmentActions } from './segment-actions.js';
import { type SegmentDraft, SegmentEditor } from './segment-editor.js';
import { SegmentOverlapView } from './segment-overlap.js';
import { SegmentSizesView } from './segment-sizes.js';
import { SegmentWorthView } from './segment-worth.js';

/** One segment, or a new one. */
export function SegmentDetail({ id }: { id: string }) {
  return <Read query={useSegments()}>{(segments) => <Detail id={id} segments={segments} />}</Read>;
}

function Detail({ id, segments }: { id: string; segments: readonly ListedSegment[] }) {
  const t = useTexts(segmentTexts);
  const [language] = useLanguage();
  const [search] = useSearchParams();
  const known = segments.find((one) => one.id === id);
  const original = segments.find((one) => one.id === search.get('copy'));
  const isNew = id === newId;
  return (
    <DefinitionDetail
      id={id}
      known={known && { ...known, name: known.names[language] }}
      list="segments"
      texts={{ back: t('back'), new: t('new'), none: t('none') }}
      asks={isNew ? 'nothing' : 'money'}
      actions={known && <SegmentActions segment={known} />}
    >
      <SegmentEditor segment={known} initial={toDraft(known ?? original, isNew, t)} />
      {known && <Insights segment={known} />}
    </DefinitionDetail>
  );
}

function Insights({ segment }: { segment: ListedSegment }) {
  return (
    <>
      {/* above what grows when its figures come: a list that is open would be pushed off the screen, and closed */}
      <SegmentOverlapView id={segment.id} />
      <SegmentWorthView id={segment.id} />
      <SegmentSizesView id={segment.id} />
    </>
  );
}

type Say = (key: 'copyOf', values: Record<string, string>) => string;

function toDraft(segment: ListedSegment | undefined, isNew: boolean, t: Say): SegmentDraft {
  if (segment === undefined) return { id: '', names: { fr: '', en: '' }, tree: undefined };
  const { id, names, tree } = segment;
  if (!isNew) return { id, names, tree };
  return { id: '', names: { fr: t('copyOf', { name: names.fr }), en: t('copyOf', { name: names.en }) }, tree };
}
