import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Evaluation,
  Gate,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../show/formatInstant';
import { qualityGatesTranslationRef } from '../translation';
import { GateStrip } from './GateStrip';
import { layoutStrip } from './layoutStrip';
import { splitGates } from './splitGates';

/** Props of {@link GateStrips}. */
export interface GateStripsProps {
  readonly gates: readonly Gate[];
  readonly decisions: ReadonlyMap<string, Evaluation>;
  readonly reader: Reader;
  gateLink(gate: string): string;
  evaluationLink(id: string): string;
}

const useStyles = makeStyles({
  title: {
    margin: '8px 16px 4px',
    fontSize: 13,
    lineHeight: '20px',
    fontWeight: 500,
  },
});

/** A history that has just begun leaves this much room: its cells stand near their names, and grow to the left. */
const FEWEST_COLUMNS = 10;

/** What Quality Gates measured with the answers above it, and what pipelines reported, apart. */
export function GateStrips(props: GateStripsProps) {
  const { gates, decisions, ...shared } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { measured, reported } = splitGates(gates);
  const both = measured.length > 0 && reported.length > 0;
  const strips = {
    measured: layoutStrip(measured),
    reported: layoutStrip(reported),
  };
  const room = Math.max(
    FEWEST_COLUMNS,
    strips.measured.columns.length,
    strips.reported.columns.length,
  );
  return (
    <>
      {measured.length > 0 && (
        <>
          {both && <h3 className={classes.title}>{t('gates.measured')}</h3>}
          <GateStrip
            {...shared}
            strip={strips.measured}
            room={room}
            label={t('gates.measuredTable')}
            decisions={decisions}
          />
        </>
      )}
      {reported.length > 0 && (
        <>
          {both && <h3 className={classes.title}>{t('gates.reported')}</h3>}
          <GateStrip
            {...shared}
            strip={strips.reported}
            room={room}
            label={both ? t('gates.reportedTable') : t('gates.table')}
          />
        </>
      )}
    </>
  );
}
