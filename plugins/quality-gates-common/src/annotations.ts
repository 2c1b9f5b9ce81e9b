/** `metadata.annotations` keys that Quality Gates defines. */
export const QUALITY_GATES_ANNOTATIONS = {
  /** Name pattern (regular expression) of the pipelines that belong to this component of a shared repository. */
  pipeline: 'quality-gates.io/pipeline',
  /** Sub-path of the repository that belongs to this component, when `source-location` does not carry it. */
  path: 'quality-gates.io/path',
  /** Reference of the gate policy that holds for this component. */
  policyRef: 'quality-gates.io/policy-ref',
  /** Path of the policy file in the component's repository. */
  policy: 'quality-gates.io/policy',
  /** Values for the parameters of its policies, as YAML or JSON. */
  policyParameters: 'quality-gates.io/policy-parameters',
} as const;

/** Attribute that names an entity in telemetry: on the span, else the scope, else the resource. */
export const ENTITY_REF_ATTRIBUTE = 'backstage.entity.ref';
