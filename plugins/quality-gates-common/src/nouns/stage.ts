/** What the steps and jobs of pipelines do, whatever they are called. */
export const STAGES = [
  'checkout',
  'restore-cache',
  'build',
  'test',
  'lint',
  'scan',
  'push',
  'deploy',
  'other',
] as const;

/** The first that matches decides: "unit tests of the build" is a test, "push image" builds nothing. */
const WORDS: readonly (readonly [stage: string, words: RegExp])[] = [
  ['checkout', /\b(check ?out|clone)\b/],
  ['scan', /\b(scan\w*|trivy|codeql|sast|dast|vulnerabilit\w+)\b/],
  ['test', /\b(tests?|testing|unit|e2e|integration|spec)\b/],
  ['lint', /\b(e?s?lint\w*|format check)\b/],
  ['deploy', /\b(deploy\w*|rollout|roll out)\b/],
  ['push', /\b(push\w*|publish\w*)\b/],
  ['build', /\b(build\w*|compile\w*|package)\b/],
  // Last: "save cache" is none, and "build cache" is a build.
  ['restore-cache', /\b(restor\w+ cache|cache)\b/],
];
/** A cache that is written says nothing of how often it helps. */
const SAVES_CACHE = /\b(save|saving|post|upload)\b/;

/**
 * The normalised name of a stage, job or step; `other` for what is none of {@link STAGES}. Rules of
 * `qualityGates.rules.stages` come before this.
 *
 * @example
 * ```ts
 * normaliseStage('Unit tests (node 24)'); // 'test'
 * normaliseStage('actions/cache'); // 'restore-cache'
 * ```
 */
export function normaliseStage(name: string): string {
  const words = name
    .toLocaleLowerCase('en-US')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  for (const [stage, pattern] of WORDS) {
    if (!pattern.test(words)) continue;
    return stage === 'restore-cache' && SAVES_CACHE.test(words)
      ? 'other'
      : stage;
  }
  return 'other';
}
