import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Column, DataTable } from '../../show/DataTable';
import { formatEnvironment } from '../../show/formatEnvironment';
import type { Reader } from '../../show/formatInstant';
import { Section } from '../../show/Section';
import { qualityGatesTranslationRef } from '../../translation';
import type { Matrix, MatrixRow } from './layoutMatrix';
import { MatrixCell } from './MatrixCell';

/** Props of {@link VersionMatrix}. */
export interface VersionMatrixProps {
  readonly matrix: Matrix;
  readonly reader: Reader;
}

/** A row per version, a column per environment in promotion order. */
export function VersionMatrix(props: VersionMatrixProps) {
  const { matrix, reader } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const version: Column<MatrixRow> = {
    id: 'version',
    title: t('deployable.version'),
    nowrap: true,
    render: row => row.version,
  };
  const environments = matrix.environments.map(
    (environment, index): Column<MatrixRow> => ({
      id: environment,
      title: formatEnvironment(environment),
      render: row => (
        <MatrixCell
          version={row.version}
          environment={environment}
          entry={row.entries[index]}
          reader={reader}
        />
      ),
    }),
  );
  return (
    <Section title={t('deployable.matrix')} subtitle={t('deployable.subtitle')}>
      <DataTable<MatrixRow>
        label={t('deployable.matrix')}
        columns={[version, ...environments]}
        rows={matrix.rows}
        rowKey={row => row.version}
      />
    </Section>
  );
}
