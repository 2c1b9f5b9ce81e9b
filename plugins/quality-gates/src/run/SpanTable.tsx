import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Column, DataTable } from '../show/DataTable';
import { formatExactly, type Reader } from '../show/formatInstant';
import { formatTimer } from '../show/formatTimer';
import { ResultCell } from '../show/ResultCell';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import { secondsOf } from './layoutWaterfall';
import type { SpanNode, SpanTree } from './spanTree';

/** Props of {@link SpanTable}. */
export interface SpanTableProps {
  readonly tree: SpanTree;
  readonly reader: Reader;
  onOpenSpan(spanId: string): void;
}

function listColumns(props: SpanTableProps, t: Translate): Column<SpanNode>[] {
  const { tree, reader, onOpenSpan } = props;
  return [
    {
      id: 'result',
      title: t('column.result'),
      nowrap: true,
      render: ({ span }) => <ResultCell of="run" state={span.result} />,
    },
    {
      id: 'name',
      title: t('waterfall.name'),
      render: ({ span }) => (
        <Button size="small" onClick={() => onOpenSpan(span.spanId)}>
          {span.name}
        </Button>
      ),
    },
    {
      id: 'kind',
      title: t('waterfall.kindTitle'),
      nowrap: true,
      render: ({ span }) => t(`waterfall.kind.${span.kind}`),
    },
    {
      id: 'offset',
      title: t('waterfall.offset'),
      numeric: true,
      render: ({ span, startedAt }) => (
        <time
          dateTime={span.startedAt}
          title={formatExactly(span.startedAt, reader.zone)}
        >
          {formatTimer((startedAt - tree.startedAt) / 1000)}
        </time>
      ),
    },
    {
      id: 'duration',
      title: t('waterfall.duration'),
      numeric: true,
      render: node => formatTimer(secondsOf(node)),
    },
    {
      id: 'message',
      title: t('waterfall.message'),
      render: ({ span }) => span.message ?? '',
    },
  ];
}

/** The spans of the waterfall as a table. */
export function SpanTable(props: SpanTableProps) {
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<SpanNode>
      label={t('waterfall.table')}
      rows={[...props.tree.byId.values()]}
      rowKey={({ span }) => span.spanId}
      columns={listColumns(props, t)}
      pageSize={100}
    />
  );
}
