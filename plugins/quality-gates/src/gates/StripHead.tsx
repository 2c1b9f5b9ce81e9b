import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDay, type Reader } from '../show/formatInstant';
import { qualityGatesTranslationRef } from '../translation';
import { labelDates, labelEnvironments } from './labelColumns';
import type { StripColumn } from './layoutStrip';
import { StripFiller } from './StripFiller';
import { useStripStyles } from './stripStyles';

/** Props of {@link StripHead}. */
export interface StripHeadProps {
  /** Columns that the strip has room for. */
  readonly room: number;
  readonly columns: readonly StripColumn[];
  readonly reader: Reader;
}

/** Dates above the columns, and environments where there is more than one. */
export function StripHead(props: StripHeadProps) {
  const { room, columns, reader } = props;
  const classes = useStripStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const dates = labelDates(columns.map(({ at }) => formatDay(at, reader)));
  const environments = labelEnvironments(
    columns.map(({ environment }) => environment),
  );
  return (
    <thead>
      <tr>
        <th className={classes.name} scope="col">
          {t('gates.gate')}
        </th>
        <StripFiller room={room} columns={columns.length} />
        {columns.map(({ key }, index) => (
          <th key={key} className={`${classes.cell} ${classes.date}`}>
            {dates[index] && <span>{dates[index]}</span>}
          </th>
        ))}
        <th className={classes.passed} scope="col">
          {t('gates.passed')}
        </th>
        <th className={classes.latest} scope="col">
          {t('gates.latest')}
        </th>
      </tr>
      {environments && (
        <tr>
          <th className={classes.name} scope="row">
            {t('gates.environment')}
          </th>
          <StripFiller room={room} columns={columns.length} />
          {columns.map(({ key, environment }, index) => (
            <th
              key={key}
              className={`${classes.cell} ${classes.environment}`}
              title={environment}
            >
              {environments[index]}
            </th>
          ))}
          <th className={classes.passed} />
          <th className={classes.latest} />
        </tr>
      )}
    </thead>
  );
}
