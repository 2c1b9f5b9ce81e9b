import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../show/formatInstant';
import { nameGateGlyph } from '../show/nameGateGlyph';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../translation';
import { nameOutcome } from './describeOutcome';
import { moveByArrow } from './moveByArrow';
import { PassDot } from './PassDot';

/** Props of {@link StripCell}. */
export interface StripCellProps {
  readonly outcome: GateOutcome;
  readonly reader: Reader;
  /** Where the outcomes of this gate are; used when the reporter named no evidence. */
  readonly to: string;
  evaluationLink(id: string): string;
}

/** One outcome, leading to the evaluation it was measured in, else to its evidence. */
export function StripCell(props: StripCellProps) {
  const { outcome, reader, to, evaluationLink } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const glyph = nameGateGlyph(outcome);
  const { evaluationId, evidenceUrl, runUrl } = outcome;
  const name = nameOutcome(outcome, reader, t);
  return (
    <Link
      data-outcome={outcome.outcome}
      to={
        (evaluationId && evaluationLink(evaluationId)) ||
        (evidenceUrl ?? runUrl ?? to)
      }
      aria-label={name}
      title={name}
      externalLinkIcon={false}
      onKeyDown={moveByArrow}
    >
      {glyph === 'pass' ? (
        <PassDot size={10} />
      ) : (
        <OutcomeGlyph name={glyph} size={14} decorative />
      )}
    </Link>
  );
}
