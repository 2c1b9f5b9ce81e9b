import useAsync from 'react-use/esm/useAsync';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  type Evaluation,
  qualityGatesEvaluationApprovePermission,
  qualityGatesEvaluationBreakGlassPermission,
  qualityGatesEvaluationCreatePermission,
  qualityGatesEvaluationInvalidatePermission,
  qualityGatesEvaluationWaivePermission,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesTranslationRef } from '../../translation';
import { type Act, type Permitted, refuse } from './allowances';

function useAllowed(
  permission: typeof qualityGatesEvaluationCreatePermission,
  resourceRef: string,
): true | string {
  const { allowed } = usePermission({ permission, resourceRef });
  return allowed || permission.name;
}

function usePermitted(resourceRef: string): Permitted {
  const approve = useAllowed(
    qualityGatesEvaluationApprovePermission,
    resourceRef,
  );
  return {
    ask: useAllowed(qualityGatesEvaluationCreatePermission, resourceRef),
    approve,
    waive: useAllowed(qualityGatesEvaluationWaivePermission, resourceRef),
    breakGlass: useAllowed(
      qualityGatesEvaluationBreakGlassPermission,
      resourceRef,
    ),
    claim: approve,
    invalidate: useAllowed(
      qualityGatesEvaluationInvalidatePermission,
      resourceRef,
    ),
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
