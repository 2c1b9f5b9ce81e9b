import {
  readInstant,
  type Finding,
  type ScanResults,
  type Severity,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { SarifResult, SarifRule, SarifRun } from './payloads';

/** Kinds that say "there is no problem here" (SARIF 2.1.0, 3.27.9). */
const NO_FINDING = new Set(['pass', 'notApplicable', 'informational']);

/** What a level means where no `security-severity` says more. */
const BY_LEVEL: Readonly<Record<NonNullable<Finding['level']>, Severity>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'unknown',
};

/** One scan: its findings, and whether the scanner came to its end. */
export function readRun(run: SarifRun): ScanResults {
  const ruleOf = createRuleFinder(run);
  const ends = run.invocations.map(one => readInstant(one.endTimeUtc) ?? 0);
  const reason = whyIncomplete(run);
  return {
    tool: run.tool.driver.name,
    complete: reason === undefined,
    reason,
    at: Math.max(0, ...ends) || undefined,
    findings: (run.results ?? [])
      .filter(isFinding)
      .map(result => toFinding(result, ruleOf(result))),
  };
}

function isFinding({ kind, baselineState }: SarifResult): boolean {
  // `absent`: found by the baseline, and gone since (3.27.24).
  return !NO_FINDING.has(kind) && baselineState !== 'absent';
}

function whyIncomplete({ invocations, results }: SarifRun): string | undefined {
  const broken = invocations.find(one => one.executionSuccessful === false);
  if (broken) {
    const told = broken.toolExecutionNotifications.find(
      ({ level, message }) => level === 'error' && message.text,
    );
    return (
      told?.message.text ??
      broken.exitCodeDescription ??
      'The scanner says that it did not succeed (executionSuccessful: false)'
    );
  }
  return results ? undefined : 'The run has no results: nothing was scanned';
}

function toFinding(result: SarifResult, rule: SarifRule | undefined): Finding {
  const level = levelOf(result, rule);
  const score =
    result.properties?.['security-severity'] ??
    rule?.properties?.['security-severity'];
  const { baselineState, suppressions } = result;
  const [place] = result.locations;
  const { artifactLocation, region } = place?.physicalLocation ?? {};
  return {
    rule: result.ruleId ?? result.rule?.id ?? rule?.id ?? 'unknown',
    severity: score === undefined ? BY_LEVEL[level] : severityOf(score),
    level,
    securitySeverity: score,
    title: result.message.text ?? rule?.shortDescription?.text,
    location: [artifactLocation?.uri, region?.startLine]
      .filter(part => part !== undefined)
      .join(':'),
    // One that is under review or was rejected suppresses nothing (3.27.23).
    suppressed:
      suppressions?.length &&
      suppressions.every(({ status }) => status === 'accepted')
        ? true
        : undefined,
    isNew: baselineState === undefined ? undefined : baselineState === 'new',
  };
}

/** 3.27.10: what the result says, else `none` for what is no failure, else the default of its rule, else warning. */
function levelOf({ level, kind }: SarifResult, rule: SarifRule | undefined) {
  if (level) return level;
  if (kind !== 'fail') return 'none';
  return rule?.defaultConfiguration?.level ?? 'warning';
}

/** As GitHub code scanning reads `security-severity`. */
function severityOf(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'unknown';
}

/** Finds rules by index, in the driver or an extension, else by id: that of `CA1000/1` may be `CA1000` (3.27.5). */
function createRuleFinder({ tool }: SarifRun) {
  const { driver, extensions } = tool;
  const byId = new Map(
    [driver, ...extensions].flatMap(({ rules }) =>
      rules.map(rule => [rule.id, rule] as const),
    ),
  );
  return ({ ruleId, ruleIndex, rule }: SarifResult) => {
    const extension = rule?.toolComponent?.index;
    const rules =
      extension === undefined ? driver.rules : extensions[extension]?.rules;
    const id = ruleId ?? rule?.id;
    const found = rules?.[rule?.index ?? ruleIndex ?? -1];
    if (found || id === undefined) return found;
    return byId.get(id) ?? byId.get(id.replace(/\/[^/]*$/, ''));
  };
}
