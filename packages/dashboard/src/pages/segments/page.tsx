import { useParams } from 'react-router';
import { SegmentDetail } from './segment-detail.js';
import { SegmentList } from './segment-list.js';

/** `/<site>/segments`, `/<site>/segments/<id>`; no id begins with the sign of a new one. */
export function Page() {
  const { '*': rest = '' } = useParams();
  const [, id] = rest.split('/');
  return id ? <SegmentDetail key={id} id={id} /> : <SegmentList />;
}
