import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
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

const useStyles = makeStyles(theme => ({
  more: { padding: theme.spacing(1, 2) },
}));

function OriginCell(props: { origin: Origin | null }) {
  const { origin } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  if (!origin) return <>{t('policy.unknownOrigin')}</>;
  if (origin.level === 'default') return <>{t('policy.builtIn')}</>;
  const words = t('policy.originOf', {
    level: t(`policy.level.${origin.level}`),
    policy: origin.policy,
  });
  const isLink = origin.url && /^https?:/i.test(origin.url);
  return isLink ? <Link to={origin.url!}>{words}</Link> : <>{words}</>;
}

const isDefault = ({ origin }: PolicyValue) => origin?.level === 'default';

/** Every setting somebody made and where it comes from; what holds by default on request. */
export function ValuesTable(props: ValuesTableProps) {
  const { values } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [all, setAll] = useState(false);
  const defaults = values.filter(isDefault).length;
  return (
    <>
      <DataTable<PolicyValue>
        label={t('policy.values')}
        rows={all ? values : values.filter(value => !isDefault(value))}
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
      {defaults > 0 && (
        <div className={classes.more}>
          <Button size="small" onClick={() => setAll(!all)}>
            {all
              ? t('policy.noDefaults')
              : t('policy.defaults', { count: defaults })}
          </Button>
        </div>
      )}
    </>
  );
}
