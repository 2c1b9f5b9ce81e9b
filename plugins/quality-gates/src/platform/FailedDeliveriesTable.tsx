import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DeliveryInfo } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DataTable } from '../show/DataTable';
import type { Reader } from '../show/formatInstant';
import { Instant } from '../show/Instant';
import { qualityGatesTranslationRef } from '../translation';
import { ReplayButton } from './ReplayButton';

/** Props of {@link FailedDeliveriesTable}. */
export interface FailedDeliveriesTableProps {
  readonly items: readonly DeliveryInfo[];
  readonly reader: Reader;
  onReplay(id: string): Promise<unknown>;
}

const useStyles = makeStyles({
  reason: { maxWidth: 640, overflowWrap: 'anywhere' },
});

/** Failed deliveries, each with why and its replay. */
export function FailedDeliveriesTable(props: FailedDeliveriesTableProps) {
  const { items, reader, onReplay } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<DeliveryInfo>
      label={t('platform.failed.table')}
      rows={items}
      rowKey={({ id }) => id}
      pageSize={25}
      columns={[
        {
          id: 'received',
          title: t('platform.failed.received'),
          nowrap: true,
          render: ({ receivedAt }) => (
            <Instant at={receivedAt} reader={reader} />
          ),
        },
        {
          id: 'source',
          title: t('platform.failed.source'),
          nowrap: true,
          render: ({ source }) => source,
        },
        {
          id: 'kind',
          title: t('platform.failed.kind'),
          nowrap: true,
          render: ({ kind }) => kind,
        },
        {
          id: 'reason',
          title: t('platform.failed.reason'),
          render: ({ reason }) => (
            <div className={classes.reason}>
              {reason ?? t('platform.failed.noReason')}
            </div>
          ),
        },
        {
          id: 'action',
          title: t('platform.failed.action'),
          render: delivery => (
            <ReplayButton
              delivery={delivery}
              reader={reader}
              onReplay={onReplay}
            />
          ),
        },
      ]}
    />
  );
}
