import { useId, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useAction } from '../../api/useAction';
import { FilterSelect } from '../../show/FilterSelect';
import { formatEnvironment } from '../../show/formatEnvironment';
import { Section } from '../../show/Section';
import { qualityGatesTranslationRef } from '../../translation';
import { ActForm } from './ActForm';
import { ReasonField } from './ReasonField';
import { RefusableButton } from './RefusableButton';
import { TtlSelect } from './TtlSelect';
import { describeTtl, listAllowed } from './ttl';
import { useOverrides } from './useOverrides';

/** Props of {@link WaiverForm}. */
export interface WaiverFormProps {
  readonly evaluation: Evaluation;
  readonly gate: string;
  /** All gates that could be waived. */
  readonly gates: readonly string[];
  readonly refusal: string | null;
  onChoose(gate: string | null): void;
  onAnswer(evaluation: Evaluation): void;
}

const TTLS = ['1h', '4h', '24h', '72h'];
const FIRST_TTL = '4h';

/** Asks for a waiver of one gate, or confirms one that somebody else asked for. */
export function WaiverForm(props: WaiverFormProps) {
  const { evaluation, gate, gates, refusal, onChoose, onAnswer } = props;
  const ticketId = useId();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const rules = useOverrides(evaluation, 'waiver');
  const [fields, setFields] = useState({
    reason: '',
    ticket: '',
    ttl: FIRST_TTL,
  });
  const set = (changed: Partial<typeof fields>) =>
    setFields(old => ({ ...old, ...changed }));
  const { reason, ticket } = fields;
  const ttls = listAllowed(TTLS, rules?.maxTtl);
  const ttl = ttls.includes(fields.ttl) ? fields.ttl : ttls[ttls.length - 1];
  const { result, run } = useAction(async () =>
    onAnswer(
      await api.waive(evaluation.id, {
        gate,
        reason,
        ttl,
        ...(ticket.trim() ? { ticket: ticket.trim() } : undefined),
      }),
    ),
  );
  const title = t('act.waiveTitle', { gate });
  return (
    <Section title={title}>
      <ActForm label={title} result={result} onSubmit={() => run()}>
        {gates.length > 1 && (
          <FilterSelect
            label={t('evaluation.gate')}
            value={gate}
            choices={gates.map(name => ({ value: name, label: name }))}
            onChoose={onChoose}
          />
        )}
        <ReasonField
          value={reason}
          minLength={rules?.reasonLength}
          onChange={value => set({ reason: value })}
        />
        <TextField
          id={ticketId}
          size="small"
          variant="outlined"
          label={t('act.ticket')}
          value={ticket}
          required={rules?.ticketNeeded}
          helperText={rules?.ticketNeeded && t('act.ticketNeeded')}
          onChange={event => set({ ticket: event.target.value })}
        />
        <TtlSelect
          choices={ttls}
          value={ttl}
          onChoose={value => set({ ttl: value })}
        />
        <p>
          {[
            rules?.maxTtl &&
              `${t('act.atMost', { ttl: describeTtl(rules.maxTtl, t) })}.`,
            t('act.waiveWhy', {
              version: evaluation.version,
              environment: formatEnvironment(evaluation.environment),
            }),
            rules?.secondPerson && t('act.waiveSecond'),
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
        <RefusableButton
          primary
          submit
          refusal={refusal}
          disabled={result.state === 'busy' || reason.trim() === ''}
        >
          {t('act.waive')}
        </RefusableButton>
      </ActForm>
    </Section>
  );
}
