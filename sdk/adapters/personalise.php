<?php

declare(strict_types=1);

/**
 * What to show to the visitor for whom this page is made, from a storefront's server. Always answers: late, away or refused,
 * the answer is about nobody and decides nothing, so that each slot has the page's own content. Needs `allow_url_fopen`.
 *
 * @param array{endpoint: string, site: string, key: string, timeoutMs?: int} $options `endpoint`: the collector's address as
 *   this server reaches it; `key`: the site's secret key; `timeoutMs`: how long it may take, 150 by default.
 * @param array<string, mixed> $question `slots`, `context`, `preview` (of the page's address), and one of `visitorToken` (the value
 *   of the visitor's cookie) and `customerId`.
 * @return array<string, mixed> as `POST /v1/personalise` answers it
 */
function sillage_personalise(array $options, array $question): array
{
    $default = ['recognised' => false, 'visits' => 0, 'lastVisits' => [], 'interests' => [], 'segments' => [], 'decisions' => []];
    $deadline = microtime(true) + ($options['timeoutMs'] ?? 150) / 1000;
    // an empty cookie is nobody's, and an empty array would be a JSON list
    $body = json_encode(array_filter(['site' => $options['site']] + $question, fn ($value) => !in_array($value, [null, '', []], true)));
    $stream = $body === false ? false : @fopen($options['endpoint'] . '/v1/personalise', 'rb', false, stream_context_create(['http' => [
        'method' => 'POST',
        'header' => ["Authorization: Bearer {$options['key']}", 'Content-Type: application/json', 'Connection: close'],
        'content' => $body,
        'timeout' => $deadline - microtime(true),
        'follow_location' => 0,
    ]]));
    if ($stream === false) {
        return $default;
    }
    $answer = '';
    while (!feof($stream) && ($left = $deadline - microtime(true)) > 0) {
        stream_set_timeout($stream, 0, (int) ($left * 1e6));
        $answer .= fread($stream, 65536);
    }
    fclose($stream);
    $reply = json_decode($answer, true);
    return is_array($reply) && isset($reply['decisions']) ? $reply : $default;
}

/**
 * Attributes of an element whose content was rendered from a decision, without the offer of an uncounted one. Without a decision, of one
 * for nobody, and of one with a `survey`, which the browser alone can show: the browser asks.
 */
function sillage_slot_attributes(string $slot, ?array $decision = null): string
{
    $decision = isset($decision['survey']) || isset($decision['isForNobody']) ? null : $decision;
    $offer = empty($decision['isUncounted']) ? $decision['offerId'] ?? null : null;
    $attributes = ['slot' => $slot, 'decision' => $decision['decisionId'] ?? null, 'kind' => $decision['kind'] ?? null, 'offer' => $offer];
    $written = '';
    foreach (array_filter($attributes, 'is_string') as $name => $value) {
        $written .= " data-sillage-$name=\"" . htmlspecialchars($value, ENT_QUOTES) . '"';
    }
    return ltrim($written);
}
