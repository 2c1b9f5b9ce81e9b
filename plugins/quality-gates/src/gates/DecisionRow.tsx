import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatEnvironment } from '../show/formatEnvironment';
import { formatExactly, type Reader } from '../show/formatInstant';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../translation';
import type { StripColumn } from './layoutStrip';
import { nameDecision } from '../show/nameDecision';
import { moveByArrow } from './moveByArrow';
import { StripFiller } from './StripFiller';
import { useStripStyles } from './stripStyles';

/** Props of {@link DecisionRow}. */
export interface DecisionRowProps {
  /** Columns that the strip has room for. */
  readonly room: number;
  readonly columns: readonly StripColumn[];
  readonly decisions: ReadonlyMap<string, Evaluation>;
  readonly reader: Reader;
  evaluationLink(id: string): string;
}

/** The answer above the gates that led to it. */
export function DecisionRow(props: DecisionRowProps) {
  const { room, columns, decisions, reader, evaluationLink } = props;
  const classes = useStripStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const answers = columns.map(({ evaluationId }) =>
    evaluationId ? decisions.get(evaluationId) : undefined,
  );
  const known = answers.flatMap(answer => answer ?? []);
  const latest = known[known.length - 1];
  const nameOf = (answer: Evaluation) =>
    t('gates.decisionOf', {
      environment: formatEnvironment(answer.environment),
      version: answer.version,
      when: formatExactly(answer.createdAt, reader.zone),
      answer: nameDecision(answer, t),
    });
  return (
    <tr>
      <th className={classes.name} scope="row">
        <b>{t('gates.decision')}</b>
      </th>
      <StripFiller room={room} columns={columns.length} />
      {columns.map(({ key }, index) => {
        const answer = answers[index];
        return (
          <td key={key} className={classes.cell}>
            {answer && (
              <Link
                data-outcome={answer.decision}
                to={evaluationLink(answer.id)}
                aria-label={nameOf(answer)}
                title={nameOf(answer)}
                onKeyDown={moveByArrow}
              >
                <OutcomeGlyph name={answer.decision} size={16} decorative />
              </Link>
            )}
          </td>
        );
      })}
      <td className={classes.passed}>
        {t('gates.allowed', {
          hit: String(known.filter(({ canDeploy }) => canDeploy).length),
          of: String(known.length),
        })}
      </td>
      <td className={classes.latest}>
        {latest ? nameDecision(latest, t) : t('unknown')}
      </td>
    </tr>
  );
}
