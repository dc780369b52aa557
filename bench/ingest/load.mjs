/**
 * A closed loop in a process of its own: each connection sends its next batch when the last one is answered.
 *
 *     node load.mjs '{"url","origin","site","tokens","connections","seconds"}'
 *
 * Sends over bare sockets, so that the generator takes as little as it can of a machine of two cores; the same for
 * every server that is measured. Its one line says how many batches were answered 202.
 */
import { connect } from 'node:net';
import { Batches } from './batches.mjs';

const { url, origin, site, tokens, connections, seconds } = JSON.parse(process.argv[2]);
const { hostname, port } = new URL(url);
const senders = tokens.map((token) => new Batches(site, (length) => headOf(token, length)));
const summary = { answered: 0, refused: 0, firstRefusal: '', longestMs: 0 };
let turn = 0;

function headOf(token, length) {
  return [
    'POST /v1/events HTTP/1.1',
    `Host: ${hostname}:${port}`,
    `Origin: ${origin}`,
    'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
    'Content-Type: text/plain;charset=UTF-8',
    `Content-Length: ${length}`,
    `Cookie: __Host-sillage=${token}`,
    '',
    '',
  ].join('\r\n');
}

function run(endsAt) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      turn += 1;
      // there are more senders than connections: none has a request under way
      socket.write(senders[turn % senders.length].next());
    };
    let received = '';
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', resolve);
    socket.on('data', (chunk) => {
      received += chunk.latin1Slice();
      if (!isWhole(received)) return;
      count(received, performance.now() - sentAt);
      received = '';
      if (performance.now() < endsAt) send();
      else socket.end();
    });
  });
}

function isWhole(answer) {
  const body = answer.indexOf('\r\n\r\n') + 4;
  const announced = /content-length: (\d+)/i.exec(answer);
  return body > 4 && announced !== null && answer.length >= body + Number(announced[1]);
}

function count(answer, ms) {
  summary.longestMs = Math.max(summary.longestMs, Math.round(ms));
  if (answer.startsWith('HTTP/1.1 202') && answer.includes('"accepted":10')) summary.answered += 1;
  else {
    summary.refused += 1;
    summary.firstRefusal ||= answer.slice(0, 500);
  }
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: connections }, () => run(startedAt + seconds * 1000)));
const elapsed = (performance.now() - startedAt) / 1000;
process.stdout.write(`${JSON.stringify({ ...summary, perSecond: Math.round(summary.answered / elapsed) })}\n`);
