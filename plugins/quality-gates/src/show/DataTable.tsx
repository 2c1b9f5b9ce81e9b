import { type ReactNode, useState } from 'react';
import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesTranslationRef } from '../translation';
import { createTokens } from './tokens';

/** One column of a {@link DataTable}. */
export interface Column<T> {
  readonly id: string;
  readonly title: string;
  readonly numeric?: boolean;
  /** Keeps the cell on one line. */
  readonly nowrap?: boolean;
  render(row: T): ReactNode;
}

/** Props of {@link DataTable}. */
export interface DataTableProps<T> {
  /** Read by screen readers: what the rows are. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  rowKey(row: T): string;
  /** How many rows stand at first; more on request. */
  readonly pageSize?: number;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    scroll: { overflowX: 'auto' },
    table: { minWidth: 860 },
    head: {
      padding: theme.spacing(1),
      fontSize: 12,
      lineHeight: '16px',
      fontWeight: 500,
      whiteSpace: 'nowrap',
      color: tokens.subtle,
      borderBottom: `1px solid ${tokens.line}`,
      '&:first-child': { paddingLeft: 16 },
      '&:last-child': { paddingRight: 16 },
    },
    cell: {
      height: 36,
      padding: theme.spacing(0.75, 1),
      fontSize: 13,
      lineHeight: '20px',
      fontVariantNumeric: 'tabular-nums',
      wordBreak: 'normal',
      overflowWrap: 'break-word',
      borderBottom: `1px solid ${tokens.lineSoft}`,
      '&:first-child': { paddingLeft: 16 },
      '&:last-child': { paddingRight: 16 },
    },
    row: {
      '&, &:nth-of-type(odd)': { background: 'none' },
      '&:hover, &:nth-of-type(odd):hover': { background: tokens.hover },
      '&:last-child td': { borderBottom: 0 },
    },
    nowrap: { whiteSpace: 'nowrap' },
    more: { padding: theme.spacing(1, 2) },
  };
});

/** A dense table that scrolls inside its card and shows its rows a page at a time. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, rowKey, pageSize = 50 } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [shown, setShown] = useState(pageSize);
  const rest = rows.length - shown;
  return (
    <>
      <div className={classes.scroll}>
        <Table size="small" aria-label={label} className={classes.table}>
          <TableHead>
            <TableRow>
              {columns.map(({ id, title, numeric }) => (
                <TableCell
                  key={id}
                  className={classes.head}
                  align={numeric ? 'right' : 'left'}
                >
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.slice(0, shown).map(row => (
              <TableRow key={rowKey(row)} className={classes.row}>
                {columns.map(({ id, numeric, nowrap, render }) => (
                  <TableCell
                    key={id}
                    align={numeric ? 'right' : 'left'}
                    className={`${classes.cell} ${
                      numeric || nowrap ? classes.nowrap : ''
                    }`}
                  >
                    {render(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {rest > 0 && (
        <div className={classes.more}>
          <Button size="small" onClick={() => setShown(shown + pageSize)}>
            {t('showMore', { rest: String(rest) })}
          </Button>
        </div>
      )}
    </>
  );
}
