import OpenIcon from '@material-ui/icons/ChevronRight';
import CloseIcon from '@material-ui/icons/ExpandMore';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EvaluationOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatMeasure } from '../../show/formatMeasure';
import type { Reader } from '../../show/formatInstant';
import { nameGateGlyph } from '../../show/nameGateGlyph';
import { OutcomeGlyph } from '../../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../../translation';
import { describeGate } from '../describeGate';
import { AgainstLimit } from './AgainstLimit';
import { useGateTableStyles } from './gateTableStyles';
import { WindowCell } from './WindowCell';

/** Props of {@link GateRow}. */
export interface GateRowProps {
  readonly outcome: EvaluationOutcome;
  readonly reader: Reader;
  readonly open: boolean;
  onToggle(): void;
}

/** One gate: shape, what it saw, value against limit, over which window, and from where. */
export function GateRow(props: GateRowProps) {
  const { outcome, reader, open, onToggle } = props;
  const classes = useGateTableStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { gate, mode, value, unit, kind, evidenceUrl, reportedBy } = outcome;
  const Icon = open ? CloseIcon : OpenIcon;
  const source = reportedBy
    ? t('evaluation.reported', { who: reportedBy })
    : kind;
  return (
    <tr>
      <td className={classes.glyph}>
        <OutcomeGlyph name={nameGateGlyph(outcome)} size={18} />
      </td>
      <th scope="row" className={classes.gate}>
        {gate}
        {mode !== 'enforce' && <span className={classes.chip}>{mode}</span>}
        <p>{describeGate(outcome, reader)}</p>
      </th>
      <td className={classes.value}>
        {value === null ? t('evaluation.noValue') : formatMeasure(value, unit)}
      </td>
      <td className={classes.limit}>
        <AgainstLimit outcome={outcome} />
      </td>
      <td className={classes.small}>
        <WindowCell outcome={outcome} reader={reader} />
      </td>
      <td className={classes.source}>
        {evidenceUrl ? <Link to={evidenceUrl}>{source}</Link> : source}
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-label={t(
            open ? 'evaluation.hideDetails' : 'evaluation.showDetails',
            { gate },
          )}
          onClick={onToggle}
        >
          <Icon />
        </button>
      </td>
    </tr>
  );
}
