import { useState } from 'react';
import ExpandIcon from '@material-ui/icons/ChevronRight';
import CollapseIcon from '@material-ui/icons/ExpandMore';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Reader } from '../show/formatInstant';
import { qualityGatesTranslationRef } from '../translation';
import { foldRows, type Strip } from './layoutStrip';
import { StripHead } from './StripHead';
import { StripRow } from './StripRow';
import { useStripStyles } from './stripStyles';

/** Props of {@link GateStrip}. */
export interface GateStripProps {
  readonly strip: Strip;
  readonly reader: Reader;
  gateLink(gate: string): string;
}

/** One row a gate, newest right. Arrow keys move between cells; gates that always passed fold into one line. */
export function GateStrip(props: GateStripProps) {
  const { strip, reader, gateLink } = props;
  const classes = useStripStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [unfolded, setUnfolded] = useState(false);
  const { open, folded } = foldRows(strip.rows);
  const rows = unfolded ? [...open, ...folded] : open;
  const Icon = unfolded ? CollapseIcon : ExpandIcon;
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={t('gates.table')}>
          <StripHead columns={strip.columns} reader={reader} />
          <tbody>
            {rows.map(row => (
              <StripRow
                key={row.gate}
                row={row}
                reader={reader}
                to={gateLink(row.gate)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {folded.length > 0 && (
        <button
          type="button"
          className={classes.fold}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon fontSize="small" />
          <span>
            {t('gates.folded', { count: folded.length })}{' '}
            <em>{folded.map(({ gate }) => gate).join(', ')}</em>
          </span>
        </button>
      )}
    </>
  );
}
