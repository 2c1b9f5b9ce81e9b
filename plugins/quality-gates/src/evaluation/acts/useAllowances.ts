import useAsync from 'react-use/esm/useAsync';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  type Evaluation,
  qualityGatesEvaluationApprovePermission,
  qualityGatesEvaluationBreakGlassPermission,
  qualityGatesEvaluationCreatePermission,
  qualityGatesEvaluationWaivePermission,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesTranslationRef } from '../../translation';
import { type Act, type Permitted, refuse } from './allowances';

function usePermitted(resourceRef: string): Permitted {
  const ask = usePermission({
    permission: qualityGatesEvaluationCreatePermission,
    resourceRef,
  });
  const approve = usePermission({
    permission: qualityGatesEvaluationApprovePermission,
    resourceRef,
  });
  const waive = usePermission({
    permission: qualityGatesEvaluationWaivePermission,
    resourceRef,
  });
  const breakGlass = usePermission({
    permission: qualityGatesEvaluationBreakGlassPermission,
    resourceRef,
  });
  return {
    ask: ask.allowed || qualityGatesEvaluationCreatePermission.name,
    approve: approve.allowed || qualityGatesEvaluationApprovePermission.name,
    waive: waive.allowed || qualityGatesEvaluationWaivePermission.name,
    breakGlass:
      breakGlass.allowed || qualityGatesEvaluationBreakGlassPermission.name,
    claim: approve.allowed || qualityGatesEvaluationApprovePermission.name,
  };
}

/** Tells why the signed-in person may not do something to an evaluation; null where nothing is known against it. */
export function useAllowances(evaluation: Evaluation, now: number) {
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const identity = useApi(identityApiRef);
  const permitted = usePermitted(evaluation.entityRef);
  const { value } = useAsync(() => identity.getBackstageIdentity(), [identity]);
  const person = value && {
    userRef: value.userEntityRef,
    refs: [value.userEntityRef, ...value.ownershipEntityRefs],
  };
  return (act: Act, gate?: string): string | null =>
    refuse(act, { evaluation, gate, person, permitted, now, t });
}
