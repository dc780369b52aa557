import { Accordion, Button, Group, List, Stack, Table, Text } from '@mantine/core';
import type { CartLine, HistoryOrder, HistoryPage, HistorySession, Product } from '@sillage/protocol';
import { useFormat } from '../../format/use-format.js';
import { useTell } from '../../format/use-tell.js';
import { useValueName } from '../../format/use-value-name.js';
import { useTexts } from '../../i18n.js';
import { markTexts } from '../../texts/marks.js';
import { visitorTexts } from '../../texts/visitor.js';
import { PlainTable } from '../plain-table.js';
import { Card } from './card.js';

export interface SessionsProps {
  sessions: readonly HistorySession[];
  isLoading: boolean;
  /** Absent where there are no more. */
  onMore?: () => void;
}

/** Visits, newest first: pages, products, cart, attention. */
export function Sessions({ sessions, isLoading, onMore }: SessionsProps) {
  const t = useTexts(visitorTexts);
  const [first] = sessions;
  return (
    <Card title={t('sessions')}>
      {first === undefined && <Text c="dimmed">{t('noSessions')}</Text>}
      <Accordion multiple defaultValue={first ? [first.sessionId] : []} order={3}>
        {sessions.map((session) => (
          <Accordion.Item key={session.sessionId} value={session.sessionId}>
            <Accordion.Control>
              <Summary session={session} />
            </Accordion.Control>
            <Accordion.Panel>
              <Session session={session} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {onMore && (
        <Group>
          <Button variant="default" loading={isLoading} onClick={onMore}>
            {t('moreSessions')}
          </Button>
        </Group>
      )}
    </Card>
  );
}

function Summary({ session }: { session: HistorySession }) {
  const t = useTexts(visitorTexts);
  const format = useFormat();
  const nameOf = useValueName();
  const { startedAt, channel, device, country = '', pages, attentionMs } = session;
  const where = [nameOf('channel', channel), nameOf('device', device), nameOf('country', country)];
  const told = where.filter(Boolean).join(', ');
  const attention = t('attention', { time: format(attentionMs, 'durationMs') });
  return (
    <Text size="sm">
      <b>{format(startedAt, 'time')}</b> {[told, t('pages', { count: pages.length }), attention].join(' · ')}
    </Text>
  );
}

function Session({ session: { pages, searches, cart, orders } }: { session: HistorySession }) {
  const t = useTexts(visitorTexts);
  const mark = useTexts(markTexts);
  const tell = useTellProduct();
  return (
    <Stack gap="sm">
      {pages.length > 0 && <Pages pages={pages} />}
      {searches.length > 0 && (
        <Text size="sm">
          {t('searched', { queries: searches.map(({ query }) => mark('quoted', { text: query })).join(', ') })}
        </Text>
      )}
      {cart.length > 0 && <Lines title={t('cart')} lines={cart.map((line) => tell(line, line.quantity))} />}
      {orders.map((order) => (
        <Order key={order.orderId} order={order} />
      ))}
    </Stack>
  );
}

function Pages({ pages }: { pages: readonly HistoryPage[] }) {
  const t = useTexts(visitorTexts);
  const format = useFormat();
  const tell = useTellProduct();
  const heads = [t('at'), t('page'), t('topics'), t('products'), t('attentionHead'), t('depth')];
  return (
    <PlainTable title={t('pagesSeen')} heads={heads}>
      {pages.map(({ path, title, topics, viewedAt, attentionMs, depthPercent, products }) => (
        <Table.Tr key={`${viewedAt} ${path}`}>
          <Table.Td>{format(viewedAt, 'time')}</Table.Td>
          <Table.Td>
            {title && <Text size="sm">{title}</Text>}
            <Text size="sm" c="dimmed">
              {path}
            </Text>
          </Table.Td>
          <Table.Td>{topics.join(', ')}</Table.Td>
          <Table.Td>{products.map((product) => tell(product)).join(', ')}</Table.Td>
          <Table.Td>{format(attentionMs, 'durationMs')}</Table.Td>
          <Table.Td>{format(depthPercent / 100, 'share')}</Table.Td>
        </Table.Tr>
      ))}
    </PlainTable>
  );
}

function Order({ order: { orderId, currency, totalMinor, lines } }: { order: HistoryOrder }) {
  const t = useTexts(visitorTexts);
  const tell = useTellProduct();
  const money = useTell();
  const title = t('order', { id: orderId, total: money(totalMinor, 'money', currency) });
  return <Lines title={title} lines={lines.map((line: CartLine) => tell(line, line.quantity))} />;
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </div>
  );
}

/** Such as `2 × Tente (45,00 €)`. */
function useTellProduct(): (product: Product, quantity?: number) => string {
  const money = useTell();
  return ({ productId, name = productId, priceMinor, currency }, quantity) => {
    const price =
      priceMinor === undefined || currency === undefined ? '' : ` (${money(priceMinor, 'money', currency)})`;
    return `${quantity === undefined ? '' : `${quantity} × `}${name}${price}`;
  };
}
