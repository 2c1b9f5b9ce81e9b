import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PolicyFinding } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DataTable } from '../show/DataTable';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link FindingsTable}. */
export interface FindingsTableProps {
  readonly findings: readonly PolicyFinding[];
}

/** What is wrong or dangerous in a policy, where, by which rule, and what to do. */
export function FindingsTable(props: FindingsTableProps) {
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <DataTable<PolicyFinding>
      label={t('policy.findings')}
      rows={props.findings}
      rowKey={one => JSON.stringify(one)}
      columns={[
        {
          id: 'severity',
          title: t('policy.severity'),
          nowrap: true,
          render: ({ severity }) => (
            <span
              style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}
            >
              <OutcomeGlyph
                name={severity === 'error' ? 'fail' : 'warn'}
                decorative
              />
              {t(`policy.${severity}`)}
            </span>
          ),
        },
        {
          id: 'where',
          title: t('policy.where'),
          render: ({ path }) => <code>{path}</code>,
        },
        {
          id: 'rule',
          title: t('policy.rule'),
          nowrap: true,
          render: ({ rule }) => rule,
        },
        {
          id: 'message',
          title: t('policy.message'),
          render: ({ message }) => message,
        },
      ]}
    />
  );
}
