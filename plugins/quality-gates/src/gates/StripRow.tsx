import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Reader } from '../show/formatInstant';
import { isWithoutData } from '../show/isWithoutData';
import { qualityGatesTranslationRef } from '../translation';
import { describeOutcome } from './describeOutcome';
import type { StripRow as Row } from './layoutStrip';
import { StripCell } from './StripCell';
import { StripFiller } from './StripFiller';
import { useStripStyles } from './stripStyles';

/** Props of {@link StripRow}. */
export interface StripRowProps {
  /** Columns that the strip has room for. */
  readonly room: number;
  readonly row: Row;
  readonly reader: Reader;
  /** Where the outcomes of this gate are. */
  readonly to: string;
  evaluationLink(id: string): string;
}

/** One gate: its outcomes, how many passed, and what it said last. */
export function StripRow(props: StripRowProps) {
  const { room, row, reader, to, evaluationLink } = props;
  const classes = useStripStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { gate, cells, passed, of, latest } = row;
  const quiet = latest.outcome === 'pass' && !isWithoutData(latest);
  return (
    <tr>
      <th className={classes.name} scope="row">
        <Link to={to}>{gate}</Link>
      </th>
      <StripFiller room={room} columns={cells.length} />
      {cells.map((outcome, index) => (
        <td key={outcome?.id ?? `none-${index}`} className={classes.cell}>
          {outcome && (
            <StripCell
              outcome={outcome}
              reader={reader}
              to={to}
              evaluationLink={evaluationLink}
            />
          )}
        </td>
      ))}
      <td className={classes.passed}>
        {of > 0
          ? t('dora.fraction', { hit: String(passed), of: String(of) })
          : t('gates.notCounted')}
      </td>
      <td className={`${classes.latest} ${quiet ? classes.subtle : ''}`}>
        {describeOutcome(latest, reader, t)}
      </td>
    </tr>
  );
}
