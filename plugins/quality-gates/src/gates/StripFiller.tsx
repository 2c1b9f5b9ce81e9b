/** Props of {@link StripFiller}. */
export interface StripFillerProps {
  /** Columns that the strip has room for. */
  readonly room: number;
  /** Columns that have something. */
  readonly columns: number;
}

/** Takes the room of columns that do not exist yet, so that the newest always stand right. */
export function StripFiller(props: StripFillerProps) {
  const rest = props.room - props.columns;
  return rest > 0 ? <td colSpan={rest} aria-hidden="true" /> : null;
}
