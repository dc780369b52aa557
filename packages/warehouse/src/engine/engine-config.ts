/** What the engine's configuration file says. */
export interface EngineConfig {
  /** Only requests with this in `X-Engine-Key` are answered. */
  key: string;
  /** What `GET /identity` answers: shows whose port it is before the key is sent there. */
  identity: string;
  /** Bytes that all queries, merges and caches may take together. */
  memoryBytes: number;
  logFile: string;
}

const mebibyte = 1_048_576;

/**
 * ClickHouse's configuration file. Its `default` user has no password (users can't be made in `clickhouse local`), so
 * a random key stands before every query. The loggers that print query texts are off: texts can hold personal data.
 */
export function renderEngineConfig({ key, identity, memoryBytes, logFile }: EngineConfig): string {
  return `<clickhouse>
  <logger>
    <log>${escapeXml(logFile)}</log>
    <size>4M</size>
    <count>2</count>
    <levels>
      <logger><name>executeQuery</name><level>none</level></logger>
      <logger><name>DynamicQueryHandler</name><level>none</level></logger>
      <logger><name>BackgroundSchedulePool/BgSchPool</name><level>none</level></logger>
    </levels>
  </logger>
  <max_server_memory_usage>${memoryBytes}</max_server_memory_usage>
  <mark_cache_size>${128 * mebibyte}</mark_cache_size>
  <primary_index_cache_size>${128 * mebibyte}</primary_index_cache_size>
  <index_mark_cache_size>${32 * mebibyte}</index_mark_cache_size>
  <background_pool_size>4</background_pool_size>
  <merge_tree>
    <number_of_free_entries_in_pool_to_execute_mutation>2</number_of_free_entries_in_pool_to_execute_mutation>
    <number_of_free_entries_in_pool_to_lower_max_size_of_merge>2</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
  </merge_tree>
  <http_handlers>
    ${staticRule('/ping', 'Ok.')}
    ${staticRule('/identity', identity)}
    <rule>
      <headers><X-Engine-Key>${key}</X-Engine-Key></headers>
      <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
    </rule>
  </http_handlers>
</clickhouse>
`;
}

function staticRule(url: string, content: string): string {
  return `<rule><url>${url}</url><handler><type>static</type><status>200</status><response_content>${content}</response_content></handler></rule>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
