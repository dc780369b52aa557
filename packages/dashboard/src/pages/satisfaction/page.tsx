import { useParams } from 'react-router';
import { surveysPath } from '../links.js';
import { Barometer } from './barometer.js';
import { Complaints } from './complaints.js';
import { complaintsPath } from './satisfaction-head.js';
import { SurveyDetail } from './survey-detail.js';
import { SurveyList } from './survey-list.js';

/** `/<site>/satisfaction` and, of signs that no id begins with, `~complaints`, `~surveys` and `~surveys/<id>`. */
export function Page() {
  const { '*': rest = '' } = useParams();
  const [, part, id] = rest.split('/');
  if (part === complaintsPath) return <Complaints />;
  if (part !== surveysPath) return <Barometer />;
  return id ? <SurveyDetail key={id} id={id} /> : <SurveyList />;
}
