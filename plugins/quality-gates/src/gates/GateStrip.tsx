import { useState } from 'react';
import ExpandIcon from '@material-ui/icons/ChevronRight';
import CollapseIcon from '@material-ui/icons/ExpandMore';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../show/formatInstant';
import { qualityGatesTranslationRef } from '../translation';
import { DecisionRow } from './DecisionRow';
import { foldRows, type Strip } from './layoutStrip';
import { StripHead } from './StripHead';
import { StripRow } from './StripRow';
import { useStripStyles } from './stripStyles';

/** Props of {@link GateStrip}. */
export interface GateStripProps {
  readonly strip: Strip;
  /** Columns to leave room for, so that strips below each other end in one line. */
  readonly room: number;
  readonly reader: Reader;
  /** Read by screen readers: what the rows are. */
  readonly label: string;
  /** Answers by the id of their evaluation, where the gates belong to evaluations. */
  readonly decisions?: ReadonlyMap<string, Evaluation>;
  gateLink(gate: string): string;
  evaluationLink(id: string): string;
}

/** One row a gate, newest right. Arrow keys move between cells; gates that always passed fold into one line. */
export function GateStrip(props: GateStripProps) {
  const { strip, room, reader, label, decisions, gateLink, evaluationLink } =
    props;
  const classes = useStripStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [unfolded, setUnfolded] = useState(false);
  const { open, folded } = foldRows(strip.rows);
  const rows = unfolded ? [...open, ...folded] : open;
  const Icon = unfolded ? CollapseIcon : ExpandIcon;
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={label}>
          <colgroup>
            <col className={classes.nameColumn} />
            <col span={room} className={classes.cellColumn} />
            <col className={classes.passedColumn} />
            <col />
          </colgroup>
          <StripHead room={room} columns={strip.columns} reader={reader} />
          <tbody>
            {decisions && (
              <DecisionRow
                room={room}
                columns={strip.columns}
                decisions={decisions}
                reader={reader}
                evaluationLink={evaluationLink}
              />
            )}
            {rows.map(row => (
              <StripRow
                key={row.gate}
                room={room}
                row={row}
                reader={reader}
                to={gateLink(row.gate)}
                evaluationLink={evaluationLink}
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
