import { useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Section } from '../show/Section';
import { qualityGatesTranslationRef } from '../translation';
import { nameRun } from './describeRun';
import { layoutWaterfall, listFirstFolds, listFolds } from './layoutWaterfall';
import { SpanTable } from './SpanTable';
import { WaterfallGrid } from './WaterfallGrid';
import { WaterfallLegend } from './WaterfallLegend';
import type { WaterfallSectionProps } from './WaterfallSection';
import { WaterfallTools } from './WaterfallTools';

/** Props of {@link Waterfall}. */
export type WaterfallProps = Omit<
  WaterfallSectionProps,
  'trace' | 'setupLink'
> & {
  /** What the bars are made of, and what is missing. */
  readonly note: string;
};

const NOTHING: ReadonlySet<string> = new Set();

/** The spans of a run as bars or as a table, with what is folded. */
export function Waterfall(props: WaterfallProps) {
  const { run, tree, verdicts, reader, note, onOpenSpan } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [folded, setFolded] = useState<ReadonlySet<string>>(() =>
    listFirstFolds(tree, verdicts),
  );
  const [asTable, setAsTable] = useState(false);
  const [onlyCritical, setOnlyCritical] = useState(false);
  const rows = useMemo(
    () => layoutWaterfall(tree, { folded, onlyCritical, verdicts }),
    [tree, folded, onlyCritical, verdicts],
  );
  const toggle = (id: string) =>
    setFolded(old => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const anyFolded = rows.some(({ expanded }) => expanded === false);
  return (
    <Section
      title={t('waterfall.title')}
      subtitle={note}
      action={
        <WaterfallTools
          asTable={asTable}
          onTable={setAsTable}
          anyFolded={anyFolded}
          onFoldAll={() => setFolded(anyFolded ? NOTHING : listFolds(tree))}
          onlyCritical={onlyCritical}
          onOnlyCritical={
            [...tree.byId.values()].some(({ span }) => span.critical)
              ? setOnlyCritical
              : undefined
          }
        />
      }
    >
      {asTable ? (
        <SpanTable tree={tree} reader={reader} onOpenSpan={onOpenSpan} />
      ) : (
        <>
          <WaterfallGrid
            label={t('waterfall.label', { name: nameRun(run, t) })}
            rows={rows}
            tree={tree}
            failures={run.failures}
            reader={reader}
            onToggle={toggle}
            onOpenSpan={onOpenSpan}
          />
          <WaterfallLegend />
        </>
      )}
    </Section>
  );
}
