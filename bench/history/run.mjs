import { measureHistory } from './measure.mjs';

const [largeEvents = 10_000_000, smallEvents = 1_000_000] = process.argv.slice(2).map(Number);
const plan = { blockRows: 10_000, aloneQueries: 500, togetherQueries: 1_500, concurrency: 8 };

const small = await measureHistory(smallEvents, plan);
const large = await measureHistory(largeEvents, plan);

report('history-p99-alone-ms', large.alone.p99, 60, large);
report('history-per-second-at-8', large.together.perSecond, 100, large);
report('history-p50-growth', large.alone.p50 / small.alone.p50, 2, { large, small });

function report(figure, value, limit, detail) {
  const rounded = Math.round(value * 100) / 100;
  console.log(
    JSON.stringify({ figure, value: rounded, limit, ratio: Math.round((value / limit) * 100) / 100, detail }),
  );
}
