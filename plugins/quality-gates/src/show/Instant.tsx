import { formatExactly, formatInstant, Reader } from './formatInstant';

/** Props of {@link Instant}. */
export interface InstantProps {
  /** ISO 8601. */
  readonly at: string;
  readonly reader: Reader;
}

/** A time as people say it; date, seconds and zone in its tooltip. */
export function Instant(props: InstantProps) {
  const { at, reader } = props;
  return (
    <time dateTime={at} title={formatExactly(at, reader.zone)}>
      {formatInstant(at, reader)}
    </time>
  );
}
