import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import BackIcon from '@material-ui/icons/ChevronLeft';
import { Link } from '@backstage/core-components';
import type { Query } from '../api/useQuery';
import { QueryPlaceholder } from './QueryPlaceholder';
import { Section } from './Section';

/** Props of {@link DetailPage}. */
export interface DetailPageProps<T> {
  /** The page this one lies below. */
  readonly back: { readonly to: string; readonly label: string };
  /** Stands above the placeholder until there is something to show. */
  readonly title: string;
  /** What could not be loaded, as it stands in a sentence. */
  readonly what: string;
  readonly query: Query<T>;
  readonly children: (data: T) => ReactNode;
}

const ROWS = 12;

const useStyles = makeStyles({
  back: {
    display: 'inline-flex',
    alignItems: 'center',
    justifySelf: 'start',
    fontSize: 13,
    lineHeight: '20px',
  },
});

/** A page about one thing: the way back, and the thing, or that it is loading or could not be loaded. */
export function DetailPage<T>(props: DetailPageProps<T>) {
  const { back, title, what, query, children } = props;
  const classes = useStyles();
  return (
    <>
      <Link to={back.to} className={classes.back}>
        <BackIcon fontSize="small" />
        {back.label}
      </Link>
      {query.data === undefined ? (
        <Section title={title}>
          <QueryPlaceholder query={query} what={what} rows={ROWS} />
        </Section>
      ) : (
        children(query.data)
      )}
    </>
  );
}
