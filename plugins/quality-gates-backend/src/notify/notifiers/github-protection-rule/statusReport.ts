import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';

/** Most that GitHub takes as a comment (REST, "Review custom deployment protection rules for a workflow run"). */
export const MOST_CHARACTERS = 1_024;
/** Of one sentence in a line. */
const MOST_OF_A_LINE = 160;

const HEADINGS: Readonly<Record<Evaluation['decision'], string>> = {
  allow: 'May be deployed',
  'allow-with-warnings': 'May be deployed, with warnings',
  'allow-break-glass': 'May be deployed: somebody broke the glass',
  wait: 'Waiting',
  manual: 'Waiting for a person',
  deny: 'Must not be deployed',
};

/** Worst first: what is cut off at the end is what matters least. */
const WORST_FIRST = [
  'fail',
  'error',
  'inconclusive',
  'pending',
  'warn',
  'pass',
  'skipped',
];

/**
 * An evaluation as GitHub shows it beside the job, Markdown, at most 1,024 characters: the decision, how many gates
 * passed, then the gates, the worst first. It tells of nothing that changes by itself, such as a time left.
 */
export function statusReport(evaluation: Evaluation): string {
  const { decision, version, environment, outcomes, reasons, links } =
    evaluation;
  const counted = outcomes.filter(({ outcome }) => outcome !== 'skipped');
  const passed = counted.filter(({ outcome }) => outcome === 'pass').length;
  const head = [
    `### ${HEADINGS[decision]}: ${inline(version)} to ${inline(environment)}`,
    '',
    `${passed} of ${counted.length} gates passed.`,
    ...(evaluation.enforced ? [] : ['Observing, not enforcing.']),
    '',
  ];
  const tail = footer(links.at(0), evaluation.id);
  const gates = [...outcomes]
    .sort((a, b) => rank(a.outcome) - rank(b.outcome))
    .map(
      ({ gate, outcome, reason }) =>
        `- **${inline(gate)}** ${outcome}: ${inline(reason.message)}`,
    );
  const others = reasons
    .filter(({ gate }) => gate === undefined)
    .map(({ message }) => `- ${inline(message)}`);
  return fit({ head, lines: [...others, ...gates], tail });
}

function rank(outcome: string): number {
  return WORST_FIRST.indexOf(outcome);
}

function footer(link: Evaluation['links'][number] | undefined, id: string) {
  const isShort = link !== undefined && link.url.length < 300;
  const more = isShort ? `, [${inline(link.title)}](${link.url})` : '';
  return ['', `Evaluation ${id}${more}`];
}

/** As many of the lines as fit; the others are counted. */
function fit(parts: { head: string[]; lines: string[]; tail: string[] }) {
  const { head, lines, tail } = parts;
  for (let kept = lines.length; ; kept -= 1) {
    const left = lines.length - kept;
    const more = left > 0 ? [`- and ${left} more`] : [];
    const text = [...head, ...lines.slice(0, kept), ...more, ...tail].join(
      '\n',
    );
    if (text.length <= MOST_CHARACTERS || kept === 0) {
      return text.slice(0, MOST_CHARACTERS);
    }
  }
}

/** One line, without what would be read as Markdown or as a mention of somebody. */
function inline(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = [...line].slice(0, MOST_OF_A_LINE).join('');
  const short = cut === line ? line : `${cut}…`;
  return short
    .replace(/[\\`*_[\]<>|]/g, '\\$&')
    .replace(/[@#](?=\w)/g, '$&\u200b');
}
