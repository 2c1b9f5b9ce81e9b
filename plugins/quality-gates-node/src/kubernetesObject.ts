/** The label or annotation by which Backstage finds the component of a Kubernetes object. */
export const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** What a Kubernetes object is marked with. */
export interface KubernetesMarks {
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
}

/** What an annotation of the object says, else what its label of that name does; undefined = neither says anything. */
export function kubernetesMark(
  { labels, annotations }: KubernetesMarks,
  key: string,
): string | undefined {
  return annotations.get(key) || labels.get(key) || undefined;
}

/** {@link KUBERNETES_ID} of the object as `annotations` of a subject; [] where it has none. */
export function kubernetesIdOf(marks: KubernetesMarks) {
  const value = kubernetesMark(marks, KUBERNETES_ID);
  return value ? [{ key: KUBERNETES_ID, value }] : [];
}
