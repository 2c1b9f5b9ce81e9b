import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Origin } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DataTable } from '../show/DataTable';
import { qualityGatesTranslationRef } from '../translation';
import type { PolicyValue } from './listValues';

/** Props of {@link ValuesTable}. */
export interface ValuesTableProps {
  readonly values: readonly PolicyValue[];
}

function OriginCell(props: { origin: Origin | null }) {
  const { origin } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  if (!origin) return <>{t('policy.unknownOrigin')}</>;
  const words = t('policy.originOf', {
    level: t(`policy.level.${origin.level}`),
    policy: origin.policy,
  });
  const isLink = origin.url && /^https?:/i.test(origin.url);
  return isLink ? <Link to={origin.url!}>{words}</Link> : <>{words}</>;
}

/** Every setting in force, and where it comes from. */
export function ValuesTable(props: ValuesTableProps) {
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<PolicyValue>
      label={t('policy.values')}
      rows={props.values}
      rowKey={({ path }) => path}
      pageSize={200}
      columns={[
        {
          id: 'path',
          title: t('policy.path'),
          render: ({ path }) => path,
        },
        {
          id: 'value',
          title: t('policy.value'),
          render: ({ value }) => <code>{value}</code>,
        },
        {
          id: 'origin',
          title: t('policy.origin'),
          render: ({ origin }) => <OriginCell origin={origin} />,
        },
      ]}
    />
  );
}
