/** What of the platform broke, and whether the words alone prove it. */
export interface InfrastructureError {
  /** A sentence. */
  readonly what: string;
  /**
   * `certain` words are never those of a change. `network` ones may be: a test that opens connections fails with the
   * same words when the change breaks it.
   */
  readonly proof: 'certain' | 'network';
}

type Row = readonly [
  what: string,
  proof: InfrastructureError['proof'],
  words: RegExp,
];

const MESSAGES: readonly Row[] = [
  [
    'The runner was lost.',
    'certain',
    /runner has received a shutdown signal|lost communication with the (server|runner)|runner .{0,60}(stopped answering|lost)|\brunner lost\b|agent (was |is |went )?(removed|disconnected|offline|lost)|ChannelClosedException|remoting\.(Channel|RequestAbortedException)|\b(runner_system_failure|scheduler_failure|data_integrity_failure|api_failure)\b/i,
  ],
  [
    'No runner took it in time.',
    'certain',
    /\b(stuck_or_timeout_failure|stuck_pending|no_matching_runner)\b|no (matching )?(runners?|agents?) (was |were |is |are )?(available|found|online)|timed? ?out .{0,40}(in the queue|waiting for an? (runner|agent|executor))/i,
  ],
  [
    'The disk of the runner was full.',
    'certain',
    /no space left on device|\bENOSPC\b/i,
  ],
  [
    'An image could not be pulled.',
    'certain',
    /\b(ImagePullBackOff|ErrImagePull)\b|(failed|error|unable) (to )?pull(ing)? image/i,
  ],
  [
    'The agent ran out of memory or was evicted.',
    'certain',
    /(agent|runner|node) .{0,60}(OOM ?killed|out of memory|low on resource)|\b(pod|agent|runner) .{0,40}evicted/i,
  ],
  [
    'A registry or server refused to answer.',
    'network',
    /too ?many ?requests|rate limit|service unavailable|bad gateway|gateway time-?out|\b(status|code|http|returned|received|response|error)\b[^a-z0-9]{0,3}(code[^a-z0-9]{0,3})?(429|50[0234])\b/i,
  ],
  [
    'The network failed.',
    'network',
    /\b(ECONNRESET|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\b|connection (was )?reset|could not resolve host|name resolution|tls handshake timeout|i\/o timeout|network is unreachable|no route to host/i,
  ],
];

const STEPS =
  /^(run |post )?(set ?up (the )?(job|runner|agent|executor)|initiali[sz]e containers?|(start|stop) containers?|prepare (the )?(environment|executor|agent)|(agent|node|executor) allocation|allocate (agent|node|executor)|pull (the )?image|(re)?store cache|restore_cache|save cache|receive webhook|schedule|complete job|clean ?up|upload artifacts?|download artifacts?)\b/i;

/**
 * What of the platform broke, by the message and the error type of a failure; undefined when neither speaks of it.
 *
 * @example infrastructureError('write ENOSPC', undefined)?.what // 'The disk of the runner was full.'
 */
export function infrastructureError(
  message: string | null | undefined,
  errorType: string | undefined,
): InfrastructureError | undefined {
  const words = [errorType, message].filter(Boolean).join(' ');
  const row = MESSAGES.find(([, , pattern]) => pattern.test(words));
  return row && { what: row[0], proof: row[1] };
}

/** Whether a step is the CI system's own work by its name; checkouts and caches are told by their stage. */
export function isPlatformStep(name: string): boolean {
  return STEPS.test(name.trim());
}
