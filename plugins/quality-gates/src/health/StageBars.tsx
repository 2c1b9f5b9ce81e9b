import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatTimer } from '../show/formatTimer';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { HealthColumn } from './HealthColumn';
import { layoutStages } from './layoutStages';

/** Props of {@link StageBars}. */
export interface StageBarsProps {
  readonly stages: PipelineStats['stages'];
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: 13,
      lineHeight: '20px',
      '& th': { fontWeight: 400, textAlign: 'left' },
      '& th, & td': { padding: '3px 8px 3px 0', whiteSpace: 'nowrap' },
    },
    track: { width: '100%', minWidth: 60 },
    box: { position: 'relative', height: 14 },
    bar: {
      position: 'absolute',
      top: 1,
      height: 12,
      minWidth: 1,
      borderRadius: 2,
      background: tokens.bar,
    },
    whisker: {
      position: 'absolute',
      top: 3,
      height: 8,
      boxSizing: 'border-box',
      borderRight: `1px solid ${tokens.subtle}`,
      backgroundImage: `linear-gradient(${tokens.subtle}, ${tokens.subtle})`,
      backgroundSize: '100% 1px',
      backgroundPosition: 'center',
      backgroundRepeat: 'no-repeat',
    },
    value: { textAlign: 'right' },
    subtle: { textAlign: 'right', color: tokens.subtle },
    none: { margin: 0, fontSize: 13, color: tokens.subtle },
  };
});

/** How long each stage takes: a bar to the median, a whisker to p95, both in words beside it. */
export function StageBars(props: StageBarsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const bars = layoutStages(props.stages);
  const time = (seconds: number | null) =>
    seconds === null ? t('health.noData') : formatTimer(seconds);
  return (
    <HealthColumn title={t('health.stages')}>
      {bars.length === 0 && (
        <p className={classes.none}>{t('health.noStages')}</p>
      )}
      <table className={classes.table} aria-label={t('health.stages')}>
        <tbody>
          {bars.map(({ stage, n, bar, whisker, p50Seconds, p95Seconds }) => (
            <tr key={stage}>
              <th scope="row">{stage}</th>
              <td className={classes.track}>
                <div className={classes.box} aria-hidden="true">
                  <i
                    className={classes.whisker}
                    style={{
                      left: `${bar * 100}%`,
                      width: `${Math.max(0, whisker - bar) * 100}%`,
                    }}
                  />
                  <i
                    className={classes.bar}
                    style={{ width: `${bar * 100}%` }}
                  />
                </div>
              </td>
              <td className={classes.value}>{time(p50Seconds)}</td>
              <td className={classes.subtle}>{time(p95Seconds)}</td>
              <td className={classes.subtle}>
                {t('health.n', { n: String(n) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </HealthColumn>
  );
}
