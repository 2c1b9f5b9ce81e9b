import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatExactly, type Reader } from '../show/formatInstant';
import { formatTimer } from '../show/formatTimer';
import { ResultCell } from '../show/ResultCell';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { secondsOf } from './layoutWaterfall';
import type { SpanNode } from './spanTree';

/** Props of {@link SpanFacts}. */
export interface SpanFactsProps {
  readonly node: SpanNode;
  readonly reader: Reader;
}

const MOST_AROUND = 6;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: '96px minmax(0, 1fr)',
    gap: theme.spacing(0.5, 1),
    margin: theme.spacing(1, 0),
    fontSize: 13,
    lineHeight: '20px',
    '& dt': { color: createTokens(theme).subtle },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  id: { fontFamily: '"Roboto Mono", Menlo, Consolas, monospace', fontSize: 12 },
}));

function namesAround(node: SpanNode): string[] {
  const names: string[] = [];
  let around = node.parent;
  for (; around && names.length < MOST_AROUND; around = around.parent) {
    names.unshift(around.span.name);
  }
  return names;
}

/** Result, kind, place and times of a span. */
export function SpanFacts(props: SpanFactsProps) {
  const { node, reader } = props;
  const { span } = node;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const around = namesAround(node);
  return (
    <dl className={classes.root}>
      <dt>{t('waterfall.drawer.result')}</dt>
      <dd>
        <ResultCell of="run" state={span.result} />
      </dd>
      <dt>{t('waterfall.drawer.kind')}</dt>
      <dd>{t(`waterfall.kind.${span.kind}`)}</dd>
      {around.length > 0 && (
        <>
          <dt>{t('waterfall.drawer.inside')}</dt>
          <dd>{around.join(' › ')}</dd>
        </>
      )}
      <dt>{t('waterfall.drawer.duration')}</dt>
      <dd>{formatTimer(secondsOf(node))}</dd>
      <dt>{t('waterfall.drawer.started')}</dt>
      <dd>{formatExactly(span.startedAt, reader.zone)}</dd>
      <dt>{t('waterfall.drawer.ended')}</dt>
      <dd>{formatExactly(span.endedAt, reader.zone)}</dd>
      <dt>{t('waterfall.drawer.id')}</dt>
      <dd className={classes.id}>{span.spanId}</dd>
    </dl>
  );
}
