import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatExactly, type Reader } from '../show/formatInstant';
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
}

/** One outcome, leading to its evidence. */
export function StripCell(props: StripCellProps) {
  const { outcome, reader, to } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const name = nameOutcome(outcome, formatExactly(outcome.at, reader.zone), t);
  return (
    <Link
      data-outcome={outcome.outcome}
      to={outcome.evidenceUrl ?? outcome.runUrl ?? to}
      aria-label={name}
      title={name}
      externalLinkIcon={false}
      onKeyDown={moveByArrow}
    >
      {outcome.outcome === 'pass' ? (
        <PassDot size={10} />
      ) : (
        <OutcomeGlyph name={outcome.outcome} size={14} decorative />
      )}
    </Link>
  );
}
