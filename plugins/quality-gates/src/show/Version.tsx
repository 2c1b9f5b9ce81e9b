import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { createTokens } from './tokens';

/** Props of {@link Version}. */
export interface VersionProps {
  readonly version: string | null;
  readonly commit: string | null;
  /** Where a click leads: the deployment or run at its source. */
  readonly url?: string | null;
  /** Said when neither version nor commit is known. */
  readonly fallback: string;
}

const useStyles = makeStyles(theme => ({
  sha: {
    fontFamily:
      '"Roboto Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
    fontSize: 12,
    color: createTokens(theme).subtle,
  },
}));

/** The first seven characters of a commit id, the way people read it. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}

/** A version with its commit; the full id is in the tooltip. */
export function Version(props: VersionProps) {
  const { version, commit, url, fallback } = props;
  const classes = useStyles();
  const name = version ?? (commit ? shortSha(commit) : fallback);
  return (
    <span title={commit ?? undefined}>
      {url ? <Link to={url}>{name}</Link> : <span>{name}</span>}
      {version && commit && (
        <>
          {' '}
          <span className={classes.sha}>{shortSha(commit)}</span>
        </>
      )}
    </span>
  );
}
