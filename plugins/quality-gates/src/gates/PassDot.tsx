import { useTokens } from '../show/useTokens';

/** Props of {@link PassDot}. */
export interface PassDotProps {
  readonly size: number;
}

/** A pass inside a strip: a small dot, quiet beside everything that is no pass. */
export function PassDot(props: PassDotProps) {
  const { size } = props;
  const { ok } = useTokens();
  return (
    <svg width={size} height={size} viewBox="0 0 10 10" aria-hidden="true">
      <circle cx="5" cy="5" r="3.6" fill={ok} />
    </svg>
  );
}
